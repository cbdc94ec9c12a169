import type { PersonEvents } from './person-events.ts';
import type { FirstReach } from './person-outcome.ts';
import type { Rules } from './rules.ts';

/**
 * The default order in one pass, without listing attempts. For each step it keeps the latest start of an attempt that
 * got there: a later start has its window open for longer, so it can do whatever an earlier one could. The attempt that
 * reaches a step first with the latest start is the one in hand at the first moment that the step is reached.
 *
 * Returns the steps reached by attempts that start at or before `startToUs`, or -1 where events at one instant fit
 * several steps each, which needs care (see attempts-ordered). Exclusions need the list, too.
 */
export class OrderedPass {
  private readonly startUs: Float64Array;
  private readonly atUs: Float64Array;
  /** After a pass: whether some attempt started up to `matureToUs`, and whether some started after it. */
  early = false;
  late = false;

  constructor(steps: number) {
    this.startUs = new Float64Array(steps);
    this.atUs = new Float64Array(steps);
  }

  run(events: PersonEvents, rules: Rules, startToUs: number, reach: FirstReach | null): number {
    const { timeUs, steps: masks, from, to } = events;
    const { steps, windowUs, enteredFromUs, matureToUs } = rules;
    this.early = false;
    this.late = false;
    let reached = 0;
    for (let i = from; i < to && reached < steps; ) {
      const time = timeUs[i]!;
      let present = masks[i]!;
      let several = false;
      for (i++; i < to && timeUs[i] === time; i++) {
        const mask = masks[i]!;
        if (mask === 0) continue;
        if (present === 0) {
          present = mask;
          continue;
        }
        if (!rules.later && ((mask & (mask - 1)) | (several ? 0 : present & (present - 1))) !== 0) return -1;
        several = true;
        present |= mask;
      }
      if (present === 0) continue;
      const starts = (present & 1) !== 0 && time >= enteredFromUs && time <= startToUs;
      if (reached === 0 && !starts) continue;
      if (several && !rules.later) {
        // Different events serve the steps, so that one attempt may do several of them now.
        if (starts) reached = this.begin(time, reached, matureToUs, reach);
        for (let k = 1; k < steps && k <= reached; k++) {
          if (((present >> k) & 1) !== 0) reached = this.advance(k, time, reached, windowUs, reach);
        }
      } else {
        for (let k = Math.min(reached, steps - 1); k > 0; k--) {
          if (((present >> k) & 1) !== 0) reached = this.advance(k, time, reached, windowUs, reach);
        }
        if (starts) reached = this.begin(time, reached, matureToUs, reach);
      }
    }
    return reached;
  }

  /** The latest start that reached the last of `reached` steps. */
  latestStartUs(reached: number): number {
    return this.startUs[reached - 1]!;
  }

  private begin(time: number, reached: number, matureToUs: number, reach: FirstReach | null): number {
    if (time <= matureToUs) this.early = true;
    else this.late = true;
    this.startUs[0] = time;
    this.atUs[0] = time;
    if (reached > 0) return reached;
    reach?.set(0, time, time, time);
    return 1;
  }

  private advance(k: number, time: number, reached: number, windowUs: number, reach: FirstReach | null): number {
    const { startUs, atUs } = this;
    const start = startUs[k - 1]!;
    if (time - start > windowUs) return reached;
    if (k < reached) {
      if (start > startUs[k]!) {
        startUs[k] = start;
        atUs[k] = time;
      }
      return reached;
    }
    startUs[k] = start;
    atUs[k] = time;
    reach?.set(k, time, atUs[k - 1]!, start);
    return reached + 1;
  }
}
