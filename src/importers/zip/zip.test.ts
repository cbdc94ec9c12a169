import { gzipSync, strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { HandrailError } from '../../journey/errors.ts';
import type { PlanSource } from '../../journey/plan.ts';
import { bytesSource } from '../byte-source.ts';
import { sniffFile } from '../sniff.ts';
import { eventLines, importTexts, NOW_US } from '../test-import.ts';

const LIST: PlanSource = { files: '*.csv', shape: 'list', person: 'id', time: 'day', event: 'gift' };
const ROWS = 'id,day\nada,2026-01-01\n';

async function refusal(bytes: Uint8Array, source = LIST): Promise<string> {
  const error = await importTexts({ 'a.zip': bytes }, [source]).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof HandrailError ? `${error.code} ${JSON.stringify(error.details)}` : String(error);
}

function zip(members: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const entries = Object.entries(members).map(([name, content]) => [
    name,
    [typeof content === 'string' ? strToU8(content) : content, { level }],
  ]);
  return zipSync(Object.fromEntries(entries) as Zippable);
}

describe('a zip archive', () => {
  it('gives the tables that are in it, of any format, and nothing else', async () => {
    const sources: PlanSource[] = [LIST, { ...LIST, files: '*.ndjson', event: 'visit' }];
    for (const level of [0, 6] as const) {
      const bytes = zip(
        {
          'export/gifts.csv': ROWS,
          'export/visits.ndjson': '{"id":"ada","day":"2026-01-02"}',
          'export/more.csv': gzipSync(strToU8('id,day\nbob,2026-01-03\n')),
          '__MACOSX/export/._gifts.csv': 'x',
          'readme.md': '# how it was made',
          'export/': '',
        },
        level,
      );
      const imported = await importTexts({ 'all.zip': bytes }, sources);
      expect(eventLines(imported)).toEqual([
        'ada 2026-01-01T00:00:00.000Z gift',
        'ada 2026-01-02T00:00:00.000Z visit',
        'bob 2026-01-03T00:00:00.000Z gift',
      ]);
      const parts = imported.profile.quality.parts.map(({ file }) => file);
      expect(parts).toEqual(['gifts.csv', 'more.csv', 'visits.ndjson']);
    }
  });

  it('of one table is read as that table, under either name; of several with one name, by their folders', async () => {
    const one = zip({ 'gifts.csv': ROWS });
    expect(eventLines(await importTexts({ 'a.zip': one }, [{ ...LIST, files: 'a.zip' }])).length).toBe(1);
    expect(eventLines(await importTexts({ 'a.zip': one }, [{ ...LIST, files: 'gifts.csv' }])).length).toBe(1);
    const sniffed = await sniffFile(bytesSource(one, 'a.zip', 10), { timeZone: 'UTC', nowUs: NOW_US });
    expect([sniffed.header, sniffed.format]).toEqual([['id', 'day'], 'csv']);
    const years = zip({ '2025/gifts.csv': ROWS, '2026/gifts.csv': 'id,day\nbob,2026-01-03\n' });
    const { profile } = await importTexts({ 'a.zip': years }, [LIST]);
    expect(profile.quality.parts.map(({ file }) => file)).toEqual(['2025/gifts.csv', '2026/gifts.csv']);
    const two = { '2025.zip': one, '2026.zip': zip({ 'gifts.csv': 'id,day\nbob,2026-01-03\n' }) };
    const both = await importTexts(two, [{ ...LIST, files: '*gifts.csv' }]);
    expect(both.profile.quality.parts.map(({ file }) => file)).toEqual(['gifts.csv', '2026.zip/gifts.csv']);
    await expect(sniffFile(bytesSource(years, 'a.zip'), { timeZone: 'UTC', nowUs: NOW_US })).rejects.toMatchObject({
      code: 'archive-of-several',
    });
  });

  it('that unpacks to more than a hundred times its size is refused, whatever it says of itself', async () => {
    const bomb = zip({ 'gifts.csv': 'id,day\n'.padEnd(30_000_000, '0') });
    expect(await refusal(bomb)).toMatch(/^unpacks-too-far/);
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    for (let i = 0; i < bomb.length - 4; i++) {
      if (view.getUint32(i, true) === 30_000_000) view.setUint32(i, 1000, true);
    }
    expect(await refusal(bomb)).toMatch(/^unpacks-too-far/);
  });

  it('that is damaged, cut off, locked or without tables says so', async () => {
    const bytes = zip({ 'gifts.csv': ROWS.concat('ada,2026-01-02\n'.repeat(50)) });
    expect(await refusal(bytes.slice(0, -30))).toMatch(/^file-unreadable .*as a zip: it has no directory/);
    const flipped = bytes.slice();
    for (let i = 45; i < 55; i++) flipped[i]! ^= 0xff;
    expect(await refusal(flipped)).toMatch(/^file-unreadable .*gifts.csv/);
    const locked = bytes.slice();
    const directory = new DataView(locked.buffer).getUint32(locked.length - 6, true);
    locked[directory + 8]! |= 1;
    expect(await refusal(locked)).toMatch(/^file-unreadable .*gifts.csv is locked by a password/);
    expect(await refusal(zip({ 'a.txt.png': 'x', 'b.pdf': 'y' }))).toBe(
      'archive-without-tables {"file":"a.zip","members":2,"tables":0}',
    );
    expect(await refusal(zip({}))).toMatch(/^archive-without-tables/);
    const within = zip({ 'inner.csv': zip({ 'gifts.csv': ROWS }) });
    expect(await refusal(within)).toMatch(/^file-not-text .*inner.csv.*zip/);
  });
});
