import { DAY_US } from '../journey/time-zone.ts';
import { AttemptFinder, type Standing, standing } from './attempt-finder.ts';
import type { Attempts } from './attempts.ts';
import type { EventColumns } from './columns.ts';
import type { PersonFinder } from './people-walk.ts';
import type { PersonEvents } from './person-events.ts';
import { firstToReach } from './person-outcome.ts';
import { NumberList } from './quantiles.ts';
import type { EvidenceTransition } from './query.ts';
import type { Rules } from './rules.ts';

/**
 * One person's stay at the stage before a transition. All times are instants, uncut. On the way into the first step
 * nobody is at a stage: `enteredUs` is then the moment of that step.
 */
export interface Stay {
  enteredUs: number;
  /** Infinity for who did not go on. */
  convertedUs: number;
  /** The last instant of the window. */
  closesUs: number;
  mature: boolean;
}

/** The stays of all people at one transition, by person. The arrays are there once `seal` was called. */
export class Stays {
  readonly transition: EvidenceTransition;
  count = 0;
  person: Float64Array = new Float64Array(0);
  /** A number that tells people apart wherever their events lie: what chance is drawn by. */
  private readonly identity: ((person: number) => number) | null;
  enteredUs: Float64Array = new Float64Array(0);
  convertedUs: Float64Array = new Float64Array(0);
  closesUs: Float64Array = new Float64Array(0);
  /** 1 for a stay whose window was seen to its end. */
  mature: Float64Array = new Float64Array(0);
  private readonly lists = Array.from({ length: 5 }, () => new NumberList());

  /** `identity`: the person's number, as `PersonIdentity` makes it; without it, their place. */
  constructor(transition: EvidenceTransition, identity: ((person: number) => number) | null = null) {
    this.transition = transition;
    this.identity = identity;
  }

  identityOf(stay: number): number {
    const person = this.person[stay]!;
    return this.identity === null ? person : this.identity(person);
  }

  put(person: number, stay: Stay): void {
    const { enteredUs, convertedUs, closesUs, mature } = stay;
    this.lists[0]!.push(person);
    this.lists[1]!.push(enteredUs);
    this.lists[2]!.push(convertedUs);
    this.lists[3]!.push(closesUs);
    this.lists[4]!.push(mature ? 1 : 0);
  }

  seal(): void {
    const [person, enteredUs, convertedUs, closesUs, mature] = this.lists.map((list) => list.view());
    this.person = person!;
    this.enteredUs = enteredUs!;
    this.convertedUs = convertedUs!;
    this.closesUs = closesUs!;
    this.mature = mature!;
    this.count = this.person.length;
  }
}

/**
 * The stays of one person, one per transition. Of several attempts a stay is of the one that gets to the stage first,
 * and of those of the one that started last, as times to convert are; who left the count has none.
 */
export class PersonStays implements PersonFinder {
  person = 0;
  readonly found: readonly (Stay & { there: boolean })[];
  private readonly columns: EventColumns;
  private readonly rules: Rules;
  private readonly transitions: readonly EvidenceTransition[];
  private readonly finder: AttemptFinder;
  private readonly standing: Standing = { depth: 0, left: false };

  constructor(columns: EventColumns, rules: Rules, transitions: readonly EvidenceTransition[]) {
    this.columns = columns;
    this.rules = rules;
    this.transitions = transitions;
    this.finder = new AttemptFinder(rules);
    this.found = transitions.map(() => ({
      there: false,
      enteredUs: 0,
      convertedUs: Number.POSITIVE_INFINITY,
      closesUs: 0,
      mature: false,
    }));
  }

  reset(): void {
    for (const stay of this.found) stay.there = false;
  }

  take(events: PersonEvents): void {
    this.person = events.person;
    const attempts = this.finder.find(events);
    standing(attempts, 0, attempts.count, Number.POSITIVE_INFINITY, this.standing);
    if (this.standing.depth === 0) return;
    this.transitions.forEach((transition, index) => {
      const stay = this.stayAt(transition, events, attempts);
      const known = this.found[index]!;
      if (stay === null || (known.there && known.enteredUs <= stay.enteredUs)) return;
      Object.assign(known, stay, { there: true });
    });
  }

  private stayAt({ fromStep, toStep }: EvidenceTransition, events: PersonEvents, attempts: Attempts): Stay | null {
    const at = fromStep ?? toStep ?? 0;
    const { rules } = this;
    const best = firstToReach(attempts, at, Math.max(0, at - 1), rules.order === 'any');
    if (best < 0) return null;
    const base = attempts.base[best]!;
    const cutUs = attempts.atUs[base + at]!;
    const enteredUs = this.instantOf(events, cutUs, at);
    const startUs = attempts.startUs[best]!;
    if (fromStep === null) {
      return { enteredUs, convertedUs: enteredUs, closesUs: enteredUs, mature: startUs <= rules.matureToUs };
    }
    if (toStep === null) {
      const convertedUs = this.again(events, cutUs, enteredUs, fromStep);
      return { enteredUs, convertedUs, closesUs: this.closes(cutUs), mature: cutUs <= rules.matureToUs };
    }
    const convertedUs =
      attempts.depth[best]! > toStep
        ? this.instantOf(events, attempts.atUs[base + toStep]!, toStep)
        : Number.POSITIVE_INFINITY;
    return { enteredUs, convertedUs, closesUs: this.closes(startUs), mature: startUs <= rules.matureToUs };
  }

  /** The uncut time of the event at `cutUs` that serves the step. */
  private instantOf(events: PersonEvents, cutUs: number, step: number): number {
    if (!this.rules.byDay) return cutUs;
    let other = -1;
    for (let i = events.from; i < events.to; i++) {
      if (events.timeUs[i] !== cutUs || events.steps[i] === 0) continue;
      if (((events.steps[i]! >> step) & 1) !== 0) return this.columns.timeUs[events.row[i]!]!;
      if (other < 0) other = i;
    }
    return other < 0 ? cutUs : this.columns.timeUs[events.row[other]!]!;
  }

  /** The next event of the same step, within a window of its own. */
  private again(events: PersonEvents, cutUs: number, enteredUs: number, step: number): number {
    for (let i = events.from; i < events.to; i++) {
      if (((events.steps[i]! >> step) & 1) === 0) continue;
      const us = this.columns.timeUs[events.row[i]!]!;
      if (us > enteredUs && events.timeUs[i]! >= cutUs && events.timeUs[i]! - cutUs <= this.rules.windowUs) return us;
    }
    return Number.POSITIVE_INFINITY;
  }

  private closes(startUs: number): number {
    const { windowUs, byDay, clock } = this.rules;
    if (windowUs === Number.POSITIVE_INFINITY) return windowUs;
    return byDay ? clock.fromLocalUs(startUs + windowUs + DAY_US).us - 1 : startUs + windowUs;
  }
}
