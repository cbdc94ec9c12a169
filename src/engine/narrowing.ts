import type { EventColumns } from './columns.ts';
import type { PersonEvents } from './person-events.ts';
import { PropertyReader } from './property-reader.ts';
import type { Attribution } from './query.ts';

/**
 * One property under one attribution, as seen on the events of the person at hand. "First" and "last" give the person
 * one value; "step" and "all" give a funnel per value, in which one step, or every step, must carry it.
 */
export class AttributedProperty {
  readonly reader: PropertyReader;
  readonly perPerson: boolean;
  /** As a bit, the step that must have an event with the value; 0 for none. */
  readonly requiredStep: number;
  private readonly attribution: Attribution;
  private codes = new Int32Array(256);

  constructor(columns: EventColumns, property: string, attribution: Attribution) {
    this.reader = new PropertyReader(columns, property);
    this.attribution = attribution;
    this.requiredStep = attribution.kind === 'step' ? 1 << attribution.step : 0;
    this.perPerson = attribution.kind === 'first' || attribution.kind === 'last';
  }

  /** The value that the person has under "first" or "last"; 0 is none. */
  codeOfPerson(events: PersonEvents): number {
    const last = this.attribution.kind === 'last';
    const { from, to } = events;
    for (let n = from; n < to; n++) {
      const i = last ? from + to - 1 - n : n;
      if (events.steps[i] === 0) continue;
      const code = this.reader.read(events.row[i]!, events.person);
      if (code !== 0) return code;
    }
    return 0;
  }

  /** Reads the values of the events, for `distinct` and `keep`. */
  readEvents(events: PersonEvents): void {
    if (this.codes.length < events.count) this.codes = new Int32Array(events.count * 2);
    for (let i = 0; i < events.count; i++) {
      this.codes[i] = events.steps[i] === 0 ? 0 : this.reader.read(events.row[i]!, events.person);
    }
  }

  /** Appends what `groupOf` makes of the values that a funnel of their own could have; -1 is left out. */
  distinct(events: PersonEvents, groupOf: Int32Array, into: number[]): void {
    const relevant = this.attribution.kind === 'step' ? 1 << this.attribution.step : -1;
    for (let i = 0; i < events.count; i++) {
      if ((events.steps[i]! & relevant) === 0) continue;
      const group = groupOf[this.codes[i]!]!;
      if (group >= 0 && !into.includes(group)) into.push(group);
    }
  }

  /**
   * Writes `steps` of each event, without the steps that must carry a value of `group` where the event does not, and
   * returns every step that is left.
   */
  keep(events: PersonEvents, steps: Int32Array, groupOf: Int32Array, group: number, into: Int32Array): number {
    const bound = this.attribution.kind === 'step' ? 1 << this.attribution.step : -1;
    let union = 0;
    for (let i = 0; i < events.count; i++) {
      const left = groupOf[this.codes[i]!] === group ? steps[i]! : steps[i]! & ~bound;
      into[i] = left;
      union |= left;
    }
    return union;
  }
}
