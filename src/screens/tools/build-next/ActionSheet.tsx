import type { Plan } from '../../../journey/plan.ts';
import { sayDue, sayGapWorth, sayToldAt } from '../../../words/build-next.ts';
import { sayStateShort, saysMore, sayToolState, sayTransition } from '../../../words/tools.ts';
import styles from './ActionList.module.css';
import type { GapItem } from './gap-items.ts';

/** The list as it leaves the printer; on the screen it is not there. */
export function ActionSheet(props: {
  readonly items: readonly GapItem[];
  readonly plan: Plan;
  /** Who was counted, when and from which data. */
  readonly about: readonly string[];
}) {
  const { items, plan, about } = props;
  const planned = items.filter(({ owner, due }) => owner !== '' || due !== '');
  const printed = planned.length > 0 ? planned : items;
  return (
    <section className={styles.sheet} aria-hidden="true">
      <h1>
        <bdi>{plan.name ?? 'Your journey'}</bdi>: what to build next
      </h1>
      <table>
        <thead>
          <tr>
            <th className={styles.rank} />
            <th>What people ask</th>
            <th>What the data says</th>
            <th>Worth</th>
            <th className={styles.hand}>Owner</th>
            <th className={styles.hand}>By</th>
            <th>Done</th>
          </tr>
        </thead>
        <tbody>
          {printed.map((item) => {
            const worth = sayGapWorth(item.worth, plan);
            // A worth belongs to a step: it stands at the first line of it that is printed.
            const teller = item.worth === null ? item : (printed.find((one) => one.worth === item.worth) ?? item);
            return (
              <tr key={item.capability}>
                <td className={styles.rank}>{items.indexOf(item) + 1}</td>
                <th scope="row">
                  <small>{sayTransition(item.transition, plan)}</small>
                  <bdi>{item.asks}</bdi>
                </th>
                <td>
                  <b>
                    {item.tool !== null && (
                      <>
                        <bdi>{item.tool}</bdi>:{' '}
                      </>
                    )}
                    {sayStateShort(item.evidence)}.
                  </b>{' '}
                  {saysMore(item.evidence) && sayToolState(item.evidence, plan)}
                </td>
                <td>
                  {teller === item ? (
                    <>
                      {worth.amount !== null && <b>{worth.amount}, </b>}
                      {worth.why}
                    </>
                  ) : (
                    sayToldAt(items.indexOf(teller))
                  )}
                </td>
                <td>
                  <bdi>{item.owner}</bdi>
                </td>
                <td className={styles.day}>{item.due !== '' && sayDue(item.due)}</td>
                <td>
                  <span className={styles.box} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {about.map((line) => (
        <p key={line} className={styles.about}>
          {line}
        </p>
      ))}
    </section>
  );
}
