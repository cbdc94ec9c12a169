import type { ReactNode } from 'react';
import styles from './Spinner.module.css';

/** Three steps that light up one after the other, and always the words for what is going on. */
export function Spinner({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.spinner} role="status">
      <span className={styles.steps} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>{children}</span>
    </div>
  );
}
