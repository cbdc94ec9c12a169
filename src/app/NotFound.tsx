import { useLocation } from 'wouter';
import { goTo, paths } from '../state/location.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { quote } from '../words/numbers.ts';
import styles from './App.module.css';

/** An address that leads to no screen. */
export function NotFound() {
  const [path] = useLocation();
  return (
    <EmptyState
      isPage
      title="There is nothing at this address"
      action={
        <div className={styles.ways}>
          <Button variant="primary" onClick={() => goTo(paths.home)}>
            Open the latest journey
          </Button>
          <Button onClick={() => goTo(paths.data)}>Go to your data</Button>
        </div>
      }
    >
      No screen is called {quote(shortened(path))}. The link may have been cut or mistyped.
    </EmptyState>
  );
}

const LONGEST = 80;

function shortened(path: string): string {
  return path.length > LONGEST ? `${path.slice(0, LONGEST)}…` : path;
}
