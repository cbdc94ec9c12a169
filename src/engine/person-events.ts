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
  /** Every step that some event fits, as `steps` says. */
  union = 0;
  /** Not 0 when some event fits several steps. Narrowing the steps leaves this, and what follows, as they were. */
  anySeveral = 0;
  /** Every exclusion that some event fits. */
  anyExcluded = 0;
  /** Whether two events are at the same time. */
  anyTies = false;

  load(columns: EventColumns, matcher: EventMatcher, rules: Rules, person: number): void {
    const start = columns.personStart[person]!;
    const end = columns.personStart[person + 1]!;
    this.person = person;
    this.reserve(end - start);
    if (matcher.byNameOnly) this.loadByName(columns, matcher, rules, start, end);
    else this.loadByRow(columns, matcher, rules, start, end);
  }

  private loadByRow(columns: EventColumns, matcher: EventMatcher, rules: Rules, start: number, end: number): void {
    this.clear();
    matcher.startPerson();
    for (let i = start; i < end; i++) {
      matcher.ask(i, this.person, columns.name[i]!);
      this.put(columns.timeUs[i]!, matcher.stepMask, matcher.exclusionMask, i, rules);
    }
  }

  /** The same where names alone decide; the loop that most questions spend their time in. */
  private loadByName(columns: EventColumns, matcher: EventMatcher, rules: Rules, start: number, end: number): void {
    const { name, timeUs } = columns;
    const { sureSteps, sureExclusions } = matcher;
    const keepAll = rules.order === 'strict';
    this.clear();
    for (let i = start; i < end; i++) {
      const code = name[i]!;
      const steps = sureSteps[code]!;
      const exclusions = sureExclusions[code]!;
      if ((steps | exclusions) !== 0 || keepAll) this.put(timeUs[i]!, steps, exclusions, i, rules);
    }
  }

  private put(us: number, steps: number, exclusions: number, row: number, rules: Rules): void {
    if ((steps | exclusions) === 0 && rules.order !== 'strict') return;
    const time = rules.byDay ? rules.days.of(us) : us;
    if (time < rules.duringFromUs || time > rules.duringToUs) return;
    const at = this.count++;
    if (at > 0 && this.timeUs[at - 1] === time) this.anyTies = true;
    this.timeUs[at] = time;
    this.steps[at] = steps;
    this.exclusions[at] = exclusions;
    this.row[at] = row;
    this.union |= steps;
    this.anySeveral |= steps & (steps - 1);
    this.anyExcluded |= exclusions;
  }

  private clear(): void {
    this.count = 0;
    this.union = 0;
    this.anySeveral = 0;
    this.anyExcluded = 0;
    this.anyTies = false;
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
