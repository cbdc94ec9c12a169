import type { EventTable } from './event-table.ts';
import type { Part } from './part.ts';
import type { RowCells } from './table.ts';

const KEYS = 512;

/**
 * The keys of a few hundred rows, looked up together: with a million people every look-up waits for memory, and looked up
 * side by side they wait at the same time. Order is kept. The keys' bytes must stay where they are until `flush`.
 */
export class KeyBatch {
  private readonly table: EventTable;
  private readonly part: Part;
  private readonly areContacts: boolean;
  private readonly starts = new Int32Array(KEYS);
  private readonly ends = new Int32Array(KEYS);
  private codes = new Int32Array(KEYS);
  private bytes: Uint8Array = new Uint8Array(0);
  private count = 0;

  constructor(table: EventTable, part: Part, areContacts: boolean) {
    this.table = table;
    this.part = part;
    this.areContacts = areContacts;
  }

  /** Adds the key that the scanner's `cell` found as the person of the table's next row. */
  add(scanner: RowCells): void {
    if (scanner.cellBuf !== this.bytes) {
      this.flush();
      this.bytes = scanner.cellBuf;
    }
    this.starts[this.count] = scanner.cellStart;
    this.ends[this.count] = scanner.cellEnd;
    this.count++;
    // Unescaped bytes are the scanner's only until the next cell.
    if (this.count === KEYS || scanner.cellBuf !== scanner.buf) this.flush();
  }

  flush(): void {
    const { count } = this;
    if (count === 0) return;
    this.count = 0;
    this.look(this.bytes, this.starts, this.ends, 0, count);
  }

  /** Adds keys of rows that are there all at once, none of them empty: those of `from..to` of a run. */
  addMany(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, from: number, to: number): void {
    this.flush();
    if (this.codes.length < to) this.codes = new Int32Array(starts.length);
    this.look(bytes, starts, ends, from, to);
  }

  private look(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, from: number, to: number): void {
    const { codes, part } = this;
    const { keys, person } = this.table;
    keys.codesOf(bytes, starts, ends, from, to, codes, this.areContacts);
    person.pushMany(codes, from, to);
    if (keys.sawContact) for (let k = from; k < to; k++) if (keys.isHashed(codes[k]!)) part.contactRows++;
  }
}
