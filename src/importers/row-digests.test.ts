import { describe, expect, test } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { commonRows, DigestBag, type RowDigests } from './row-digests.ts';
import { importTexts } from './test-import.ts';

const source: PlanSource = { files: 'a.csv', shape: 'events', person: 'id', time: 'at', event: 'what' };
const HEADER = 'id,at,what';
const rows = (...lines: readonly string[]): string => `${[HEADER, ...lines].join('\n')}\n`;
const A = 'ann,2026-01-01T10:00:00Z,visit';
const B = 'bob,2026-01-02T10:00:00Z,visit';
const C = '"bob",2026-01-03T10:00:00Z,gift';

async function digests(text: string, more: Partial<PlanSource> = {}): Promise<Uint32Array> {
  const { rowDigests } = await importTexts({ 'a.csv': text }, [{ ...source, ...more }], {
    options: { rowDigests: true },
  });
  return (rowDigests.get(0) as RowDigests).view().slice();
}

describe('the rows of two files have in common', () => {
  test('what is equal, in whatever order, quoted or not', async () => {
    const one = await digests(rows(A, B, C));
    const other = await digests(rows('bob,2026-01-03T10:00:00Z,gift', A));
    expect(one.length).toBe(6);
    expect(commonRows(one, other)).toBe(2);
  });

  test('equal rows as often as in the one that has fewer', async () => {
    expect(commonRows(await digests(rows(A, A, A, B)), await digests(rows(A, A)))).toBe(2);
  });

  test('rows with the same id, whatever else they say', async () => {
    const withId = (...lines: readonly string[]) =>
      digests(`id,at,what,key\n${lines.join('\n')}\n`, { eventId: 'key' });
    const one = await withId(`${A},e1`, `${B},e2`, `${B},`);
    const other = await withId('ann,2026-01-01T10:00:00Z,renamed,e1', `${A},e3`, `${B},`);
    expect(commonRows(one, other)).toBe(2);
  });

  test('no rows that were rejected', async () => {
    expect((await digests(rows(A, 'bob,never,visit'))).length).toBe(2);
  });
});

test('rows that are here already are left out as often as they are here, and counted', async () => {
  const here = new Map([[0, { rows: new DigestBag(await digests(rows(A, B))), name: 'Shop' }]]);
  const { profile, columns, rowDigests } = await importTexts(
    { 'a.csv': rows(A, A, B, C, '', 'bob,never,visit') },
    [source],
    {
      options: { rowDigests: true, here },
    },
  );
  expect(columns.eventCount).toBe(2);
  expect(profile.quality).toMatchObject({ rowsRead: 5, rowsAccepted: 2, rowsExcluded: 2, rowsRejected: 1 });
  expect(profile.quality.parts[0]?.excludedBy).toEqual([{ reason: 'already-here', detail: 'Shop', rows: 2 }]);
  expect(rowDigests.get(0)?.count).toBe(2);
});

test('a bag counts a hundred thousand different digests', () => {
  const all = Uint32Array.from({ length: 200_000 }, (_, i) => (i % 2 === 0 ? Math.imul(i, 0x9e3779b1) : i));
  expect(new DigestBag(all).takeAll(all)).toBe(100_000);
});
