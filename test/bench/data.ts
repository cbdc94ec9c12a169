import { type FileHandle, open } from 'node:fs/promises';
import type { EventColumns } from '../../src/engine/columns.ts';

const NAMES = ['visit', 'view', 'cart', 'checkout', 'order', 'other'];
/** How often each name comes, in sixteenths. */
const SHARES = [5, 4, 2, 1, 1, 3];
const CHANNELS = ['', 'search', 'mail', 'social', 'partner', 'direct', 'video', 'print'];
const FROM_US = Date.UTC(2025, 0, 1) * 1000;
const DAYS = 180;

/** A number of 32 bits after the other (Marsaglia 2003, xorshift). */
function generator(seed: number): () => number {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 0;
  };
}

/** The same events every time: ten to a person on average, some people with many more. */
export function benchColumns(eventCount: number, seed = 20_250_330): EventColumns {
  const next = generator(seed);
  const personCount = Math.max(1, Math.round(eventCount / 10));
  const personStart = new Uint32Array(personCount + 1);
  for (let i = 0; i < eventCount; i++) {
    const a = next() / 2 ** 32;
    personStart[Math.floor(a * a * personCount) + 1]!++;
  }
  for (let p = 0; p < personCount; p++) personStart[p + 1]! += personStart[p]!;
  const timeUs = new Float64Array(eventCount);
  const name = new Uint8Array(eventCount);
  const channel = new Uint8Array(eventCount);
  const byShare = SHARES.flatMap((share, code) => Array.from({ length: share }, () => code));
  for (let i = 0; i < eventCount; i++) {
    timeUs[i] = FROM_US + (next() % (DAYS * 86_400)) * 1_000_000 + (next() % 1000) * 1000;
    name[i] = byShare[next() & 15]!;
    channel[i] = next() % (CHANNELS.length + 4) < CHANNELS.length ? next() % CHANNELS.length : 0;
  }
  for (let p = 0; p < personCount; p++) timeUs.subarray(personStart[p]!, personStart[p + 1]!).sort();
  const bytes = new TextEncoder().encode(
    Array.from({ length: personCount }, (_, p) => `u${p.toString(36).padStart(7, '0')}`).join(''),
  );
  return {
    eventCount,
    personCount,
    personStart,
    timeUs,
    name,
    names: NAMES,
    value: null,
    source: new Uint8Array(eventCount),
    properties: { channel: { values: CHANNELS.slice(1), event: channel, person: null } },
    personKeys: { bytes, offsets: Uint32Array.from({ length: personCount + 1 }, (_, p) => p * 8) },
  };
}

/** Writes the events as CSV without a header: person, microseconds, name, channel, place. */
export async function writeCsv(columns: EventColumns, path: string): Promise<void> {
  const decoder = new TextDecoder();
  const { personStart, personKeys } = columns;
  const file: FileHandle = await open(path, 'w');
  let lines: string[] = [];
  for (let p = 0; p < columns.personCount; p++) {
    const key = decoder.decode(personKeys.bytes.subarray(personKeys.offsets[p], personKeys.offsets[p + 1]));
    for (let row = personStart[p]!; row < personStart[p + 1]!; row++) {
      const channel = CHANNELS[columns.properties.channel?.event?.[row] ?? 0] ?? '';
      lines.push(`${key},${columns.timeUs[row]},${NAMES[columns.name[row]!]},${channel},${row}\n`);
    }
    if (lines.length < 50_000 && p + 1 < columns.personCount) continue;
    await file.write(lines.join(''));
    lines = [];
  }
  await file.close();
}
