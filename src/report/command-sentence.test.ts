import { expect, it } from 'vitest';
import { type ErrorCode, type ErrorDetails, HandrailError } from '../journey/errors.ts';
import { commandSentence } from './command-sentence.ts';

const CASES: { readonly [C in ErrorCode]?: ErrorDetails[C] } = {
  'plan-not-json': { file: 'plan.json', line: 3, column: 14 },
  'plan-wrong-value': { path: 'sources[0].shape', value: '"lst"', expected: 'one of "events", "list"' },
  'plan-missing-key': { path: 'sources[0].person', expected: 'the column that names the person' },
  'plan-newer-version': { version: '2' },
  'needs-answer': {
    key: 'sources[1].until',
    question: 'until',
    evidence: 'b.csv',
    lastDay: '2026-02-03',
    dataDay: '2026-06-30',
  },
  'file-empty': { file: 'a.csv' },
  'file-header-only': { file: 'a.csv', columns: 3 },
  'file-not-text': { file: 'a.csv', looksLike: 'PNG' },
  'file-unreadable': { file: 'a.csv', why: 'there is no such file' },
  'file-unmatched': { file: 'a.csv', patterns: ['b*.csv'] },
  'source-without-file': { path: 'sources[2].files', files: 'gifts.csv' },
  'column-missing': { file: 'a.csv', path: 'sources[0].time', column: 'tiem', nearest: 'time' },
  'too-many-columns': { file: 'a.csv', columns: 20_000, limit: 4096 },
  'no-rows-accepted': { file: 'a.csv', rows: 12, reason: 'bad-time' as const, line: 2, value: '31.31.2026' },
  'unknown-property': { property: 'chanel', known: ['channel'], nearest: 'channel' },
  'already-imported': { file: 'a.csv', dataset: 'River Trust' },
  usage: { problem: 'There is no option --windw.' },
};

it.each(Object.keys(CASES) as ErrorCode[])('%s is one sentence that names every value', (code) => {
  const sentence = commandSentence(new HandrailError(code, CASES[code]!));
  expect(sentence).toMatch(/^[^\n]*[.]$/);
  expect(sentence.replace(/“[^”]*”|"[^"]*"|\S\.\S/gu, '').match(/[.?!](?:\s|$)/gu)).toHaveLength(1);
  for (const [key, value] of Object.entries(CASES[code]!)) {
    if (['question', 'reason', 'columns', 'rows', 'problem'].includes(key) || typeof value === 'object') continue;
    expect(sentence).toContain(String(value));
  }
});

it('keeps control characters and long values of a file out of the terminal', () => {
  const details = {
    file: 'a.csv',
    rows: 1,
    reason: 'bad-time' as const,
    line: 2,
    value: `\u001b[2J\n${'x'.repeat(5000)}`,
  };
  const sentence = commandSentence(new HandrailError('no-rows-accepted', details));
  expect(sentence).not.toMatch(/\p{Cc}/u);
  expect(sentence.length).toBeLessThan(250);
});

it('says why rows were left out when all of them were', () => {
  const details = { file: 'a.csv', rows: 3, reason: 'in-the-future' as const, line: 2, value: '' };
  expect(commandSentence(new HandrailError('no-rows-accepted', details))).toContain('line 2: left out, later than');
});
