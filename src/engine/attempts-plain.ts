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
    if (events.anySeveral !== 0 || events.anyExcluded !== 0) return false;
    return !events.anyTies || (this.rules.order !== 'strict' && !this.rules.later);
  }

  find(events: PersonEvents, into: Attempts): void {
    switch (this.rules.order) {
      case 'ordered':
        return this.inOrder(events, into);
      case 'any':
        return this.inAnyOrder(events, into);
      case 'strict':
        return this.strictly(events, into);
    }
  }

  private inOrder(events: PersonEvents, into: Attempts): void {
    const { steps: masks, timeUs } = events;
    const { steps, windowUs, enteredFromUs, enteredToUs } = this.rules;
    this.fillNext(events);
    const { next } = this;
    let before = Number.NaN;
    for (let i = 0; i < events.count; i++) {
      if (masks[i] !== 1) continue;
      const startUs = timeUs[i]!;
      if (startUs < enteredFromUs || startUs === before) continue;
      if (startUs > enteredToUs) break;
      before = startUs;
      const base = into.open(startUs);
      const { atUs } = into;
      atUs[base] = startUs;
      let reached = 1;
      for (let j = next[i]!; j >= 0 && reached < steps; j = next[j]!) {
        const time = timeUs[j]!;
        if (time - startUs > windowUs) break;
        atUs[base + reached++] = time;
      }
      into.closeWhole(reached);
    }
  }

  /** Events at one instant may follow one another in whichever order helps. */
  private fillNext(events: PersonEvents): void {
    const { steps: masks, timeUs, count } = events;
    const { ahead } = this;
    if (this.next.length < count) this.next = new Int32Array(count * 2);
    const { next } = this;
    ahead.fill(-1);
    for (let end = count; end > 0; ) {
      let from = end - 1;
      const time = timeUs[from]!;
      while (from > 0 && timeUs[from - 1] === time) from--;
      for (let i = from; i < end; i++) {
        const mask = masks[i]!;
        if (mask !== 0) ahead[31 - Math.clz32(mask)] = i;
      }
      for (let i = from; i < end; i++) {
        const mask = masks[i]!;
        if (mask !== 0) next[i] = ahead[32 - Math.clz32(mask)]!;
      }
      end = from;
    }
  }

  private inAnyOrder(events: PersonEvents, into: Attempts): void {
    const { steps: masks, timeUs, count } = events;
    const { steps, windowUs, enteredFromUs, enteredToUs } = this.rules;
    const { ahead } = this;
    if (this.next.length < count * steps) this.next = new Int32Array(count * steps * 2);
    const { next } = this;
    ahead.fill(-1);
    for (let i = count - 1; i >= 0; i--) {
      const mask = masks[i]!;
      if (mask !== 0) ahead[31 - Math.clz32(mask)] = i;
      for (let k = 0; k < steps; k++) next[i * steps + k] = ahead[k]!;
    }
    let before = Number.NaN;
    for (let i = 0; i < count; i++) {
      const startUs = timeUs[i]!;
      // The first of an instant has all others of it ahead.
      if (startUs === before) continue;
      if (masks[i] === 0) {
        if (!events.anyTies || !fitsLater(events, i)) continue;
      }
      before = startUs;
      if (startUs < enteredFromUs) continue;
      if (startUs > enteredToUs) break;
      const base = into.open(startUs);
      const { atUs } = into;
      let reached = 0;
      for (let k = 0; k < steps; k++) {
        const j = next[i * steps + k]!;
        if (j < 0) continue;
        const time = timeUs[j]!;
        if (time - startUs > windowUs) continue;
        let at = base + reached++;
        for (; at > base && atUs[at - 1]! > time; at--) atUs[at] = atUs[at - 1]!;
        atUs[at] = time;
      }
      into.closeWhole(reached);
    }
  }

  private strictly(events: PersonEvents, into: Attempts): void {
    const { steps: masks, timeUs, count } = events;
    const { steps, windowUs, enteredFromUs, enteredToUs } = this.rules;
    for (let i = 0; i < count; i++) {
      if (masks[i] !== 1) continue;
      const startUs = timeUs[i]!;
      if (startUs < enteredFromUs) continue;
      if (startUs > enteredToUs) break;
      const base = into.open(startUs);
      const { atUs } = into;
      atUs[base] = startUs;
      let reached = 1;
      for (let j = i + 1; j < count && reached < steps && masks[j] === 1 << reached; j++) {
        const time = timeUs[j]!;
        if (time - startUs > windowUs) break;
        atUs[base + reached++] = time;
      }
      into.closeWhole(reached);
    }
  }
}

/** Whether an event at the instant of event `i`, after it, fits a step. */
function fitsLater(events: PersonEvents, i: number): boolean {
  for (let j = i + 1; j < events.count && events.timeUs[j] === events.timeUs[i]; j++) {
    if (events.steps[j] !== 0) return true;
  }
  return false;
}
