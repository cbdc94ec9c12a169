import type { CodeArray, EventColumns, PropertyColumns, TextColumn } from '../engine/columns.ts';
import { codeArray, type NumberTable } from './bytes/growable.ts';
import type { EventTable } from './event-table.ts';

/** The rows that one part added: from, up to and not including. */
export interface RowBlock {
  readonly from: number;
  readonly to: number;
}

/** For every person code its number among the people that remain, or NO_PERSON. */
export const NO_PERSON = 0xffffffff;

export interface BuiltColumns {
  readonly columns: EventColumns;
  readonly personOf: Uint32Array;
  /** The person code of every row as read. */
  readonly codes: CodeArray;
}

/**
 * Turns the table into columns sorted by person, then time, then the order of input: `blocks` in the plan's order, rows
 * as read. Rows without a time were taken back and are left out. The table's chunks are given up on the way, so that the
 * peak stays near the size of the columns plus one of them.
 */
export function buildColumns(table: EventTable, blocks: readonly RowBlock[]): BuiltColumns {
  const codes = table.person.flatten(table.keys.size);
  const times = table.time.flatten();
  const perCode = new Uint32Array(table.keys.size);
  let eventCount = 0;
  for (let row = 0; row < table.rows; row++) {
    if (Number.isNaN(times[row]!)) continue;
    perCode[codes[row]!]!++;
    eventCount++;
  }
  const { personOf, personCount, roots } = numberPeople(table, perCode);
  const personStart = new Uint32Array(personCount + 1);
  for (let code = 0; code < perCode.length; code++) {
    if (perCode[code]! > 0) personStart[personOf[code]! + 1]! += perCode[code]!;
  }
  for (let p = 0; p < personCount; p++) personStart[p + 1]! += personStart[p]!;

  const order = new Uint32Array(eventCount);
  const next = personStart.slice(0, personCount);
  for (const { from, to } of blocks) {
    for (let row = from; row < to; row++) {
      if (Number.isNaN(times[row]!)) continue;
      const person = personOf[codes[row]!]!;
      order[next[person]!] = row;
      next[person]!++;
    }
  }
  for (let p = 0; p < personCount; p++) sortRows(order, personStart[p]!, personStart[p + 1]!, times);
  const timeUs = permuted(times, order, new Float64Array(eventCount));

  const take = (column: CodeArray, max: number): CodeArray => permutedCodes(column, order, codeArray(eventCount, max));
  const properties: [string, PropertyColumns][] = [];
  for (const [name, property] of table.properties) {
    const max = property.dictionary.size;
    property.event?.padTo(table.rows);
    properties.push([
      name,
      {
        values: property.dictionary.texts(),
        event: property.event === null ? null : take(property.event.flatten(max), max),
        person: property.person === null ? null : personColumn(property.person, personOf, personCount, max),
      },
    ]);
  }
  table.value?.padTo(table.rows);
  const columns: EventColumns = {
    eventCount,
    personCount,
    personStart,
    timeUs,
    name: take(table.name.flatten(table.names.size), table.names.size),
    names: table.names.texts(),
    value: table.value === null ? null : permuted(table.value.flatten(), order, new Float64Array(eventCount)),
    source: permutedCodes(table.source.flatten(255), order, new Uint8Array(eventCount)) as Uint8Array,
    properties: Object.fromEntries(properties),
    personKeys: keyColumn(table, roots),
  };
  return { columns, personOf, codes };
}

/** Numbers the people with events or in a people file, in the order in which they first appeared. */
function numberPeople(
  table: EventTable,
  counts: Uint32Array,
): { readonly personOf: Uint32Array; readonly personCount: number; readonly roots: Uint32Array } {
  const size = table.keys.size;
  const kept = new Uint8Array(size);
  for (let code = 0; code < size; code++) {
    if (counts[code]! > 0 || table.listed.has(code)) kept[table.keys.rootOf(code)] = 1;
  }
  const personOf = new Uint32Array(size).fill(NO_PERSON);
  const roots = new Uint32Array(size);
  let personCount = 0;
  for (let code = 0; code < size; code++) {
    if (kept[code] === 0) continue;
    personOf[code] = personCount;
    roots[personCount++] = code;
  }
  for (let code = 0; code < size; code++) personOf[code] = personOf[table.keys.rootOf(code)]!;
  return { personOf, personCount, roots: roots.subarray(0, personCount) };
}

/** A person has the value that was read last under any of their keys. */
function personColumn(codes: NumberTable, personOf: Uint32Array, personCount: number, max: number): CodeArray {
  const out = codeArray(personCount, max);
  for (let code = 0; code < personOf.length; code++) {
    const value = codes.get(code);
    const person = personOf[code]!;
    if (value !== 0 && person !== NO_PERSON) out[person] = value;
  }
  return out;
}

function keyColumn(table: EventTable, roots: Uint32Array): TextColumn {
  const offsets = new Uint32Array(roots.length + 1);
  for (let p = 0; p < roots.length; p++) offsets[p + 1] = offsets[p]! + table.keys.lengthOf(roots[p]!);
  const bytes = new Uint8Array(offsets[roots.length]!);
  for (let p = 0; p < roots.length; p++) bytes.set(table.keys.bytesOf(roots[p]!), offsets[p]!);
  return { bytes, offsets };
}

function permuted(from: Float64Array, order: Uint32Array, to: Float64Array): Float64Array {
  for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!;
  return to;
}

function permutedCodes<A extends CodeArray>(from: CodeArray, order: Uint32Array, to: A): A {
  for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!;
  return to;
}

const SHORT = 24;

/** Sorts `order[from..to)` by time; rows at one time stay as they are. */
export function sortRows(order: Uint32Array, from: number, to: number, times: Float64Array): void {
  let sorted = true;
  for (let i = from + 1; i < to && sorted; i++) sorted = times[order[i - 1]!]! <= times[order[i]!]!;
  if (sorted) return;
  for (let start = from; start < to; start += SHORT) insertionSort(order, start, Math.min(to, start + SHORT), times);
  if (to - from <= SHORT) return;
  let source: Uint32Array = order.slice(from, to);
  let target: Uint32Array = new Uint32Array(to - from);
  for (let width = SHORT; width < source.length; width *= 2) {
    for (let start = 0; start < source.length; start += width * 2) merge(source, target, start, width, times);
    [source, target] = [target, source];
  }
  order.set(source, from);
}

function insertionSort(order: Uint32Array, from: number, to: number, times: Float64Array): void {
  for (let i = from + 1; i < to; i++) {
    const row = order[i]!;
    const time = times[row]!;
    let j = i - 1;
    while (j >= from && times[order[j]!]! > time) {
      order[j + 1] = order[j]!;
      j--;
    }
    order[j + 1] = row;
  }
}

function merge(source: Uint32Array, target: Uint32Array, start: number, width: number, times: Float64Array): void {
  const middle = Math.min(start + width, source.length);
  const end = Math.min(start + width * 2, source.length);
  let a = start;
  let b = middle;
  for (let at = start; at < end; at++) {
    if (b >= end || (a < middle && times[source[a]!]! <= times[source[b]!]!)) target[at] = source[a++]!;
    else target[at] = source[b++]!;
  }
}
