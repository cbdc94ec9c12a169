/**
 * A second way to count, for testing the first: it reads the rules literally, tries every assignment of events to steps,
 * and shares nothing with the engine but the types of question and answer. Only for a handful of events per person.
 */
import type { EventMatch, Scope } from '../../src/engine/query.ts';

export interface OracleEvent {
  readonly event: string;
  readonly timeUs: number;
  readonly properties: Readonly<Record<string, string>>;
}

export interface OraclePerson {
  readonly events: readonly OracleEvent[];
  readonly properties: Readonly<Record<string, string>>;
}

/** An event as the question sees it. */
export interface Seen {
  readonly event: OracleEvent;
  readonly time: number;
  /** Position in order of uncut time, equal times in input order. */
  readonly position: number;
  readonly steps: readonly boolean[];
  readonly exclusions: readonly boolean[];
}

export interface Attempt {
  readonly start: number;
  readonly times: readonly number[];
  readonly depth: number;
  readonly spoiled: boolean;
}

const DAY = 86_400_000_000;

const asked = new Map<string, number>();

/** The local date of an instant as days since 1970, times a day. */
export function cutToDay(us: number, timeZone: string): number {
  const key = `${us} ${timeZone}`;
  const known = asked.get(key);
  if (known !== undefined) return known;
  const text = new Date(Math.floor(us / 1000)).toLocaleDateString('sv-SE', { timeZone });
  const day = Date.parse(`${text}T00:00:00Z`) * 1000;
  asked.set(key, day);
  return day;
}

export function timeOf(scope: Scope, us: number): number {
  return scope.calendarDays ? cutToDay(us, scope.timeZone) : us;
}

export function windowOf(scope: Scope): number {
  if (scope.windowUs === null) return Number.POSITIVE_INFINITY;
  return scope.calendarDays ? Math.ceil(scope.windowUs / DAY) * DAY : scope.windowUs;
}

/** The last start whose window was seen to its end. */
export function lastMatureStart(scope: Scope): number {
  const asOf = completeTo(scope);
  return asOf === Number.POSITIVE_INFINITY ? asOf : asOf - windowOf(scope);
}

export function completeTo(scope: Scope): number {
  if (scope.windowUs === null) return Number.POSITIVE_INFINITY;
  const ends = [scope.asOfUs, scope.during?.toUs ?? null].filter((us) => us !== null);
  return ends.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ends.map((us) => timeOf(scope, us)));
}

export function carriedBy(person: OraclePerson, event: OracleEvent, property: string): string | null {
  return event.properties[property] || person.properties[property] || null;
}

function fits(person: OraclePerson, event: OracleEvent, match: EventMatch): boolean {
  if (match.event !== null) {
    const escaped = match.event.replaceAll(/\\\*|\*|[.+?^${}()|[\]\\]/g, (piece) =>
      piece === '*' ? '[^]*' : piece === '\\*' ? '\\*' : `\\${piece}`,
    );
    if (!new RegExp(`^${escaped}$`).test(event.event)) return false;
  }
  return match.where.every(({ property, value }) => (carriedBy(person, event, property) ?? '') === value);
}

/** The person's events within `during`, in order. */
export function seenEvents(person: OraclePerson, scope: Scope): readonly Seen[] {
  const ordered = person.events
    .map((event, input) => ({ event, input }))
    .sort((a, b) => a.event.timeUs - b.event.timeUs || a.input - b.input)
    .map(({ event }) => event);
  const matches = (match: EventMatch, event: OracleEvent): boolean => {
    if (!fits(person, event, match)) return false;
    if (match.occurrence === 'any') return true;
    const isFirst = ordered.find((other) => fits(person, other, match)) === event;
    return isFirst === (match.occurrence === 'first');
  };
  const all = ordered.map((event, position) => ({
    event,
    position,
    time: timeOf(scope, event.timeUs),
    steps: scope.steps.map((step) => step.matches.some((match) => matches(match, event))),
    exclusions: scope.exclusions.map(({ match }) => matches(match, event)),
  }));
  return all.filter(({ time }) => within(scope, time, scope.during));
}

export function within(scope: Scope, time: number, range: Scope['during']): boolean {
  if (range === null) return true;
  if (range.fromUs !== null && time < timeOf(scope, range.fromUs)) return false;
  return range.toUs === null || time <= timeOf(scope, range.toUs);
}

/** Every attempt of a person, given the events as seen; `enteredTo` as a time of the count. */
export function attemptsOf(events: readonly Seen[], scope: Scope, enteredTo: number): readonly Attempt[] {
  const may = (event: Seen): boolean => within(scope, event.time, scope.entered) && event.time <= enteredTo;
  const raw = timesOfAttempts(events, scope, may);
  return raw.map((times) => judged(times, events, scope));
}

