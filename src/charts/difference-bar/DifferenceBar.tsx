import styles from './DifferenceBar.module.css';
import { placeDifference } from './difference-bar.layout.ts';

export interface DifferenceBarProps {
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
  /** The line runs as far to both sides, the same for all bars of a table. */
  readonly reach: number;
  readonly widthPx?: number;
}

/** A difference with its interval around zero; decoration, the numbers stand beside it. */
export function DifferenceBar({ difference, reach, widthPx = 120 }: DifferenceBarProps) {
  const place = placeDifference(difference, reach, widthPx);
  const sure = difference.low > 0 || difference.high < 0;
  return (
    <svg className={styles.bar} width={widthPx} height="16" viewBox={`0 0 ${widthPx} 16`} aria-hidden="true">
      <path d={`M0 8H${widthPx}`} className={styles.line} />
      <path d={`M${place.zero} 1V15`} className={styles.zero} />
      <rect x={place.from} y="5" width={place.width} height="6" rx="3" className={sure ? styles.sure : styles.unsure} />
      <circle cx={place.point} cy="8" r="3" className={styles.point} />
    </svg>
  );
}
