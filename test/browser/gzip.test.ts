import { expect, test } from 'vitest';
import { bytesSource } from '../../src/importers/byte-source.ts';
import { digestStream } from '../../src/importers/bytes/file-digest.ts';
import { openBytes } from '../../src/importers/file-text.ts';

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const encoder = new TextEncoder();
const rows = (from: number, to: number) =>
  encoder.encode(Array.from({ length: to - from }, (_, i) => `p${(from + i) * 7919},2026-01-05,visit ${i}\n`).join(''));

/** What a file unpacks to, and what was heard of it as it is stored. */
async function read(stored: Uint8Array) {
  const heard: Uint8Array[] = [];
  const file = bytesSource(stored, 'log.csv.gz', 5000);
  const bytes = await openBytes(file, (chunk) => heard.push(chunk.slice()));
  const pieces = [bytes.head];
  if (!bytes.whole) for (let next = await bytes.next(); next !== null; next = await bytes.next()) pieces.push(next);
  await bytes.close();
  return { text: new TextDecoder().decode(joined(pieces)), heard: joined(heard) };
}

test.each([
  ['small', 20],
  ['large', 60_000],
])('a %s gzip file of several parts is read to its end, every stored byte heard once', async (_, count) => {
  const [a, b, c] = [rows(0, count), rows(count, count * 2), rows(count * 2, count * 3)];
  const stored = joined([await gzip(a), await gzip(b), await gzip(c)]);
  const { text, heard } = await read(stored);
  expect(text === new TextDecoder().decode(joined([a, b, c]))).toBe(true);
  expect(heard.length).toBe(stored.length);
  const digest = (bytes: Uint8Array) => digestStream(bytesSource(bytes, 'a', 999).stream(), () => undefined);
  expect(await digest(heard)).toBe(await digest(stored));
});

test.each([
  ['cut off', (packed: Uint8Array) => packed.subarray(0, packed.length - 40)],
  ['followed by something else', (packed: Uint8Array) => joined([packed, encoder.encode('something else')])],
])('a gzip file that is %s is refused', async (_, damage) => {
  const packed = await gzip(rows(0, 60_000));
  await expect(read(damage(packed))).rejects.toMatchObject({ code: 'file-unreadable' });
});
