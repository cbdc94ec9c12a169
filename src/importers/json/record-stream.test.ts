import { describe, expect, it } from 'vitest';
import { RecordPaths } from './paths.ts';
import { MAX_RECORD_BYTES, RecordStream } from './record-stream.ts';

const encoder = new TextEncoder();

/** What a stream tells of a text with a record longer than any may be, in chunks of a megabyte. */
function told(before: string, behind: string): string[] {
  const out: string[] = [];
  const stream = new RecordStream('a.json', new RecordPaths(100), {
    begin: () => undefined,
    end: () => out.push('record'),
    bad: (place, _bytes, _from, _to, reason) => out.push(`${place} ${reason}`),
    leaf: () => undefined,
    nothing: () => undefined,
  });
  const megabyte = new Uint8Array(1 << 20).fill(120);
  stream.feed(encoder.encode(`${before}{"a":"`));
  for (let bytes = 0; bytes <= MAX_RECORD_BYTES + megabyte.length; bytes += megabyte.length) stream.feed(megabyte);
  stream.feed(encoder.encode(`"}${behind}`));
  stream.end();
  return out;
}

describe('a record over 64 MB', () => {
  it('is left out of a text of lines, which is read on', () => {
    expect(told('{"a":1}\n', '\n{"a":2}\n')).toEqual(['record', '2 line-too-long', 'record']);
  });

  it('ends the reading of an array with its number', () => {
    expect(() => told('[{"a":1},', ']')).toThrow(
      expect.objectContaining({ code: 'record-too-long', details: expect.objectContaining({ record: 2 }) }),
    );
  });
});
