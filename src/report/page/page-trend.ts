import type { TrendAnswer } from '../../engine/answer.ts';
import type { TrendQuery } from '../../engine/query.ts';
import { type JudgedPeriod, judgeTrend } from '../../insights/trend-judgement.ts';
import type { Plan, PlanNote } from '../../journey/plan.ts';
import type { StageId } from '../../journey/stages.ts';
import { parseDay, timeZone } from '../../journey/time-zone.ts';
import { formatDay, type PeriodLength } from '../../words/numbers.ts';
import { stageLabel } from '../../words/stages.ts';

/** People who came to Action by when they entered, as asked and answered. */
export interface AnsweredTrend {
  readonly stage: StageId;
  readonly length: PeriodLength;
  readonly query: TrendQuery;
  readonly answer: TrendAnswer;
}

/** A note of the plan: `us` at the start of its day, `index` its place in the plan. */
export interface SaidNote {
  readonly us: number;
  readonly text: string;
  readonly day: string;
  readonly index: number;
}

export interface SaidTrend {
  readonly title: string;
  readonly periods: readonly JudgedPeriod[];
  readonly length: PeriodLength;
  readonly timeZone: string;
  readonly open: boolean;
  readonly notes: readonly SaidNote[];
}

/** The notes of a plan in the order of their days, each at the start of its day. */
export function notesOf(plan: Pick<Plan, 'notes'>, zone: string, locale = 'en'): readonly SaidNote[] {
  return (plan.notes ?? [])
    .flatMap(({ date, text }: PlanNote, index) => {
      const localUs = parseDay(date);
      if (localUs === null) return [];
      const us = timeZone(zone).fromLocalUs(localUs).us;
      return [{ us, text, day: formatDay(us, zone, locale), index }];
    })
    .toSorted((a, b) => a.us - b.us);
}

/** People who came to Action by when they entered, judged; `null` where there is nothing to be seen. */
export function saidTrend(
  {
    plan,
    trend,
  }: {
    readonly plan: Plan;
    readonly trend: AnsweredTrend | null;
  },
  locale = 'en',
): SaidTrend | null {
  if (trend === null) return null;
  const { query, answer, stage, length } = trend;
  const periods = judgeTrend(answer.points);
  if (periods.length < 2 || periods.every(({ converted }) => converted === 0)) return null;
  const { timeZone: zone } = query;
  return {
    title: `People who came to ${stageLabel(plan, stage)}, by the ${length} in which they entered`,
    periods,
    length,
    timeZone: zone,
    open: periods.some(({ state }) => state === 'open'),
    notes: notesOf(plan, zone, locale).filter(
      ({ us }) => us >= (periods[0]?.startUs ?? 0) && us < (periods.at(-1)?.endUs ?? 0),
    ),
  };
}
