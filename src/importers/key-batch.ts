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
  private readonly codes = new Int32Array(KEYS);
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
    const { count, codes, table, part } = this;
    if (count === 0) return;
    this.count = 0;
    const { keys, person } = table;
    keys.codesOf(this.bytes, this.starts, this.ends, count, codes, this.areContacts);
    person.pushMany(codes, count);
    if (keys.sawContact) for (let k = 0; k < count; k++) if (keys.isHashed(codes[k]!)) part.contactRows++;
  }
}
