import type { CodeArray, EventColumns, PropertyColumns, TextColumn } from '../../engine/columns.ts';
import { ByteDictionary, MAX_TEXTS } from '../../importers/bytes/dictionary.ts';
import { codeArray } from '../../importers/bytes/growable.ts';
import { HandrailError } from '../../journey/errors.ts';

/** Columns, and for each of their sources its index in what they become part of; -1 leaves its events out. */
export interface MergeInput {
  readonly columns: EventColumns;
  readonly sourceTo: readonly number[];
  /** Per person, when not all people stay. */
  readonly stays?: ((person: number) => boolean) | undefined;
}

/**
 * The events and people of two datasets as one: people with the same key are one, events are ordered by time, then source,
 * then as they were, those of `first` before those of `second`. A property of a person from `second` goes before.
 */
export function mergeColumns(first: MergeInput, second: MergeInput): EventColumns {
  const sides = [first, second].map((input) => ({ ...input, stays: input.stays ?? (() => true) }));
  const keys = new ByteDictionary(0x5eed, () => {
    throw new HandrailError('too-many-values', { column: 'person', limit: MAX_TEXTS });
  });
  const peopleTo = sides.map(({ columns: { personKeys, personCount }, stays }) => {
    const to = new Int32Array(personCount).fill(-1);
    for (let p = 0; p < personCount; p++) {
      if (stays(p)) to[p] = keys.intern(personKeys.bytes, personKeys.offsets[p]!, personKeys.offsets[p + 1]!);
    }
    return to;
  });
  const personCount = keys.size;
  const { personStart, from } = orderRows(sides, peopleTo, personCount);
  const names = unionOf(sides.map(({ columns }) => columns.names));
  const gather = rowGatherer(sides, from);
  return {
    eventCount: from.length,
    personCount,
    personStart,
    timeUs: gather.doubles(({ timeUs }) => timeUs),
    name: gather.codes(({ name }) => name, names.codes, names.texts.length),
    names: names.texts,
    value: sides.some(({ columns }) => columns.value !== null) ? gather.doubles(({ value }) => value) : null,
    source: gather.codes(
      ({ source }) => source,
      sides.map(({ sourceTo }) => Uint32Array.from(sourceTo, (to) => Math.max(0, to))),
      255,
    ) as Uint8Array,
    properties: mergeProperties(sides, peopleTo, personCount, gather),
    personKeys: keyColumn(keys),
  };
}

type Side = Required<{ [K in keyof MergeInput]: NonNullable<MergeInput[K]> }>;

/** The second side's rows carry it; the other bits are the row. */
const SIDE_BIT = 0x80000000;
const ROW_BITS = 0x7fffffff;

/** Which row of which side stands where. */
function orderRows(sides: readonly Side[], peopleTo: readonly Int32Array[], personCount: number) {
  const personStart = new Uint32Array(personCount + 1);
  // Where each side's rows of a person begin, as a person may be on one side only.
  const personOn = sides.map(() => new Int32Array(personCount).fill(-1));
  sides.forEach(({ columns, sourceTo }, side) => {
    for (let p = 0; p < columns.personCount; p++) {
      const person = peopleTo[side]![p]!;
      if (person < 0) continue;
      personOn[side]![person] = p;
      for (let row = columns.personStart[p]!; row < columns.personStart[p + 1]!; row++) {
        if (sourceTo[columns.source[row]!]! >= 0) personStart[person + 1]!++;
      }
    }
  });
  for (let p = 0; p < personCount; p++) personStart[p + 1]! += personStart[p]!;
  const from = new Uint32Array(personStart[personCount]!);
  let at = 0;
  const next = (side: number, row: number, end: number): number => {
    const { columns, sourceTo } = sides[side]!;
    while (row < end && sourceTo[columns.source[row]!]! < 0) row++;
    return row;
  };
  const startOf = (side: number, person: number, offset: number): number => {
    const p = personOn[side]![person]!;
    return p < 0 ? 0 : sides[side]!.columns.personStart[p + offset]!;
  };
  const [a, b] = sides as [Side, Side];
  for (let person = 0; person < personCount; person++) {
    const endA = startOf(0, person, 1);
    const endB = startOf(1, person, 1);
    let rowA = next(0, startOf(0, person, 0), endA);
    let rowB = next(1, startOf(1, person, 0), endB);
    while (rowA < endA || rowB < endB) {
      if (rowB >= endB || (rowA < endA && !isEarlier(b, rowB, a, rowA))) {
        from[at++] = rowA;
        rowA = next(0, rowA + 1, endA);
      } else {
        from[at++] = (rowB | SIDE_BIT) >>> 0;
        rowB = next(1, rowB + 1, endB);
      }
    }
  }
  return { personStart, from };
}

function isEarlier(one: Side, row: number, other: Side, otherRow: number): boolean {
  const difference = one.columns.timeUs[row]! - other.columns.timeUs[otherRow]!;
  if (difference !== 0) return difference < 0;
  return one.sourceTo[one.columns.source[row]!]! < other.sourceTo[other.columns.source[otherRow]!]!;
}

interface RowGatherer {
  doubles(column: (columns: EventColumns) => Float64Array | null): Float64Array;
  codes(column: (columns: EventColumns) => CodeArray | null, maps: readonly Uint32Array[], highest: number): CodeArray;
}

