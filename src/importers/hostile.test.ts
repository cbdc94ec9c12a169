import { describe, expect, it } from 'vitest';
import { HandrailError } from '../journey/errors.ts';
import type { PlanSource } from '../journey/plan.ts';
import { bytesSource } from './byte-source.ts';
import { importFiles } from './import.ts';
import { sniffFile } from './sniff.ts';
import { eventLines, importTexts, NOW_US, personKeys } from './test-import.ts';

const LIST: PlanSource = { files: '*', shape: 'list', person: 'id', time: 'day', event: 'gift' };
const encoder = new TextEncoder();

async function codeOf(content: string | Uint8Array): Promise<string> {
  const codes = new Set<string>();
  for (const attempt of [
    () => importTexts({ 'gifts.csv': content }, [LIST]),
    () =>
      sniffFile(bytesSource(typeof content === 'string' ? encoder.encode(content) : content, 'gifts.csv'), {
        timeZone: 'UTC',
        nowUs: NOW_US,
      }),
  ]) {
    const error = await attempt().then(
      () => null,
      (reason: unknown) => reason,
    );
    codes.add(error instanceof HandrailError ? `${error.code} ${JSON.stringify(error.details)}` : String(error));
  }
  expect(codes.size).toBe(1);
  return [...codes][0]!;
}

describe('a file that is no table', () => {
  it('is told apart by what it looks like', async () => {
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, ...encoder.encode('...xl/workbook.xml'), 0, 0, 0]);
    expect(await codeOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0, 1]))).toMatch(
      /^file-not-text.*PNG/,
    );
    expect(await codeOf(zip)).toMatch(/^file-unreadable.*as a zip/);
    expect(await codeOf(encoder.encode('PAR1\u0015\u0000'))).toMatch(/^file-unreadable.*Parquet/);
    expect(await codeOf(Uint8Array.from({ length: 4000 }, (_, i) => (i * 37) % 256))).toMatch(/^file-not-text.*binary/);
    expect(await codeOf('<!DOCTYPE html><html>')).toMatch(/^file-not-text.*HTML/);
  });

  it('is empty, or a header alone', async () => {
    expect(await codeOf('')).toMatch(/^file-empty/);
    expect(await codeOf('\ufeff\r\n\r\n')).toMatch(/^file-empty/);
    expect(await codeOf('id,day\n')).toBe('file-header-only {"file":"gifts.csv","columns":2}');
    expect(await codeOf('id,day')).toMatch(/^file-header-only/);
  });

  it('is a single line without an end, or a header longer than what is looked at', async () => {
    expect(await codeOf('x'.repeat(600_000))).toMatch(/^file-not-text.*a single line of more than 256 kB/);
    const header = Array.from({ length: 10_000 }, (_, i) => `a name that is rather long ${i}`).join(';');
    expect(await codeOf(`${header}\n${';'.repeat(9999)}\n`)).toMatch(/^too-many-columns.*4096/);
  });

  it('has ten thousand columns', async () => {
    const header = Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 'id' : i === 1 ? 'day' : `c${i}`)).join(',');
    expect(await codeOf(`${header}\n${','.repeat(9999)}x\n`)).toMatch(/^too-many-columns.*10000.*4096/);
  });
});

