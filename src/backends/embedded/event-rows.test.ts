import { expect, test } from 'vitest';
import { importTexts } from '../../importers/test-import.ts';
import { exportTable } from './event-rows.ts';

test('events by person and time, then people who did nothing, with what only their file says', async () => {
  const { columns } = await importTexts(
    {
      'log.csv': 'id,at,what,person,amount\nann,2026-01-02T00:00:00Z,gift,own,5\nann,2026-01-01T00:00:00Z,visit,,\n',
      'people.csv': 'id,city\nbob,Bonn\nann,Ulm\n',
    },
    [
      {
        files: 'log.csv',
        shape: 'events',
        person: 'id',
        time: 'at',
        event: 'what',
        value: 'amount',
        properties: { person: 'person' },
      },
      { files: 'people.csv', shape: 'people', person: 'id', properties: { city: 'city' } },
    ],
  );
  const table = exportTable(columns, ['log.csv', 'people.csv']);
  expect(table.columns.map(({ name }) => name)).toEqual([
    'person',
    'time',
    'event',
    'value',
    'source',
    'city',
    'person (property)',
  ]);
  const rows = Array.from({ length: table.rows }, (_, row) => table.columns.map((column) => column.at(row)));
  const at = (day: number) => Date.UTC(2026, 0, day) * 1000;
  expect(rows).toEqual([
    ['ann', at(1), 'visit', null, 'log.csv', 'Ulm', null],
    ['ann', at(2), 'gift', 5, 'log.csv', 'Ulm', 'own'],
    ['bob', null, null, null, null, 'Bonn', null],
  ]);
});
