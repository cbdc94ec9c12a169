import type { TimeToConvertAnswer } from './answer.ts';
import { AttemptFinder, type Standing, standing } from './attempt-finder.ts';
import type { Attempts } from './attempts.ts';
import type { EventColumns } from './columns.ts';
import { convertedByTime } from './kaplan-meier.ts';
import type { AttemptList } from './kept-attempts.ts';
import { PeopleWalk, type PersonFinder } from './people-walk.ts';
import type { PersonEvents } from './person-events.ts';
import { firstToReach } from './person-outcome.ts';
import { durationsOf, NumberList } from './quantiles.ts';
import type { TimeToConvertQuery } from './query.ts';
import { type Rules, rulesOf } from './rules.ts';
import { sortInTurns } from './sort-in-turns.ts';

const SECOND_US = 1_000_000;
const MOST_BINS = 60;

/** Answers how long a transition takes: quartiles, a histogram, and the share converted by elapsed time. */
export function* timeToConvert(
  columns: EventColumns,
  query: TimeToConvertQuery,
): Generator<number, TimeToConvertAnswer> {
  const { fromStep, toStep } = query;
  if (!(fromStep >= 0 && fromStep < toStep && toStep < query.steps.length)) {
    throw new RangeError(`from step ${fromStep} to step ${toStep} of ${query.steps.length}`);
  }
  const rules = rulesOf(query);
  const person = new PersonDurations(rules, fromStep, toStep);
  const durations = new NumberList();
  const convertedUs = new NumberList();
  const censoredUs = new NumberList();
  let toTheEnd = 0;
  const walk = new PeopleWalk(columns, query, rules);
  yield* walk.visit(person, null, () => {
    if (person.durationUs !== null) durations.push(person.durationUs);
    const entry = person.entry();
    if (entry === null) return;
    if (entry.converted) convertedUs.push(entry.elapsedUs);
    else if (entry.elapsedUs < rules.windowUs) censoredUs.push(entry.elapsedUs);
    else toTheEnd++;
  });
  return yield* atTheEnd(answerOf(durations.view(), convertedUs.view(), censoredUs.view(), toTheEnd, query.binCount));
}

function* answerOf(
  durationsUs: Float64Array,
  convertedUs: Float64Array,
  censoredUs: Float64Array,
  toTheEnd: number,
  binCount: number | null,
): Generator<void, TimeToConvertAnswer> {
  const bins = binsOf(durationsUs, binCount);
  yield;
  const durations = durationsOf(durationsUs);
  yield;
  const converted = yield* sortInTurns(convertedUs);
  const censored = yield* sortInTurns(censoredUs);
  const curve = yield* convertedByTime(converted, censored, toTheEnd);
  return { kind: 'time-to-convert', durations, bins, curve };
}

/** Pauses as its part does, with all people already visited. */
function* atTheEnd<T>(part: Generator<void, T>): Generator<number, T> {
  for (;;) {
    const next = part.next();
    if (next.done === true) return next.value;
    yield 1;
  }
}

/** One person's time to convert, and their entry in the curve. */
class PersonDurations implements PersonFinder {
  /** Between the two steps, of the attempt that reaches the second first. */
  durationUs: number | null = null;
  private readonly rules: Rules;
  private readonly fromStep: number;
  private readonly toStep: number;
  private readonly finder: AttemptFinder;
  private readonly standing: Standing = { depth: 0, left: false };
  private reachedUs = 0;
  private startUs = 0;
  private depth = 0;
  private deepestStartUs = 0;
  private deepestReachedUs = 0;

  constructor(rules: Rules, fromStep: number, toStep: number) {
    this.rules = rules;
    this.fromStep = fromStep;
    this.toStep = toStep;
    this.finder = new AttemptFinder(rules);
  }

  reset(): void {
    this.durationUs = null;
    this.depth = 0;
  }

  take(events: PersonEvents): void {
    const attempts = this.finder.find(events);
    standing(attempts, 0, attempts.count, Number.POSITIVE_INFINITY, this.standing);
    if (this.standing.depth === 0) return;
    this.takeFirst(attempts);
    this.takeDeepest(attempts, this.standing.depth);
  }

  takeKept({ start, first, atUs }: AttemptList, person: number): void {
    const { fromStep, toStep } = this;
    const { windowUs, enteredFromUs, enteredToUs, order } = this.rules;
    let deepest = 0;
    let deepestAt = 0;
    let sooner = -1;
    const end = start[person + 1]!;
    for (let a = start[person]!; a < end; a++) {
      const from = first[a]!;
      const startUs = atUs[from]!;
      if (startUs < enteredFromUs) continue;
      if (startUs > enteredToUs) break;
      let to = first[a + 1]!;
      while (atUs[to - 1]! - startUs > windowUs) to--;
      const depth = to - from;
      if (depth > deepest) {
        deepest = depth;
        deepestAt = from;
      }
      // No attempt gets to a step sooner than one that started before it.
      if (depth <= toStep) continue;
      if (sooner < 0 || (order !== 'any' && atUs[from + toStep] === atUs[sooner + toStep])) sooner = from;
    }
    if (deepest === 0) return;
    if (sooner >= 0) this.putFirst(atUs[sooner + toStep]!, atUs[sooner + fromStep]!, atUs[sooner]!);
    this.putDeepest(deepest, atUs[deepestAt]!, deepest > toStep ? atUs[deepestAt + toStep]! : Number.POSITIVE_INFINITY);
  }

