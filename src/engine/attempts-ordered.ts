import { ConsecutiveSteps } from './assignment.ts';
import type { Attempts } from './attempts.ts';
import { CONTESTED, type Instants, LONE_EVENT } from './instants.ts';
import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/**
 * Every attempt of one person in the default order.
 *
 * An attempt takes, at each instant, as many of its next steps as the events there can serve. That is the best it can do:
 * events of different instants never compete for one another, so an attempt that has more steps done after an instant
 * can follow whatever plan one with fewer had. Each step is therefore reached at its earliest possible time.
 *
 * Start events of one instant give the same attempt unless an event there fits several steps; then each different one
 * is tried. With `later` times an instant serves one step only.
 */
export class OrderedAttempts {
  private readonly consecutive = new ConsecutiveSteps();

  find(events: PersonEvents, instants: Instants, rules: Rules, into: Attempts): void {
    for (let j = instants.nextStep(0, 0); j < instants.count; j = instants.nextStep(0, j + 1)) {
      const time = instants.timeUs[j]!;
      if (time < rules.enteredFromUs) continue;
      if (time > rules.enteredToUs) break;
      if (rules.later || instants.choice[j] !== CONTESTED) {
        this.follow(events, instants, rules, into, j, -1);
        continue;
      }
      const end = instants.first[j + 1]!;
      for (let i = instants.first[j]!; i < end; i++) {
        if (startsAnew(events, instants.first[j]!, i)) this.follow(events, instants, rules, into, j, i);
      }
    }
  }

  private follow(
    events: PersonEvents,
    instants: Instants,
    rules: Rules,
    into: Attempts,
    start: number,
    by: number,
  ): void {
    const startUs = instants.timeUs[start]!;
    const base = into.open(startUs);
    into.atUs[base] = startUs;
    let reached = 1;
    let j = start;
    let steps = rules.later || instants.choice[j] === LONE_EVENT ? 0 : this.stepsAt(events, instants, rules, j, 1, by);
    for (;;) {
      for (; steps > 0; steps--) into.atUs[base + reached++] = instants.timeUs[j]!;
      if (reached === rules.steps) break;
      j = instants.nextStep(reached, j + 1);
      if (j >= instants.count || instants.timeUs[j]! - startUs > rules.windowUs) break;
      steps =
        rules.later || instants.choice[j] === LONE_EVENT ? 1 : this.stepsAt(events, instants, rules, j, reached, -1);
    }
    into.close(reached, instants, start, rules);
  }

  private stepsAt(
    events: PersonEvents,
    instants: Instants,
    rules: Rules,
    j: number,
    fromStep: number,
    taken: number,
  ): number {
    if (instants.choice[j] === CONTESTED) {
      const end = instants.first[j + 1]!;
      return this.consecutive.longest(events.steps, instants.first[j]!, end, fromStep, rules.steps, taken);
    }
    const steps = instants.steps[j]!;
    let step = fromStep;
    while (step < rules.steps && ((steps >> step) & 1) !== 0) step++;
    return step - fromStep;
  }
}

/** Whether event `i` may start an attempt unlike those that the events before it, from `first` on, have started. */
export function startsAnew(events: PersonEvents, first: number, i: number): boolean {
  const mask = events.steps[i]!;
  if ((mask & 1) === 0) return false;
  for (let other = first; other < i; other++) if (events.steps[other] === mask) return false;
  return true;
}