function timesOfAttempts(events: readonly Seen[], scope: Scope, may: (event: Seen) => boolean): number[][] {
  switch (scope.order) {
    case 'ordered':
      return events.filter((event) => event.steps[0] && may(event)).map((start) => orderedTimes(start, events, scope));
    case 'any':
      return events.filter((event) => event.steps.some(Boolean) && may(event)).map((s) => anyTimes(s, events, scope));
    case 'strict':
      return orderings(events).flatMap((line) =>
        line.flatMap((start, at) => (start.steps[0] && may(start) ? [strictTimes(line, at, scope)] : [])),
      );
  }
}

function comesAfter(next: number, before: number, scope: Scope): boolean {
  return scope.ties === 'later' ? next > before : next >= before;
}

/** Tries every chain of different events and keeps the earliest time of each step over all of them. */
function orderedTimes(start: Seen, events: readonly Seen[], scope: Scope): number[] {
  const earliest = [start.time];
  const extend = (chain: readonly Seen[]): void => {
    const step = chain.length;
    const last = chain.at(-1) ?? start;
    for (const event of events) {
      if (!event.steps[step] || chain.includes(event)) continue;
      if (!comesAfter(event.time, last.time, scope) || event.time - start.time > windowOf(scope)) continue;
      earliest[step] = Math.min(earliest[step] ?? Number.POSITIVE_INFINITY, event.time);
      extend([...chain, event]);
    }
  };
  extend([start]);
  return earliest;
}

/** Tries every way to give events different steps, the start included, and keeps when each number was first possible. */
function anyTimes(start: Seen, events: readonly Seen[], scope: Scope): number[] {
  const open = events.filter(({ time }) => time >= start.time && time - start.time <= windowOf(scope));
  const rest = open.filter((event) => event !== start);
  const earliest: number[] = [];
  const give = (index: number, used: readonly number[], takenTimes: readonly number[]): void => {
    const at = Math.max(...takenTimes);
    earliest[used.length - 1] = Math.min(earliest[used.length - 1] ?? Number.POSITIVE_INFINITY, at);
    for (let i = index; i < rest.length; i++) {
      const event = rest[i] as Seen;
      if (scope.ties === 'later' && takenTimes.includes(event.time)) continue;
      event.steps.forEach((fit, step) => {
        if (fit && !used.includes(step)) give(i + 1, [...used, step], [...takenTimes, event.time]);
      });
    }
  };
  start.steps.forEach((fit, step) => {
    if (fit) give(0, [step], [start.time]);
  });
  return earliest;
}

function strictTimes(line: readonly Seen[], at: number, scope: Scope): number[] {
  const start = line[at] as Seen;
  const times = [start.time];
  for (let step = 1; step < scope.steps.length; step++) {
    const next = line[at + step];
    if (next === undefined || !next.steps[step] || next.time - start.time > windowOf(scope)) break;
    if (!comesAfter(next.time, times.at(-1) ?? start.time, scope)) break;
    times.push(next.time);
  }
  return times;
}

/** All ways to put the events in a line that respect time. */
function orderings(events: readonly Seen[]): readonly (readonly Seen[])[] {
  const instants = [...new Set(events.map(({ time }) => time))];
  return instants.reduce<readonly (readonly Seen[])[]>(
    (lines, time) => {
      const permuted = permutations(events.filter((event) => event.time === time));
      return lines.flatMap((line) => permuted.map((here) => [...line, ...here]));
    },
    [[]],
  );
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** Applies the exclusions to what an attempt reached. */
function judged(times: readonly number[], events: readonly Seen[], scope: Scope): Attempt {
  const start = times[0] as number;
  const excluding = events
    .filter((event) =>
      scope.exclusions.some(({ fromStep, toStep }, index) => {
        const from = times[fromStep];
        const to = times[toStep] ?? start + windowOf(scope);
        return event.exclusions[index] && from !== undefined && event.time > from && event.time < to;
      }),
    )
    .map(({ time }) => time);
  if (excluding.length === 0) return { start, times, depth: times.length, spoiled: false };
  const at = Math.min(...excluding);
  if (scope.order === 'any') {
    const kept = times.filter((time) => time <= at);
    return { start, times: kept, depth: kept.length, spoiled: false };
  }
  const done = times.filter((time) => time < at).length;
  return { start, times, depth: times[done] === undefined ? done : done + 1, spoiled: true };
}

/** The depth that counts, 0 without attempts; `left` when all of the deepest are spoiled. */
export function furthest(attempts: readonly Attempt[]): { readonly depth: number; readonly left: boolean } {
  const depth = Math.max(0, ...attempts.map((attempt) => attempt.depth));
  const deepest = attempts.filter((attempt) => attempt.depth === depth);
  const left = deepest.length > 0 && deepest.every(({ spoiled }) => spoiled);
  return { depth: left ? 0 : depth, left };
}
