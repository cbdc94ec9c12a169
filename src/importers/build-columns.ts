import type { CodeArray, EventColumns, PropertyColumns, TextColumn } from '../engine/columns.ts';
import { codeArray, type NumberTable } from './bytes/growable.ts';
import type { EventTable } from './event-table.ts';
import { type RowBlock, RowMoves } from './row-moves.ts';

/** For every person code its number among the people that remain, or NO_PERSON. */
export const NO_PERSON = 0xffffffff;

/** The rows that one part added, and the source that the part belongs to. */
export interface SourceBlock extends RowBlock {
  readonly sourceIndex: number;
}

export interface BuiltColumns {
  readonly columns: EventColumns;
  readonly personOf: Uint32Array;
  /** The people of each block's rows, as a mark per person. */
  readonly peopleOfBlock: readonly Uint8Array[];
}

/**
 * Turns the table into columns sorted by person, then time, then the order of input: `blocks` in the plan's order, rows
 * as read. Rows without a time were taken back and are left out. The table's chunks are given up on the way, so that the
 * peak stays near the size of the columns plus one of them.
 */
export function buildColumns(table: EventTable, blocks: readonly SourceBlock[]): BuiltColumns {
  const { dropped } = table;
  table.keys.rest();
  const codeOf = table.person.reader();
  const perCode = new Uint32Array(table.keys.size);
  for (let row = 0; row < table.rows; row++) perCode[codeOf(row)]!++;
  for (const row of dropped) perCode[codeOf(row)]!--;
  const { personOf, personCount, roots } = numberPeople(table, perCode);
  const personStart = new Uint32Array(personCount + 1);
  for (let code = 0; code < perCode.length; code++) {
    if (perCode[code]! > 0) personStart[personOf[code]! + 1]! += perCode[code]!;
  }
  for (let p = 0; p < personCount; p++) personStart[p + 1]! += personStart[p]!;
  const eventCount = personStart[personCount]!;

  const peopleOfBlock = blocks.map(() => new Uint8Array(personCount));
  // Most tables have one block, and people who were never joined: then nothing has to be looked up per row.
  const single = blocks.length === 1 ? peopleOfBlock[0]! : null;
  if (single !== null) for (let p = 0; p < personCount; p++) single[p] = personStart[p + 1]! > personStart[p]! ? 1 : 0;
  const same = personOf.every((person, code) => person === code);
  const moves = new RowMoves(table.rows, blocks, personStart, (row, block) => {
    if (dropped.size > 0 && dropped.has(row)) return -1;
    const code = codeOf(row);
    const person = same ? code : personOf[code]!;
    if (single === null) peopleOfBlock[block]![person] = 1;
    return person;
  });
  table.person.drain(() => undefined);
  const timeUs = moves.times(table.time, personStart);
  const properties: [string, PropertyColumns][] = [];
  for (const [name, property] of table.properties) {
    const max = property.dictionary.size;
    property.event?.padTo(table.rows);
    properties.push([
      name,
      {
        values: property.dictionary.texts(),
        event: property.event === null ? null : moves.codes(property.event, codeArrays(max)),
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
    name: moves.codes(table.name, codeArrays(table.names.size)),
    names: table.names.texts(),
    value: table.value === null ? null : moves.doubles(table.value),
    source: moves.constants(
      blocks,
      blocks.map((block) => block.sourceIndex),
    ),
    properties: Object.fromEntries(properties),
    personKeys: keyColumn(table, roots),
  };
  return { columns, personOf, peopleOfBlock };
}

function codeArrays(max: number): (length: number, buffer?: ArrayBuffer) => CodeArray {
  return (length, buffer) => codeArray(length, max, buffer);
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
  for (let p = 0; p < roots.length; p++) table.keys.copyTo(roots[p]!, bytes, offsets[p]!);
  return { bytes, offsets };
}
