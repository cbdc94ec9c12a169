import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hex, SHORT_BYTES, sha256, sha256Short } from './sha256.ts';
import { loadSha256, sha256Wasm } from './sha256-wasm.ts';

test('WebAssembly and plain TypeScript give the same digests, those of Node', async () => {
  expect(sha256Wasm(new Uint8Array(1), 1)).toBeNull();
  await Promise.all([loadSha256(), loadSha256()]);
  const message = Uint8Array.from({ length: 300 }, (_, i) => (i * 131 + 7) & 255);
  for (let length = 0; length <= 300; length++) {
    const expected = createHash('sha256').update(message.subarray(0, length)).digest('hex');
    expect(hex(sha256Wasm(message, length)!), String(length)).toBe(expected);
    expect(hex(sha256(message.subarray(0, length)))).toBe(expected);
    if (length > SHORT_BYTES) continue;
    const words = [...sha256Short(message, length)];
    expect(words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')).toBe(expected);
  }
});
