import type { ReactNode } from 'react';
import styles from './VisuallyHidden.module.css';

/** Heard by a screen reader, not seen. `live` announces changes politely. */
export function VisuallyHidden({ children, live = false }: { readonly children: ReactNode; readonly live?: boolean }) {
  return (
    <span className={styles.hidden} role={live ? 'status' : undefined}>
      {children}
    </span>
  );
}
