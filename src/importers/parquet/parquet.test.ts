import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { HandrailError } from '../../journey/errors.ts';
import type { PlanSource } from '../../journey/plan.ts';
import { bytesSource } from '../byte-source.ts';
import { sniffFile } from '../sniff.ts';
import { eventLines, importTexts, NOW_US } from '../test-import.ts';
import { cellTextOf } from './cell-text.ts';

type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>;
type Options = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;

const LOG: PlanSource = { files: '*', shape: 'events', person: 'who', time: 'at', event: 'name' };
const AT = Date.UTC(2026, 0, 1, 10) * 1000;

function parquet(columnData: readonly ColumnSource[], options: Options = {}): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData: [...columnData], ...options }));
}

function events(rows: number, options: Options = {}): Uint8Array {
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => make(i));
  return parquet(
    [
      { name: 'who', data: each((i) => `p${i % 7}`) },
      { name: 'at', data: each((i) => new Date(AT / 1000 + i * 1000)), type: 'TIMESTAMP' },
      { name: 'name', data: each((i) => (i % 2 === 0 ? 'visit' : 'gift')) },
      { name: 'unused', data: each((i) => `a text that nobody asked for ${i}`) },
    ],
    options,
  );
}

/** LZ4 and Zstandard blocks that hold their bytes as they are. */
const literals = {
  LZ4_RAW: (input: Uint8Array): Uint8Array => {
    const more: number[] = [];
    for (let left = input.length - 15; left >= 0; left -= 255) more.push(Math.min(255, left));
    if (more.at(-1) === 255) more.push(0);
    return Uint8Array.from([Math.min(15, input.length) << 4, ...more, ...input]);
  },
  ZSTD: (input: Uint8Array): Uint8Array => {
    const block = (input.length << 3) | 1;
    const size = [input.length & 255, (input.length >> 8) & 255, (input.length >> 16) & 255, 0];
    return Uint8Array.from([
      0x28,
      0xb5,
      0x2f,
      0xfd,
      0xa0,
      ...size,
      block & 255,
      (block >> 8) & 255,
      block >> 16,
      ...input,
    ]);
  },
};

async function refusal(bytes: Uint8Array, source = LOG): Promise<string> {
  const error = await importTexts({ 'log.parquet': bytes }, [source]).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof HandrailError ? `${error.code} ${JSON.stringify(error.details)}` : String(error);
}

