import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RowCells } from '../table.ts';
import { CsvScanner, type Dialect, type RowSink } from './scanner.ts';

const COMMA: Dialect = { delimiter: 44, quote: 34, escape: -1, newline: 'lf', skipBlanks: false };
const DIALECTS: readonly Dialect[] = [
  COMMA,
  { ...COMMA, delimiter: 59, escape: 92 },
  { ...COMMA, delimiter: 9, newline: 'cr' },
  { ...COMMA, quote: 39, skipBlanks: true },
];

/** What a scanner tells of a text that is fed in pieces of so many bytes, rows together or one by one. */
function told(bytes: Uint8Array, dialect: Dialect, width: number, piece: number, together: boolean): string[] {
  const decoder = new TextDecoder();
  const out: string[] = [];
  const tell = (row: RowCells): void => {
    const cells: string[] = [];
    for (let k = 0; k < row.count; k++) {
      row.cell(k);
      cells.push(decoder.decode(row.cellBuf.subarray(row.cellStart, row.cellEnd)));
    }
    out.push(JSON.stringify([row.line, ...cells]));
  };
  const sink: RowSink = {
    row: tell,
    badLine: (row, reason) => out.push(`${row.line} ${reason}`),
    rows: !together
      ? undefined
      : (run) => {
          for (let row = 0; row < run.rows; row++) {
            run.at(row);
            tell(run);
          }
        },
  };
  const scanner = new CsvScanner(dialect, width, sink);
  for (let at = 0; at < bytes.length; at += piece) scanner.feed(bytes.subarray(at, at + piece));
  scanner.end();
  return out;
}

it('cuts any text in any pieces as it is cut row by row', () => {
  const unit = fc.constantFrom(
    ...['a', 'bcdef', 'ä', '😀', ' ', '"', '""', "'", '\\"', ',', ';', '\t', '\n', '\r\n', '\r'],
  );
  const text = fc.array(fc.oneof({ weight: 3, arbitrary: unit }, fc.constantFrom('x,y\n', '"x",y\r\n', 'x;"y"\n')), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(...DIALECTS),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 50 }),
      (units, dialect, width, piece) => {
        const bytes = new TextEncoder().encode(units.join(''));
        expect(told(bytes, dialect, width, piece, true)).toEqual(told(bytes, dialect, width, piece, false));
      },
    ),
    { numRuns: 3000 },
  );
});

it('cuts a text at every byte alike', () => {
  const bytes = new TextEncoder().encode(
    'a,b,c\r\n"1, 2",,ž\r\n\r\n"x ""y""",2,3\n1,2\nlong cell of it,"q",\n,,\nend,"of",it',
  );
  const whole = told(bytes, COMMA, 3, bytes.length, false);
  expect(whole.length).toBe(8);
  for (let piece = 1; piece <= bytes.length; piece++) expect(told(bytes, COMMA, 3, piece, true)).toEqual(whole);
});
