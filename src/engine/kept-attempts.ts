import { Attempts } from './attempts.ts';
import { PlainAttempts } from './attempts-plain.ts';
import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/** Times that are kept of one dataset's people under one order. */
const MOST_TIMES = 4 * 1024 * 1024;

/**
 * Attempts of people: those of person p are from `start[p]` up to, not including, `start[p + 1]`, and the times of attempt a,
 * one for each step that it reached, from `first[a]` up to, not including, `first[a + 1]`.
 */
export interface AttemptList {
  readonly start: Uint32Array;
  readonly first: Uint32Array;
  readonly atUs: Float64Array;
}

/**
 * The attempts of people whose events leave no choice, as they would be if nothing ended them and everybody might enter
 * at any time: a window only cuts off their last steps, and a range of entry only leaves some out. They are found once and
 * shown to every question with the same matching and order.
 */
export class KeptAttempts implements AttemptList {
  /** People who were looked at, from the first on. */
  people = 0;
  readonly start: Uint32Array;
  /** By person, 1 where the attempts are here. */
  private readonly here: Uint8Array;
  first: Uint32Array;
  atUs: Float64Array;
  private readonly most: number;
  private readonly plain: PlainAttempts;
  private readonly found: Attempts;

  /** `events`: about how many times there will be. */
  constructor(people: number, events: number, rules: Rules, most: number = MOST_TIMES) {
    this.start = new Uint32Array(people + 1);
    this.here = new Uint8Array(people);
    this.most = most;
    this.first = new Uint32Array(Math.min(events, most) + 2);
    this.atUs = new Float64Array(Math.min(events, most) + 1);
    this.plain = new PlainAttempts({
      ...rules,
      windowUs: Number.POSITIVE_INFINITY,
      enteredFromUs: Number.NEGATIVE_INFINITY,
      enteredToUs: Number.POSITIVE_INFINITY,
    });
    this.found = new Attempts(rules.steps);
  }

  has(person: number): boolean {
    return person < this.people && this.here[person] === 1;
  }

  /** Takes in all events of a person, if it is the next one and there is room. */
  keep(events: PersonEvents): void {
    const { people, found } = this;
    if (events.person !== people) return;
    const isPlain = this.plain.fits(events);
    found.clear();
    if (isPlain) this.plain.find(events, found);
    let attempt = this.start[people]!;
    let at = this.first[attempt]!;
    const { count, steps, depth, atUs } = found;
    const most = at + count * steps;
    if (most > this.most) return;
    this.reserve(attempt + count + 1, most);
    for (let a = 0; a < count; a++) {
      const from = a * steps;
      const to = from + depth[a]!;
      for (let k = from; k < to; k++) this.atUs[at++] = atUs[k]!;
      this.first[++attempt] = at;
    }
    this.start[people + 1] = attempt;
    this.here[people] = isPlain ? 1 : 0;
    this.people = people + 1;
  }

  /** Lists the attempts of a person that is here, as the rules cut them. */
  list(person: number, rules: Rules, into: Attempts): void {
    const { windowUs, enteredFromUs, enteredToUs } = rules;
    const { first, atUs } = this;
    const end = this.start[person + 1]!;
    into.borrow(atUs, end - this.start[person]!);
    const { startUs, depth, base } = into;
    let count = 0;
    for (let a = this.start[person]!; a < end; a++) {
      const from = first[a]!;
      const us = atUs[from]!;
      if (us < enteredFromUs) continue;
      if (us > enteredToUs) break;
      let to = first[a + 1]!;
      while (atUs[to - 1]! - us > windowUs) to--;
      startUs[count] = us;
      depth[count] = to - from;
      base[count] = from;
      count++;
    }
    into.count = count;
  }

  private reserve(attempts: number, times: number): void {
    if (attempts >= this.first.length) this.first = grown(this.first, new Uint32Array(attempts * 2));
    if (times > this.atUs.length) this.atUs = grown(this.atUs, new Float64Array(times * 2));
  }
}

function grown<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
