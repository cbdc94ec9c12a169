import type { RankedGap, ToolLandscape } from '../../insights/tool-gaps.ts';
import type { Plan } from '../../journey/plan.ts';
import type { TransitionId } from '../../journey/tools.ts';
import { Card } from '../../ui/Card.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { sayGapWorth } from '../../words/build-next.ts';
import { formatCount } from '../../words/numbers.ts';
import { sayStateShort, sayToolState, sayTransition } from '../../words/tools.ts';
import styles from './NextGaps.module.css';

const SHOWN = 3;

export interface NextGapsProps {
  readonly landscape: ToolLandscape;
  readonly plan: Plan;
  readonly toolsHref: (transition?: TransitionId) => string;
}

/** The first gap of each of the steps that are worth most: what to do next, in one look. */
export function NextGaps({ landscape, plan, toolsHref }: NextGapsProps) {
  const first = landscape.gaps.filter(
    (gap, k) => gap.worth?.worth && landscape.gaps.findIndex(({ worth }) => worth === gap.worth) === k,
  );
  if (first.length === 0) return null;
  const others = landscape.gaps.length - Math.min(SHOWN, first.length);
  return (
    <Card
      data-gaps
      title="Where to build next"
      subtitle="The first gap of each step, in the order of what closing it brings."
      actions={
        <a className={styles.all} href={toolsHref()}>
          {others > 0 ? `All ${formatCount(landscape.gaps.length)} gaps` : 'The tools'}
        </a>
      }
    >
      <ol className={styles.gaps}>
        {first.slice(0, SHOWN).map((gap, k) => (
          <Gap key={gap.capability.id} gap={gap} rank={k + 1} plan={plan} href={toolsHref(gap.capability.transition)} />
        ))}
      </ol>
    </Card>
  );
}

/** Its place while the tools are being judged, so that nothing below it jumps. */
export function NextGapsAwaited() {
  return (
    <Card title="Where to build next" className={styles.awaited}>
      <Spinner>Looking at what people held on to…</Spinner>
    </Card>
  );
}

interface GapProps {
  readonly gap: RankedGap;
  readonly rank: number;
  readonly plan: Plan;
  readonly href: string;
}

function Gap({ gap, rank, plan, href }: GapProps) {
  const { capability, evidence, state, tools, worth } = gap;
  const tool = tools.find((one) => one.state === state);
  const { amount, why } = sayGapWorth(worth, plan);
  return (
    <li className={styles.gap}>
      <span className={styles.rank} aria-hidden="true">
        {rank}
      </span>
      <div className={styles.what}>
        <h3>
          <a href={href}>
            {sayTransition(capability.transition, plan)}: <bdi>{capability.asks}</bdi>
          </a>
        </h3>
        <p className={styles.state}>
          {tool && (
            <>
              <bdi>{tool.name}</bdi>:{' '}
            </>
          )}
          {sayStateShort(evidence)}
        </p>
        <p>{sayToolState(evidence, plan)}</p>
      </div>
      <div className={styles.worth}>
        {amount !== null && <b>{amount}</b>}
        <p>{why}</p>
      </div>
    </li>
  );
}
