import { constants, gzipSync as nodeGzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../byte-source.ts';
import { gunzip } from './gunzip.ts';

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

async function unpacked(packed: Uint8Array, chunk = 1000): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of gunzip(bytesSource(packed, 'a.gz', chunk).stream())) pieces.push(piece);
  return Buffer.concat(pieces);
}

function texts(): Buffer[] {
  const random = randomFrom(7);
  const rows = (count: number) =>
    Buffer.from(
      Array.from({ length: count }, (_, i) => `p${Math.floor(random() * 999)},2026-01-05,visit ${i}\n`).join(''),
    );
  const noise = Buffer.from(Array.from({ length: 100_000 }, () => Math.floor(random() * 256)));
  return [
    Buffer.alloc(0),
    Buffer.from('a'),
    rows(5),
    rows(40_000),
    noise,
    Buffer.alloc(700_000, 'ab'),
    Buffer.concat([noise, rows(900), noise]),
  ];
}

describe('a gzip file', () => {
  it.each([0, 1, 6, 9])('packed at level %i gives what was packed', async (level) => {
    for (const text of texts()) {
      for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY]) {
        const packed = nodeGzip(text, { level, strategy });
        expect((await unpacked(packed, 4096)).equals(text)).toBe(true);
      }
    }
  });

  it('of several parts, padded or not, gives them one behind the other, however it comes', async () => {
    const [, a, rows] = texts();
    const parts = Buffer.concat([nodeGzip(rows!), nodeGzip(Buffer.alloc(0)), nodeGzip(a!), nodeGzip(rows!)]);
    for (const chunk of [1, 2, 7, 100_000]) {
      expect(await unpacked(parts, chunk)).toEqual(Buffer.concat([rows!, a!, rows!]));
    }
    expect(await unpacked(Buffer.concat([parts, Buffer.alloc(600)]))).toHaveLength(rows!.length * 2 + 1);
  });

  it('with a name, a remark and more in its head is read', async () => {
    const plain = nodeGzip('hello');
    const head = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]);
    const named = Buffer.concat([head, Buffer.from('a.csv\0remark\0xx'), plain.subarray(10)]);
    for (const chunk of [1, 1000]) expect((await unpacked(named, chunk)).toString()).toBe('hello');
  });

  it('that is damaged, cut off, or followed by something else is refused', async () => {
    const rows = texts()[2]!;
    const packed = nodeGzip(rows);
    for (let cut = 1; cut < packed.length; cut++) await expect(unpacked(packed.subarray(0, cut))).rejects.toThrow();
    await expect(unpacked(Buffer.concat([packed, Buffer.from('something more')]))).rejects.toThrow('something else');
    await expect(unpacked(Buffer.concat([packed, Buffer.alloc(9), packed]))).rejects.toThrow('something else');
    const repeating = Buffer.concat([packed.subarray(0, 10), Buffer.from([0x03, 0x42, 0]), Buffer.alloc(8)]);
    await expect(unpacked(repeating)).rejects.toThrow();
  });

  it('with any byte changed gives the same, or an error, and ends', async () => {
    const random = randomFrom(11);
    const rows = texts()[3]!.subarray(0, 20_000);
    const packed = nodeGzip(rows);
    for (let run = 0; run < 400; run++) {
      const damaged = Uint8Array.from(packed);
      damaged[Math.floor(random() * damaged.length)]! ^= 1 << Math.floor(random() * 8);
      const found = await unpacked(damaged).catch(() => null);
      if (found !== null) expect(found.equals(rows)).toBe(true);
    }
  });
});
