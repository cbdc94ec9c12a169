import { Component, type ReactNode } from 'react';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import { logError } from '../state/error-log.ts';
import { goTo, paths } from '../state/location.ts';
import { Button } from '../ui/Button.tsx';
import { Broken } from './Broken.tsx';

interface State {
  readonly error: HandrailError | null;
}

/** A fault in a screen ends in a sentence and a way back, never in a blank page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: toHandrailError(error) };
  }

  override componentDidCatch(error: unknown): void {
    logError(error);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const back = () => {
      goTo(paths.data);
      this.setState({ error: null });
    };
    return (
      <Broken error={error}>
        <Button variant="primary" onClick={back}>
          Back to your data
        </Button>
        <Button onClick={() => location.reload()}>Reload</Button>
      </Broken>
    );
  }
}
