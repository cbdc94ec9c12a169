import styles from './Page.module.css';
import type { RateLine } from './page-contents.ts';

export interface RatesTableProps {
  readonly rates: readonly RateLine[];
  /** Who they are of. */
  readonly of: string;
  readonly hasTargets: boolean;
}

/** Each transition: the rate with its interval, what it is made of, and the target for it where the plan has one. */
export function RatesTable({ rates, of, hasTargets }: RatesTableProps) {
  return (
    <table className={styles.rates}>
      <thead>
        <tr>
          <th scope="col">From stage to stage</th>
          <th scope="col">Rate, {of}</th>
          {hasTargets && <th scope="col">Target</th>}
        </tr>
      </thead>
      <tbody>
        {rates.map((line) => (
          <tr key={line.key}>
            <th scope="row">
              <bdi>{line.from}</bdi> → <bdi>{line.to}</bdi>
            </th>
            <td>
              <b>{line.value}</b>
              {line.interval && <span> ({line.interval})</span>}
              <small>{line.counts}</small>
            </td>
            {hasTargets && (
              <td data-missed={line.missed || undefined}>
                {line.target ?? <span className={styles.none}>none set</span>}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
