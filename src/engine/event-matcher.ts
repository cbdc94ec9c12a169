import { namePattern } from '../journey/name-pattern.ts';
import type { EventColumns } from './columns.ts';
import { PropertyReader } from './property-reader.ts';
import type { EventMatch, Exclusion, Step } from './query.ts';

/** Steps and exclusions are bits of a 32-bit integer. */
export const MOST_STEPS = 30;

/**
 * Which steps and which exclusions an event fits, as bit masks. Matches by name alone become a table by name code; the
 * others are tested only on rows whose name could fit. Rows of a person must be asked in their order, each once, after
 * `startPerson`, because "first" and "later" occurrences are told apart on the way.
 */
export class EventMatcher {
  stepMask = 0;
  exclusionMask = 0;
  /** By name code, what an event fits by its name alone. */
  readonly sureSteps: Int32Array;
  readonly sureExclusions: Int32Array;
  private readonly conditionsOfName: readonly (readonly Condition[] | null)[];
  private readonly withOccurrence: readonly Condition[];
  /** Whether names alone decide. */
  readonly byNameOnly: boolean;

  constructor(columns: EventColumns, steps: readonly Step[], exclusions: readonly Exclusion[]) {
    if (steps.length < 1 || steps.length > MOST_STEPS)
      throw new RangeError(`1 to ${MOST_STEPS} steps: ${steps.length}`);
    if (exclusions.length > MOST_STEPS) throw new RangeError(`up to ${MOST_STEPS} exclusions: ${exclusions.length}`);
    const { names } = columns;
    this.sureSteps = new Int32Array(names.length);
    this.sureExclusions = new Int32Array(names.length);
    const conditions: Condition[] = [];
    const add = (match: EventMatch, stepBits: number, exclusionBits: number): void => {
      const fits = match.event === null ? () => true : namePattern(match.event);
      const ofName = names.map((name) => fits(name));
      if (match.where.length === 0 && match.occurrence === 'any') {
        ofName.forEach((fit, code) => {
          if (!fit) return;
          this.sureSteps[code]! |= stepBits;
          this.sureExclusions[code]! |= exclusionBits;
        });
        return;
      }
      const tests = match.where.map(({ property, value }) => {
        const reader = new PropertyReader(columns, property);
        return { reader, code: reader.codeOf(value) };
      });
      conditions.push({
        ofName,
        tests,
        occurrence: match.occurrence,
        stepBits,
        exclusionBits,
        seen: false,
      });
    };
    steps.forEach((step, index) => {
      for (const match of step.matches) add(match, 1 << index, 0);
    });
    exclusions.forEach((exclusion, index) => {
      add(exclusion.match, 0, 1 << index);
    });
    this.byNameOnly = conditions.length === 0;
    this.withOccurrence = conditions.filter(({ occurrence }) => occurrence !== 'any');
    this.conditionsOfName = names.map((_, code) => {
      const some = conditions.filter(({ ofName }) => ofName[code]);
      return some.length === 0 ? null : some;
    });
  }

  startPerson(): void {
    for (const condition of this.withOccurrence) condition.seen = false;
  }

  /** Sets `stepMask` and `exclusionMask`. */
  ask(row: number, person: number, name: number): void {
    this.stepMask = this.sureSteps[name]!;
    this.exclusionMask = this.sureExclusions[name]!;
    if (this.byNameOnly) return;
    const conditions = this.conditionsOfName[name];
    if (conditions === null || conditions === undefined) return;
    for (const condition of conditions) {
      if (!holds(condition, row, person)) continue;
      if (condition.occurrence !== 'any') {
        const first = !condition.seen;
        condition.seen = true;
        if (first !== (condition.occurrence === 'first')) continue;
      }
      this.stepMask |= condition.stepBits;
      this.exclusionMask |= condition.exclusionBits;
    }
  }
}

interface Condition {
  readonly ofName: readonly boolean[];
  readonly tests: readonly {
    readonly reader: PropertyReader;
    readonly code: number;
  }[];
  readonly occurrence: EventMatch['occurrence'];
  readonly stepBits: number;
  readonly exclusionBits: number;
  /** Whether the person at hand has had such an event. */
  seen: boolean;
}

function holds(condition: Condition, row: number, person: number): boolean {
  for (const { reader, code } of condition.tests) if (reader.read(row, person) !== code) return false;
  return true;
}
