import type { EventColumns } from './columns.ts';
import type { EventMatcher } from './event-matcher.ts';
import type { Rules } from './rules.ts';

/**
 * The events of one person that a question looks at, in order of time: those that fit a step or an exclusion, and in
 * strict order all of them. One object is refilled for each person and grows to the largest.
 */
export class PersonEvents {
  person = 0;
  count = 0;
  /** In the time base of the rules. */
  timeUs = new Float64Array(256);
  /** Bit k: fits step k. */
  steps = new Int32Array(256);
  /** Bit x: fits exclusion x. */
  exclusions = new Int32Array(256);
  row = new Uint32Array(256);

  load(columns: EventColumns, matcher: EventMatcher, rules: Rules, person: number): void {
    const start = columns.personStart[person]!;
    const end = columns.personStart[person + 1]!;
    this.person = person;
    this.reserve(end - start);
    const { timeUs, steps, exclusions, row } = this;
    const keepAll = rules.order === 'strict';
    const { byDay, clock, duringFromUs, duringToUs } = rules;
    let count = 0;
    matcher.startPerson();
    for (let i = start; i < end; i++) {
      matcher.ask(i, person, columns.name[i]!);
      if ((matcher.stepMask | matcher.exclusionMask) === 0 && !keepAll) continue;
      const us = columns.timeUs[i]!;
      const time = byDay ? clock.localDayUs(us) : us;
      if (time < duringFromUs || time > duringToUs) continue;
      timeUs[count] = time;
      steps[count] = matcher.stepMask;
      exclusions[count] = matcher.exclusionMask;
      row[count] = i;
      count++;
    }
    this.count = count;
  }

  /** All steps that the person has an event of. */
  stepUnion(): number {
    let union = 0;
    for (let i = 0; i < this.count; i++) union |= this.steps[i]!;
    return union;
  }

  private reserve(count: number): void {
    if (count <= this.row.length) return;
    const size = count * 2;
    this.timeUs = new Float64Array(size);
    this.steps = new Int32Array(size);
    this.exclusions = new Int32Array(size);
    this.row = new Uint32Array(size);
  }
}
