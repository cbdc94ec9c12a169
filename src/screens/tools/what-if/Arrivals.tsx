import type { ValuePerAction, WhatIf } from '../../../insights/worth.ts';
import { nameOf } from '../../../words/findings.ts';
import { formatCount, peopleOrNobody } from '../../../words/numbers.ts';
import { sayWhatIf } from '../../../words/what-if.ts';
import { useToolsScreen } from '../tools-context.ts';
import styles from './WhatIf.module.css';

/** Who would arrive at each stage that counts, beside who arrives now. */
export function Arrivals(props: { readonly ifs: readonly WhatIf[]; readonly values: readonly ValuePerAction[] }) {
  const { ifs, values } = props;
  const { plan } = useToolsScreen();
  if (ifs.length === 0) {
    return <p className={styles.quiet}>Nobody has come further in time yet, so it cannot be told who would arrive.</p>;
  }
  return (
    <ul className={styles.arrivals}>
      {ifs.map((one, k) => {
        const words = sayWhatIf(one, values[k] ?? { from: 'people' });
        const most = Math.max(one.now.high, one.changed.high, 1);
        return (
          <li key={one.stage}>
            <h3>
              At <bdi>{nameOf(plan, one.stage)}</bdi>
            </h3>
            <p className={styles.more}>{words.people}</p>
            {words.value !== null && <p className={styles.value}>{words.value}</p>}
            <p className={styles.quiet}>{words.interval}</p>
            <dl className={styles.bars}>
              <Bar name="now" simulated={one.now} most={most} />
              <Bar name="then" simulated={one.changed} most={most} stage={one.stage} />
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

function Bar(props: {
  readonly name: string;
  readonly simulated: WhatIf['now'];
  readonly most: number;
  readonly stage?: string;
}) {
  const { name, simulated, most, stage } = props;
  const share = (n: number) => `${Math.max(0, Math.min(100, (n / most) * 100))}%`;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={styles.bar} aria-hidden="true">
          <i data-stage={stage} style={{ inlineSize: share(simulated.value) }} />
          <b
            style={{
              insetInlineStart: share(simulated.low),
              inlineSize: `calc(${share(simulated.high)} - ${share(simulated.low)})`,
            }}
          />
        </span>
        <span title={`${formatCount(Math.round(simulated.low))}–${formatCount(Math.round(simulated.high))}`}>
          {peopleOrNobody(Math.round(simulated.value))}
        </span>
      </dd>
    </div>
  );
}
