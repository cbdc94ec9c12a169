import { expect, it } from 'vitest';
import { HandrailError } from '../journey/errors.ts';
import type { PlanSource } from '../journey/plan.ts';
import { bytesSource } from './byte-source.ts';
import { sniffFile } from './sniff.ts';
import { importTexts, NOW_US } from './test-import.ts';

/** Mulberry32: the same damage in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const LOG: PlanSource = {
  files: '*',
  shape: 'events',
  person: 'who',
  time: 'when',
  event: 'what',
  value: 'sum',
  properties: { note: 'note' },
  dateOrder: 'day-first',
};

const rows = (line: (i: number) => string): string => Array.from({ length: 60 }, (_, i) => line(i)).join('\n');
const VALID: readonly string[] = [
  `what,when,who,sum,note\n${rows((i) => `land,2026-01-0${1 + (i % 9)}T10:00:00Z,p${i % 7},${i}.50,"a ""b"", ${i}"`)}\n`,
  `who;when;what;sum;note\r\n${rows((i) => `u${i}@x.org;1${i % 9}.01.2026 10:00;${i % 3};1.234,5${i % 10};ä${i}\r`)}`,
  `who\twhen\twhat\tsum\tnote\r${rows((i) => `${i % 5}\t17672256${10 + i}\tx\t\t"two\rlines"`).replaceAll('\n', '\r')}`,
];
const SPLICES = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\u{feff}',
  '=1+1',
  '\u001f\u008b',
  '9'.repeat(400),
];

async function damaged(valid: Uint8Array, random: (below: number) => number): Promise<Uint8Array> {
  let bytes = [...valid];
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(bytes.length);
    const to = at + random(40);
    const kind = random(5);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes.splice(at, random(60));
    else if (kind === 2) bytes.splice(at, 0, ...bytes.slice(at, to));
    else if (kind === 3) bytes.splice(at, 0, ...new TextEncoder().encode(SPLICES[random(SPLICES.length)]!));
    else bytes = bytes.slice(0, Math.max(1, bytes.length - random(200)));
  }
  const plain = Uint8Array.from(bytes);
  if (random(8) > 0) return plain;
  const packed = new Blob([plain]).stream().pipeThrough(new CompressionStream('gzip'));
  const gzip = new Uint8Array(await new Response(packed).arrayBuffer());
  if (random(2) === 0) gzip[random(gzip.length)]! ^= 1 << random(8);
  return gzip.slice(0, gzip.length - (random(2) === 0 ? random(20) : 0));
}

it('whatever happens to a file, its rows are accounted for or a known error says why', async () => {
  const started = performance.now();
  let read = 0;
  for (let seed = 1; seed <= 240; seed++) {
    const random = randomFrom(seed);
    const bytes = await damaged(new TextEncoder().encode(VALID[seed % VALID.length]!), random);
    try {
      const sniffed = await sniffFile(bytesSource(bytes, 'a.csv', 1 + random(500)), { timeZone: 'UTC', nowUs: NOW_US });
      const guessed = { ...sniffed.source, person: sniffed.source.person || sniffed.header[0]! };
      const source = random(2) === 0 ? LOG : { ...guessed, dateOrder: 'day-first' as const };
      const { columns, profile } = await importTexts({ 'a.csv': bytes }, [source]);
      const { rowsRead, rowsAccepted, rowsRejected, rowsExcluded, parts } = profile.quality;
      expect([seed, rowsAccepted + rowsRejected + rowsExcluded]).toEqual([seed, rowsRead]);
      expect([seed, columns.eventCount]).toEqual([seed, source.shape === 'people' ? 0 : rowsAccepted]);
      expect([seed, parts[0]!.rejects.length]).toEqual([seed, rowsRejected]);
      for (let p = 0; p < columns.personCount; p++) {
        for (let row = columns.personStart[p]! + 1; row < columns.personStart[p + 1]!; row++) {
          expect(columns.timeUs[row]).toBeGreaterThanOrEqual(columns.timeUs[row - 1]!);
        }
      }
      read++;
    } catch (error) {
      if (!(error instanceof HandrailError)) throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  expect(read).toBeGreaterThan(120);
  expect(performance.now() - started).toBeLessThan(30_000);
});
