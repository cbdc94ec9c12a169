import type { CodeArray, EventColumns, PropertyColumns } from '../engine/columns.ts';
import { codeArray, type NumberTable } from './bytes/growable.ts';
import type { EventTable } from './event-table.ts';
import { NOWHERE, type RowBlock, RowMoves } from './row-moves.ts';

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
  table.keys.rest();
  const { columns, roots, personOf, peopleOfBlock } = moveRows(table, blocks);
  return { columns: { ...columns, personKeys: table.keys.textColumn(roots) }, personOf, peopleOfBlock };
}

interface MovedRows extends Omit<BuiltColumns, 'columns'> {
  readonly columns: Omit<EventColumns, 'personKeys'>;
  /** By person: the code of the key that stands for all keys of theirs. */
  readonly roots: Uint32Array;
}

/** All columns but the keys. What it needs on the way is free again before they are made. */
function moveRows(table: EventTable, blocks: readonly SourceBlock[]): MovedRows {
  const people = codesOfRows(table);
  const { personOf, personStart, personCount, roots } = numberPeople(table, people);
  numberRows(people, personOf);
  const peopleOfBlock = blocks.map((block) => peopleOf(block, people, personStart));
  const moves = new RowMoves(people, blocks, personStart);
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
  const columns = {
    eventCount: personStart[personCount]!,
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
  };
  return { columns, roots, personOf, peopleOfBlock };
}

/** The person's code of every row, or NOWHERE. The table's chunks are given up. */
function codesOfRows({ person, rows, dropped }: EventTable): Uint32Array {
  const people = new Uint32Array(rows);
  person.drain((codes, from) => people.set(codes, from));
  for (const row of dropped) people[row] = NOWHERE;
  return people;
}

function rowsPerCode(people: Uint32Array, codes: number): Uint32Array {
  const rows = new Uint32Array(codes);
  for (let row = 0; row < people.length; row++) {
    const code = people[row]!;
    if (code !== NOWHERE) rows[code]!++;
  }
  return rows;
}

/** Makes codes of persons their numbers. Where no keys were joined and all people have rows, they are the same. */
function numberRows(people: Uint32Array, personOf: Uint32Array): void {
  let same = true;
  for (let code = 0; code < personOf.length && same; code++) same = personOf[code] === code;
  if (same) return;
  for (let row = 0; row < people.length; row++) if (people[row] !== NOWHERE) people[row] = personOf[people[row]!]!;
}

/** A mark per person who has rows in the block. */
function peopleOf({ from, to }: RowBlock, people: Uint32Array, personStart: Uint32Array): Uint8Array {
  const marks = new Uint8Array(personStart.length - 1);
  if (to - from === people.length) {
    for (let p = 0; p < marks.length; p++) marks[p] = personStart[p + 1]! > personStart[p]! ? 1 : 0;
  } else for (let row = from; row < to; row++) if (people[row] !== NOWHERE) marks[people[row]!] = 1;
  return marks;
}

function codeArrays(max: number): (length: number, buffer?: ArrayBuffer) => CodeArray {
  return (length, buffer) => codeArray(length, max, buffer);
}

/**
 * Numbers the people with events or in a people file, in the order in which they first appeared, and counts their rows.
 * `people`: the code of every row.
 */
function numberPeople(
  table: EventTable,
  people: Uint32Array,
): {
  readonly personOf: Uint32Array;
  readonly personStart: Uint32Array;
  readonly personCount: number;
  readonly roots: Uint32Array;
} {
  const size = table.keys.size;
  const counts = rowsPerCode(people, size);
  const kept = new Uint8Array(size);
  let personCount = 0;
  for (let code = 0; code < size; code++) {
    if (counts[code] === 0 && !table.listed.has(code)) continue;
    const root = table.keys.rootOf(code);
    if (kept[root] === 0) personCount++;
    kept[root] = 1;
  }
  const personOf = new Uint32Array(size).fill(NO_PERSON);
  const roots = new Uint32Array(personCount);
  let next = 0;
  for (let code = 0; code < size; code++) {
    if (kept[code] === 0) continue;
    personOf[code] = next;
    roots[next++] = code;
  }
  const personStart = new Uint32Array(personCount + 1);
  for (let code = 0; code < size; code++) {
    const person = personOf[table.keys.rootOf(code)]!;
    personOf[code] = person;
    if (counts[code]! > 0) personStart[person + 1]! += counts[code]!;
  }
  for (let p = 0; p < personCount; p++) personStart[p + 1]! += personStart[p]!;
  return { personOf, personStart, personCount, roots };
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
