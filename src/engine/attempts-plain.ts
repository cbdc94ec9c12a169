import type { Attempts } from './attempts.ts';
import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/**
 * The attempts of a person whose events leave no choice: each fits one step at most, and none is excluded. Most people
 * are so, and their attempts follow from where each step comes next, without grouping events by instant. The list is the
 * same as the one that `OrderedAttempts`, `AnyOrderAttempts` and `StrictAttempts` would find.
 */
export class PlainAttempts {
  private readonly rules: Rules;
  /** In order: per event, the one that would serve the step after its own, or -1. In any order: per event and step. */
  private next = new Int32Array(256);
  /** Per step, the next event while events are gone through from the last to the first; -1 for none. */
  private readonly ahead: Int32Array;

  constructor(rules: Rules) {
    this.rules = rules;
    this.ahead = new Int32Array(rules.steps + 1);
  }

  /** Whether the person's attempts can be found here. */
  fits(events: PersonEvents): boolean {
    if (events.anySeveral || events.anyExcluded) return false;
    return !events.anyTies || (this.rules.order !== 'strict' && !this.rules.later);
  }

  find(events: PersonEvents, into: Attempts): void {
    if (this.rules.order === 'ordered') this.inOrder(events, into);
    else if (this.rules.order === 'any') this.inAnyOrder(events, into);
    else this.strictly(events, into);
  }

  private inOrder(events: PersonEvents, into: Attempts): void {
    const { steps: masks, timeUs } = events;
    const { steps, windowUs, enteredFromUs, enteredToUs } = this.rules;
    this.fillNext(events);
    const { next } = this;
    let before = Number.NaN;
    const { from, to } = events;
    for (let i = from; i < to; i++) {
      if (masks[i] !== 1) continue;
      const startUs = timeUs[i]!;
      if (startUs < enteredFromUs || startUs === before) continue;
      if (startUs > enteredToUs) break;
      before = startUs;
      const base = into.open(startUs);
      const { atUs } = into;
      atUs[base] = startUs;
      let reached = 1;
      for (let j = next[i - from]!; j >= 0 && reached < steps; j = next[j - from]!) {
        const time = timeUs[j]!;
        if (time - startUs > windowUs) break;
        atUs[base + reached++] = time;
      }
      into.closeWhole(reached);
    }
  }

  /** Events at one instant may follow one another in whichever order helps. */
  private fillNext(events: PersonEvents): void {
    const { steps: masks, timeUs, from: first, to, count } = events;
    const { ahead } = this;
    if (this.next.length < count) this.next = new Int32Array(count * 2);
    const { next } = this;
    ahead.fill(-1);
    for (let end = to; end > first; ) {
      let from = end - 1;
      const time = timeUs[from]!;
      while (from > first && timeUs[from - 1] === time) from--;
      for (let i = from; i < end; i++) {
        const mask = masks[i]!;
        if (mask !== 0) ahead[31 - Math.clz32(mask)] = i;
      }
      for (let i = from; i < end; i++) {
        const mask = masks[i]!;
        if (mask !== 0) next[i - first] = ahead[32 - Math.clz32(mask)]!;
      }
      end = from;
    }
  }

  private inAnyOrder(events: PersonEvents, into: Attempts): void {
    const { steps: masks, timeUs, from, to, count } = events;
    const { steps, windowUs, enteredFromUs, enteredToUs } = this.rules;
    const { ahead } = this;
    if (this.next.length < count * steps) this.next = new Int32Array(count * steps * 2);
    const { next } = this;
    // Of event i, `next` has the next event of every step from there on, soonest first. A step is told by its event.
    let known = 0;
    for (let i = to - 1; i >= from; i--) {
      const mask = masks[i]!;
      if (mask !== 0) {
        let at = 0;
        while (at < known && masks[ahead[at]!] !== mask) at++;
        if (at === known) known++;
        for (; at > 0; at--) ahead[at] = ahead[at - 1]!;
        ahead[0] = i;
      }
      const base = (i - from) * steps;
      for (let k = 0; k < known; k++) next[base + k] = ahead[k]!;
      if (known < steps) next[base + known] = -1;
    }
    let before = Number.NaN;
    for (let i = from; i < to; i++) {
      const first = next[(i - from) * steps]!;
      if (first < 0) break;
      const startUs = timeUs[i]!;
      // The first of an instant has all others of it ahead.
      if (startUs === before || timeUs[first] !== startUs) continue;
      before = startUs;
      if (startUs < enteredFromUs) continue;
      if (startUs > enteredToUs) break;
      const base = into.open(startUs);
      const { atUs } = into;
      let reached = 0;
      for (; reached < steps; reached++) {
        const j = next[(i - from) * steps + reached]!;
        if (j < 0) break;
        const time = timeUs[j]!;
        if (time - startUs > windowUs) break;
        atUs[base + reached] = time;
      }
      into.closeWhole(reached);
    }
  }

  private strictly(events: PersonEvents, into: Attempts): void {
    const { steps: masks, timeUs, from, to } = events;
    const { steps, windowUs, enteredFromUs, enteredToUs } = this.rules;
    for (let i = from; i < to; i++) {
      if (masks[i] !== 1) continue;
      const startUs = timeUs[i]!;
      if (startUs < enteredFromUs) continue;
      if (startUs > enteredToUs) break;
      const base = into.open(startUs);
      const { atUs } = into;
      atUs[base] = startUs;
      let reached = 1;
      for (let j = i + 1; j < to && reached < steps && masks[j] === 1 << reached; j++) {
        const time = timeUs[j]!;
        if (time - startUs > windowUs) break;
        atUs[base + reached++] = time;
      }
      into.closeWhole(reached);
    }
  }
}
