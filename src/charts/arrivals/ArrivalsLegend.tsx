import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { sayOpenOf } from '../plot/open-words.ts';
import styles from './Arrivals.module.css';

/** What the marks mean. */
export function ArrivalsLegend({ periods }: { readonly periods: readonly JudgedPeriod[] }) {
  const has = (state: JudgedPeriod['state']) => periods.some((period) => period.state === state);
  return (
    <ul className={styles.legend}>
      {has('whole') && (
        <li>
          <svg width="14" height="16" aria-hidden="true">
            <rect x="3" y="5" width="8" height="11" rx="1.5" className={styles.whole} />
            <path d="M7 1v8" className={styles.whisker} />
          </svg>
          people, with the 95 % interval of their share
        </li>
      )}
      {has('open') && (
        <li>
          <svg width="14" height="16" aria-hidden="true">
            <rect x="3" y="3" width="8" height="12" rx="1.5" className={styles.open} />
          </svg>
          hollow: {sayOpenOf(periods)}
        </li>
      )}
      {has('too-few') && (
        <li>
          <svg width="14" height="16" aria-hidden="true">
            <rect x="3" y="5" width="8" height="11" rx="1.5" className={styles.tooFew} />
          </svg>
          pale: too few people entered for a share
        </li>
      )}
    </ul>
  );
}
