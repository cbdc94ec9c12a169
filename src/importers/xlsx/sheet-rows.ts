import { columnOf, numberText, unescaped } from './cell-value.ts';
import type { Workbook } from './workbook.ts';
import { attribute, type XmlHandler } from './xml-scanner.ts';

/** A workbook has at most so many columns. */
const LAST_COLUMN = 16_383;

/** Cells shown as one, from 0; rows from 1. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A row with something in it; cells without a value have no entry. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly (string | undefined)[];
}

/** Makes rows of the tags of a sheet. A cell that is merged over several rows counts in each of them. */
export class SheetRows implements XmlHandler {
  private readonly workbook: Workbook;
  private readonly onRow: (row: SheetRow) => void;
  private readonly merges: readonly Merge[];
  private nextMerge = 0;
  private active: { merge: Merge; text: string }[] = [];
  private line = 0;
  private column = -1;
  private cells: (string | undefined)[] = [];
  private type = 'n';
  private style = 0;
  private value = '';
  private hasValue = false;
  private inValue = false;
  private inReading = false;

  /** `merges`: those over several rows, by their tops. */
  constructor(workbook: Workbook, merges: readonly Merge[], onRow: (row: SheetRow) => void) {
    this.workbook = workbook;
    this.merges = merges;
    this.onRow = onRow;
  }

  open(name: string, attributes: string): void {
    if (name === 'c') {
      const reference = attribute(attributes, 'r');
      this.column = reference === null ? this.column + 1 : columnOf(reference);
      this.type = attribute(attributes, 't') ?? 'n';
      this.style = Number(attribute(attributes, 's') ?? 0);
      this.value = '';
      this.hasValue = false;
    } else if (name === 'v' || name === 't') this.inValue = !this.inReading;
    else if (name === 'rPh') this.inReading = true;
    else if (name === 'row') {
      const line = Number(attribute(attributes, 'r') ?? this.line + 1);
      this.line = Number.isSafeInteger(line) && line > this.line ? line : this.line + 1;
      this.column = -1;
      this.cells = [];
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
  }

  text(text: string): void {
    if (!this.inValue) return;
    this.value += text;
    this.hasValue = true;
  }

  private endCell(): void {
    const { column, type, value } = this;
    if (!this.hasValue || column < 0 || column > LAST_COLUMN) return;
    const text = this.textOf(type, value);
    if (text !== '') this.cells[column] = text;
  }

  private textOf(type: string, value: string): string {
    if (type === 's') return this.workbook.shared[Number(value)] ?? '';
    if (type === 'str' || type === 'inlineStr') return unescaped(value);
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    // An error of a formula is no value.
    if (type === 'e') return '';
    if (type === 'd') return value;
    return numberText(value, this.workbook.looks[this.style] ?? 'number', this.workbook.is1904);
  }

  private endRow(): void {
    const { cells, line } = this;
    if (cells.length === 0) return;
    this.fillMerged();
    this.onRow({ line, cells });
  }

  private fillMerged(): void {
    const { cells, line, merges } = this;
    if (this.active.length > 0) {
      this.active = this.active.filter(({ merge }) => merge.bottom >= line);
      for (const { merge, text } of this.active) cells[merge.left] ??= text;
    }
    for (; this.nextMerge < merges.length && merges[this.nextMerge]!.top <= line; this.nextMerge++) {
      const merge = merges[this.nextMerge]!;
      const text = merge.top === line ? cells[merge.left] : undefined;
      if (text !== undefined) this.active.push({ merge, text });
    }
  }
}

/** Hears of the merged cells of a sheet, which are told behind its rows. */
export class MergeList implements XmlHandler {
  readonly merges: Merge[] = [];

  open(name: string, attributes: string): void {
    if (name !== 'mergeCell') return;
    const [from = '', to = from] = (attribute(attributes, 'ref') ?? '').split(':');
    const merge = { top: rowOf(from), bottom: rowOf(to), left: columnOf(from), right: columnOf(to) };
    if (merge.left >= 0 && merge.top > 0 && merge.bottom >= merge.top && merge.right >= merge.left)
      this.merges.push(merge);
  }

  close(): void {
    // Merged cells are single tags.
  }

  text(): void {
    // Texts lie in rows.
  }
}

function rowOf(reference: string): number {
  return Number(/\d+$/u.exec(reference)?.[0] ?? 0);
}
