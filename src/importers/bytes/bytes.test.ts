import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteDictionary } from './dictionary.ts';
import { FileDigest } from './file-digest.ts';
import { CodeChunks, DoubleChunks } from './growable.ts';
import { hex, sha256 } from './sha256.ts';
import { TextPool } from './text-pool.ts';
import { TextStream } from './text-stream.ts';

const encoder = new TextEncoder();

describe('sha256', () => {
  it('equals the platform’s own for any input', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const own = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
        expect(hex(sha256(bytes))).toBe(hex(new Uint8Array(own)));
      }),
    );
  });
});

describe('FileDigest', () => {
  const digest = async (bytes: Uint8Array, chunk: number): Promise<string> => {
    const file = new FileDigest();
    for (let at = 0; at < bytes.length; at += chunk) file.add(bytes.subarray(at, at + chunk));
    return file.finish();
  };

  it('does not depend on how the file is cut into chunks, but on every byte', async () => {
    const bytes = Uint8Array.from({ length: 9_000_000 }, (_, i) => (i * 31) & 255);
    const whole = await digest(bytes, bytes.length);
    expect(whole).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest(bytes, 65_537)).toBe(whole);
    bytes[5_000_000]! ^= 1;
    expect(await digest(bytes, 1 << 20)).not.toBe(whole);
  });
});

describe('ByteDictionary', () => {
  it('says when it would grow beyond its limit', () => {
    const full = (): never => {
      throw new Error('full');
    };
    const dictionary = new ByteDictionary(7, full, 3);
    const intern = (text: string): number => dictionary.intern(encoder.encode(text), 0, text.length);
    expect(['a', 'b', 'c', 'b'].map(intern)).toEqual([0, 1, 2, 1]);
    expect(() => intern('d')).toThrow('full');
    expect(intern('c')).toBe(2);
  });

  it('numbers texts like a Map does, in order of first appearance', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4 }), { maxLength: 400 }), fc.integer(), (texts, seed) => {
        const dictionary = new ByteDictionary(seed);
        const map = new Map<string, number>();
        for (const text of texts) {
          const bytes = encoder.encode(`<${text}>`);
          if (!map.has(text)) {
            expect(dictionary.find(bytes, 1, bytes.length - 1)).toBe(-1);
            map.set(text, map.size);
          }
          expect(dictionary.intern(bytes, 1, bytes.length - 1)).toBe(map.get(text));
          expect(dictionary.find(bytes, 1, bytes.length - 1)).toBe(map.get(text));
        }
        expect(dictionary.texts()).toEqual([...map.keys()]);
      }),
    );
  });

  it('knows its entries again after a rest', () => {
    const dictionary = new ByteDictionary(3);
    const intern = (text: string): number => {
      const bytes = encoder.encode(text);
      return dictionary.intern(bytes, 0, bytes.length);
    };
    const texts = Array.from({ length: 500 }, (_, i) => 'x'.repeat(i % 7) + i);
    texts.forEach(intern);
    dictionary.rest();
    expect(dictionary.texts()).toEqual(texts);
    expect(dictionary.find(encoder.encode('none'), 0, 4)).toBe(-1);
    dictionary.rest();
    expect(texts.map(intern)).toEqual(texts.map((_, i) => i));
    dictionary.rest();
    const bytes = encoder.encode('x1,new,x1,   ');
    const out = new Int32Array(3);
    dictionary.internMany(bytes, Int32Array.of(0, 3, 7), Int32Array.of(2, 6, 9), 0, 3, out, () => undefined);
    expect([...out]).toEqual([1, 500, 1]);
  });

  it('numbers the texts of a pool as if they came one by one, whatever it knows already', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 9, unit: fc.constantFrom('a', 'b', '7', '-') }),
      fc.nat(3000).map(String),
    );
    const batches = fc.array(fc.array(text, { maxLength: 300 }), { maxLength: 4 });
    fc.assert(
      fc.property(batches, fc.integer(), (all, seed) => {
        const pooled = new ByteDictionary(seed);
        const single = new ByteDictionary(seed);
        const pool = new TextPool(pooled.seed);
        for (const texts of all) {
          const bytes = encoder.encode(`${texts.join(',')}   `);
          const starts = new Int32Array(texts.length);
          const ends = new Int32Array(texts.length);
          texts.forEach((each, k) => {
            starts[k] = k === 0 ? 0 : ends[k - 1]! + 1;
            ends[k] = starts[k]! + each.length;
          });
          const plain: number[] = [];
          for (let k = 0; k < texts.length; k++) {
            const taken = pool.add(new DataView(bytes.buffer), starts, ends, k, texts.length);
            for (; k < taken; k++) plain.push(single.intern(bytes, starts[k]!, ends[k]!));
          }
          const out = new Int32Array(pool.size);
          pooled.internPool(pool, out);
          expect([...out]).toEqual(plain);
          expect(pool.size).toBe(0);
        }
        expect(pooled.texts()).toEqual(single.texts());
        pooled.rest();
        const known = single.texts().map((each) => encoder.encode(each));
        expect(known.map((bytes) => pooled.find(bytes, 0, bytes.length))).toEqual(known.map((_, id) => id));
      }),
    );
  });

  it('takes into a pool what is surely no address, phone number or odd id', () => {
    const pool = new TextPool(1);
    const takes = (text: string): boolean => {
      const bytes = encoder.encode(`${text}   `);
      const end = bytes.length - 3;
      return pool.add(new DataView(bytes.buffer), Int32Array.of(0), Int32Array.of(end), 0, 1) === 1;
    };
    expect(['user-1', 'a', '7', '1234', '0c3e-11_x', 'x'.repeat(1024), '12345.6a'].map(takes)).not.toContain(false);
    const others = [
      '',
      'ada@river.org',
      'User-1',
      ' a',
      'a b',
      'für',
      '+49 30',
      '030-123',
      '1-2',
      'x'.repeat(1025),
      'abc@',
      'abcZ',
    ];
    expect(others.map(takes)).not.toContain(true);
  });

  it('keeps many entries apart', () => {
    const dictionary = new ByteDictionary();
    let wrong = 0;
    for (let i = 0; i < 200_000; i++) {
      const bytes = encoder.encode(`user-${i}`);
      if (dictionary.intern(bytes, 0, bytes.length) !== i) wrong++;
    }
    expect(wrong).toBe(0);
    expect(dictionary.find(encoder.encode('user-77777'), 0, 10)).toBe(77_777);
  });
});

