import type { ReactNode } from 'react';
import type { HandrailError } from '../journey/errors.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { sayError } from '../words/errors.ts';
import styles from './App.module.css';

/** The whole page in place of a screen that cannot be shown. */
export function Broken({ error, children }: { readonly error: HandrailError; readonly children?: ReactNode }) {
  return (
    <main className={styles.broken} role="alert">
      <EmptyState title="This cannot be shown" action={children && <div className={styles.ways}>{children}</div>}>
        {sayError(error)}
      </EmptyState>
    </main>
  );
}
