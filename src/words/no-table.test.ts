import { expect, test } from 'vitest';
import { sayRemedyOf } from './no-table.ts';

test.each([
  ['PNG', /export the table that it shows/],
  ['zip', /Unpack it/],
  ['PDF', /made from/],
  ['xls', /\.xlsx or CSV in a spreadsheet/],
  ['a single line of more than 256 kB', /Save it as CSV/],
])('what to do with %s', (kind, expected) => {
  expect(sayRemedyOf(kind)).toMatch(expected);
});
