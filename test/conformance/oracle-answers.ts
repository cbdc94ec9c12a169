/** Answers made from the oracle's attempts, by the letter of the rules. */
import type { ComparisonAnswer, Durations, FunnelFigures, TimeToConvertAnswer } from '../../src/engine/answer.ts';
import type {
  Attribution,
  ComparisonQuery,
  FunnelQuery,
  Scope,
  TimeToConvertQuery,
  TrendQuery,
} from '../../src/engine/query.ts';
import {
  type Attempt,
  attemptsOf,
  carriedBy,
  completeTo,
  cutToDay,
  furthest,
  lastMatureStart,
  type OraclePerson,
  type Seen,
  seenEvents,
  windowOf,
} from './oracle.ts';

/** One way to count a person: their events with the steps that may serve. */
type Way = readonly Seen[];

interface Narrowing {
  readonly attribution: Attribution;
  readonly property: string;
  readonly in: readonly (string | null)[];
}

function touch(person: OraclePerson, seen: Way, property: string, kind: 'first' | 'last'): string | null {
  const values = seen
    .filter(({ steps }) => steps.some(Boolean))
    .map(({ event }) => carriedBy(person, event, property))
    .filter((value) => value !== null);
  return (kind === 'first' ? values[0] : values.at(-1)) ?? null;
}

/** The ways in which the person counts under the filters and, in a group, under its condition. */
function waysOf(person: OraclePerson, scope: Scope, group: Narrowing | null): readonly Way[] {
  const seen = seenEvents(person, scope);
  let ways: readonly Way[] = [seen];
  const conditions = scope.filters.map((filter): Narrowing & { readonly each: boolean } => ({ ...filter, each: true }));
  if (group !== null) conditions.push({ ...group, each: false });
  for (const { attribution, property, in: wanted, each } of conditions) {
    if (attribution.kind === 'first' || attribution.kind === 'last') {
      if (!wanted.includes(touch(person, seen, property, attribution.kind))) return [];
      continue;
    }
    const sets = each ? [...new Set(wanted)].map((value) => [value]) : [wanted];
    ways = ways.flatMap((way) =>
      sets.map((values) =>
        way.map((one) => ({
          ...one,
          steps: one.steps.map(
            (fit, step) =>
              fit &&
              ((attribution.kind === 'step' && attribution.step !== step) ||
                values.includes(carriedBy(person, one.event, property))),
          ),
        })),
      ),
    );
  }
  for (const { attribution } of conditions) {
    if (attribution.kind === 'step') ways = ways.filter((way) => way.some(({ steps }) => steps[attribution.step]));
  }
  return ways;
}

interface Counted {
  readonly depth: number;
  readonly matured: number;
  readonly left: boolean;
  readonly fitted: readonly boolean[];
  readonly fromBefore: readonly number[];
  readonly fromStart: readonly number[];
}

function count(ways: readonly Way[], scope: Scope): Counted | null {
  if (ways.length === 0) return null;
  const raw = ways.map((way) => attemptsOf(way, scope, Number.POSITIVE_INFINITY));
  const mature = ways.map((way) => attemptsOf(way, scope, lastMatureStart(scope)));
  const outcomes = raw.map(furthest);
  const depth = Math.max(...outcomes.map((outcome) => outcome.depth));
  const kept = raw.filter((_, way) => (outcomes[way]?.depth ?? 0) > 0).flat();
  const fromBefore: number[] = [];
  const fromStart: number[] = [];
  for (let step = 1; step < depth; step++) {
    const best = firstTo(kept, step, step - 1, scope);
    fromBefore.push((best.times[step] ?? 0) - (best.times[step - 1] ?? 0));
    fromStart.push((best.times[step] ?? 0) - best.start);
  }
  return {
    depth,
    matured: Math.max(...mature.map((attempts) => furthest(attempts).depth)),
    left: depth === 0 && outcomes.some(({ left }) => left),
    fitted: scope.steps.map((_, step) => ways.some((way) => way.some(({ steps }) => steps[step]))),
    fromBefore,
    fromStart,
  };
}

