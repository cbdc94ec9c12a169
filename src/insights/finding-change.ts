import type { ComparisonAnswer, FunnelAnswer, TrendAnswer } from '../engine/answer.ts';
import type { TrendQuery } from '../engine/query.ts';
import { formatDay, timeZone } from '../journey/time-zone.ts';
import type { MeasuredShare } from '../journey/tool-findings.ts';
import { findChangePoint, holm, MOST_WEEKS, type WeekOfPeople } from './change-point.ts';
import { pValueBeyond, weekScatter } from './change-point-scatter.ts';
import { compareRates } from './comparison.ts';
import { countDiscoveries } from './comparison-discoveries.ts';
import { criticalZ } from './comparison-p-value.ts';
import { canCompare, comesBack, smallerPeriod } from './finding-comparable.ts';
import type { DraftFinding } from './finding-draft.ts';
import { isMatured, linkToWay } from './finding-draft.ts';
import type { AskedPeriods, FindingsInQuestion } from './finding-input.ts';
import { judgeGrowth } from './growth.ts';
import { newcombe } from './newcombe.ts';
import { isTooFew, wilson } from './rate.ts';
import { seededChance } from './worth-draws.ts';

/** A change of a rate by less than a twentieth of it is true and not worth a sentence. */
const WORTH_SAYING = 0.05;
/** The false discovery rate of the two periods' table. */
const RATE_OF_FALSE = 0.05;
/** Over all transitions together. */
const FALSE_ALARMS = 0.05;
const SEED = 1;

/** Whether more people came to the stage that matters than in the period before. */
export function growthFindings(asked: FindingsInQuestion, arrivals: TrendAnswer | null): readonly DraftFinding[] {
  const { periods } = asked;
  if (arrivals === null || periods === null || asked.arrivals === null) return [];
  const { stage, query } = asked.arrivals;
  const people = new Map(arrivals.points.map(({ label, from }) => [label, from]));
  const now = byDay(periods.now.us, query.timeZone, people);
  const before = byDay(periods.before.us, query.timeZone, people);
  const growth = judgeGrowth(now, before, seededChance(SEED));
  if (growth === null) return [];
  const both = periodsOf(periods, query.timeZone);
  return [
    {
      finding: {
        code: 'growth',
        stage,
        now: { people: growth.now, days: now.length },
        before: { people: growth.before, days: before.length },
        ratio: growth.ratio,
        verdict: growth.verdict,
        periods: both,
      },
      topic: 'growth',
      population: { kind: 'first-time', stage, range: periods.now.us, timeZone: query.timeZone, scope: query },
      certainty: { by: 'interval', level: 0.95 },
      link: { screen: 'journey', change: comparing(periods) },
      weight: growth.verdict === 'cannot-tell' ? 0 : Math.abs(Math.log(growth.ratio.value)),
    },
  ];
}

/**
 * The rates that are really different in the two periods, judged as one table and by more than their weeks scatter: BH
 * over the p-values that are left then, Newcombe's interval at the level of the discoveries. A transition of which too
 * many people are in both periods is not judged; that is said instead.
 */
export function rateChangeFindings(
  asked: FindingsInQuestion,
  answer: ComparisonAnswer | null,
  trends: readonly (TrendAnswer | null)[],
): readonly DraftFinding[] {
  const { periods, comparison } = asked;
  if (answer === null || periods === null || comparison === null || trends.some((trend) => trend === null)) return [];
  const both = periodsOf(periods, comparison.timeZone);
  const scope = { ...comparison, entered: together(periods) };
  const population = { kind: 'entered', scope, matured: true } as const;
  const change = comparing(periods);
  const hidden = answer.transitions.filter((at) => !isTooFew(smallerPeriod(at)) && !canCompare(at));
  const fair = answer.transitions.filter(canCompare);
  const pValues = fair.map((at) => {
    const { pValue } = compareRates([{ first: at.a, second: at.b }])[0]!;
    const trend = trends[answer.transitions.indexOf(at)];
    return pValue === null || !trend
      ? pValue
      : pValueBeyond(pValue, weekScatter(trend, [periods.now.us, periods.before.us]));
  });
  const judged = pValues.filter((p) => p !== null);
  const alpha = (RATE_OF_FALSE * countDiscoveries(judged, RATE_OF_FALSE)) / judged.length;
  const drafts: DraftFinding[] = [];
  fair.forEach(({ from, to, inBoth, a, b }, index) => {
    const pValue = pValues[index] ?? null;
    if (pValue === null || !(pValue <= alpha)) return;
    const difference = newcombe(a.converted, a.reached, b.converted, b.reached, criticalZ(alpha));
    const [now, before] = [shareOf(a), shareOf(b)];
    if (difference === null || isTrivial(now.value, before.value)) return;
    drafts.push({
      finding: { code: 'rate-change', from, to, now, before, difference, level: 1 - alpha, inBoth, periods: both },
      topic: 'change',
      population,
      certainty: { by: 'comparison', level: 1 - alpha, among: judged.length },
      link: linkToWay(from, to, change),
      weight: Math.min(Math.abs(difference.low), Math.abs(difference.high)) * a.reached,
    });
  });
  if (judged.length > 0 && alpha === 0) {
    drafts.push({
      finding: { code: 'rates-steady', compared: judged.length, periods: both },
      topic: 'change',
      population,
      certainty: { by: 'comparison', level: 0.95, among: judged.length },
      link: { screen: 'journey', change },
      weight: 0,
    });
  }
  for (const at of hidden.slice(0, 1)) {
    const { from, to, inBoth } = at;
    drafts.push({
      finding: { code: 'cannot-compare', from, to, inBoth, people: smallerPeriod(at), periods: both },
      topic: 'change',
      population,
      certainty: { by: 'count' },
      link: linkToWay(from, to, change),
      weight: -1,
    });
  }
  return drafts;
}

