import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/** No event of the instant fits more than one step. */
export const NO_CHOICE = 0;
/** One event alone fits something, and it fits several steps. */
export const LONE_EVENT = 1;
/** Several events fit something, one of them several steps: they must be given to steps with care. */
export const CONTESTED = 2;

/**
 * A person's events grouped by instant, with where each step and each exclusion comes next, so that an attempt can jump
 * from one of its steps to the next. Refilled for each person.
 */
export class Instants {
  count = 0;
  timeUs = new Float64Array(256);
  /** The events of instant j are `first[j]` up to, not including, `first[j + 1]`. */
  first = new Int32Array(257);
  /** Every step that an event of the instant fits. */
  steps = new Int32Array(256);
  /** How the events of an instant serve steps: see the constants. */
  choice = new Uint8Array(256);
  private exclusions = new Int32Array(256);
  private nextStepAt = new Int32Array(0);
  private nextExclusionAt = new Int32Array(0);
  private stride = 0;

  fill(events: PersonEvents, rules: Rules): void {
    this.reserve(events.count);
    const excludes = rules.exclusions.length > 0;
    let count = 0;
    for (let i = events.from; i < events.to; ) {
      const time = events.timeUs[i]!;
      let steps = 0;
      let exclusions = 0;
      let several = false;
      let fitting = 0;
      const start = i;
      for (; i < events.to && events.timeUs[i] === time; i++) {
        const mask = events.steps[i]!;
        steps |= mask;
        if (excludes) exclusions |= events.exclusions[i]!;
        if (mask !== 0) fitting++;
        if ((mask & (mask - 1)) !== 0) several = true;
      }
      this.timeUs[count] = time;
      this.first[count] = start;
      this.steps[count] = steps;
      this.exclusions[count] = exclusions;
      this.choice[count] = !several ? NO_CHOICE : fitting === 1 ? LONE_EVENT : CONTESTED;
      count++;
    }
    this.first[count] = events.to;
    this.count = count;
    this.stride = count + 1;
    this.nextStepAt = filledNext(this.nextStepAt, this.steps, count, rules.steps);
    this.nextExclusionAt = filledNext(this.nextExclusionAt, this.exclusions, count, rules.exclusions.length);
  }

  /** The first instant from `from` on with an event of the step, `count` when there is none. */
  nextStep(step: number, from: number): number {
    return from >= this.count ? this.count : this.nextStepAt[step * this.stride + from]!;
  }

  nextExclusion(exclusion: number, from: number): number {
    return from >= this.count ? this.count : this.nextExclusionAt[exclusion * this.stride + from]!;
  }

  private reserve(count: number): void {
    if (count <= this.steps.length) return;
    const size = count * 2;
    this.timeUs = new Float64Array(size);
    this.first = new Int32Array(size + 1);
    this.steps = new Int32Array(size);
    this.choice = new Uint8Array(size);
    this.exclusions = new Int32Array(size);
  }
}

/** For each bit and instant, the first instant from there on whose mask has the bit. */
function filledNext(kept: Int32Array, masks: Int32Array, count: number, bits: number): Int32Array<ArrayBuffer> {
  const stride = count + 1;
  const next = kept.length >= stride * bits ? (kept as Int32Array<ArrayBuffer>) : new Int32Array(stride * bits * 2);
  for (let bit = 0; bit < bits; bit++) {
    const offset = bit * stride;
    let found = count;
    next[offset + count] = count;
    for (let j = count - 1; j >= 0; j--) {
      if (((masks[j]! >> bit) & 1) !== 0) found = j;
      next[offset + j] = found;
    }
  }
  return next;
}
