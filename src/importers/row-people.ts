import type { PlanSource } from '../journey/plan.ts';
import { BitSet } from './bytes/growable.ts';
import { sha256 } from './bytes/sha256.ts';
import type { EventTable } from './event-table.ts';
import type { Part } from './part.ts';
import type { RowDigests } from './row-digests.ts';
import type { RowCells, RowSink } from './table.ts';

/** Whose the rows are that are known again, and by which other keys people are known: all that forgetting somebody needs. */
export interface RowPeople {
  /**
   * By index of the plan's source: per digest the mark of its person, in the order of the digests. A source is missing
   * when it is not known whose its rows are.
   */
  readonly marks: ReadonlyMap<number, Uint32Array>;
  /** Keys joined with that of a person, `ALIAS_BYTES` each: the hash of the key, then the hash of the person's stored key. */
  readonly aliases: Uint8Array;
}

export const HASH_BYTES = 16;
export const ALIAS_BYTES: number = 2 * HASH_BYTES;
/** The mark of a row that names nobody. */
const NOBODY = 0;

/** 32 bits by which the rows of a person are found; never 0. `stored`: the key as it is stored, UTF-8. */
export function personMark(stored: Uint8Array): number {
  let hash = 0x811c9dc5 ^ stored.length;
  for (const byte of stored) {
    hash = Math.imul(hash ^ byte, 0x01000193);
    hash ^= hash >>> 15;
  }
  return (hash | 1) >>> 0;
}

/** Whom the rows of people files name, which give no event. */
export class ListedRows {
  /** By accepted row: the person's code, -1 for nobody. */
  readonly codes: number[] = [];
  private readonly table: EventTable;

  constructor(table: EventTable) {
    this.table = table;
  }

  /** The reader of one such file, with an ear for the rows that it accepts. `columns`: of the person's keys. */
  around(inner: RowSink, part: Part, columns: readonly number[]): RowSink {
    return {
      row: (row) => {
        const before = part.rowsAccepted;
        inner.row(row);
        if (part.rowsAccepted > before) this.codes.push(this.codeOf(row, columns));
      },
      badLine: (row, reason) => inner.badLine(row, reason),
      flush: () => inner.flush?.(),
    };
  }

  private codeOf(row: RowCells, columns: readonly number[]): number {
    for (const column of columns) {
      row.cell(column);
      if (row.cellEnd === row.cellStart) continue;
      const code = this.table.keys.find(row.cellBuf, row.cellStart, row.cellEnd);
      if (code >= 0) return code;
    }
    return -1;
  }
}

export interface RowPeopleInput {
  readonly table: EventTable;
  readonly sources: readonly PlanSource[];
  readonly rowDigests: ReadonlyMap<number, RowDigests>;
  /** By index of a source of people: the codes of its rows' people. */
  readonly listed: ReadonlyMap<number, readonly number[]>;
  readonly salt: Uint8Array;
}

/** Whose the accepted rows of an import are; to be asked before the columns are built. */
export function rowPeople({ table, sources, rowDigests, listed, salt }: RowPeopleInput): RowPeople {
  const { keys } = table;
  const known = new Uint32Array(keys.size);
  const markOf = (code: number): number => {
    const root = keys.rootOf(code);
    if (known[root] === 0) known[root] = personMark(keys.bytesOf(root));
    return known[root]!;
  };
  const personAt = table.person.reader();
  const marks = new Map<number, Uint32Array>();
  for (const [index, digests] of rowDigests) {
    const out = new Uint32Array(digests.count);
    let at = 0;
    const shape = sources[index]?.shape;
    if (shape === 'people') for (const code of listed.get(index) ?? []) out[at++] = code < 0 ? NOBODY : markOf(code);
    else if (shape === 'costs') at = digests.count;
    else {
      for (const part of table.parts) {
        if (part.sourceIndex !== index) continue;
        for (let row = part.firstRow; row < part.endRow; row++) if (part.begins(row)) out[at++] = markOf(personAt(row));
      }
    }
    if (at === digests.count) marks.set(index, out);
  }
  return { marks, aliases: aliasesOf(table, salt) };
}

function aliasesOf({ keys, parts }: EventTable, salt: Uint8Array): Uint8Array {
  const joined = parts.flatMap((part) => part.joined ?? []);
  const pairs: Uint8Array[] = [];
  const seen = new BitSet();
  for (const codes of joined) {
    for (let code = 0; code < keys.size; code++) {
      if (!codes.has(code) || seen.has(code)) continue;
      seen.add(code);
      const root = keys.rootOf(code);
      if (root !== code) pairs.push(hashOf(code), hashOf(root));
    }
  }
  const out = new Uint8Array(pairs.length * HASH_BYTES);
  pairs.forEach((hash, i) => {
    out.set(hash, i * HASH_BYTES);
  });
  return out;

  function hashOf(code: number): Uint8Array {
    const stored = keys.bytesOf(code);
    if (keys.isHashed(code)) return fromHex(new TextDecoder().decode(stored));
    const salted = new Uint8Array(salt.length + stored.length);
    salted.set(salt);
    salted.set(stored, salt.length);
    return sha256(salted).slice(0, HASH_BYTES);
  }
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16));
}
