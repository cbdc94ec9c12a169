import type { EventColumns } from './columns.ts';
import type { EventMatcher } from './event-matcher.ts';
import type { KeptAttempts } from './kept-attempts.ts';
import type { MatchedEvents } from './matched-events.ts';
import type { Rules } from './rules.ts';

/**
 * The events of one person that a question looks at, in order of time: those that fit a step or an exclusion, and in
 * strict order all of them. They lie from `from` up to, not including, `to` in arrays that may hold other people's, too.
 * One object serves all people, one after the other.
 */
export class PersonEvents {
  person = 0;
  from = 0;
  to = 0;
  /** In the time base of the rules. */
  timeUs: Float64Array;
  /** Bit k: fits step k. */
  steps: Int32Array;
  /** Bit x: fits exclusion x; only where the question has some. */
  exclusions: Int32Array;
  row: Uint32Array;
  /** Every step that some event fits, as `steps` says. */
  union = 0;
  /** Whether some event fits several steps. Narrowing the events leaves this, and what follows, as they were. */
  anySeveral = false;
  /** Whether some event fits an exclusion. */
  anyExcluded = false;
  /** Whether two events are at the same time. */
  anyTies = false;
  /** Where the attempts of exactly these events lie, if they were found before. */
  attempts: KeptAttempts | null = null;
  private ownTimeUs = new Float64Array(256);
  private ownSteps = new Int32Array(256);
  private ownExclusions = new Int32Array(256);
  private ownRow = new Uint32Array(256);

  constructor() {
    this.timeUs = this.ownTimeUs;
    this.steps = this.ownSteps;
    this.exclusions = this.ownExclusions;
    this.row = this.ownRow;
  }

  get count(): number {
    return this.to - this.from;
  }

  /** Matches the person's rows, whenever they were. */
  load(columns: EventColumns, matcher: EventMatcher, rules: Rules, person: number): void {
    const start = columns.personStart[person]!;
    const end = columns.personStart[person + 1]!;
    this.person = person;
    this.reserve(end - start);
    this.bringOwn();
    this.clear();
    if (matcher.byNameOnly) this.loadByName(columns, matcher, rules, start, end);
    else this.loadByRow(columns, matcher, rules, start, end);
  }

  /** Shows the person's events where they were kept. */
  show(kept: MatchedEvents, person: number): void {
    this.person = person;
    this.from = kept.start[person]!;
    this.to = kept.start[person + 1]!;
    this.timeUs = kept.timeUs;
    this.steps = kept.steps;
    this.exclusions = kept.exclusions;
    this.row = kept.row;
    this.union = kept.union[person]!;
    const oddities = kept.oddities[person]!;
    this.anySeveral = (oddities & 1) !== 0;
    this.anyExcluded = (oddities & 2) !== 0;
    this.anyTies = (oddities & 4) !== 0;
  }

  /** Leaves out what lies before or after, both inclusive. */
  within(fromUs: number, toUs: number): void {
    const { timeUs, from, to } = this;
    while (this.from < to && timeUs[this.from]! < fromUs) this.from++;
    while (this.to > this.from && timeUs[this.to - 1]! > toUs) this.to--;
    if (this.from === from && this.to === to) return;
    this.attempts = null;
    this.union = 0;
    for (let i = this.from; i < this.to; i++) this.union |= this.steps[i]!;
  }

  /** Brings the events to the beginning of arrays that hold nobody else's. */
  settle(): void {
    const { from, count } = this;
    if (from === 0 && this.timeUs === this.ownTimeUs) return;
    const { timeUs, steps, exclusions, row } = this;
    this.reserve(count);
    this.bringOwn();
    for (let i = 0; i < count; i++) {
      this.timeUs[i] = timeUs[from + i]!;
      this.steps[i] = steps[from + i]!;
      this.row[i] = row[from + i]!;
      if (exclusions.length > 0) this.exclusions[i] = exclusions[from + i]!;
    }
    this.from = 0;
    this.to = count;
  }

  private loadByRow(columns: EventColumns, matcher: EventMatcher, rules: Rules, start: number, end: number): void {
    matcher.startPerson();
    for (let i = start; i < end; i++) {
      matcher.ask(i, this.person, columns.name[i]!);
      this.put(columns.timeUs[i]!, matcher.stepMask, matcher.exclusionMask, i, rules);
    }
  }

  /** The same where names alone decide; the loop that most first questions spend their time in. */
  private loadByName(columns: EventColumns, matcher: EventMatcher, rules: Rules, start: number, end: number): void {
    const { name, timeUs } = columns;
    const { sureSteps, sureExclusions } = matcher;
    const keepAll = rules.order === 'strict';
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
    const at = this.to++;
    if (at > 0 && this.timeUs[at - 1] === time) this.anyTies = true;
    this.timeUs[at] = time;
    this.steps[at] = steps;
    this.exclusions[at] = exclusions;
    this.row[at] = row;
    this.union |= steps;
    if ((steps & (steps - 1)) !== 0) this.anySeveral = true;
    if (exclusions !== 0) this.anyExcluded = true;
  }

  private clear(): void {
    this.from = 0;
    this.to = 0;
    this.union = 0;
    this.anySeveral = false;
    this.anyExcluded = false;
    this.anyTies = false;
  }

  private bringOwn(): void {
    this.timeUs = this.ownTimeUs;
    this.steps = this.ownSteps;
    this.exclusions = this.ownExclusions;
    this.row = this.ownRow;
  }

  private reserve(count: number): void {
    if (count <= this.ownRow.length) return;
    const size = count * 2;
    this.ownTimeUs = new Float64Array(size);
    this.ownSteps = new Int32Array(size);
    this.ownExclusions = new Int32Array(size);
    this.ownRow = new Uint32Array(size);
  }
}
