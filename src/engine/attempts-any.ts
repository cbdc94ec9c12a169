import { Assignment } from './assignment.ts';
import type { Attempts } from './attempts.ts';
import { type Instants, NO_CHOICE } from './instants.ts';
import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/**
 * Every attempt of one person when the steps may come in any order: an event of any step starts one, and its k-th time
 * is the earliest at which k different steps have an event each.
 *
 * Where no event fits several steps, that is the k-th smallest of the steps' next times. Otherwise events are taken in
 * order of time whenever the ones taken can all be given to different steps; such sets form a matroid (transversal), so
 * that taking the earliest possible leaves every count at its earliest time. With `later` times an instant serves one
 * step, so instants take the place of events.
 */
export class AnyOrderAttempts {
  private readonly assignment = new Assignment();

  find(events: PersonEvents, instants: Instants, rules: Rules, into: Attempts): void {
    const simple = isSimple(instants, rules);
    for (let j = 0; j < instants.count; j++) {
      const time = instants.timeUs[j]!;
      if (instants.steps[j] === 0 || time < rules.enteredFromUs) continue;
      if (time > rules.enteredToUs) break;
      const base = into.open(time);
      const reached = simple
        ? this.byNextTimes(instants, rules, j, into, base)
        : this.byAssignment(events, instants, rules, j, into, base);
      into.close(reached, instants, j, rules);
    }
  }

  private byNextTimes(instants: Instants, rules: Rules, start: number, into: Attempts, base: number): number {
    const { atUs } = into;
    const lastUs = instants.timeUs[start]! + rules.windowUs;
    let reached = 0;
    for (let step = 0; step < rules.steps; step++) {
      const j = instants.nextStep(step, start);
      if (j >= instants.count) continue;
      const time = instants.timeUs[j]!;
      if (time > lastUs) continue;
      let at = base + reached++;
      for (; at > base && atUs[at - 1]! > time; at--) atUs[at] = atUs[at - 1]!;
      atUs[at] = time;
    }
    return reached;
  }

  private byAssignment(
    events: PersonEvents,
    instants: Instants,
    rules: Rules,
    start: number,
    into: Attempts,
    base: number,
  ): number {
    const startUs = instants.timeUs[start]!;
    const { assignment } = this;
    assignment.clear();
    for (let j = start; j < instants.count && assignment.size < rules.steps; j++) {
      const time = instants.timeUs[j]!;
      if (time - startUs > rules.windowUs) break;
      if (rules.later) {
        if (assignment.add(j, instants.steps[j]!)) into.atUs[base + assignment.size - 1] = time;
        continue;
      }
      const end = instants.first[j + 1]!;
      for (let i = instants.first[j]!; i < end; i++) {
        if (assignment.add(i, events.steps[i]!)) into.atUs[base + assignment.size - 1] = time;
      }
    }
    return assignment.size;
  }
}

function isSimple(instants: Instants, rules: Rules): boolean {
  for (let j = 0; j < instants.count; j++) {
    const steps = instants.steps[j]!;
    if (rules.later ? (steps & (steps - 1)) !== 0 : instants.choice[j] !== NO_CHOICE) return false;
  }
  return true;
}
