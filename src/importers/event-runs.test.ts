import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandrailError } from '../journey/errors.ts';
import type { Plan, PlanSource } from '../journey/plan.ts';
import { bytesSource } from './byte-source.ts';
import { type Imported, importFiles } from './import.ts';
import { NOW_US } from './test-import.ts';

const encoder = new TextEncoder();
const SALT = encoder.encode('salt of a test');

const LOG: PlanSource = {
  files: 'log.csv',
  shape: 'events',
  person: 'who',
  time: 'when',
  event: 'what',
  value: 'amount',
  properties: { channel: 'via', side: 'side' },
};
const SOURCES: readonly PlanSource[] = [
  LOG,
  { ...LOG, timeZone: 'Europe/Berlin', exclude: [{ property: 'channel', in: ['mail', ''] }] },
  { ...LOG, decimal: ',', dateOrder: 'month-first', exclude: [{ property: 'side', notIn: ['buyer', 'seller'] }] },
  { ...LOG, eventId: 'side', epochs: 'local' },
  { files: 'log.csv', shape: 'list', person: 'who', time: 'when', event: 'signed', properties: { what: 'what' } },
];

/** Reads a log; with a list of people who were forgotten, which names nobody, row by row. */
async function read(text: string, source: PlanSource, rowByRow: boolean): Promise<Imported | string> {
  const plan: Plan = { handrail: 1, timeZone: 'UTC', stages: {}, sources: [source] };
  const forgotten = rowByRow ? [{ salt: SALT, hashes: new Set<string>() }] : [];
  try {
    return await importFiles([bytesSource(encoder.encode(text), 'log.csv', 60_000)], plan, {
      salt: SALT,
      nowUs: NOW_US,
      rowDigests: true,
      forgotten,
    });
  } catch (error) {
    if (error instanceof HandrailError) return JSON.stringify([error.code, error.details]);
    throw error;
  }
}

async function expectSame(text: string, source: PlanSource): Promise<Imported | string> {
  const together = await read(text, source, false);
  const single = await read(text, source, true);
  expect(together).toEqual(single);
  return together;
}

const person = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 40 }).map((n) => `user-${n}`) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }).map((n) => `Ada${n}@river.org`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'who',
      'Total',
      'Grand total',
      'Sum:',
      'seg-1',
      ' user-1',
      'čtvrtletník',
      '+49 30 12345',
    ),
  },
);
const time = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 20_000_000 }), fc.constantFrom('Z', '', '+02:00'))
      .map(([s, zone]) => `${new Date(Date.UTC(2026, 0, 1) + s * 1000).toISOString().slice(0, -5)}${zone}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['', ' ', 'soon', '2026-01-05', '2026-03-29 02:30:00', '2026-10-25 02:30:00', '2031-01-01T00:00:00Z'],
      ...['1767225600', '2026-02-30T10:00:00Z', '2026-02-03 10:00', '13/01/2026 10:00', '2026-01-05T10:00:00.123456Z'],
    ),
  },
);
const what = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('land', 'page viewed', 'newsletter opened', 'buy') },
  { weight: 1, arbitrary: fc.constantFrom('', '  ', 'what', 'say ""hi""', 'two\nlines', 'a,b', '<b>', '=1+1', 'für') },
);
const via = fc.constantFrom('mail', 'ads', '', 'fair, autumn', 'čtvrtletník', '__proto__');
const amount = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', '', '3', '12.50', '-1') },
  { weight: 1, arbitrary: fc.constantFrom(' ', 'free', '1.234', '1,5', '1.234,50', '12 €', '0.5.1') },
);
const side = fc.constantFrom('buyer', 'seller', '', 'id-1', 'id-2');
const cell = (text: string): string => (/[",\n]/u.test(text) ? `"${text}"` : text);
const row = fc.tuple(person, time, what, via, amount, side).map((cells) => cells.map(cell).join(','));
const line = fc.oneof(
  { weight: 30, arbitrary: row },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['', ',,,,,', 'user-1', 'user-1,2026-01-05T10:00:00Z,land', 'who,when,what,via,amount,side'],
      ...['user-2,2026-01-05T10:00:00Z,land,mail,,buyer,more', '"user-3,2026-01-05T10:00:00Z,land,mail,,', 'a"b,"c'],
      ...['"user-4" ,2026-01-05T10:00:00Z,land,mail,,', 'user-5,2026-01-05T10:00:00Z,land,mail,,,,'],
    ),
  },
);

describe('rows that are read together', () => {
  it('give the columns, the account and the digests that they give one by one', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(...SOURCES),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (lines, source, newline, ends) => {
          const text = `who,when,what,via,amount,side${newline}${lines.join(newline)}${ends ? newline : ''}`;
          if (typeof (await expectSame(text, source)) !== 'string') read++;
        },
      ),
      { numRuns: 400 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it('do so over many runs and chunks, with odd rows here and there', async () => {
    const odd = [
      ',2026-01-05T10:00:00Z,land,mail,,',
      'user-1,never,land,mail,,',
      'user-1,2026-01-05T10:00:00Z,"two\nlines",mail,free,',
      'user-1,2026-01-05T10:00:00Z,"say ""hi""",mail,"1.234",',
      '"user-1,2026-01-05T10:00:00Z,land,mail,,',
      'user-1,2031-01-05T10:00:00Z,land,mail,,',
      'Total,,,,99,',
      'user-1,2026-01-05,land,mail,,',
      'user-1',
    ];
    for (const every of [1, 2, 3, 37, 1024, 5000, 100_000]) {
      const lines = Array.from({ length: 20_000 }, (_, i) => {
        if (i % every === every - 1) return odd[Math.floor(i / every) % odd.length]!;
        const at = new Date(Date.UTC(2026, 0, 1) + ((i * 7919) % 10_000_000) * 1000).toISOString();
        const quoted = i % 5 === 0 ? '"fair, autumn"' : i % 7 === 0 ? '' : 'mail';
        return `user-${(i * 31) % 3001},${at},${i % 3 === 0 ? 'page viewed' : `kind ${i % 300}`},${quoted},${i % 11 === 0 ? i / 4 : ''},`;
      });
      const imported = await expectSame(`who,when,what,via,amount,side\n${lines.join('\n')}`, LOG);
      if (typeof imported === 'string') throw new Error(imported);
      const { rowsRead, rowsAccepted } = imported.profile.quality;
      expect(rowsRead).toBe(20_000);
      expect(imported.columns.eventCount).toBe(rowsAccepted);
      expect(rowsAccepted).toBeGreaterThanOrEqual(every === 1 ? 1 : 20_000 - 20_000 / every);
    }
  });
});
