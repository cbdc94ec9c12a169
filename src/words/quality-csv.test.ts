import { expect, it } from 'vitest';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { qualityCsv } from './quality-csv.ts';

const plan: Plan = { handrail: 1, sources: [], stages: { action: { enter: ['gift'] } } };
const counts = { rowsRead: 5, rowsAccepted: 2, rowsRejected: 2, rowsExcluded: 1 };
const profile: DatasetProfile = {
  eventCount: 2,
  personCount: 2,
  firstUs: 0,
  lastUs: 0,
  nowUs: 1,
  timeZone: 'UTC',
  keys: 'plain',
  sources: [],
  properties: [],
  eventNames: [
    { name: 'heartbeat', events: 1, people: 1, firstUs: 0, lastUs: 0 },
    { name: 'gift', events: 1, people: 1, firstUs: 0, lastUs: 0 },
  ],
  quality: {
    ...counts,
    matches: [{ file: 'a.csv', other: 'b.csv', people: 2, found: 1 }],
    nearMisses: [{ differences: ['case'], people: 1, example: ['a', 'A'] }],
    parts: [
      {
        ...counts,
        file: 'a.csv',
        sourceIndex: 0,
        people: 2,
        alone: 1,
        rejectedBy: { 'no-time': 1, 'no-person': 1 },
        excludedBy: [{ reason: 'rule', detail: 'Status = Failed', rows: 1 }],
        rejects: [
          { line: 3, reason: 'no-time', column: 'day', value: '', text: '=cmd(),,' },
          { line: 4, reason: 'no-person', column: 'who', value: '', text: ',x,"y"' },
        ],
        cellProblems: [{ column: 'amount', problem: 'bad-number', cells: 2, examples: [{ line: 9, value: 'free' }] }],
        notes: [
          { code: 'duplicates', events: 3 },
          { code: 'delimiter', delimiter: ',' },
        ],
      },
    ],
  },
};

it('holds every count once, and every rejected row as text that no spreadsheet runs', () => {
  const lines = qualityCsv(profile, plan).replaceAll('\u00a0', ' ').trim().split('\r\n');
  expect(lines[0]).toBe('file,what,count,in words,place,column,value,row');
  expect(lines).toContain('a.csv,rows left out,1,,,,,');
  expect(lines).toContain('a.csv,people in no other file,1,1 of the 2 people in “a.csv” is in no other file.,,,,');
  expect(lines).toContain('a.csv,rejected,1,1 row rejected: no time,,,,');
  expect(lines).toContain('a.csv,left out,1,1 row left out: by a rule of the plan (Status = Failed),,,,');
  expect(lines.some((line) => line.startsWith('a.csv,cells,2,"2 cells of amount are no numbers, such as “free”'))).toBe(
    true,
  );
  expect(lines.some((line) => line.startsWith('a.csv,note,3,"3 events say the same'))).toBe(true);
  expect(lines).toContain(',event in no stage,1,heartbeat,,,,');
  expect(lines.filter((line) => line.includes('gift'))).toEqual([]);
  expect(lines).toContain('a.csv,rejected row,1,no time,line 3,day,,"\'=cmd(),,"');
  expect(lines).toContain('a.csv,rejected row,1,nobody is named,line 4,who,,",x,""y"""');
});
