import { Random } from '../../mocks/random.ts';
import type { EventColumns } from '../../src/engine/columns.ts';
import type { ComparisonQuery, FunnelQuery, Scope, TrendQuery } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import { changePointFindings, rateChangeFindings } from '../../src/insights/finding-change.ts';
import type { AskedPeriod, FindingsInQuestion } from '../../src/insights/finding-input.ts';
import type { ChangePointFinding, RateChangeFinding } from '../../src/journey/findings.ts';
import { DAY_US, START_US } from './worlds.ts';

const WEEK_US = 7 * DAY_US;
const STEPS = ['awareness', 'interest', 'motivation', 'action', 'relationship'] as const;
/** How far the weeks of one rate scatter beside what chance alone makes of so many people: of its log odds. */
const SCATTER = 0.1;
const MEAN_DELAY_DAYS = 2;
const WINDOW_DAYS = 14;

export interface Fall {
  /** From the stage with this index on to the next. */
  readonly transition: number;
  /** The first week with the lower rate. */
  readonly week: number;
  /** What remains of the rate. */
  readonly factor: number;
}

export interface ChangingWorld {
  readonly columns: EventColumns;
  readonly weeks: number;
  readonly fall: Fall | null;
}

/**
 * A journey of five stages over 26 to 52 weeks that 200 to 500 people a week enter, in some weeks more than in others
 * (by 15 %). Of them 25 to 60 % go on at each stage, one world having other rates than the next; the odds of a week lie a
 * tenth above or below, as campaigns and holidays make them. Going on takes two days on average. With a `factor` the rate
 * of the first transition falls at some week that is six or more from either end; without one nothing changes. With the
 * chance `comesBack` somebody enters again, and again with the same chance.
 */
export function changingWorld(seed: number, factor: number | null = null, comesBack = 0): ChangingWorld {
  const random = new Random(seed);
  const weeks = 26 + random.below(27);
  const perWeek = 200 + random.below(301);
  const rates = STEPS.slice(1).map(() => random.between(0.25, 0.6));
  const fall = factor === null ? null : { transition: 0, week: 6 + random.below(weeks - 11), factor };
  const scatter = rates.map(() => Array.from({ length: weeks + 10 }, () => SCATTER * normal(random)));
  const times: number[] = [];
  const names: number[] = [];
  const starts: number[] = [0];
  const endUs = START_US + weeks * WEEK_US;
  for (let week = 0; week < weeks; week++) {
    const people = Math.round(perWeek * Math.exp(0.15 * normal(random)));
    for (let person = 0; person < people; person++) {
      let us = Math.floor(START_US + week * WEEK_US + random.next() * WEEK_US);
      // Whoever comes back looks in again every five weeks or so, before going on as everybody else.
      while (random.chance(comesBack) && us < endUs) {
        times.push(us);
        names.push(0);
        us += Math.floor(random.exponential(35) * DAY_US) + 1;
      }
      for (let step = 0; step < STEPS.length; step++) {
        times.push(us);
        names.push(step);
        const now = Math.floor((us - START_US) / WEEK_US);
        const lower = fall !== null && fall.transition === step && now >= fall.week ? fall.factor : 1;
        const odds = scatter[step]?.[Math.min(now, weeks + 9)] ?? 0;
        if (step === rates.length || !random.chance(scattered((rates[step] ?? 0) * lower, odds))) break;
        us += Math.floor(random.exponential(MEAN_DELAY_DAYS) * DAY_US) + 1;
      }
      starts.push(times.length);
    }
  }
  return { columns: columnsOf(times, names, starts), weeks, fall };
}

/** What is said of change in the world, by the whole way from its events. */
export interface SaidOfChange {
  readonly points: readonly ChangePointFinding[];
  /** Rates said to be different in the later half than in the earlier. */
  readonly rates: readonly RateChangeFinding[];
}

export function saidOfChange({ columns, weeks }: ChangingWorld): SaidOfChange {
  const scope: Scope = {
    steps: STEPS.map((id) => ({ id, matches: [{ event: id, where: [], occurrence: 'any' }] })),
    order: 'ordered',
    windowUs: WINDOW_DAYS * DAY_US,
    ties: 'helpful',
    entered: null,
    during: null,
    exclusions: [],
    filters: [],
    calendarDays: false,
    timeZone: 'UTC',
    asOfUs: START_US + weeks * WEEK_US - 1,
  };
  const funnel: FunnelQuery = { kind: 'funnel', ...scope, breakdown: null };
  const trends = STEPS.slice(1).map(
    (_, step): TrendQuery => ({
      kind: 'trend',
      ...scope,
      interval: 'week',
      weekStart: 'monday',
      fromStep: step,
      toStep: step + 1,
      breakdown: null,
    }),
  );
  const half = Math.floor(weeks / 2);
  const periods = { now: weeksFrom(weeks - half, half), before: weeksFrom(weeks - 2 * half, half) };
  const comparison: ComparisonQuery = { kind: 'comparison', ...scope, a: periods.now.us, b: periods.before.us };
  const asked: FindingsInQuestion = {
    funnel,
    trends,
    periods,
    comparison,
    arrivals: null,
    breakdowns: [],
    evidence: null,
    sources: [],
    commonStartUs: START_US,
  };
  const byWeek = trends.map((query) => runToEnd(columns, query));
  const points = changePointFindings(asked, byWeek, runToEnd(columns, funnel));
  const rates = rateChangeFindings(asked, runToEnd(columns, comparison), byWeek);
  return {
    points: points.flatMap(({ finding }) => (finding.code === 'change-point' ? [finding] : [])),
    rates: rates.flatMap(({ finding }) => (finding.code === 'rate-change' ? [finding] : [])),
  };
}

function weeksFrom(first: number, weeks: number): AskedPeriod {
  const fromUs = START_US + first * WEEK_US;
  return { range: {}, us: { fromUs, toUs: fromUs + weeks * WEEK_US - 1 }, days: weeks * 7 };
}

/** Weeks between the change that was found and the true one; `null` when none was found at its transition. */
export function weeksOff(world: ChangingWorld, found: readonly ChangePointFinding[]): number | null {
  const { fall } = world;
  const there = found.find(({ from }) => fall !== null && from === STEPS[fall.transition]);
  return there === undefined || fall === null ? null : (there.sinceUs - START_US) / WEEK_US - fall.week;
}

function scattered(rate: number, odds: number): number {
  return 1 / (1 + ((1 - rate) / rate) * Math.exp(-odds));
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function columnsOf(times: readonly number[], names: readonly number[], starts: readonly number[]): EventColumns {
  const people = starts.length - 1;
  return {
    eventCount: times.length,
    personCount: people,
    personStart: Uint32Array.from(starts),
    timeUs: Float64Array.from(times),
    name: Uint8Array.from(names),
    names: STEPS,
    value: null,
    source: new Uint8Array(times.length),
    properties: {},
    personKeys: { bytes: new Uint8Array(0), offsets: new Uint32Array(people + 1) },
  };
}
