import type { TrendAnswer, TrendPoint } from './answer.ts';
import { AttemptFinder, type Standing, standing } from './attempt-finder.ts';
import type { EventColumns } from './columns.ts';
import { scaled } from './funnel.ts';
import { divide } from './groups.ts';
import { PeopleWalk, type PersonFinder } from './people-walk.ts';
import { Periods } from './periods.ts';
import type { PersonEvents } from './person-events.ts';
import { PersonOutcome } from './person-outcome.ts';
import type { TrendQuery } from './query.ts';
import { type Rules, rulesOf } from './rules.ts';

/** Periods beyond the attempts themselves are only listed up to this number, so that a wild date range stays harmless. */
const MOST_POINTS = 20_000;

/**
 * Answers a trend. Without ends in the question, periods run from the first attempt to the last one or, when the data is
 * known to reach further, to `asOf`.
 */
export function* trend(columns: EventColumns, query: TrendQuery): Generator<number, TrendAnswer> {
  for (const step of [query.fromStep, query.toStep]) {
    if (!(step >= 0 && step < query.steps.length)) throw new RangeError(`step ${step} of ${query.steps.length}`);
  }
  const rules = rulesOf(query);
  const periods = new Periods(query.interval, query.weekStart, rules.clock);
  const walk = new PeopleWalk(columns, query, rules);
  const person = new PersonPeriods(rules, periods);
  const all: PeriodCounts = new Map();
  const shareOfAll = query.breakdown === null ? 1 : 1 / 3;
  for (const share of walk.visit(person, null, () => person.addTo(all, query))) yield share * shareOfAll;
  const range = rangeOf(all, query, periods);
  if (query.breakdown === null) {
    return { kind: 'trend', points: pointsOf(all, range, periods, rules), groups: null };
  }
  const ranking = divide(walk, walk.everyValue(query.breakdown), new PersonOutcome(rules), () => undefined);
  const division = yield* scaled(ranking, 1 / 3, 1 / 3);
  const counts = division.groups.map((): PeriodCounts => new Map());
  const counted = walk.visit(person, division.grouping, (group) => {
    const ofGroup = counts[group];
    if (ofGroup !== undefined) person.addTo(ofGroup, query);
  });
  yield* scaled(counted, 2 / 3, 1 / 3);
  return {
    kind: 'trend',
    points: pointsOf(all, range, periods, rules),
    groups: division.groups.map((group, index) => ({
      group,
      points: pointsOf(counts[index]!, range, periods, rules),
    })),
  };
}

/** By the number of the period. */
type PeriodCounts = Map<number, PeriodCount>;

interface PeriodCount {
  from: number;
  to: number;
  /** In the time base of the rules. */
  latestStartUs: number;
}

interface PeriodRange {
  readonly first: number;
  readonly last: number;
}

/** The periods in which attempts of one person start, each with the depth of the deepest one started there. */
class PersonPeriods implements PersonFinder {
  private readonly rules: Rules;
  private readonly periods: Periods;
  private readonly finder: AttemptFinder;
  private readonly standing: Standing = { depth: 0, left: false };
  private readonly numbers: number[] = [];
  private readonly depths: number[] = [];
  private readonly latestStartsUs: number[] = [];

  constructor(rules: Rules, periods: Periods) {
    this.rules = rules;
    this.periods = periods;
    this.finder = new AttemptFinder(rules);
  }

  reset(): void {
    this.numbers.length = 0;
    this.depths.length = 0;
    this.latestStartsUs.length = 0;
  }

  take(events: PersonEvents): void {
    const attempts = this.finder.find(events);
    for (let a = 0; a < attempts.count; ) {
      const number = this.numberOf(attempts.startUs[a]!);
      const from = a;
      for (a++; a < attempts.count && this.numberOf(attempts.startUs[a]!) === number; ) a++;
      standing(attempts, from, a, Number.POSITIVE_INFINITY, this.standing);
      this.put(number, this.standing.depth, attempts.startUs[a - 1]!);
    }
  }

  addTo(counts: PeriodCounts, query: TrendQuery): void {
    const only = query.once === true ? Math.min(...this.numbers) : null;
    for (let i = 0; i < this.numbers.length; i++) {
      const number = this.numbers[i]!;
      if (only !== null && number !== only) continue;
      let count = counts.get(number);
      if (count === undefined) {
        count = { from: 0, to: 0, latestStartUs: Number.NEGATIVE_INFINITY };
        counts.set(number, count);
      }
      if (this.depths[i]! > query.fromStep) count.from++;
      if (this.depths[i]! > query.toStep) count.to++;
      count.latestStartUs = Math.max(count.latestStartUs, this.latestStartsUs[i]!);
    }
  }

  private numberOf(startUs: number): number {
    return this.periods.numberOf(this.rules.byDay ? this.rules.clock.fromLocalUs(startUs).us : startUs);
  }

  private put(number: number, depth: number, latestStartUs: number): void {
    const known = this.numbers.indexOf(number);
    if (known < 0) {
      this.numbers.push(number);
      this.depths.push(depth);
      this.latestStartsUs.push(latestStartUs);
    } else {
      this.depths[known] = Math.max(this.depths[known]!, depth);
      this.latestStartsUs[known] = Math.max(this.latestStartsUs[known]!, latestStartUs);
    }
  }
}

function rangeOf(counts: PeriodCounts, query: TrendQuery, periods: Periods): PeriodRange | null {
  const fromUs = Math.max(query.entered?.fromUs ?? -Infinity, query.during?.fromUs ?? -Infinity);
  const toUs = Math.min(query.entered?.toUs ?? Infinity, query.during?.toUs ?? Infinity);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const number of counts.keys()) {
    first = Math.min(first, number);
    last = Math.max(last, number);
  }
  const attempts: PeriodRange | null = counts.size > 0 ? { first, last } : null;
  if (Number.isFinite(fromUs)) first = periods.numberOf(fromUs);
  if (Number.isFinite(toUs)) last = periods.numberOf(toUs);
  else if (query.asOfUs !== null && Number.isFinite(first)) last = Math.max(last, periods.numberOf(query.asOfUs));
  if (!Number.isFinite(first)) first = last;
  if (!Number.isFinite(last)) last = first;
  if (!Number.isFinite(first) || first > last) return null;
  return last - first < MOST_POINTS ? { first, last } : attempts;
}

function pointsOf(
  counts: PeriodCounts,
  range: PeriodRange | null,
  periods: Periods,
  rules: Rules,
): readonly TrendPoint[] {
  if (range === null) return [];
  const points: TrendPoint[] = [];
  let startUs = periods.startUs(range.first);
  for (let number = range.first; number <= range.last; number++) {
    const endUs = periods.startUs(number + 1);
    const count = counts.get(number);
    const lastUs = count?.latestStartUs ?? (rules.byDay ? rules.clock.localDayUs(endUs - 1) : endUs - 1);
    const mature = lastUs <= rules.matureToUs;
    points.push({ startUs, endUs, label: periods.label(number), from: count?.from ?? 0, to: count?.to ?? 0, mature });
    startUs = endUs;
  }
  return points;
}
