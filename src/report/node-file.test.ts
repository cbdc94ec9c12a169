import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeFile } from './node-file.ts';

let folder = '';
const content = Uint8Array.from({ length: 3_000_001 }, (_, i) => (i * 31) % 251);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-file-'));
  await writeFile(join(folder, 'a.csv'), content);
});
afterEach(() => rm(folder, { recursive: true }));

it('hands out every byte in order, as often as asked', async () => {
  const file = await nodeFile(join(folder, 'a.csv'));
  for (let times = 0; times < 2; times++) {
    const bytes = new Uint8Array(await new Response(file.stream()).arrayBuffer());
    expect(bytes.length).toBe(content.length);
    expect(Buffer.compare(bytes, content)).toBe(0);
  }
});

it('can be left half-way', async () => {
  const reader = (await nodeFile(join(folder, 'a.csv'))).stream().getReader();
  expect((await reader.read()).value?.[1]).toBe(31);
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
});
