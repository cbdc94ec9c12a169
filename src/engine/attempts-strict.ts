import { ConsecutiveSteps } from './assignment.ts';
import type { Attempts } from './attempts.ts';
import { startsAnew } from './attempts-ordered.ts';
import type { Instants } from './instants.ts';
import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/**
 * Every attempt of one person in strict order, where the steps are neighbours among all of the person's events.
 *
 * Events of one instant may stand in any order. At its own instant an attempt has the other events before it, so it may
 * do any number of steps there, up to the most that can be served; each number goes on as an attempt of its own. A
 * later instant is passed only when every event of it serves a step; else the attempt ends there, after as many as can
 * be served first. With `later` times an instant serves one step, so only an instant with a single event is passed.
 */
export class StrictAttempts {
  private readonly consecutive = new ConsecutiveSteps();

  find(events: PersonEvents, instants: Instants, rules: Rules, into: Attempts): void {
    for (let j = instants.nextStep(0, 0); j < instants.count; j = instants.nextStep(0, j + 1)) {
      const time = instants.timeUs[j]!;
      if (time < rules.enteredFromUs) continue;
      if (time > rules.enteredToUs) break;
      const first = instants.first[j]!;
      const end = instants.first[j + 1]!;
      for (let i = first; i < end; i++) {
        if (!startsAnew(events, first, i)) continue;
        const most =
          rules.later || end - first === 1
            ? 1
            : 1 + this.consecutive.longest(events.steps, first, end, 1, rules.steps, i);
        for (let here = most; here >= 1; here--) this.follow(events, instants, rules, into, j, here);
        if (rules.later) break;
      }
    }
  }

  private follow(
    events: PersonEvents,
    instants: Instants,
    rules: Rules,
    into: Attempts,
    start: number,
    stepsAtStart: number,
  ): void {
    const startUs = instants.timeUs[start]!;
    const base = into.open(startUs);
    let reached = 0;
    while (reached < stepsAtStart) into.atUs[base + reached++] = startUs;
    for (let j = start + 1; j < instants.count && reached < rules.steps; j++) {
      if (instants.timeUs[j]! - startUs > rules.windowUs) break;
      const first = instants.first[j]!;
      const end = instants.first[j + 1]!;
      const most = this.consecutive.longest(events.steps, first, end, reached, rules.steps, -1);
      const steps = rules.later ? Math.min(1, most) : most;
      for (let k = 0; k < steps; k++) into.atUs[base + reached++] = instants.timeUs[j]!;
      if (steps < end - first) break;
    }
    into.close(reached, instants, start, rules);
  }
}
