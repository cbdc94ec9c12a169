import { expect, test } from 'vitest';
import { likelyHeader, readHead } from './head.ts';

const rowOf = (text: string, line: number) => ({ line, width: text.split(',').length, cells: text.split(',') });
const headerIn = (...rows: readonly string[]) => likelyHeader(rows.map((row, i) => rowOf(row, i + 1)));
const people = (row: (i: number) => string) => Array.from({ length: 20 }, (_, i) => row(i));
const plain = (i: number) => `p${i}@x.org,2026-01-05,gift,5`;

test.each<[what: string, header: number, rows: readonly string[]]>([
  ['columns without a name', 0, ['email,,event,,day', ...people((i) => `p${i}@x.org,1,visit,2,2026-01-05`)]],
  ['few columns with a name', 0, ['email,day,,,,', ...people((i) => `p${i}@x.org,2026-01-05,a,b,c,d`)]],
  [
    'rows with cells too many',
    0,
    ['email,day,event,amount', ...people((i) => `${plain(i)}${i % 5 === 3 ? ',6,7' : ''}`)],
  ],
  ['rows cut short', 0, ['email,day,event,amount', ...people((i) => (i % 3 === 1 ? `p${i}@x.org` : plain(i)))]],
  ['remarks above it', 2, ['Gifts,,,', 'Created by,Ada,,', 'email,day,event,amount', ...people(plain)]],
  ['a line of groups above it', 1, ['Contact,,Gift,', 'email,day,event,amount', ...people(plain)]],
  ['no header at all', 0, people(plain)],
])('a header is found with %s', (_what, header, rows) => {
  expect(headerIn(...rows)).toBe(header);
});

test.each([
  ['email,date,tags', (i: number) => `p${i}@x.org,2026-01-05,a;b;c;d;e;f`],
  ['email;date;note', (i: number) => `p${i}@x.org;2026-01-05;a, b, c, d, e`],
  ['email\tdate\tnote', (i: number) => `p${i}@x.org\t2026-01-05\ta|b|c|d|e|f`],
])('lists within a column do not part the columns: %s', (header, row) => {
  const head = readHead(new TextEncoder().encode(`${[header, ...people(row)].join('\n')}\n`), true, {});
  expect([head?.header.length, head?.preambleLines]).toEqual([3, 0]);
});

test('a row of two, glued by a stray line end, is no header', () => {
  const text =
    'email,date,event\r\nada@x.org,2026-01-05,visit\r\nbob@x.org,2026-01-06,gift\rcyd@x.org,2026-01-07,visit\r\n';
  const head = readHead(new TextEncoder().encode(text), true, {});
  expect([head?.header, head?.preambleLines]).toEqual([['email', 'date', 'event'], 0]);
});