function rowGatherer(sides: readonly Side[], from: Uint32Array): RowGatherer {
  return {
    doubles: (column) => {
      const [a, b] = sides.map(({ columns }) => column(columns));
      const out = new Float64Array(from.length);
      for (let row = 0; row < from.length; row++) {
        const at = from[row]!;
        const values = at < SIDE_BIT ? a : b;
        out[row] = values ? values[at & ROW_BITS]! : Number.NaN;
      }
      return out;
    },
    codes: (column, maps, highest) => {
      const [a, b] = sides.map(({ columns }) => column(columns));
      const out = codeArray(from.length, highest);
      for (let row = 0; row < from.length; row++) {
        const at = from[row]!;
        const codes = at < SIDE_BIT ? a : b;
        if (codes) out[row] = maps[at >>> 31]![codes[at & ROW_BITS]!]!;
      }
      return out;
    },
  };
}

function mergeProperties(
  sides: readonly Side[],
  peopleTo: readonly Int32Array[],
  personCount: number,
  gather: RowGatherer,
): Record<string, PropertyColumns> {
  const names = new Set(sides.flatMap(({ columns }) => Object.keys(columns.properties)));
  const merged = [...names].map((name): [string, PropertyColumns] => {
    const own = ({ properties }: EventColumns) => (Object.hasOwn(properties, name) ? properties[name] : undefined);
    const each = sides.map(({ columns }) => own(columns));
    const union = unionOf(each.map((property) => property?.values ?? []));
    // Code 0 is no value.
    const maps = union.codes.map((codes) => Uint32Array.from([0, ...codes.map((code) => code + 1)]));
    const highest = union.texts.length;
    const event = each.some((property) => property?.event)
      ? gather.codes((columns) => own(columns)?.event ?? null, maps, highest)
      : null;
    let person: CodeArray | null = null;
    if (each.some((property) => property?.person)) {
      const codes = codeArray(personCount, highest);
      each.forEach((property, side) => {
        property?.person?.forEach((code, p) => {
          const to = peopleTo[side]![p]!;
          if (code !== 0 && to >= 0) codes[to] = maps[side]![code]!;
        });
      });
      person = codes;
    }
    return [name, { values: union.texts, event, person }];
  });
  return Object.fromEntries(merged);
}

/** All texts once, and for each list the place of its texts among them. */
function unionOf(lists: readonly (readonly string[])[]): {
  readonly texts: readonly string[];
  readonly codes: readonly Uint32Array[];
} {
  const places = new Map<string, number>();
  const codes = lists.map((list) =>
    Uint32Array.from(list, (text) => {
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    }),
  );
  return { texts: [...places.keys()], codes };
}

function keyColumn(keys: ByteDictionary): TextColumn {
  const offsets = new Uint32Array(keys.size + 1);
  for (let p = 0; p < keys.size; p++) offsets[p + 1] = offsets[p]! + keys.lengthOf(p);
  const bytes = new Uint8Array(offsets[keys.size]!);
  for (let p = 0; p < keys.size; p++) bytes.set(keys.bytesOf(p), offsets[p]!);
  return { bytes, offsets };
}

const NOTHING: EventColumns = {
  eventCount: 0,
  personCount: 0,
  personStart: new Uint32Array(1),
  timeUs: new Float64Array(0),
  name: new Uint8Array(0),
  names: [],
  value: null,
  source: new Uint8Array(0),
  properties: {},
  personKeys: { bytes: new Uint8Array(0), offsets: new Uint32Array(1) },
};

/** The columns without some people: neither their events nor their keys nor values that only they have. */
export function withoutPeople(columns: EventColumns, leaves: (person: number) => boolean): EventColumns {
  const sourceTo = Array.from({ length: 256 }, (_, index) => index);
  const merged = mergeColumns(
    { columns, sourceTo, stays: (person) => !leaves(person) },
    { columns: NOTHING, sourceTo },
  );
  return withoutUnused(merged);
}

/** Takes texts out of the dictionaries that no event and no person has any more. */
function withoutUnused(columns: EventColumns): EventColumns {
  const names = used([columns.name], columns.names, 0);
  const properties = Object.entries(columns.properties).map(([key, { values, event, person }]) => {
    const kept = used([event, person], values, 1);
    return [key, { values: kept.texts, event: event && kept.recode(event), person: person && kept.recode(person) }];
  });
  return {
    ...columns,
    name: names.recode(columns.name),
    names: names.texts,
    properties: Object.fromEntries(properties) as EventColumns['properties'],
  };
}

/** `base`: the code of the first text. */
function used(arrays: readonly (CodeArray | null)[], texts: readonly string[], base: number) {
  const seen = new Uint8Array(texts.length + base);
  for (const codes of arrays) if (codes) for (const code of codes) seen[code] = 1;
  const to = new Uint32Array(texts.length + base);
  const kept: string[] = [];
  texts.forEach((text, index) => {
    if (seen[index + base] === 0) return;
    to[index + base] = kept.length + base;
    kept.push(text);
  });
  const recode = (codes: CodeArray): CodeArray => {
    const out = codeArray(codes.length, kept.length);
    for (let i = 0; i < codes.length; i++) out[i] = to[codes[i]!]!;
    return out;
  };
  return { texts: kept, recode };
}
