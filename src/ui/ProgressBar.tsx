import { type ReactNode, useId } from 'react';
import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  readonly label: ReactNode;
  /** In the same unit as `max` (bytes, rows, a share of 1); `null` while the end is not known. */
  readonly value: number | null;
  readonly max?: number;
  /** What a person reads beside it: "1.2 million rows, 40 s left". */
  readonly detail?: ReactNode;
}

export function ProgressBar({ label, value, max = 1, detail }: ProgressBarProps) {
  const id = useId();
  const share = value === null || !(max > 0) ? null : Math.max(0, Math.min(1, value / max));
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span id={id} className={styles.label}>
          {label}
        </span>
        {detail && <span className={styles.detail}>{detail}</span>}
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      >
        {share === null ? (
          <i className={styles.unknown} />
        ) : (
          <i className={styles.bar} style={{ transform: `scaleX(${share})` }} />
        )}
      </div>
    </div>
  );
}