  private takeFirst(attempts: Attempts): void {
    const best = firstToReach(attempts, this.toStep, this.fromStep, this.rules.order === 'any');
    if (best < 0) return;
    const base = attempts.base[best]!;
    const { atUs, startUs } = attempts;
    this.putFirst(atUs[base + this.toStep]!, atUs[base + this.fromStep]!, startUs[best]!);
  }

  private putFirst(reachedUs: number, fromUs: number, startUs: number): void {
    const durationUs = reachedUs - fromUs;
    if (this.durationUs !== null) {
      let difference = reachedUs - this.reachedUs;
      if (difference === 0) difference = this.rules.order === 'any' ? startUs - this.startUs : this.startUs - startUs;
      if (difference === 0) difference = this.durationUs - durationUs;
      if (difference >= 0) return;
    }
    this.reachedUs = reachedUs;
    this.startUs = startUs;
    this.durationUs = durationUs;
  }

  /** The deepest attempt that counts; of several the earliest start, and of one instant's the soonest conversion. */
  private takeDeepest(attempts: Attempts, depth: number): void {
    if (depth < this.depth) return;
    for (let a = 0; a < attempts.count; a++) {
      if (attempts.spoiled[a] === 1 || attempts.depth[a] !== depth) continue;
      const startUs = attempts.startUs[a]!;
      const isSettled = depth === this.depth && startUs > this.deepestStartUs;
      if (isSettled) return;
      const reached = depth > this.toStep;
      const reachedUs = reached ? attempts.atUs[attempts.base[a]! + this.toStep]! : Number.POSITIVE_INFINITY;
      this.putDeepest(depth, startUs, reachedUs);
    }
  }

  private putDeepest(depth: number, startUs: number, reachedUs: number): void {
    if (depth < this.depth) return;
    const sooner =
      startUs < this.deepestStartUs || (startUs === this.deepestStartUs && reachedUs < this.deepestReachedUs);
    if (depth === this.depth && !sooner) return;
    this.depth = depth;
    this.deepestStartUs = startUs;
    this.deepestReachedUs = reachedUs;
  }

  /**
   * Time under observation since the start of the deepest attempt, and whether it ended with the conversion. An attempt
   * is seen until its window ends or until `asOf`, whichever is earlier; one that starts after `asOf` is not seen at all.
   */
  entry(): { readonly elapsedUs: number; readonly converted: boolean } | null {
    if (this.depth <= this.fromStep) return null;
    const seenUs = Math.min(this.rules.windowUs, this.rules.asOfUs - this.deepestStartUs);
    if (seenUs < 0) return null;
    const reachedAfterUs = this.deepestReachedUs - this.deepestStartUs;
    // Without a window nothing ends the time that is seen: whoever never got there was not seen to.
    return this.depth > this.toStep && reachedAfterUs <= seenUs
      ? { elapsedUs: reachedAfterUs, converted: true }
      : { elapsedUs: seenUs, converted: false };
  }
}

/**
 * Equal bins from the minimum on, whole seconds wide: without a count, the cube root of the number of people, rounded
 * up, within 1 to 60. One bin more than the count holds the maximum.
 */
function binsOf(durationsUs: Float64Array, binCount: number | null): TimeToConvertAnswer['bins'] {
  if (durationsUs.length === 0) return [];
  let minUs = Number.POSITIVE_INFINITY;
  let maxUs = Number.NEGATIVE_INFINITY;
  for (const us of durationsUs) {
    minUs = Math.min(minUs, us);
    maxUs = Math.max(maxUs, us);
  }
  const { count, widthUs } = binWidth(durationsUs.length, minUs, maxUs, binCount);
  const people = new Array<number>(count + 1).fill(0);
  for (const us of durationsUs) people[Math.floor((us - minUs) / widthUs)]!++;
  return people.map((n, index) => ({ startUs: minUs + index * widthUs, people: n }));
}

/** How many bins, but for the one that holds the maximum, and how wide. */
export function binWidth(
  people: number,
  minUs: number,
  maxUs: number,
  binCount: number | null,
): { readonly count: number; readonly widthUs: number } {
  const count = Math.min(MOST_BINS, Math.max(1, binCount ?? ceilCubeRoot(people)));
  const widthSeconds = Math.ceil((maxUs - minUs) / SECOND_US / count) || 60;
  return { count, widthUs: widthSeconds * SECOND_US };
}

/** Exact: floating-point cube roots of cubes may come out a little above the whole number. */
function ceilCubeRoot(n: number): number {
  const near = Math.round(Math.cbrt(n));
  return near ** 3 >= n ? near : near + 1;
}
