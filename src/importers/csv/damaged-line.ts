import { MAX_COLUMNS } from '../table.ts';
import { CellPlaces, CR, type Dialect, SPACE } from './cells.ts';

/** How a line is read when its quotes are not in order. */
type QuoteReading = 'first-close' | 'last-close' | 'text';
const READINGS: readonly QuoteReading[] = ['first-close', 'last-close', 'text'];

/** Cuts single physical lines into cells when quotes in them may be strays. */
export class DamagedLine {
  private readonly dialect: Dialect;
  private readonly unused = new CellPlaces();
  private sawEscape = false;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** Number of cells of the line `buf[from..end)` when quotes that do not close in it are text. */
  width(buf: Uint8Array, from: number, end: number): number {
    return this.cut(buf, from, end, 'first-close', this.unused);
  }

  /** Cuts the line so that it has `expected` cells (0: any number), if some reading of its quotes gives that. */
  cutTo(expected: number, buf: Uint8Array, from: number, end: number, places: CellPlaces): number {
    let width = 0;
    for (const reading of READINGS) {
      width = this.cut(buf, from, end, reading, places);
      if (width === expected || expected === 0) break;
    }
    return width;
  }

  /**
   * A quoted cell ends at its first quote, which must stand before a delimiter, or else at the first quote that does; one
   * without an end is text.
   */
  private cut(buf: Uint8Array, from: number, end: number, reading: QuoteReading, places: CellPlaces): number {
    const { starts, ends, escaped } = places;
    const { quote, delimiter, skipBlanks, newline } = this.dialect;
    const stop = end > from && buf[end - 1] === CR && newline === 'lf' ? end - 1 : end;
    let i = from;
    let count = 0;
    for (;;) {
      if (skipBlanks) while (i < stop && buf[i] === SPACE) i++;
      const slot = Math.min(count, MAX_COLUMNS);
      escaped[slot] = 0;
      const quoted = i < stop && buf[i] === quote;
      const close = quoted && reading !== 'text' ? this.close(buf, i, stop, reading === 'last-close') : -1;
      if (close >= 0) {
        starts[slot] = i + 1;
        ends[slot] = close;
        escaped[slot] = this.sawEscape ? 1 : 0;
        i = close + 1;
        while (i < stop && buf[i] !== delimiter) i++;
      } else {
        // The stray quote itself is left out of the cell.
        starts[slot] = quoted ? i + 1 : i;
        while (i < stop && buf[i] !== delimiter) i++;
        ends[slot] = Math.max(i, starts[slot]!);
        if (quoted && i > starts[slot]! && buf[i - 1] === quote) ends[slot] = i - 1;
      }
      count++;
      if (i >= stop) return count;
      i++;
    }
  }

  private close(buf: Uint8Array, open: number, stop: number, skips: boolean): number {
    const { quote, delimiter } = this.dialect;
    this.sawEscape = false;
    for (let j = open + 1; j < stop; j++) {
      if (buf[j] !== quote) continue;
      if (j + 1 < stop && buf[j + 1] === quote) {
        this.sawEscape = true;
        j++;
        continue;
      }
      let k = j + 1;
      while (k < stop && buf[k] === SPACE) k++;
      if (k >= stop || buf[k] === delimiter) return j;
      if (!skips) return -1;
    }
    return -1;
  }
}
