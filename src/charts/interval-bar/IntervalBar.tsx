import styles from './IntervalBar.module.css';
import { placeInterval } from './interval-bar.layout.ts';

export interface IntervalBarProps {
  readonly rate: { readonly value: number; readonly low: number; readonly high: number };
  /** The share at which the line ends, the same for all bars of a table. */
  readonly max: number;
  /** A CSS colour for the point. */
  readonly colour?: string;
  readonly widthPx?: number;
}

/** A point with its interval on a line; decoration, the numbers stand beside it. */
export function IntervalBar({ rate, max, colour = 'var(--ink)', widthPx = 120 }: IntervalBarProps) {
  const place = placeInterval(rate, max, widthPx);
  return (
    <svg className={styles.bar} width={widthPx} height="14" viewBox={`0 0 ${widthPx} 14`} aria-hidden="true">
      <path d={`M0 7H${widthPx}`} className={styles.line} />
      <rect x={place.from} y="4" width={place.width} height="6" rx="3" className={styles.interval} fill={colour} />
      <circle
        cx={Math.max(3, Math.min(widthPx - 3, place.point))}
        cy="7"
        r="3"
        fill={colour}
        className={styles.point}
      />
    </svg>
  );
}
