import type { EventColumns } from '../../engine/columns.ts';
import { columnsFromRows, type EventRow } from '../../engine/columns-from-rows.ts';
import type {
  Attribution,
  ComparisonQuery,
  EventMatch,
  FunnelQuery,
  Scope,
  TimeToConvertQuery,
  TrendQuery,
} from '../../engine/query.ts';
import type { ConformanceCase } from './case-format.ts';

interface CaseMatch {
  readonly event: string | null;
  readonly where?: Readonly<Record<string, string | number | boolean>> | null | undefined;
  readonly occurrence?: 'first' | 'later' | undefined;
}

/** Microseconds of an instant like `2020-01-01T00:00:00.000001Z`. */
function instantUs(text: string): number {
  const [seconds = '', fraction = ''] = text.slice(0, -1).split('.');
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
}

/** The case's events as columns, all of them or those of one person. */
export function columnsOf(given: ConformanceCase, person: string | null = null): EventColumns {
  const events = person === null ? given.events : given.events.filter((event) => event.person === person);
  const rows = events.map(
    ({ person: key, event, time, props }): EventRow => ({
      person: key,
      event,
      timeUs: instantUs(time),
      properties: texts(props ?? {}),
    }),
  );
  const people = Object.entries(given.people ?? {}).filter(([key]) => person === null || key === person);
  return columnsFromRows(rows, Object.fromEntries(people.map(([key, properties]) => [key, texts(properties)])));
}

export function funnelQuestion(given: ConformanceCase): FunnelQuery {
  return { kind: 'funnel', ...scopeOf(given), breakdown: breakdownOf(given) };
}

/** Weeks of the transcribed cases start on Sunday. */
export function trendQuestion(given: ConformanceCase, trend: NonNullable<ConformanceCase['trend']>): TrendQuery {
  return {
    kind: 'trend',
    ...scopeOf(given),
    interval: trend.interval,
    weekStart: trend.week_start ?? 'sunday',
    fromStep: trend.from_step,
    toStep: trend.to_step,
    breakdown: breakdownOf(given),
  };
}

export function durationQuestion(
  given: ConformanceCase,
  asked: NonNullable<ConformanceCase['time_to_convert']>,
): TimeToConvertQuery {
  return {
    kind: 'time-to-convert',
    ...scopeOf(given),
    fromStep: asked.from_step,
    toStep: asked.to_step,
    binCount: asked.bin_count ?? null,
  };
}

export function comparisonQuestion(
  given: ConformanceCase,
  { a, b }: NonNullable<ConformanceCase['comparison']>,
): ComparisonQuery {
  const unbounded = { fromUs: null, toUs: null };
  return {
    kind: 'comparison',
    ...scopeOf(given),
    a: rangeOf(a.from, a.to) ?? unbounded,
    b: rangeOf(b.from, b.to) ?? unbounded,
  };
}

function scopeOf(given: ConformanceCase): Scope {
  const during = rangeOf(given.date_from, given.date_to);
  const lastUs = given.events.reduce((last, { time }) => Math.max(last, instantUs(time)), 0);
  return {
    steps: given.steps.map((step, index) => ({
      id: `step ${index + 1}`,
      matches: ('any_of' in step ? step.any_of : [step]).map(matchOf),
    })),
    order: given.mode === 'unordered' ? 'any' : given.mode,
    windowUs: given.window_seconds === null ? null : Math.round(given.window_seconds * 1_000_000),
    ties: given.equal_timestamps === 'not_allowed' ? 'later' : 'helpful',
    entered: rangeOf(given.entered?.from, given.entered?.to),
    during,
    exclusions: (given.exclusions ?? []).map(({ from_step, to_step, ...match }) => ({
      match: matchOf(match),
      fromStep: from_step,
      toStep: to_step,
    })),
    filters: (given.filters ?? []).map((filter) => ({
      property: filter.property,
      attribution: attributionOf(filter.attribution),
      in: filter.in,
    })),
    calendarDays: given.calendar_days ?? false,
    timeZone: given.timezone ?? 'UTC',
    asOfUs: given.window_seconds === null ? null : given.as_of ? instantUs(given.as_of) : lastUs,
  };
}

function matchOf(match: CaseMatch): EventMatch {
  return {
    event: match.event,
    where: Object.entries(match.where ?? {}).map(([property, value]) => ({ property, value: String(value) })),
    occurrence: match.occurrence ?? 'any',
  };
}

function breakdownOf(given: ConformanceCase): FunnelQuery['breakdown'] {
  if (given.breakdown === null || given.breakdown === undefined) return null;
  return { property: given.breakdown, attribution: attributionOf(given.breakdown_attribution ?? 'first_touch') };
}

/** Steps are counted from 0 in the cases. */
function attributionOf(text: string): Attribution {
  switch (text) {
    case 'first_touch':
      return { kind: 'first' };
    case 'last_touch':
      return { kind: 'last' };
    case 'all_events':
      return { kind: 'all' };
    default:
      return { kind: 'step', step: Number(text.slice('step '.length)) };
  }
}

function rangeOf(from: string | null | undefined, to: string | null | undefined): Scope['during'] {
  if ((from ?? null) === null && (to ?? null) === null) return null;
  return { fromUs: from ? instantUs(from) : null, toUs: to ? instantUs(to) : null };
}

function texts(values: Readonly<Record<string, string | number | boolean | null>>): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
