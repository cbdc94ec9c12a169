import { describe, expect, test } from 'vitest';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { sayDiagnostics } from './diagnostics.ts';
import { newDraftFile } from './draft-file.ts';
import type { StoredDataset } from './embedded.ts';
import { forgetErrors, logError, loggedErrors } from './error-log.ts';

const SECRET = 'sEcReT';
const surroundings = {
  version: '1.2.3',
  build: 'index-abc.js',
  browser: 'Browser/1',
  languages: ['en'],
  processors: 2,
  usedBytes: 10,
  quotaBytes: 100,
  persisted: false,
};
const rows = { rowsRead: 9, rowsAccepted: 7, rowsRejected: 1, rowsExcluded: 1 };
const profile: DatasetProfile = {
  eventCount: 7,
  personCount: 5,
  firstUs: 0,
  lastUs: 1,
  nowUs: 2,
  timeZone: `Zone/${SECRET}`,
  keys: 'hashed',
  sources: [
    {
      sourceIndex: 0,
      shape: 'list',
      files: [{ name: `${SECRET}.csv`, bytes: 123, digest: SECRET }],
      dateOnly: true,
      events: 7,
      firstUs: 0,
      lastUs: 1,
      untilUs: null,
      eventNames: [SECRET],
    },
  ],
  eventNames: [{ name: SECRET, events: 7, people: 5, firstUs: 0, lastUs: 1 }],
  properties: [{ name: SECRET, of: 'event', distinct: 3, top: [{ value: SECRET, count: 3 }] }],
  quality: {
    ...rows,
    parts: [
      {
        ...rows,
        file: `${SECRET}.csv`,
        sourceIndex: 0,
        people: 5,
        rejectedBy: { 'bad-time': 1 },
        excludedBy: [{ reason: 'rule', detail: SECRET, rows: 1 }],
        rejects: [{ line: 2, reason: 'bad-time', column: SECRET, value: SECRET, text: SECRET }],
        cellProblems: [{ column: SECRET, problem: 'bad-number', cells: 2, examples: [{ line: 3, value: SECRET }] }],
        notes: [
          { code: 'delimiter', delimiter: ';' },
          { code: 'encoding', encoding: 'utf-8', replaced: 4 },
          { code: 'zone', timeZone: SECRET, from: 'plan' },
          { code: 'date-order', order: 'day-first', both: 5, only: 6 },
        ],
      },
    ],
    matches: [{ file: SECRET, other: SECRET, people: 1, found: 1 }],
  },
};
const dataset: StoredDataset = {
  id: SECRET,
  name: SECRET,
  plan: {
    handrail: 1,
    name: SECRET,
    sources: [{ files: SECRET, shape: 'list', person: SECRET, event: SECRET, properties: { [SECRET]: SECRET } }],
    stages: { action: { label: SECRET, enter: [SECRET, { event: SECRET, where: { [SECRET]: SECRET } }] } },
    exclusions: [{ event: SECRET, from: 'action', to: 'action' }],
  },
  salt: new Uint8Array([1]),
  version: { folder: SECRET, manifestSha256: SECRET, bytes: 456 },
  profile,
  createdAtMs: 0,
  headers: { [SECRET]: [SECRET, SECRET] },
  sample: false,
};

describe('diagnostics', () => {
  test('give shapes and figures, and not a word of the data', () => {
    const file = {
      ...newDraftFile(new File(['x'], `${SECRET}.csv`)),
      error: new HandrailError('file-empty', { file: SECRET }),
    };
    const text = sayDiagnostics({ surroundings, errors: [], datasets: [dataset], files: [file] });
    expect(text).not.toContain(SECRET);
    expect(JSON.parse(text)).toMatchObject({
      handrail: { version: '1.2.3', build: 'index-abc.js' },
      journeys: [
        {
          people: 5,
          columnsOfFiles: [2],
          plan: { rulesOfStages: [0, 0, 0, 2, 0], exclusions: 1 },
          parts: [
            {
              shape: 'list',
              bytes: 123,
              rowsRejected: 1,
              rejectedBy: { 'bad-time': 1 },
              badCells: [{ problem: 'bad-number', cells: 2 }],
              notes: [
                { code: 'delimiter', delimiter: ';' },
                { code: 'encoding', encoding: 'utf-8', replaced: 4 },
                { code: 'zone' },
                { code: 'date-order', both: 5, only: 6 },
              ],
            },
          ],
        },
      ],
      filesBeingRead: [{ error: 'file-empty' }],
    });
  });
});

describe('the log of errors', () => {
  test('counts codes and keeps no details', () => {
    forgetErrors();
    logError(new HandrailError('file-empty', { file: SECRET }));
    logError(new HandrailError('file-empty', { file: 'other' }));
    expect(loggedErrors()).toEqual([{ code: 'file-empty', at: [], times: 2 }]);
  });

  test('of a fault it keeps where in our scripts it was, not what it said', () => {
    forgetErrors();
    const fault = new TypeError(`no ${SECRET}\n    at ${SECRET} (evil.js)`);
    fault.stack = `TypeError: no ${SECRET}\n    at ${SECRET}.csv:1:1 is said\n    at count (https://x.org/assets/index-a1.js:3:45)\n    at https://x.org/assets/run.js:6:7`;
    logError(toHandrailError(fault));
    expect(loggedErrors()).toEqual([{ code: 'internal', at: ['index-a1.js:3:45', 'run.js:6:7'], times: 1 }]);
  });
});
