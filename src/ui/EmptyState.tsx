import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly picture?: ReactNode;
  /** Whether it stands for the whole page, whose heading it then is. */
  readonly isPage?: boolean;
}

/** Nothing here yet: what would stand here, and the one thing to do about it. */
export function EmptyState({ title, children, action, picture, isPage = false }: EmptyStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className={styles.empty}>
      {picture ?? <EmptyStairs />}
      <Heading>{title}</Heading>
      {children && <div className={styles.words}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

function EmptyStairs() {
  return (
    <svg width="132" height="84" viewBox="0 0 132 84" fill="none" aria-hidden="true">
      <path
        d="M4 78h26V62h26V46h26V30h26V14h20"
        stroke="var(--line-strong)"
        strokeWidth="2"
        strokeDasharray="1 6"
        strokeLinecap="round"
      />
      <path d="M14 44 112 4" stroke="var(--rail)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
