import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Notice.module.css';

export interface NoticeProps {
  readonly tone?: 'info' | 'question' | 'error';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** A button, or a few. */
  readonly action?: ReactNode;
  readonly className?: string | undefined;
}

/** A sentence that matters. An error is announced at once, anything else politely. */
export function Notice({ tone = 'info', title, children, action, className }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone], className)} role={tone === 'error' ? 'alert' : 'status'}>
      <div className={styles.words}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
