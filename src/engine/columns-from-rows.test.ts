import { expect, test } from 'vitest';
import { columnsFromRows } from './columns-from-rows.ts';

test('rows are sorted by person and time, and ties keep their input order', () => {
  const columns = columnsFromRows([
    { person: 'q', event: 'late', timeUs: 9 },
    { person: 'p', event: 'x', timeUs: 1 },
    { person: 'q', event: 'first', timeUs: 5, properties: { c: 'v' } },
    { person: 'q', event: 'second', timeUs: 5, properties: { c: '' } },
  ]);
  expect([...columns.personStart]).toEqual([0, 3, 4]);
  expect([...columns.name].map((code) => columns.names[code])).toEqual(['first', 'second', 'late', 'x']);
  expect([...columns.timeUs]).toEqual([5, 5, 9, 1]);
  expect(columns.properties.c).toEqual({ values: ['v'], event: Uint8Array.of(1, 0, 0, 0), person: null });
});

test('people without events and odd names are kept', () => {
  const columns = columnsFromRows([{ person: '__proto__', event: 'é😀', timeUs: 0 }], { q: { constructor: 'x' } });
  expect(columns.personCount).toBe(2);
  expect(Buffer.from(columns.personKeys.bytes).toString()).toBe('__proto__q');
  expect(Object.keys(columns.properties)).toEqual(['constructor']);
  expect(Object.entries(columns.properties)[0]?.[1].person).toEqual(Uint8Array.of(0, 1));
});
