import { MAX_COLUMNS } from '../table.ts';

/** How a text is cut into cells. All are byte values. */
export interface Dialect {
  readonly delimiter: number;
  readonly quote: number;
  /** A byte (`\`) before a quote or itself that is no quote's end, or -1: only a doubled quote stands for one. */
  readonly escape: number;
  /** `cr` for files whose lines end in a lone carriage return. */
  readonly newline: 'lf' | 'cr';
  /** Whether blanks before an opening quote are skipped (`a, "b"`). */
  readonly skipBlanks: boolean;
}

export const LF = 10;
export const CR = 13;
export const SPACE = 32;

/** Where the cells of a row lie in the bytes at hand. One more place than there are columns takes what comes behind. */
export class CellPlaces {
  readonly starts: Int32Array = new Int32Array(MAX_COLUMNS + 1);
  readonly ends: Int32Array = new Int32Array(MAX_COLUMNS + 1);
  /** 1 where a cell holds doubled or escaped quotes. */
  readonly escaped: Uint8Array = new Uint8Array(MAX_COLUMNS + 1);
}