describe('an odd table', () => {
  const list = { ...LIST, properties: { note: 'note' } };
  const lines = async (text: string): Promise<string[]> => eventLines(await importTexts({ 'gifts.csv': text }, [list]));

  it('that ends its lines with carriage returns may hold line feeds in quotes', async () => {
    expect(await lines('id,day,note\r1,2026-01-01,"b\nc"\r2,2026-01-02,d\r')).toEqual([
      '1 2026-01-01T00:00:00.000Z gift note=b\nc',
      '2 2026-01-02T00:00:00.000Z gift note=d',
    ]);
  });

  it('may have its header behind thirty lines of remarks', async () => {
    const remarks = Array.from({ length: 30 }, (_, i) => `# remark ${i}\n`).join('');
    expect(await lines(`${remarks}id,day,note\n1,2026-01-01,x\n`)).toEqual(['1 2026-01-01T00:00:00.000Z gift note=x']);
    const bytes = encoder.encode(`${remarks}id,day,note\n1,2026-01-01,x\n`);
    const sniffed = await sniffFile(bytesSource(bytes, 'gifts.csv'), { timeZone: 'UTC', nowUs: NOW_US });
    expect(sniffed.header).toEqual(['id', 'day', 'note']);
  });

  it('whose first rows lack commas is not cut short to where some stand', async () => {
    const prose = Array.from({ length: 40 }, (_, i) =>
      i > 20 && i % 3 === 0 ? 'some, words, more, yet' : 'some words',
    );
    const sniffed = await sniffFile(bytesSource(encoder.encode(prose.join('\n')), 'a.csv'), {
      timeZone: 'UTC',
      nowUs: NOW_US,
    });
    expect([sniffed.preambleLines, sniffed.rows.length]).toEqual([0, 39]);
  });

  it('whose rows were all left out says so', async () => {
    const all = importTexts({ 'gifts.csv': 'id,day,note\n1,2099-01-01,x\n' }, [list]);
    await expect(all).rejects.toMatchObject({
      code: 'no-rows-accepted',
      details: { reason: 'in-the-future', line: 2, rows: 1 },
    });
  });

  it('keeps 40,000 people apart whose keys come in batches, hashed and plain', async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, i) => `${i % 3 === 0 ? `U${i}@x.org` : `u${i}`},2026-01-01,${i % 7}`,
    );
    const text = `id,day,note\n${rows.join('\n')}\n${rows.join('\n').toLowerCase()}\n`;
    const { columns } = await importTexts({ 'gifts.csv': text }, [list], { keys: 'kept' });
    expect([columns.personCount, columns.eventCount]).toEqual([40_000, 80_000]);
    const note = columns.properties.note!;
    for (let p = 0; p < columns.personCount; p += 997) {
      const start = columns.personStart[p]!;
      expect(columns.personStart[p + 1]! - start).toBe(2);
      const number = Number(personKeys(columns)[p]!.replace(/\D/gu, ''));
      expect(note.values[note.event![start]! - 1]).toBe(String(number % 7));
    }
  });
});

describe('a plan that no table can be read with', () => {
  const table = { 'gifts.csv': 'id,day\n1,2026-01-01 10:00\n' };
  it.each([
    [{ ...LIST, timeZone: 'Mars/Base' }, 'sources[0].timeZone'],
    [{ ...LIST, delimiter: '"' }, 'sources[0].delimiter'],
    [{ ...LIST, delimiter: '\n' }, 'sources[0].delimiter'],
    [{ ...LIST, delimiter: '€' }, 'sources[0].delimiter'],
    [{ ...LIST, delimiter: ';' }, 'sources[0].delimiter'],
  ])('%j is refused at %s', async (source, path) => {
    await expect(importTexts(table, [source])).rejects.toMatchObject({ code: 'plan-wrong-value', details: { path } });
  });

  it('has more sources than a byte can number', async () => {
    const sources = Array.from({ length: 257 }, () => LIST);
    await expect(importTexts(table, sources)).rejects.toMatchObject({ details: { path: 'sources' } });
  });
});

describe('a damaged table', () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `${i},2026-01-01,note ${i}`);

  it('with a stray quote in row 3 of 100,000 loses nothing else', async () => {
    for (const damaged of [
      '2,"2026-01-01,note 2',
      '2,2026-01-01,"note 2',
      '"2,2026-01-01,note 2',
      '2,2026-01-01,note "2"x"',
    ]) {
      const lines = ['id,day,note', ...rows];
      lines[3] = damaged;
      const { profile } = await importTexts({ 'gifts.csv': lines.join('\n') }, [LIST]);
      expect(profile.quality.rowsRead).toBe(100_000);
      expect(profile.quality.rowsAccepted).toBeGreaterThanOrEqual(99_999);
    }
  });

  it('with separators too many or too few makes no people of prices', async () => {
    const lines = rows.slice(0, 500).map((row, i) => `2026-01-01,${row.split(',')[0]},${i}.50,text`);
    lines[20] = '2026-01-0120,20.50,text';
    lines[40] = '2026-01-01,,40,40.50,text';
    const source: PlanSource = { files: '*', shape: 'list', person: 'id', time: 'day', value: 'sum', event: 'gift' };
    const { profile } = await importTexts({ 'gifts.csv': `day,id,sum,note\n${lines.join('\n')}` }, [source]);
    expect(profile.quality).toMatchObject({ rowsRead: 500, rowsAccepted: 498, rowsRejected: 2 });
    expect(profile.personCount).toBe(498);
  });
});