/** The unspoiled attempt that reaches the step first, then the latest start (any order: the earliest), then at `from`. */
function firstTo(attempts: readonly Attempt[], step: number, from: number, scope: Scope): Attempt {
  const reaching = attempts.filter(({ depth, spoiled }) => depth > step && !spoiled);
  const sign = scope.order === 'any' ? 1 : -1;
  const keyOf = (attempt: Attempt): readonly number[] => [
    attempt.times[step] ?? 0,
    sign * attempt.start,
    attempt.times[from] ?? 0,
  ];
  return reaching.reduce((best, attempt) => (compare(keyOf(attempt), keyOf(best)) < 0 ? attempt : best));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function figures(people: readonly OraclePerson[], scope: Scope, group: Narrowing | null): FunnelFigures {
  const counted = people.map((person) => count(waysOf(person, scope, group), scope)).filter((one) => one !== null);
  const number = (test: (one: Counted) => boolean): number => counted.filter(test).length;
  return {
    steps: scope.steps.map(({ id }, k) => ({
      id,
      reached: number(({ depth }) => depth > k),
      implied: number(({ fitted }) => fitted.slice(k).some(Boolean)),
      blindSpot: number(({ fitted }) => !fitted[k] && fitted.slice(k + 1).some(Boolean)),
    })),
    transitions: scope.steps.slice(1).map((to, k) => ({
      from: scope.steps[k]?.id ?? '',
      to: to.id,
      reached: number(({ depth }) => depth > k),
      converted: number(({ depth }) => depth > k + 1),
      dropped: number(({ depth, matured }) => depth === k + 1 && matured > k),
      inProgress: number(({ depth, matured }) => depth === k + 1 && matured <= k),
      maturedReached: number(({ matured }) => matured > k),
      maturedConverted: number(({ matured }) => matured > k + 1),
      timeToConvert: durations(counted.flatMap(({ fromBefore }) => fromBefore.slice(k, k + 1))),
      sinceFirstContact: durations(counted.flatMap(({ fromStart }) => fromStart.slice(k, k + 1))),
    })),
    spoiled: number(({ left }) => left),
  };
}

function durations(values: readonly number[]): Durations | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (p: number): number => {
    const at = (sorted.length - 1) * p;
    const low = sorted[Math.floor(at)] ?? 0;
    return low + (at % 1) * ((sorted[Math.ceil(at)] ?? low) - low);
  };
  return {
    n: values.length,
    meanUs: values.reduce((sum, value) => sum + value, 0) / values.length,
    p25Us: quantile(0.25),
    medianUs: quantile(0.5),
    p75Us: quantile(0.75),
    p90Us: quantile(0.9),
  };
}

export interface OracleFunnel {
  readonly figures: FunnelFigures;
  /** By value, `null` for none; only groups with somebody at step 1. */
  readonly groups: ReadonlyMap<string | null, FunnelFigures>;
}

export function oracleFunnel(people: readonly OraclePerson[], query: FunnelQuery): OracleFunnel {
  const groups = new Map<string | null, FunnelFigures>();
  const { breakdown } = query;
  if (breakdown !== null) {
    for (const value of valuesOf(people, breakdown.property)) {
      const group = figures(people, query, { ...breakdown, in: [value] });
      if ((group.steps[0]?.reached ?? 0) > 0) groups.set(value, group);
    }
  }
  return { figures: figures(people, query, null), groups };
}

function valuesOf(people: readonly OraclePerson[], property: string): readonly (string | null)[] {
  const values = people.flatMap((person) => person.events.map((event) => carriedBy(person, event, property)));
  return [...new Set([null, ...values])];
}

/** People per local day of the start: how many reached the first and the second step, and whether all is mature. */
export function oracleTrend(
  people: readonly OraclePerson[],
  query: TrendQuery,
): ReadonlyMap<string, { readonly from: number; readonly to: number; readonly mature: boolean }> {
  const days = new Map<string, { from: number; to: number; mature: boolean }>();
  for (const person of people) {
    const ways = waysOf(person, query, null).map((way) => attemptsOf(way, query, Number.POSITIVE_INFINITY));
    const dayOf = ({ start }: Attempt): string => {
      const day = query.calendarDays ? start : cutToDay(start, query.timeZone);
      return new Date(day / 1000).toISOString().slice(0, 10);
    };
    for (const day of new Set(ways.flat().map(dayOf))) {
      const started = ways.map((attempts) => attempts.filter((attempt) => dayOf(attempt) === day));
      const depth = Math.max(...started.map((attempts) => furthest(attempts).depth));
      const point = days.get(day) ?? { from: 0, to: 0, mature: true };
      if (depth > query.fromStep) point.from++;
      if (depth > query.toStep) point.to++;
      if (started.flat().some(({ start }) => start > lastMatureStart(query))) point.mature = false;
      days.set(day, point);
    }
  }
  return days;
}

