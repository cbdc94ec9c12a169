import type { KeyDifference } from '../journey/plan.ts';
import { ByteDictionary } from './bytes/dictionary.ts';
import { hex, sha256 } from './bytes/sha256.ts';
import { KEY_DIFFERENCES, loosened } from './key-differences.ts';
import { contactText, isContact } from './keys.ts';
import type { Part } from './part.ts';
import { isBlankRow } from './row-counter.ts';
import type { BadLine, RowCells, RowSink } from './table.ts';

/** People who are not to be read again: their keys as salted hashes, from which nobody can read them. */
export interface ForgottenKeys {
  readonly salt: Uint8Array;
  /** The first 16 bytes of SHA-256(salt, key), hex. */
  readonly hashes: ReadonlySet<string>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The hash under which a key is remembered as forgotten, and under which contacts are stored. */
export function keyHash(salt: Uint8Array, key: string): string {
  const text = encoder.encode(key);
  const salted = new Uint8Array(salt.length + text.length);
  salted.set(salt);
  salted.set(text, salt.length);
  return hex(sha256(salted).subarray(0, 16));
}

/** The texts under which a key may be stored, whatever small differences a journey leaves out. */
export function storedForms(key: string, loose: readonly KeyDifference[] = KEY_DIFFERENCES): string[] {
  const contact = isContact(key, true);
  const plain = contact ? contactText(key) : key.trim();
  return [
    ...new Set([
      key,
      key.trim(),
      plain,
      ...loose.map((each) => loosened(plain, contact, [each])),
      loosened(plain, contact, loose),
    ]),
  ];
}

/** Other keys of forgotten people, as they stand beside the known ones: rows with these alone are theirs too. */
export class LinkedKeys {
  private readonly salt: Uint8Array;
  private readonly found: Set<string>;
  private before: number;

  /** `known`: hashes of those that an earlier reading found. */
  constructor(salt: Uint8Array, known: readonly string[] = []) {
    this.salt = salt;
    this.found = new Set(known);
    this.before = this.found.size;
  }

  get size(): number {
    return this.found.size;
  }

  add(key: string, loose: readonly KeyDifference[]): void {
    for (const form of storedForms(key, loose)) this.found.add(keyHash(this.salt, form));
  }

  has(forms: readonly string[]): boolean {
    return this.found.size > 0 && forms.some((form) => this.found.has(keyHash(this.salt, form)));
  }

  /** Whether there are more than when this was asked the last time. */
  grew(): boolean {
    const { size } = this.found;
    const more = size > this.before;
    this.before = size;
    return more;
  }

  hashes(): string[] {
    return [...this.found];
  }
}

/** Leaves out the rows of people who were forgotten, and counts them. */
export class ForgettingSink implements RowSink {
  private readonly part: Part;
  private readonly inner: RowSink;
  private readonly headerLine: number;
  private readonly columns: readonly number[];
  private readonly lists: readonly ForgottenKeys[];
  private readonly loose: readonly KeyDifference[];
  /** Keys that were looked at, and what was found. */
  private readonly seen = new ByteDictionary();
  private verdicts: boolean[] = [];
  private readonly linked: LinkedKeys;
  /** How many other keys were known when the verdicts were found. */
  private linkedThen = 0;

  constructor(
    inner: RowSink,
    about: {
      readonly part: Part;
      readonly headerLine: number;
      /** Of the person's keys. */
      readonly columns: readonly number[];
      readonly lists: readonly ForgottenKeys[];
      readonly loose: readonly KeyDifference[];
      /** Hears of the other keys in the rows that are left out. */
      readonly linked: LinkedKeys;
    },
  ) {
    this.inner = inner;
    this.part = about.part;
    this.headerLine = about.headerLine;
    this.columns = about.columns;
    this.lists = about.lists;
    this.loose = about.loose;
    this.linked = about.linked;
  }

  row(row: RowCells): void {
    if (
      row.line > this.headerLine &&
      this.columns.some((column) => this.isForgotten(row, column)) &&
      !isBlankRow(row)
    ) {
      this.part.rowsRead++;
      this.part.forgottenRows++;
      this.part.exclude('forgotten', '', row.line);
      if (this.columns.length > 1) this.link(row);
      return;
    }
    this.inner.row(row);
  }

  badLine(row: RowCells, reason: BadLine): void {
    this.inner.badLine(row, reason);
  }

  flush(): void {
    this.inner.flush?.();
  }

  private isForgotten(row: RowCells, column: number): boolean {
    row.cell(column);
    const { cellBuf, cellStart, cellEnd } = row;
    if (cellEnd === cellStart) return false;
    const { linked } = this;
    if (linked.size !== this.linkedThen) {
      this.linkedThen = linked.size;
      this.verdicts = [];
    }
    const entry = this.seen.intern(cellBuf, cellStart, cellEnd);
    this.verdicts[entry] ??= this.isListed(decoder.decode(cellBuf.subarray(cellStart, cellEnd)));
    return this.verdicts[entry]!;
  }

  private isListed(key: string): boolean {
    const forms = storedForms(key, this.loose);
    return (
      this.linked.has(forms) ||
      this.lists.some(({ salt, hashes }) => forms.some((form) => hashes.has(keyHash(salt, form))))
    );
  }

  private link(row: RowCells): void {
    for (const column of this.columns) {
      row.cell(column);
      const key = decoder.decode(row.cellBuf.subarray(row.cellStart, row.cellEnd));
      if (key.trim() !== '') this.linked.add(key, this.loose);
    }
  }
}
