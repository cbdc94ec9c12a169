import { AttemptFinder, type Standing, standing } from './attempt-finder.ts';
import type { Attempts } from './attempts.ts';
import type { AttemptList } from './kept-attempts.ts';
import { OrderedPass } from './ordered-pass.ts';
import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/** Of each step reached, the attempt that reached it first: the time, the time of the step before, and the start. */
export class FirstReach {
  readonly atUs: Float64Array;
  readonly beforeUs: Float64Array;
  readonly startUs: Float64Array;

  constructor(steps: number) {
    this.atUs = new Float64Array(steps);
    this.beforeUs = new Float64Array(steps);
    this.startUs = new Float64Array(steps);
  }

  set(step: number, atUs: number, beforeUs: number, startUs: number): void {
    this.atUs[step] = atUs;
    this.beforeUs[step] = beforeUs;
    this.startUs[step] = startUs;
  }
}

/**
 * What a funnel counts of one person. A person may be counted in several ways (one per value of a filter that looks at
 * single steps); the outcome is then the furthest of them.
 */
export class PersonOutcome {
  /** Steps reached, and by the attempts alone whose whole window was seen. */
  depth = 0;
  maturedDepth = 0;
  /** Whether the person left the count because all of the deepest attempts were spoiled. */
  left = false;
  /** Bit k: the person has an event of step k. */
  steps = 0;
  readonly reach: FirstReach;
  private readonly rules: Rules;
  private readonly finder: AttemptFinder;
  private readonly pass: OrderedPass | null;
  private readonly standing: Standing = { depth: 0, left: false };
  private readonly other: FirstReach;
  private ways = 0;

  constructor(rules: Rules) {
    this.rules = rules;
    this.reach = new FirstReach(rules.steps);
    this.other = new FirstReach(rules.steps);
    this.finder = new AttemptFinder(rules);
    this.pass = rules.order === 'ordered' && rules.exclusions.length === 0 ? new OrderedPass(rules.steps) : null;
  }

  reset(): void {
    this.depth = 0;
    this.maturedDepth = 0;
    this.left = false;
    this.steps = 0;
    this.ways = 0;
  }

  take(events: PersonEvents): void {
    this.steps |= events.union;
    const reach = this.ways === 0 ? this.reach : this.other;
    if (events.attempts !== null || this.pass === null || !this.takeByPass(events, this.pass, reach)) {
      this.takeByList(events, reach);
    }
    this.ways++;
  }

  takeKept({ start, first, atUs }: AttemptList, person: number, union: number): void {
    const { windowUs, enteredFromUs, enteredToUs, matureToUs, order } = this.rules;
    this.steps |= union;
    const reach = this.ways === 0 ? this.reach : this.other;
    const prefersLater = order !== 'any';
    let known = 0;
    let matured = 0;
    const end = start[person + 1]!;
    for (let a = start[person]!; a < end; a++) {
      const from = first[a]!;
      const startUs = atUs[from]!;
      if (startUs < enteredFromUs) continue;
      if (startUs > enteredToUs) break;
      const to = first[a + 1]!;
      let at = from;
      // No attempt gets to a step sooner than one that started before it.
      for (let beforeUs = startUs; at < to; at++) {
        const us = atUs[at]!;
        if (us - startUs > windowUs) break;
        const step = at - from;
        if (step >= known || (prefersLater && us === reach.atUs[step])) reach.set(step, us, beforeUs, startUs);
        beforeUs = us;
      }
      const depth = at - from;
      if (depth > known) known = depth;
      if (startUs <= matureToUs && depth > matured) matured = depth;
    }
    this.merge(known, matured, false, reach);
    this.ways++;
  }

  private takeByPass(events: PersonEvents, pass: OrderedPass, reach: FirstReach): boolean {
    const { rules } = this;
    const depth = pass.run(events, rules, rules.enteredToUs, reach);
    if (depth < 0) return false;
    let matured = 0;
    if (!pass.late || (depth === rules.steps && pass.latestStartUs(depth) <= rules.matureToUs)) matured = depth;
    else if (pass.early) matured = pass.run(events, rules, Math.min(rules.enteredToUs, rules.matureToUs), null);
    // The first pass may have had all steps before it came to an instant that needs care.
    if (matured < 0) return false;
    this.merge(depth, matured, false, reach);
    return true;
  }

  private takeByList(events: PersonEvents, reach: FirstReach): void {
    const { rules } = this;
    const attempts = this.finder.find(events);
    standing(attempts, 0, attempts.count, rules.matureToUs, this.standing);
    const matured = this.standing.depth;
    standing(attempts, 0, attempts.count, Number.POSITIVE_INFINITY, this.standing);
    const { depth, left } = this.standing;
    if (depth > 0) firstReaches(attempts, depth, rules.order === 'any', reach);
    this.merge(depth, matured, left, reach);
  }

  private merge(depth: number, matured: number, left: boolean, reach: FirstReach): void {
    if (this.ways > 0) {
      for (let step = 0; step < depth; step++) {
        let difference = reach.atUs[step]! - this.reach.atUs[step]!;
        if (difference === 0) {
          const later = reach.startUs[step]! - this.reach.startUs[step]!;
          difference = this.rules.order === 'any' ? later : -later;
        }
        if (difference === 0) difference = reach.beforeUs[step]! - this.reach.beforeUs[step]!;
        if (step >= this.depth || difference < 0) {
          this.reach.set(step, reach.atUs[step]!, reach.beforeUs[step]!, reach.startUs[step]!);
        }
      }
    }
    this.depth = Math.max(this.depth, depth);
    this.maturedDepth = Math.max(this.maturedDepth, matured);
    this.left = this.depth === 0 && (this.left || left);
  }
}

/**
 * Of the unspoiled attempts that reach a step, the one that does so first, and among those the latest start (`earliest`:
 * the earliest start), and then the one that was earliest at the step `from`. -1 when there is none.
 */
export function firstToReach(attempts: Attempts, step: number, from: number, earliest: boolean): number {
  const { base, atUs, startUs } = attempts;
  let best = -1;
  for (let a = 0; a < attempts.count; a++) {
    if (attempts.spoiled[a] === 1 || attempts.depth[a]! <= step) continue;
    if (best < 0) {
      best = a;
      continue;
    }
    const [here, there] = [base[a]!, base[best]!];
    let difference = atUs[here + step]! - atUs[there + step]!;
    if (difference === 0) difference = earliest ? startUs[a]! - startUs[best]! : startUs[best]! - startUs[a]!;
    if (difference === 0) difference = atUs[here + from]! - atUs[there + from]!;
    if (difference < 0) best = a;
  }
  return best;
}

/** The same for every step below `depth`, each from the step before it, in one pass. */
function firstReaches(attempts: Attempts, depth: number, earliest: boolean, into: FirstReach): void {
  const { base, atUs, startUs } = attempts;
  let known = 0;
  for (let a = 0; a < attempts.count; a++) {
    if (attempts.spoiled[a] === 1) continue;
    const at = base[a]!;
    const start = startUs[a]!;
    const end = Math.min(depth, attempts.depth[a]!);
    for (let step = 0; step < end; step++) {
      const us = atUs[at + step]!;
      const beforeUs = atUs[at + (step === 0 ? 0 : step - 1)]!;
      if (step < known) {
        let difference = us - into.atUs[step]!;
        if (difference === 0) difference = earliest ? start - into.startUs[step]! : into.startUs[step]! - start;
        if (difference === 0) difference = beforeUs - into.beforeUs[step]!;
        if (difference >= 0) continue;
      }
      into.set(step, us, beforeUs, start);
    }
    if (end > known) known = end;
  }
}