describe('encodings', () => {
  const text = 'id;day;city\n1;2026-01-01;Köln\n2;2026-01-02;"São ""P"""\n3;2026-01-03;☃\n';
  const source: PlanSource = { ...LIST, properties: { city: 'city' } };
  const cities = async (bytes: Uint8Array): Promise<readonly string[]> =>
    (await importTexts({ 'gifts.csv': bytes }, [source])).columns.properties.city!.values;
  const utf16 = (little: boolean, bom: boolean): Uint8Array => {
    const units = [...(bom ? '\ufeff' : ''), ...text].join('');
    const bytes = new Uint8Array(units.length * 2);
    for (let i = 0; i < units.length; i++) new DataView(bytes.buffer).setUint16(i * 2, units.charCodeAt(i), little);
    return bytes;
  };

  it('UTF-8 and UTF-16, with and without a byte order mark, are told apart', async () => {
    for (const bytes of [
      encoder.encode(text),
      encoder.encode(`\ufeff${text}`),
      utf16(true, true),
      utf16(false, true),
      utf16(true, false),
      utf16(false, false),
    ]) {
      expect(await cities(bytes)).toEqual(['Köln', 'São "P"', '☃']);
    }
  });

  it('Windows-1252 is noticed, also far behind a beginning in ASCII', async () => {
    const head = 'id;day;city\n'.concat('1;2026-01-01;Bonn\n'.repeat(20_000));
    const bytes = Uint8Array.from([
      ...encoder.encode(head),
      ...encoder.encode('2;2026-01-01;K'),
      0xf6,
      0x6c,
      0x6e,
      0x80,
      10,
    ]);
    const { columns, profile } = await importTexts({ 'gifts.csv': bytes }, [source]);
    expect(columns.properties.city!.values).toEqual(['Bonn', 'Köln€']);
    expect(profile.quality.parts[0]!.notes).toContainEqual({ code: 'encoding', encoding: 'windows-1252', replaced: 0 });
  });

  it('a byte order mark goes before what the plan says', async () => {
    const { columns } = await importTexts({ 'gifts.csv': utf16(true, true) }, [{ ...source, encoding: 'utf-8' }]);
    expect(columns.properties.city!.values[0]).toBe('Köln');
  });

  it('a broken sequence in a UTF-8 file is replaced and counted', async () => {
    const bytes = Uint8Array.from([...encoder.encode(`${text}4;2026-01-01;Gr`), 0xc3, 0x28, 10]);
    const { columns, profile } = await importTexts({ 'gifts.csv': bytes }, [{ ...source, encoding: 'utf-8' }]);
    expect(columns.properties.city!.values[3]).toBe('Gr\ufffd(');
    expect(profile.quality.parts[0]!.notes).toContainEqual({ code: 'encoding', encoding: 'utf-8', replaced: 1 });
  });

  it('gzip is unpacked', async () => {
    const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
    expect(await cities(new Uint8Array(await new Response(packed).arrayBuffer()))).toEqual(['Köln', 'São "P"', '☃']);
    const cut = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);
    expect(await codeOf(cut)).toMatch(/^file-unreadable.*gzip/);
    const gzip = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    };
    const once = await gzip(encoder.encode(text));
    expect(await codeOf(once.slice(0, once.length >> 1))).toMatch(/^file-unreadable.*cut off/);
    expect(await codeOf(await gzip(once))).toMatch(/^file-not-text.*gzip/);
  });
});

describe('cancel', () => {
  it('ends an import half-way', async () => {
    const lines = Array.from({ length: 300_000 }, (_, i) => `${i},2026-01-01`);
    const bytes = encoder.encode(`id,day\n${lines.join('\n')}`);
    const controller = new AbortController();
    let reads = 0;
    const running = importFiles(
      [bytesSource(bytes, 'gifts.csv')],
      { handrail: 1, timeZone: 'UTC', sources: [LIST], stages: {} },
      {
        salt: new Uint8Array(0),
        nowUs: NOW_US,
        signal: controller.signal,
        onProgress: ({ bytesRead, bytesTotal }) => {
          reads++;
          expect(bytesRead).toBeLessThanOrEqual(bytesTotal);
          controller.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(reads).toBe(1);
  });
});
