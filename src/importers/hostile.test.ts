import { describe, expect, it } from 'vitest';
import { HandrailError } from '../journey/errors.ts';
import type { PlanSource } from '../journey/plan.ts';
import { bytesSource } from './byte-source.ts';
import { importFiles } from './import.ts';
import { sniffFile } from './sniff.ts';
import { importTexts, NOW_US } from './test-import.ts';

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
    expect(await codeOf(zip)).toMatch(/^file-not-text.*xlsx/);
    expect(await codeOf(encoder.encode('PAR1\u0015\u0000'))).toMatch(/^file-not-text.*Parquet/);
    expect(await codeOf(Uint8Array.from({ length: 4000 }, (_, i) => (i * 37) % 256))).toMatch(/^file-not-text.*binary/);
    expect(await codeOf('<!DOCTYPE html><html>')).toMatch(/^file-not-text.*HTML/);
    expect(await codeOf('[{"id": 1}]')).toMatch(/^file-not-text.*JSON/);
  });

  it('is empty, or a header alone', async () => {
    expect(await codeOf('')).toMatch(/^file-empty/);
    expect(await codeOf('\ufeff\r\n\r\n')).toMatch(/^file-empty/);
    expect(await codeOf('id,day\n')).toBe('file-header-only {"file":"gifts.csv","columns":2}');
    expect(await codeOf('id,day')).toMatch(/^file-header-only/);
  });

  it('has ten thousand columns', async () => {
    const header = Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 'id' : i === 1 ? 'day' : `c${i}`)).join(',');
    expect(await codeOf(`${header}\n${','.repeat(9999)}x\n`)).toMatch(/^too-many-columns.*10000.*4096/);
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
    expect(await codeOf(cut)).toMatch(/^file-unreadable/);
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
