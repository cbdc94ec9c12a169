import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CsvScanner, type Dialect } from './scanner.ts';

const COMMA: Dialect = { delimiter: 44, quote: 34, escape: -1, newline: 'lf', skipBlanks: false };

interface Scanned {
  readonly rows: string[][];
  readonly lines: number[];
  readonly bad: string[];
}

function scan(text: string, expected = 0, dialect: Dialect = COMMA, chunkBytes = 1 << 16): Scanned {
  const rows: string[][] = [];
  const lines: number[] = [];
  const bad: string[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const scanner = new CsvScanner(dialect, expected, {
    row(found) {
      const cells: string[] = [];
      for (let k = 0; k < found.count; k++) {
        found.cell(k);
        cells.push(decoder.decode(found.cellBuf.subarray(found.cellStart, found.cellEnd)));
      }
      rows.push(cells);
      lines.push(found.line);
    },
    badLine(found, reason) {
      bad.push(`${found.line} ${reason}`);
    },
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.feed(bytes.subarray(at, at + chunkBytes));
  scanner.end();
  return { rows, lines, bad };
}

function quoted(cell: string, always: boolean): string {
  return always || /[",\n\r;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

describe('CsvScanner', () => {
  it('reads a text of several megabytes with lines of its own as one cell, and leaves out one that swallows rows', () => {
    const long = 'Dear all,\nhere is what we did, and why.\n\n'.repeat(60_000);
    const whole = scan(`1,"${long}",x\n2,b,y\n`, 3, COMMA, 100_000);
    expect(whole.bad).toEqual([]);
    expect(whole.rows.map((cells) => cells.map((cell) => cell.length))).toEqual([
      [1, long.length, 1],
      [1, 1, 1],
    ]);
    const rows = Array.from({ length: 120_000 }, (_, i) => `${i},some words,y`).join('\n');
    const swallowed = scan(`1,"stray,x,too,many\n${rows}\n`, 3, COMMA, 100_000);
    expect(swallowed.rows.length).toBe(120_000);
    expect(swallowed.bad).toEqual(['1 stray-quote']);
  });

  it('reads the same cells as papaparse from any well-formed text, however it is cut into chunks', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', ' ', '"', ',', 'ä', '😀', "'", ';') }),
      // A line break in a cell; not two, with delimiters around them, which could be rows of their own.
      fc.constantFrom('one\ntwo', '\n', '"\n"', 'x,\ny', ''),
    );
    const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
      fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 8,
      }),
    );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (cells, newline, ends, chunk) => {
          const text =
            cells.map((row) => row.map(([c, q]) => quoted(c, q)).join(',')).join(newline) + (ends ? newline : '');
          const oracle = Papa.parse<string[]>(text, { delimiter: ',', newline, skipEmptyLines: false });
          fc.pre(text.length > 0 && oracle.errors.length === 0);
          const width = cells[0]?.length ?? 0;
          fc.pre(!cells.some((row) => row.filter(([c]) => c.includes('\n')).length > 1 && width > 1));
          const { rows, bad } = scan(text, width, COMMA, chunk);
          expect(bad).toEqual([]);
          // Blank lines are no rows; the two end a text differently.
          const notBlank = (row: string[]): boolean => row.length > 1 || row[0] !== '';
          expect(rows.filter(notBlank)).toEqual(oracle.data.filter(notBlank));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows on which physical line a row starts', () => {
    expect(scan('a,b\n"1\n2",c\nd,e\n').lines).toEqual([1, 2, 4]);
    expect(scan('a,b\r\n"1\r\n2",c\r\n\r\nd,e').lines).toEqual([1, 2, 4, 5]);
  });

  it('reads a lone carriage return as a line end where the file uses it', () => {
    expect(scan('a,b\rc,"d\re"\r', 2, { ...COMMA, newline: 'cr' }).rows).toEqual([
      ['a', 'b'],
      ['c', 'd\re'],
    ]);
  });

  it('keeps a carriage return inside a line', () => {
    expect(scan('a\rb,c\n').rows).toEqual([['a\rb', 'c']]);
  });

  it('takes quotes inside an unquoted cell as text, and blanks behind a quoted one as nothing', () => {
    expect(scan('5" pipe,say "hi"\n"a" ,b\n').rows).toEqual([
      ['5" pipe', 'say "hi"'],
      ['a', 'b'],
    ]);
  });

  it('reads backslash escapes where the dialect has them', () => {
    expect(scan('"a\\"b,c",d\n', 2, { ...COMMA, escape: 92 }).rows).toEqual([['a"b,c', 'd']]);
  });

  describe('a stray quote', () => {
    const clean = Array.from({ length: 5000 }, (_, i) => [`p${i}`, `2026-01-01`, `e${i % 7}`]);
    const text = (row: number, line: string): string =>
      clean.map((cells, i) => (i === row ? line : cells.join(','))).join('\n');

    it('in a file without other quotes costs no other row', () => {
      const { rows, bad } = scan(text(3, 'p3,"2026-01-01,e3'), 3);
      expect(bad).toEqual([]);
      expect(rows).toEqual(clean);
    });

    it('is not closed by another stray quote further down, even where the shape comes out right', () => {
      const lines = clean.map((cells) => cells.join(','));
      lines[10] = 'p10,"2026-01-01,e3';
      lines[20] = 'p20,2026-01-01",e6';
      const { rows } = scan(lines.join('\n'), 3);
      expect(rows.length).toBe(5000);
      expect(rows[15]).toEqual(clean[15]);
    });

    it('among rows with good quotes costs at most its own line', () => {
      const lines = clean.map(([a, b, c]) => `"${a}",${b},"${c}, or so"`);
      lines[3] = `"p3","2026-01-01,"e3, or so"`;
      const { rows, bad } = scan(lines.join('\r\n'), 3);
      expect(rows.length + bad.length).toBe(5000);
      expect(rows.filter((row) => row[2]?.endsWith(', or so')).length).toBeGreaterThanOrEqual(4999);
    });

    it('in the middle of a quoted cell costs at most its own line', () => {
      const lines = clean.map(([a, b, c]) => `"${a}",${b},"${c}"`);
      lines[4] = `"p4",2026-01-01,"e " 4"`;
      const { rows, bad } = scan(lines.join('\n'), 3);
      expect(rows.length + bad.length).toBe(5000);
      expect(rows.filter((row) => row.length === 3).length).toBeGreaterThanOrEqual(4999);
    });

    it('in every row does not make the reading quadratic', () => {
      const lines = Array.from({ length: 200_000 }, (_, i) => `p${i},"2026-01-01,e`);
      const started = performance.now();
      const { rows } = scan(lines.join('\n'), 3);
      expect(rows.length).toBe(200_000);
      expect(performance.now() - started).toBeLessThan(5000);
    });
  });

  it('keeps a long quoted text with many lines as one cell', () => {
    const note = Array.from({ length: 300 }, (_, i) => `line ${i}, with a comma`).join('\n');
    expect(scan(`a,b\n1,"${note}"\n2,x\n`, 2).rows).toEqual([
      ['a', 'b'],
      ['1', note],
      ['2', 'x'],
    ]);
  });

  it('leaves out a line over 64 MB and reads on', () => {
    const rows: number[] = [];
    const bad: string[] = [];
    const scanner = new CsvScanner(COMMA, 2, {
      row: (found) => rows.push(found.line),
      badLine: (found, reason) => bad.push(`${found.line} ${reason}`),
    });
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
    scanner.feed(encode('a,b\n'));
    const chunk = new Uint8Array(1 << 20).fill(120);
    for (let i = 0; i < 200; i++) scanner.feed(chunk);
    scanner.feed(encode('\nc,d\n'));
    scanner.end();
    expect(bad).toEqual(['2 line-too-long']);
    expect(rows).toEqual([1, 3]);
  });
});
