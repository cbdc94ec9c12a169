import type { EventColumns } from './columns.ts';
import type { MatchedEvents } from './matched-events.ts';
import { PropertyReader } from './property-reader.ts';
import type { Attribution } from './query.ts';

/** The person's events carry different values, so that they are not counted in one group alone. */
export const DIVIDED = -1;
/** No event that could carry a value is there, so that they are counted in no group. */
export const ABSENT = -2;

/**
 * Of each person, from the first on, the code of the one value under an attribution that all of their matched events
 * leave them with, or one of the constants.
 */
export class KeptCodes {
  /** People who were looked at. */
  people = 0;
  readonly code: Int32Array;
  private readonly matched: MatchedEvents;
  private readonly reader: PropertyReader;
  private readonly attribution: Attribution;

  constructor(columns: EventColumns, matched: MatchedEvents, property: string, attribution: Attribution) {
    this.matched = matched;
    this.reader = new PropertyReader(columns, property);
    this.attribution = attribution;
    this.code = new Int32Array(columns.personCount);
  }

  /** Looks at a person whose events are matched, if it is the next one. */
  keep(person: number): void {
    if (person !== this.people || person >= this.matched.people) return;
    this.code[person] = this.codeOf(person);
    this.people = person + 1;
  }

  private codeOf(person: number): number {
    const { attribution } = this;
    if (attribution.kind === 'step') return this.common(person, 1 << attribution.step);
    const { kind } = attribution;
    if (kind === 'all') return this.common(person, -1);
    const { start, steps, row } = this.matched;
    const from = start[person]!;
    const to = start[person + 1]!;
    for (let n = from; n < to; n++) {
      const i = kind === 'last' ? from + to - 1 - n : n;
      if (steps[i] === 0) continue;
      const code = this.reader.read(row[i]!, person);
      if (code !== 0) return code;
    }
    return 0;
  }

  /** What the events that fit one of the steps have in common. */
  private common(person: number, mask: number): number {
    const { start, steps, row } = this.matched;
    const to = start[person + 1]!;
    let common = ABSENT;
    for (let i = start[person]!; i < to; i++) {
      if ((steps[i]! & mask) === 0) continue;
      const code = this.reader.read(row[i]!, person);
      if (common === ABSENT) common = code;
      else if (common !== code) return DIVIDED;
    }
    return common;
  }
}