export function oracleTimeToConvert(
  people: readonly OraclePerson[],
  query: TimeToConvertQuery,
): Pick<TimeToConvertAnswer, 'durations' | 'curve'> {
  const found: number[] = [];
  const entries: { readonly elapsed: number; readonly converted: boolean }[] = [];
  const sooner = ({ start, times }: Attempt): readonly number[] => [start, times[query.toStep] ?? 0];
  for (const person of people) {
    const raw = waysOf(person, query, null).map((way) => attemptsOf(way, query, Number.POSITIVE_INFINITY));
    const kept = raw.filter((attempts) => furthest(attempts).depth > 0);
    const depth = Math.max(0, ...kept.map((attempts) => furthest(attempts).depth));
    if (depth > query.toStep) {
      const best = firstTo(kept.flat(), query.toStep, query.fromStep, query);
      found.push((best.times[query.toStep] ?? 0) - (best.times[query.fromStep] ?? 0));
    }
    if (depth <= query.fromStep) continue;
    const deepest = kept
      .filter((attempts) => furthest(attempts).depth === depth)
      .flat()
      .filter((attempt) => attempt.depth === depth && !attempt.spoiled)
      .reduce((best, attempt) => (compare(sooner(attempt), sooner(best)) < 0 ? attempt : best));
    const seen = Math.min(windowOf(query), completeTo(query) - deepest.start);
    if (seen < 0) continue;
    const reached =
      depth > query.toStep ? (deepest.times[query.toStep] ?? 0) - deepest.start : Number.POSITIVE_INFINITY;
    entries.push(
      depth > query.toStep && reached <= seen
        ? { elapsed: reached, converted: true }
        : { elapsed: seen, converted: false },
    );
  }
  const curve: { elapsedUs: number; share: number; atRisk: number }[] = [];
  let unconverted = 1;
  const times = entries.filter(({ converted }) => converted).map(({ elapsed }) => elapsed);
  for (const time of [...new Set(times)].sort((a, b) => a - b)) {
    const atRisk = entries.filter(({ elapsed }) => elapsed >= time).length;
    unconverted *= 1 - times.filter((other) => other === time).length / atRisk;
    curve.push({ elapsedUs: time, share: 1 - unconverted, atRisk });
  }
  return { durations: durations(found), curve };
}

/** Each person counted in the two periods by themselves; whoever is at a step in both is taken out there. */
export function oracleComparison(people: readonly OraclePerson[], query: ComparisonQuery): ComparisonAnswer {
  const periods = { a: { ...query, entered: query.a }, b: { ...query, entered: query.b } };
  const none = { depth: 0, matured: 0 };
  const counted = people.map((person) => ({
    a: count(waysOf(person, periods.a, null), periods.a) ?? none,
    b: count(waysOf(person, periods.b, null), periods.b) ?? none,
  }));
  const inPeriod = (side: 'a' | 'b') => ({
    reached: counted.filter((one) => one[side].depth > 0).length,
    maturedReached: counted.filter((one) => one[side].matured > 0).length,
  });
  return {
    kind: 'comparison',
    a: inPeriod('a'),
    b: inPeriod('b'),
    transitions: query.steps.slice(1).map((to, k) => {
      const reaching = (side: 'a' | 'b') => counted.filter((one) => one[side].matured > k);
      const only = (side: 'a' | 'b', other: 'a' | 'b') => {
        const alone = reaching(side).filter((one) => !reaching(other).includes(one));
        return { reached: alone.length, converted: alone.filter((one) => one[side].matured > k + 1).length };
      };
      return {
        from: query.steps[k]?.id ?? '',
        to: to.id,
        inBoth: reaching('a').filter((one) => reaching('b').includes(one)).length,
        a: only('a', 'b'),
        b: only('b', 'a'),
      };
    }),
  };
}
