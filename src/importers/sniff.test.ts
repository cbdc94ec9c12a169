import { describe, expect, it } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { sniffFile } from './sniff.ts';
import { importTexts, NOW_US } from './test-import.ts';

function sniff(...lines: readonly string[]) {
  const file = bytesSource(new TextEncoder().encode(`${lines.join('\n')}\n`), 'log.csv');
  return sniffFile(file, { timeZone: 'UTC', nowUs: NOW_US });
}

describe('a small file', () => {
  const log = { shape: 'events', person: 'email', time: 'date', event: 'event' };

  it('is guessed without the rows that only repeat its header', async () => {
    const { source, rows } = await sniff(
      'email,date,event',
      'ada@x.org,2026-01-05,visit',
      'email,date,event',
      'bob@x.org,2026-01-06,gift',
    );
    expect(source).toMatchObject(log);
    expect(rows).toHaveLength(2);
  });

  it('is guessed without the row that adds it up', async () => {
    const { source, rowsEstimated } = await sniff(
      'email,date,event,amount',
      'ada@x.org,2026-01-05,visit,10',
      'bob@x.org,2026-01-06,gift,20',
      'Total,,,30',
    );
    expect(source).toMatchObject({ ...log, value: 'amount' });
    expect(rowsEstimated).toBe(3);
  });

  it('is told with all its rows, though not all are looked at', async () => {
    const lines = Array.from({ length: 6030 }, (_, k) => `p${k},2026-01-05,visit`);
    const { whole, rowsEstimated } = await sniff('id,date,event', ...lines);
    expect([whole, rowsEstimated]).toEqual([true, 6030]);
  });

  it('does not make one person of all who are nobody', async () => {
    const lines = ['email,date,event', 'ada@x.org,2026-01-05,visit', 'n/a,2026-01-05,gift', 'n/a,2026-01-06,gift'];
    const { source } = await sniff(...lines);
    const { profile } = await importTexts({ 'log.csv': lines.join('\n') }, [source]);
    expect([profile.personCount, profile.quality.rowsExcluded]).toEqual([1, 2]);
    expect(profile.quality.parts[0]?.excludedBy).toEqual([{ reason: 'rule', detail: 'email = n/a', rows: 2 }]);
  });

  it('is in no order because of the few dates that read alike both ways', async () => {
    const alike = ['01.01', '02.02', '03.03', '02.02', '04.04', '05.05', '06.06', '07.07'];
    const days = Array.from({ length: 40 }, (_, i) =>
      i % 5 === 0 ? alike[i / 5] : `${13 + ((i * 7) % 15)}.0${1 + ((i * 5) % 6)}`,
    );
    const text = `mail;tag\n${days.map((day, i) => `p${i}@x.org;${day}.2025`).join('\n')}\n`;
    const source = { files: '*', shape: 'list', person: 'mail', time: 'tag', event: 'x' } as const;
    const { profile } = await importTexts({ 'log.csv': text }, [source]);
    expect(profile.quality.rowsAccepted).toBe(40);
    expect(profile.quality.parts[0]?.notes.map(({ code }) => code)).not.toContain('out-of-order');
  });

  it('of totals alone is looked at all the same', async () => {
    expect((await sniff('what,amount', 'Total,30')).rows).toEqual([['Total', '30']]);
  });
});

describe('a file that is longer than what is looked at', () => {
  const rows = 90_400;
  const about = async (name: string, line: (k: number) => string, head = ''): Promise<number> => {
    const text = head + Array.from({ length: rows }, (_, k) => line(k)).join('\n');
    const file = bytesSource(new TextEncoder().encode(text), name);
    const { whole, rowsEstimated } = await sniffFile(file, { timeZone: 'UTC', nowUs: NOW_US });
    expect(whole).toBe(false);
    return rowsEstimated / rows;
  };

  it('is estimated by all rows of the part that was read, as text and as JSON', async () => {
    const csv = await about('log.csv', (k) => `${100_000 + k},2026-01-05T10:00:00Z,home page`, 'id,date,event\n');
    const json = await about('log.ndjson', (k) => `{"id":${100_000 + k},"date":"2026-01-05","event":"home page"}`);
    for (const share of [csv, json]) {
      expect(share).toBeGreaterThan(0.9);
      expect(share).toBeLessThan(1.1);
    }
  });
});
