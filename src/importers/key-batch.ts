import type { TextPool } from './bytes/text-pool.ts';
import type { EventTable } from './event-table.ts';
import type { Part } from './part.ts';
import type { RowCells } from './table.ts';

const KEYS = 512;

/**
 * The keys of many rows, looked up together: with a million people every look-up waits for memory, and looked up side by
 * side they wait at the same time. Plain keys wait in a pool until there are millions of them or the `end` comes, all others
 * for a few hundred rows, and their bytes must stay where they are until `flush`. Order is kept.
 */
export class KeyBatch {
  private readonly table: EventTable;
  private readonly part: Part;
  private readonly areContacts: boolean;
  private readonly starts = new Int32Array(KEYS);
  private readonly ends = new Int32Array(KEYS);
  private codes = new Int32Array(KEYS);
  private bytes: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(this.bytes.buffer);
  private count = 0;
  private pool: TextPool | null;

  constructor(table: EventTable, part: Part, areContacts: boolean) {
    this.table = table;
    this.part = part;
    this.areContacts = areContacts;
    this.pool = areContacts ? null : table.keys.newPool();
  }

  /** Adds the key that the scanner's `cell` found as the person of the table's next row. */
  add(scanner: RowCells): void {
    if (scanner.cellBuf !== this.bytes) {
      this.flush();
      this.bytes = scanner.cellBuf;
      this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    }
    this.starts[this.count] = scanner.cellStart;
    this.ends[this.count] = scanner.cellEnd;
    this.count++;
    // Unescaped bytes are the scanner's only until the next cell.
    if (this.count === KEYS || scanner.cellBuf !== scanner.buf) this.flush();
  }

  /** The bytes of the keys added so far are about to move. */
  flush(): void {
    const { count } = this;
    if (count === 0) return;
    this.count = 0;
    this.take(this.bytes, this.view, this.starts, this.ends, 0, count);
  }

  /** Adds keys of rows that are there all at once, none of them empty: those of `from..to` of a run. */
  addMany(bytes: Uint8Array, view: DataView, starts: Int32Array, ends: Int32Array, from: number, to: number): void {
    this.flush();
    this.take(bytes, view, starts, ends, from, to);
  }

  /** Looks up all keys that were added, and gives up what that needs. */
  end(): void {
    this.flush();
    this.settle();
    this.pool = null;
  }

  private settle(): void {
    const { pool } = this;
    if (pool === null || pool.size === 0) return;
    const codes = new Int32Array(pool.size);
    this.table.keys.codesOfPool(pool, codes);
    this.push(codes, 0, codes.length);
  }

  private take(
    bytes: Uint8Array,
    view: DataView,
    starts: Int32Array,
    ends: Int32Array,
    from: number,
    to: number,
  ): void {
    let next = from;
    if (this.pool !== null && ends[to - 1]! + 3 <= view.byteLength) {
      next = this.pool.add(view, starts, ends, from, to);
      if (this.pool.isFull) this.settle();
    }
    if (next < to) this.look(bytes, starts, ends, next, to);
  }

  private look(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, from: number, to: number): void {
    this.settle();
    if (this.codes.length < to) this.codes = new Int32Array(starts.length);
    const { keys } = this.table;
    keys.codesOf(bytes, starts, ends, from, to, this.codes, this.areContacts);
    // Where one key is a contact, others are.
    if (keys.sawContact) this.pool = null;
    this.push(this.codes, from, to);
  }

  private push(codes: Int32Array, from: number, to: number): void {
    const { keys, person } = this.table;
    person.pushMany(codes, from, to);
    if (keys.sawContact) for (let k = from; k < to; k++) if (keys.isHashed(codes[k]!)) this.part.contactRows++;
  }
}
