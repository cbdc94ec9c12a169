import type { CodeArray, EventColumns, PropertyColumns, TextColumn } from './columns.ts';

/** One event as tests and case files write it. */
export interface EventRow {
  readonly person: string;
  readonly event: string;
  readonly timeUs: number;
  readonly properties?: Readonly<Record<string, string>>;
  readonly value?: number;
  /** Index of the plan's source; 0 when absent. */
  readonly source?: number;
}

/**
 * Columns of a few rows, for tests and case files; imports build theirs without an object per row. Rows may come in any
 * order: people keep the order of their first row, and equal times their input order. An empty text is no value.
 * `people` adds properties of people, by person.
 */
export function columnsFromRows(
  rows: readonly EventRow[],
  people: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): EventColumns {
  const persons = dictionary([...rows.map(({ person }) => person), ...Object.keys(people)]);
  const indexed = rows.map((row, index) => ({ row, index, person: persons.codes.get(row.person) ?? 0 }));
  indexed.sort((a, b) => a.person - b.person || a.row.timeUs - b.row.timeUs || a.index - b.index);
  const sorted = indexed.map(({ row }) => row);
  const personStart = new Uint32Array(persons.texts.length + 1);
  for (const { person } of indexed) personStart[person + 1]!++;
  for (let p = 0; p < persons.texts.length; p++) personStart[p + 1]! += personStart[p]!;
  const names = dictionary(sorted.map(({ event }) => event));
  const hasValues = sorted.some(({ value }) => value !== undefined);
  return {
    eventCount: sorted.length,
    personCount: persons.texts.length,
    personStart,
    timeUs: Float64Array.from(sorted, ({ timeUs }) => timeUs),
    name: codeArray(sorted.map(({ event }) => names.codes.get(event) ?? 0)),
    names: names.texts,
    value: hasValues ? Float64Array.from(sorted, ({ value }) => value ?? Number.NaN) : null,
    source: Uint8Array.from(sorted, ({ source }) => source ?? 0),
    properties: propertiesOf(sorted, persons.texts, people),
    personKeys: textColumn(persons.texts),
  };
}

function propertiesOf(
  rows: readonly EventRow[],
  persons: readonly string[],
  people: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Record<string, PropertyColumns> {
  const ofPerson = (person: string): Readonly<Record<string, string>> => own(people, person) ?? {};
  const ofEvents = new Set(rows.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const ofPeople = new Set(persons.flatMap((person) => Object.keys(ofPerson(person))));
  const found: Record<string, PropertyColumns> = Object.create(null);
  for (const property of new Set([...ofEvents, ...ofPeople])) {
    const eventTexts = rows.map(({ properties }) => own(properties ?? {}, property) ?? '');
    const personTexts = persons.map((person) => own(ofPerson(person), property) ?? '');
    const { texts, codes } = dictionary([...eventTexts, ...personTexts].filter((text) => text !== ''));
    const codeOf = (text: string): number => (codes.get(text) ?? -1) + 1;
    found[property] = {
      values: texts,
      event: ofEvents.has(property) ? codeArray(eventTexts.map(codeOf)) : null,
      person: ofPeople.has(property) ? codeArray(personTexts.map(codeOf)) : null,
    };
  }
  return found;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function dictionary(texts: readonly string[]): { readonly texts: string[]; readonly codes: Map<string, number> } {
  const codes = new Map<string, number>();
  for (const text of texts) if (!codes.has(text)) codes.set(text, codes.size);
  return { texts: [...codes.keys()], codes };
}

function codeArray(codes: readonly number[]): CodeArray {
  const most = codes.reduce((max, code) => Math.max(max, code), 0);
  if (most < 0x100) return Uint8Array.from(codes);
  return most < 0x10000 ? Uint16Array.from(codes) : Uint32Array.from(codes);
}

function textColumn(texts: readonly string[]): TextColumn {
  const parts = texts.map(utf8);
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, index) => {
    offsets[index + 1] = offsets[index]! + part.length;
  });
  return { bytes: Uint8Array.from(parts.flat()), offsets };
}

/** UTF-8 by hand: TextEncoder belongs to the platform, not to the language. A lone surrogate becomes U+FFFD. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return bytes;
}
