import type { PlanSource } from '../../journey/plan.ts';
import { withDatedEvent } from '../../state/source-roles.ts';
import { formatList, quote } from '../../words/numbers.ts';
import styles from './FileCard.module.css';
import { ListName } from './ListName.tsx';

export interface DateEventsProps {
  readonly source: PlanSource;
  readonly onSource: (source: PlanSource) => void;
}

/** What the dates of each column stand for, to be named as the journey calls it. */
export function DateEvents({ source, onSource }: DateEventsProps) {
  const dates = Object.entries(source.dates ?? {});
  if (source.shape !== 'dates' || dates.length === 0) return null;
  return (
    <details className={styles.dates}>
      <summary>What the dates stand for</summary>
      <div className={styles.dateNames}>
        {dates.map(([column, date]) => {
          const event = typeof date === 'string' ? date : date.event;
          return (
            <div key={`${column} ${event}`}>
              <ListName
                label={`A date in ${column} means`}
                name={event}
                onName={(name) => onSource(withDatedEvent(source, column, name))}
              />
              {typeof date !== 'string' && date.where && (
                <p className={styles.remark}>Only where {sayConditions(date.where)}.</p>
              )}
            </div>
          );
        })}
      </div>
    </details>
  );
}

function sayConditions(where: Readonly<Record<string, readonly string[]>>): string {
  const parts = Object.entries(where).map(([column, values]) => {
    const once = values.filter(
      (value, i) => values.findIndex((other) => other.toLowerCase() === value.toLowerCase()) === i,
    );
    return `${column} is ${formatList(once.map(quote))}`;
  });
  return formatList(parts);
}
