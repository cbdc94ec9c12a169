import type { Plan } from '../../../journey/plan.ts';
import { sayDue, sayGapWorth } from '../../../words/build-next.ts';
import { sayStateShort, sayToolState, sayTransition } from '../../../words/tools.ts';
import styles from './ActionList.module.css';
import type { GapItem } from './gap-items.ts';

/** The list as it leaves the printer; on the screen it is not there. */
export function ActionSheet({ items, plan }: { readonly items: readonly GapItem[]; readonly plan: Plan }) {
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
            <th>What people ask</th>
            <th>What the data says</th>
            <th>Worth</th>
            <th>Owner</th>
            <th>By</th>
            <th>Done</th>
          </tr>
        </thead>
        <tbody>
          {printed.map((item) => {
            const worth = sayGapWorth(item.worth, plan);
            return (
              <tr key={item.capability}>
                <th scope="row">
                  <small>
                    <bdi>{sayTransition(item.transition, plan)}</bdi>
                  </small>
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
                  {sayToolState(item.evidence, plan)}
                </td>
                <td>
                  {worth.amount !== null && <b>{worth.amount}, </b>}
                  {worth.why}
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
    </section>
  );
}