describe('a Parquet file', () => {
  it.each<[CompressionCodec, (input: Uint8Array) => Uint8Array]>([
    ['UNCOMPRESSED', (input) => input],
    ['SNAPPY', (input) => input],
    ['GZIP', (input) => new Uint8Array(gzipSync(input))],
    ['BROTLI', (input) => new Uint8Array(brotliCompressSync(input))],
    ['LZ4_RAW', literals.LZ4_RAW],
    ['ZSTD', literals.ZSTD],
  ])('packed by %s is read in all its row groups', async (codec, compressor) => {
    const compressors = codec === 'SNAPPY' || codec === 'UNCOMPRESSED' ? {} : { compressors: { [codec]: compressor } };
    const bytes = events(1000, { codec, rowGroupSize: 300, ...compressors });
    const imported = await importTexts({ 'log.parquet': bytes }, [LOG]);
    expect(imported.profile.quality).toMatchObject({ rowsRead: 1000, rowsAccepted: 1000 });
    expect(eventLines(imported)[1]).toBe('p0 2026-01-01T10:00:07.000Z gift');
    expect(imported.profile.quality.parts[0]).toMatchObject({ place: 'row', notes: [{ code: 'format' }] });
  });

  it('keeps every digit of whole numbers, decimals and times', async () => {
    const schema: Schema = [
      { name: 'root', num_children: 7 },
      { name: 'who', type: 'INT64', repetition_type: 'REQUIRED' },
      {
        name: 'at',
        type: 'INT64',
        repetition_type: 'REQUIRED',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' },
      },
      {
        name: 'wall',
        type: 'INT64',
        repetition_type: 'REQUIRED',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' },
      },
      { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' },
      { name: 'sum', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18, repetition_type: 'REQUIRED' },
      { name: 'rate', type: 'FLOAT', repetition_type: 'REQUIRED' },
      { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    ];
    const us = BigInt(AT) + 123_456n;
    const bytes = parquet(
      [
        { name: 'who', data: [9007199254740993n, -9223372036854775808n] },
        { name: 'at', data: [us * 1000n + 789n, us * 1000n] },
        { name: 'wall', data: [us, us] },
        { name: 'day', data: [new Date(Date.UTC(2026, 1, 28)), null] },
        { name: 'sum', data: [1234567890.12, -0.05] },
        { name: 'rate', data: new Float32Array([0.1, 16777216]) },
        { name: 'name', data: ['gift <b>', null] },
      ],
      { schema },
    );
    const sniffed = await sniffFile(bytesSource(bytes, 'a.parquet'), { timeZone: 'UTC', nowUs: NOW_US });
    expect(sniffed.rows[0]?.[0]).toBe('9007199254740993');
    expect(sniffed.rows[1]?.[0]).toBe('-9223372036854775808');
    expect(sniffed.rows[0]?.slice(1, 4)).toEqual([
      '2026-01-01T10:00:00.123456Z',
      '2026-01-01T10:00:00.123456',
      '2026-02-28',
    ]);
    expect(sniffed.rows.map((row) => row.slice(3))).toEqual([
      ['2026-02-28', '1234567890.12', '0.1', 'gift <b>'],
      ['', '-0.05', '16777216', ''],
    ]);
    const decimal = cellTextOf({ name: 'sum', type: 'INT64', converted_type: 'DECIMAL', scale: 2 });
    expect([9007199254740993n, -5n, 0n].map(decimal)).toEqual(['90071992547409.93', '-0.05', '0.00']);
    const wide = cellTextOf({ name: 'sum', type: 'FIXED_LEN_BYTE_ARRAY', converted_type: 'DECIMAL', scale: 3 });
    expect(wide(Uint8Array.from([0xff, 0xff, 0xfe]))).toBe('-0.002');
    expect([sniffed.format, sniffed.rowsEstimated, sniffed.whole]).toEqual(['parquet', 2, true]);
  });

  it('lays out what is nested under names joined by dots', async () => {
    const schema: Schema = [
      { name: 'root', num_children: 4 },
      { name: 'user', repetition_type: 'OPTIONAL', num_children: 2 },
      { name: 'id', type: 'INT64', repetition_type: 'OPTIONAL' },
      { name: 'geo', repetition_type: 'OPTIONAL', num_children: 1 },
      { name: 'city', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'tags', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'params', repetition_type: 'OPTIONAL', converted_type: 'MAP', num_children: 1 },
      { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
      { name: 'key', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'value', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'at', type: 'INT64', converted_type: 'TIMESTAMP_MICROS', repetition_type: 'REQUIRED' },
    ];
    const bytes = parquet(
      [
        { name: 'user', data: [{ id: 9007199254740993n, geo: { city: 'Köln' } }, { id: null, geo: null }, null] },
        { name: 'tags', data: [['a', 'b'], [], null] },
        { name: 'params', data: [{ page: '/give', via: 'mail' }, {}, { page: '/' }] },
        { name: 'at', data: [BigInt(AT), BigInt(AT), BigInt(AT)] },
      ],
      { schema },
    );
    const sniffed = await sniffFile(bytesSource(bytes, 'a.parquet'), { timeZone: 'UTC', nowUs: NOW_US });
    expect(sniffed.header.slice(0, 4)).toEqual(['user.id', 'user.geo.city', 'tags', 'at']);
    expect(sniffed.header.slice(4)).toEqual(['params.page', 'params.via']);
    expect(sniffed.rows[0]).toEqual(['9007199254740993', 'Köln', '["a","b"]', '2026-01-01T10:00:00Z', '/give', 'mail']);
    const source: PlanSource = {
      files: '*',
      shape: 'list',
      person: 'user.id',
      time: 'at',
      event: 'visit',
      properties: { page: 'params.page' },
    };
    expect(eventLines(await importTexts({ 'a.parquet': bytes }, [source]))).toEqual([
      '9007199254740993 2026-01-01T10:00:00.000Z visit page=/give',
    ]);
  });

  it('that is damaged, cut off or empty says so', async () => {
    const bytes = events(100);
    expect(await refusal(bytes.slice(0, -5))).toMatch(/^file-unreadable .*Parquet data is damaged/);
    expect(await refusal(bytes.slice(0, 40))).toMatch(/^file-unreadable/);
    expect(await refusal(events(0))).toMatch(/^file-header-only .*"columns":4/);
    expect(await refusal(bytes, { ...LOG, event: 'nam' })).toMatch(/^column-missing .*"nearest":"name"/);
  });
});