/** The transition whose rate changed most at some week, and since when. */
export function changePointFindings(
  asked: FindingsInQuestion,
  trends: readonly (TrendAnswer | null)[],
  funnel: FunnelAnswer | null,
): readonly DraftFinding[] {
  if (funnel === null || trends.some((trend) => trend === null)) return [];
  const series = asked.trends.flatMap((query, index) => {
    const trend = trends[index];
    const reached = funnel.transitions[query.fromStep]?.reached ?? 0;
    return trend && !comesBack(trend, reached) ? [{ query, weeks: matureWeeks(trend, asked.commonStartUs ?? 0) }] : [];
  });
  const found = series.flatMap(({ query, weeks }) => {
    const change = findChangePoint(weeks, seededChance(SEED + query.fromStep));
    return change === null ? [] : [{ query, weeks, change }];
  });
  const holds = holm(
    found.map(({ change }) => change.pValue),
    FALSE_ALARMS,
  );
  return found.flatMap(({ query, weeks, change }, index): DraftFinding[] => {
    const [before, after] = [shareOf(change.before), shareOf(change.after)];
    if (!holds[index] || isTrivial(after.value, before.value)) return [];
    const { from, to } = endsOf(query);
    return [
      {
        finding: {
          code: 'change-point',
          from,
          to,
          sinceUs: weeks[change.week]!.startUs,
          before,
          after,
          weeks: weeks.length,
          compared: found.length,
          pValue: change.pValue,
          timeZone: query.timeZone,
        },
        topic: 'change',
        population: { kind: 'entered', scope: query, matured: isMatured(query) },
        certainty: { by: 'change-point', pValue: change.pValue, among: found.length },
        link: linkToWay(from, to, { interval: 'week' }),
        weight: Math.abs(after.value - before.value) * after.n,
      },
    ];
  });
}

/** Weeks in which everybody had their whole window and that every source saw; the latest two years of them. */
function matureWeeks({ points }: TrendAnswer, commonStartUs: number): readonly WeekOfPeople[] {
  const firstOpen = points.findIndex(({ mature }) => !mature);
  return points
    .slice(0, firstOpen < 0 ? points.length : firstOpen)
    .filter(({ endUs }) => endUs > commonStartUs)
    .slice(-MOST_WEEKS)
    .map(({ startUs, from, to }) => ({ startUs, reached: from, converted: to }));
}

/** Whether two rates are so near each other that, though really different, nobody would act on it. */
export function isTrivial(now: number, before: number): boolean {
  return Math.abs(now - before) < WORTH_SAYING * Math.max(now, before);
}

function endsOf({ steps, fromStep, toStep }: TrendQuery): { readonly from: string; readonly to: string } {
  return { from: steps[fromStep]?.id ?? '', to: steps[toStep]?.id ?? '' };
}

/** A rate with its 95 % interval, as a finding carries it. */
export function shareOf({
  reached,
  converted,
}: {
  readonly reached: number;
  readonly converted: number;
}): MeasuredShare {
  const { value, low, high, n } = wilson(converted, reached);
  return { value: value ?? 0, low: low ?? 0, high: high ?? 1, n };
}

/** The counts of every local day of a period, in order. */
function byDay(range: AskedPeriods['now']['us'], zoneName: string, people: ReadonlyMap<string, number>): number[] {
  const zone = timeZone(zoneName);
  const [first, last] = [range.fromUs, range.toUs].map((us) => Date.parse(formatDay(us ?? 0, zone)));
  const days = Math.round(((last ?? 0) - (first ?? 0)) / 86_400_000) + 1;
  return Array.from({ length: days }, (_, day) => {
    const label = new Date((first ?? 0) + day * 86_400_000).toISOString().slice(0, 10);
    return people.get(label) ?? 0;
  });
}

function periodsOf({ now, before }: AskedPeriods, zone: string) {
  return { now: now.us, before: before.us, timeZone: zone };
}

/** Both periods as one where they touch, else the one now. */
function together({ now, before }: AskedPeriods) {
  return before.us.toUs !== null && before.us.toUs + 1 === now.us.fromUs
    ? { fromUs: before.us.fromUs, toUs: now.us.toUs }
    : now.us;
}

function comparing({ now, before }: AskedPeriods) {
  return { entered: now.range, compare: { kind: 'periods', with: before.range } } as const;
}