describe('growing columns', () => {
  it('keep every code whatever its width', () => {
    const codes = new CodeChunks();
    const wanted: number[] = [];
    for (let i = 0; i < 200_000; i++) {
      const code = i < 70_000 ? i % 200 : i < 140_000 ? i % 60_000 : i * 1000;
      codes.push(code);
      wanted.push(code);
    }
    codes.padTo(200_100);
    expect(codes.get(150_000)).toBe(150_000_000);
    const codeOf = codes.reader();
    expect([codeOf(150_000), codeOf(3), codeOf(199_999)]).toEqual([150_000_000, 3, 199_999_000]);
    const drained: number[] = [];
    codes.drain((chunk, from) => {
      expect(from).toBe(drained.length);
      for (const code of chunk) drained.push(code);
    });
    expect(drained).toEqual([...wanted, ...new Array<number>(100).fill(0)]);
  });

  it('pad doubles with the given value', () => {
    const column = new DoubleChunks(Number.NaN);
    column.push(1);
    column.padTo(70_000);
    column.push(2);
    const flat: number[] = [];
    column.drain((chunk) => {
      for (const value of chunk) flat.push(value);
    });
    expect([flat.length, flat[0], flat[69_999], flat[70_000]]).toEqual([70_001, 1, Number.NaN, 2]);
  });
});

describe('a column of doubles', () => {
  const day = Date.UTC(2026, 0, 1) * 1000;
  const kinds: readonly (readonly [string, (i: number) => number])[] = [
    ['thousandths of a second', (i) => day + i * 7000],
    ['microseconds', (i) => day + i * 7],
    ['times before 1970 and gaps', (i) => (i % 9 === 0 ? Number.NaN : -day + i * 1000)],
    ['times far apart', (i) => (i % 2 === 0 ? 0 : day + i * 1000)],
    ['cents and gaps', (i) => (i % 3 === 0 ? i / 100 : Number.NaN)],
    ['amounts below zero', (i) => -i / 20],
    ['fractions', (i) => i / 7],
    ['odd numbers', (i) => [-0, 1e300, -1e-300, 5e-324, 2 ** 53, Number.POSITIVE_INFINITY][i % 6]!],
    ['gaps', () => Number.NaN],
  ];
  it.each(kinds)('gives back every bit: %s', (_, valueAt) => {
    const column = new DoubleChunks(Number.NaN);
    const wanted = Float64Array.from({ length: 200_000 }, (_, i) => valueAt(i));
    wanted.subarray(0, 100).forEach((value) => {
      column.push(value);
    });
    column.pushMany(wanted, 100, wanted.length);
    for (const row of [3, 70_000, 70_001, 199_999]) {
      expect(column.get(row)).toBe(wanted[row]);
      column.set(row, row / 3);
      wanted[row] = row / 3;
      expect(column.get(row)).toBe(row / 3);
    }
    column.drain((chunk, from) => {
      expect(chunk).toEqual(wanted.subarray(from, from + chunk.length));
    });
  });
});

describe('TextStream', () => {
  it('makes of any bytes in any chunks what the platform’s decoder makes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encoder.encode(text)),
    );
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 9 }), (input, chunk) => {
        const stream = new TextStream('utf-8', true);
        const out: number[] = [];
        for (let at = 0; at < input.length; at += chunk) out.push(...stream.push(input.subarray(at, at + chunk)));
        out.push(...stream.end());
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(input);
        expect(new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(Uint8Array.from(out))).toBe(text);
        const given = [...text].filter((c) => c === '\ufffd').length;
        expect(stream.replaced).toBeLessThanOrEqual(given);
      }),
      { numRuns: 2000 },
    );
  });
});
