import type { CodeArray, EventColumns } from '../engine/columns.ts';
import { DAY_US } from '../journey/time-zone.ts';

/** What is suspicious about the events of a source, though nothing is wrong with any one of them. */
export interface Oddities {
  /** Events that say the same as an earlier one: person, time, name, value and properties. */
  duplicates: number;
  in1970: number;
}

const YEAR_1970_US = 365 * DAY_US;
/** Runs of events at one time that are longer are compared by text, not pair by pair. */
const COMPARED_IN_PAIRS = 8;

/** Oddities by source. One pass; events of a person lie together and are in order of time. */
export function countOddities(columns: EventColumns, sources: number): Oddities[] {
  const found = Array.from({ length: sources }, (): Oddities => ({ duplicates: 0, in1970: 0 }));
  const { personStart, personCount, timeUs, source } = columns;
  const compare = new EventComparison(columns);
  for (let p = 0; p < personCount; p++) {
    const end = personStart[p + 1]!;
    for (let from = personStart[p]!; from < end; ) {
      const us = timeUs[from]!;
      let to = from + 1;
      while (to < end && timeUs[to] === us) to++;
      if (us >= 0 && us < YEAR_1970_US) for (let row = from; row < to; row++) found[source[row]!]!.in1970++;
      if (to - from > COMPARED_IN_PAIRS) countByText(compare, source, from, to, found);
      else if (to - from > 1) countByPairs(compare, source, from, to, found);
      from = to;
    }
  }
  return found;
}

function countByPairs(compare: EventComparison, source: Uint8Array, from: number, to: number, found: Oddities[]): void {
  for (let row = from + 1; row < to; row++) {
    for (let earlier = from; earlier < row; earlier++) {
      if (!compare.same(row, earlier)) continue;
      found[source[row]!]!.duplicates++;
      break;
    }
  }
}

function countByText(compare: EventComparison, source: Uint8Array, from: number, to: number, found: Oddities[]): void {
  const seen = new Set<string>();
  for (let row = from; row < to; row++) {
    const text = compare.text(row);
    if (seen.has(text)) found[source[row]!]!.duplicates++;
    seen.add(text);
  }
}

/** Tells whether two events of a person at one time say the same. */
class EventComparison {
  private readonly codes: readonly CodeArray[];
  private readonly source: Uint8Array;
  private readonly value: Float64Array | null;

  constructor({ name, source, value, properties }: EventColumns) {
    const ofEvents = Object.values(properties).flatMap(({ event }) => (event === null ? [] : [event]));
    this.codes = [name, ...ofEvents];
    this.source = source;
    this.value = value;
  }

  same(a: number, b: number): boolean {
    const { codes, source, value } = this;
    if (source[a] !== source[b]) return false;
    for (const code of codes) if (code[a] !== code[b]) return false;
    return value === null || Object.is(value[a], value[b]);
  }

  text(row: number): string {
    return `${this.source[row]} ${this.codes.map((code) => code[row]).join(' ')} ${this.value?.[row] ?? ''}`;
  }
}
