import type { QualityNote } from '../journey/quality-report.ts';
import { CodeChunks } from './bytes/growable.ts';
import { type DecimalMark, parseNumber } from './number-parser.ts';

const COMMA = 44;
const POINT = 46;
const ZERO = 48;

/**
 * The column of amounts of a source. `1.234` may be a little more than one or more than a thousand: which of both is
 * decided when the whole column is read, by the amounts that leave no choice.
 */
export class NumberColumn {
  /** Whether the amount read last could be meant either way; then its thousands were returned. */
  isOpen = false;
  private readonly given: DecimalMark | null;
  private provisional: DecimalMark;
  private readonly only = { '.': 0, ',': 0 };
  private readonly open = { '.': 0, ',': 0 };
  /** Rows of the table whose amount is open, by the sign that is in it. */
  private readonly openRows = { '.': new CodeChunks(), ',': new CodeChunks() };
  private sign: DecimalMark = '.';

  constructor(given: DecimalMark | undefined) {
    this.given = given ?? null;
    this.provisional = given ?? '.';
  }

  /** What the head of a file makes likely; it decides where no amount does. */
  expect(mark: DecimalMark): void {
    this.provisional = this.given ?? mark;
  }

  /** An amount, NaN when it is none. */
  read(bytes: Uint8Array, start: number, end: number): number {
    this.isOpen = false;
    const fits = this.given === null ? signsOf(bytes, start, end) : NO_SIGN;
    if (fits === NO_SIGN) return parseNumber(bytes, start, end, this.provisional);
    if (fits === OPEN_POINT || fits === OPEN_COMMA) {
      this.sign = fits === OPEN_POINT ? '.' : ',';
      const thousands = parseNumber(bytes, start, end, this.sign === '.' ? ',' : '.');
      if (!Number.isNaN(thousands)) {
        this.isOpen = true;
        this.open[this.sign]++;
      }
      return thousands;
    }
    const mark = fits === ONLY_POINT ? '.' : ',';
    const amount = parseNumber(bytes, start, end, mark);
    if (!Number.isNaN(amount)) this.only[mark]++;
    return amount;
  }

  /** Keeps the row of the table that got the open amount read last. */
  keep(row: number): void {
    this.openRows[this.sign].push(row);
  }

  /** The sign of the amount read last, when it is open. */
  get openSign(): DecimalMark | null {
    return this.isOpen ? this.sign : null;
  }

  /** The mark of the column, once all of it was read. */
  get mark(): DecimalMark {
    if (this.given !== null) return this.given;
    const { only } = this;
    return only[','] === only['.'] ? this.provisional : only[','] > only['.'] ? ',' : '.';
  }

  /** Calls back with the rows whose amount was not of thousands: it has to be divided by 1000. */
  settle(divide: (row: number) => void): void {
    const rows = this.openRows[this.mark];
    for (let i = 0; i < rows.length; i++) divide(rows.get(i));
  }

  notes(): QualityNote[] {
    const { mark, only } = this;
    const both = this.open['.'] + this.open[','];
    const other = only[mark === '.' ? ',' : '.'];
    return both + other === 0 ? [] : [{ code: 'decimal', mark, both, only: only[mark], other }];
  }
}

const NO_SIGN = 0;
const ONLY_POINT = 1;
const ONLY_COMMA = 2;
const OPEN_POINT = 3;
const OPEN_COMMA = 4;

/** What the points and commas of an amount allow. */
function signsOf(bytes: Uint8Array, start: number, end: number): number {
  let points = 0;
  let commas = 0;
  let last = 0;
  let before = 0;
  let after = 0;
  let first = -1;
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    if (c >= ZERO && c <= 57) {
      if (first < 0) first = c;
      if (last === 0) before++;
      else after++;
    } else if (c === POINT || c === COMMA) {
      if (c === POINT) points++;
      else commas++;
      last = c;
      after = 0;
    }
  }
  if (last === 0) return NO_SIGN;
  if (points > 0 && commas > 0) return last === POINT ? ONLY_POINT : ONLY_COMMA;
  if (points + commas > 1) return points > 0 ? ONLY_COMMA : ONLY_POINT;
  if (after === 3 && before >= 1 && before <= 3 && first !== ZERO) return last === POINT ? OPEN_POINT : OPEN_COMMA;
  return last === POINT ? ONLY_POINT : ONLY_COMMA;
}
