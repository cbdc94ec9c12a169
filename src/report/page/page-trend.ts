import type { FunnelFigures, TrendAnswer } from '../../engine/answer.ts';
import type { TrendQuery } from '../../engine/query.ts';
import { type JudgedPeriod, judgeTrend, type TimeNeeded } from '../../insights/trend-judgement.ts';
import { type UsualTime, usualTime } from '../../insights/usual-time.ts';
import type { Plan, PlanNote } from '../../journey/plan.ts';
import type { StageId } from '../../journey/stages.ts';
import { parseDay, timeZone } from '../../journey/time-zone.ts';
import { formatDay, type PeriodLength } from '../../words/numbers.ts';
import { stageLabel } from '../../words/stages.ts';
import { sayLate } from '../../words/usual-time.ts';

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
  /** Why some periods are hollow, in a sentence; `null` where none is. */
  readonly hollow: string | null;
  /** Whether people have a limited time. */
  readonly timed: boolean;
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
    answer: funnel,
  }: {
    readonly plan: Plan;
    readonly trend: AnsweredTrend | null;
    /** The funnel of the same question: what it says of times tells late periods where no window does. */
    readonly answer: Pick<FunnelFigures, 'transitions'>;
  },
  locale = 'en',
): SaidTrend | null {
  if (trend === null) return null;
  const { query, answer, stage, length } = trend;
  const usual = query.windowUs === null ? usualTime(funnel, stage) : null;
  const periods = judgeTrend(answer.points, neededBy(usual, query));
  if (periods.length < 2 || periods.every(({ converted }) => converted === 0)) return null;
  const { timeZone: zone } = query;
  return {
    title: `People who came to ${stageLabel(plan, stage)}, by the ${length} in which they entered`,
    periods,
    length,
    timeZone: zone,
    hollow: sayHollow(periods, usual, length, plan, query.calendarDays, locale),
    timed: query.windowUs !== null,
    notes: notesOf(plan, zone, locale).filter(
      ({ us }) => us >= (periods[0]?.startUs ?? 0) && us < (periods.at(-1)?.endUs ?? 0),
    ),
  };
}

/** What late periods are told by, without a window. */
export function neededBy(
  usual: UsualTime | null,
  { windowUs, asOfUs }: Pick<TrendQuery, 'windowUs' | 'asOfUs'>,
): TimeNeeded | null {
  return usual === null || windowUs !== null || asOfUs === null ? null : { p90Us: usual.p90Us, asOfUs };
}

/** Why some of the periods are hollow; `null` where none is. */
export function sayHollow(
  periods: readonly JudgedPeriod[],
  usual: UsualTime | null,
  length: PeriodLength,
  plan: Plan,
  calendarDays: boolean,
  locale = 'en',
): string | null {
  const late = periods.filter((period) => period.late).length;
  if (late > 0 && usual !== null) return sayLate(usual, late, length, plan, calendarDays, locale);
  return periods.some(({ state }) => state === 'open') ? 'Hollow: some still have time.' : null;
}
