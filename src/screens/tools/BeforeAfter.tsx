import { useMemo } from 'react';
import type { ComparisonQuery } from '../../engine/query.ts';
import { compareRates } from '../../insights/comparison.ts';
import { canCompare, smallerPeriod } from '../../insights/finding-comparable.ts';
import type { JudgedTool } from '../../insights/tool-judgement.ts';
import { DAY_US, formatDay as isoDay, parseDay, timeZone } from '../../journey/time-zone.ts';
import { compileComparison } from '../../questions/compile.ts';
import type { View } from '../../questions/view.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import { sayBeforeAfter } from '../../words/before-after.ts';
import { sayCannotCompare } from '../../words/comparisons.ts';
import { nameOf } from '../../words/findings.ts';
import { inForce } from '../view-changes.ts';
import styles from './ToolPanel.module.css';
import { useToolsScreen } from './tools-context.ts';

export interface BeforeAfterProps {
  readonly dataset: StoredDataset;
  readonly view: View;
  readonly tool: JudgedTool;
}

/** How many went on before a tool was there, or fell silent, and since. */
export function BeforeAfter({ dataset, view, tool }: BeforeAfterProps) {
  const { plan, judged } = useToolsScreen();
  const asked = useMemo(() => ask(dataset, view, tool), [dataset, view, tool]);
  const { answered, pending } = useAnswer(dataset, asked?.question ?? null);
  const place = judged.answered.asked.tools.find((one) => one.tool.id === tool.id)?.transition ?? null;
  const way = place === null ? null : judged.answered.asked.transitions[place];
  if (!asked || !way || way.from === null || way.from === way.to) return null;
  const found = answered?.answer.transitions.find(({ to }) => to === way.to);
  if (!found) return pending ? <Spinner>Setting before and after side by side…</Spinner> : null;
  const isFair = canCompare(found);
  const [compared] = isFair ? compareRates([{ first: found.b, second: found.a }]) : [];
  return (
    <section className={styles.part} aria-busy={pending}>
      <h3>Before and after</h3>
      <p>
        {isFair
          ? sayBeforeAfter(
              {
                code: asked.code,
                day: asked.day,
                from: way.from,
                to: way.to,
                before: found.a,
                after: found.b,
                difference: compared?.difference ?? null,
              },
              plan,
            )
          : sayCannotCompare({
              from: nameOf(plan, way.from),
              to: nameOf(plan, way.to),
              inBoth: found.inBoth,
              people: smallerPeriod(found),
            })}
      </p>
    </section>
  );
}

interface Asked {
  readonly code: 'live' | 'quiet';
  readonly day: string;
  readonly question: ComparisonQuery;
}

/** `null` where no day parts the data in two, or where the question has days of its own. */
function ask({ plan, profile }: StoredDataset, view: View, { evidence, tool }: JudgedTool): Asked | null {
  const quiet = evidence.code === 'dormant' ? evidence.quietSince : null;
  const since = tool?.status === 'live' ? (tool.since ?? null) : null;
  const day = quiet ?? since;
  const us = day === null ? null : parseDay(day);
  if (day === null || us === null || profile.firstUs === null || inForce(plan, view, 'entered')) return null;
  const zone = timeZone(plan.timeZone ?? profile.timeZone);
  const isWithin = day > isoDay(profile.firstUs, zone) && day <= isoDay(profile.lastUs ?? profile.firstUs, zone);
  if (!isWithin) return null;
  const dayBefore = isoDay(us - DAY_US / 2, timeZone('UTC'));
  const before =
    quiet !== null && since !== null && since < dayBefore ? { from: since, to: dayBefore } : { to: dayBefore };
  try {
    const question = compileComparison(plan, profile, {
      ...view,
      entered: before,
      compare: { kind: 'periods', with: { from: day } },
    });
    return question && { code: quiet === null ? 'live' : 'quiet', day, question };
  } catch {
    // What keeps it from being asked is said above the screen already.
    return null;
  }
}
