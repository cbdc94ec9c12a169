import { gzipSync, strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { HandrailError } from '../journey/errors.ts';
import type { PlanSource } from '../journey/plan.ts';
import { bytesSource } from './byte-source.ts';
import { sniffFile } from './sniff.ts';
import { importTexts, NOW_US } from './test-import.ts';

/** Damaged files of each format; `FUZZ_RUNS` asks for more than what every change can wait for. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);
const MOST_MS = 10_000;

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
  properties: { note: 'more.note' },
  dateOrder: 'day-first',
};

const records = Array.from({ length: 60 }, (_, i) => ({
  who: `p${i % 7}`,
  when: `2026-01-0${1 + (i % 9)}T10:00:00Z`,
  what: i % 2 === 0 ? 'land' : 'give "it"',
  sum: i * 1.5,
  more: { note: `ä${i}`, tags: ['a', { deep: [i] }], pairs: [{ key: 'k', value: i }] },
}));
const flat = records.map(({ more, ...record }) => ({ ...record, 'more.note': more.note }));

function parquet(): Uint8Array {
  const columnData = (['who', 'when', 'what', 'sum', 'more.note'] as const).map((name) => ({
    name,
    data: flat.map((record) => record[name]),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 25 }));
}

function sheetXml(): string {
  const header = Object.keys(flat[0]!).map((name) => `<c t="str"><v>${name}</v></c>`);
  const rows = flat.map((record, i) =>
    Object.values(record)
      .map((cell, k) =>
        typeof cell === 'number'
          ? `<c r="${'ABCDE'[k]}${i + 2}" s="1"><v>${cell}</v></c>`
          : `<c t="s"><v>${(i * 5 + k) % 9}</v></c>`,
      )
      .join(''),
  );
  return `<worksheet><sheetData>${[header.join(''), ...rows].map((cells) => `<row>${cells}</row>`).join('')}</sheetData><mergeCells><mergeCell ref="A2:A9"/></mergeCells></worksheet>`;
}

function workbook(sheet: string, level: 0 | 6): Uint8Array {
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="r0"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r0" Type="/worksheet" Target="s.xml"/><Relationship Id="st" Type="/styles" Target="st.xml"/><Relationship Id="sh" Type="/sharedStrings" Target="sh.xml"/></Relationships>',
    'xl/st.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs></styleSheet>',
    'xl/sh.xml': `<sst>${Array.from({ length: 9 }, (_, i) => `<si><t>${i % 3 === 0 ? '2026-01-01' : `t${i}`}</t></si>`).join('')}</sst>`,
    'xl/s.xml': sheet,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, [strToU8(xml), { level }]])));
}

const jsonText = JSON.stringify(records, null, 1);
const wrapped = JSON.stringify({ meta: { page: [1] }, data: { items: records, left: [{ a: 1 }] }, end: 'ä"' });
const lines = records.map((record) => JSON.stringify(record)).join('\n');
const csv = `who,when,what,sum,more.note\n${flat
  .map((record) =>
    Object.values(record)
      .map((cell) => JSON.stringify(cell).replaceAll('\\"', '""'))
      .join(','),
  )
  .join('\n')}\n`;

/** A valid file, damaged as a whole or before it is packed. */
const FORMATS: Readonly<Record<string, (damage: (bytes: Uint8Array) => Uint8Array, inner: boolean) => Uint8Array>> = {
  'a.csv': (damage) => damage(strToU8(csv)),
  'a.json': (damage) => damage(strToU8(jsonText)),
  'wrapped.json': (damage) => damage(strToU8(wrapped)),
  'a.ndjson': (damage) => damage(strToU8(lines)),
  'a.ndjson.gz': (damage, inner) => (inner ? gzipSync(damage(strToU8(lines))) : damage(gzipSync(strToU8(lines)))),
  'a.parquet': (damage) => damage(parquet()),
  'a.xlsx': (damage, inner) =>
    inner ? workbook(new TextDecoder().decode(damage(strToU8(sheetXml()))), 6) : damage(workbook(sheetXml(), 0)),
  'a.zip': (damage, inner) =>
    inner
      ? zipSync({ 'a.csv': damage(strToU8(csv)) })
      : damage(zipSync({ 'a.csv': strToU8(csv), 'b.json': strToU8(jsonText) })),
};
const SPLICES = [
  '"',
  '""',
  ',',
  '\n',
  '\0',
  '{',
  '}',
  '[',
  ']',
  ':',
  '\\',
  '\\u',
  '</row>',
  '<c t="s">',
  '&#0;',
  '9'.repeat(400),
  '-',
  'null',
];

function damagedBy(random: (below: number) => number): (bytes: Uint8Array) => Uint8Array {
  return (valid) => {
    let bytes = [...valid];
    for (let times = 1 + random(4); times > 0; times--) {
      const at = random(bytes.length);
      const kind = random(6);
      if (kind === 0) bytes[at] = random(256);
      else if (kind === 1) bytes[at]! ^= 1 << random(8);
      else if (kind === 2) bytes.splice(at, random(60));
      else if (kind === 3) bytes.splice(at, 0, ...bytes.slice(at, at + random(200)));
      else if (kind === 4) bytes.splice(at, 0, ...strToU8(SPLICES[random(SPLICES.length)]!));
      else bytes = bytes.slice(0, Math.max(1, bytes.length - random(300)));
    }
    return Uint8Array.from(bytes);
  };
}

describe('a damaged file', () => {
  it.each(Object.keys(FORMATS))(
    'like %s has its rows accounted for, or a known error says why',
    async (name) => {
      let read = 0;
      for (let seed = 1; seed <= RUNS; seed++) {
        const random = randomFrom(seed * 7919 + name.length);
        const bytes = FORMATS[name]!(damagedBy(random), random(2) === 0);
        const started = performance.now();
        try {
          const sniffed = await sniffFile(bytesSource(bytes, name, 1 + random(700)), {
            timeZone: 'UTC',
            nowUs: NOW_US,
          });
          const guessed = { ...sniffed.source, person: sniffed.source.person || sniffed.header[0]! };
          const source = random(2) === 0 ? LOG : { ...guessed, files: '*', dateOrder: 'day-first' as const };
          const { columns, profile } = await importTexts({ [name]: bytes }, [source]);
          const { rowsRead, rowsAccepted, rowsRejected, rowsExcluded } = profile.quality;
          expect([seed, rowsAccepted + rowsRejected + rowsExcluded]).toEqual([seed, rowsRead]);
          if (source.shape === 'events' || source.shape === 'list') {
            expect([seed, columns.eventCount]).toEqual([seed, rowsAccepted]);
          }
          read++;
        } catch (error) {
          if (!(error instanceof HandrailError)) throw new Error(`seed ${seed}`, { cause: error });
        }
        expect([seed, performance.now() - started < MOST_MS]).toEqual([seed, true]);
      }
      expect(read).toBeGreaterThan(RUNS / 60);
    },
    Math.max(60_000, RUNS * 200),
  );
});
