import { describe, expect, it } from 'vitest';
import { type ErrorCode, type ErrorDetails, HandrailError } from '../journey/errors.ts';
import { sayError } from './errors.ts';

const EXAMPLES: { readonly [C in ErrorCode]: ErrorDetails[C] } = {
  'plan-not-json': { file: 'plan.json', line: 3, column: 14 },
  'plan-wrong-value': { path: 'sources[0].shape', value: 'lst', expected: '“events”, “list” or “people”' },
  'plan-missing-key': { path: 'sources[0].person', expected: 'the column that names the person' },
  'tools-wrong-cell': { file: 'tools.csv', line: 7, column: 'status', value: 'lve', expected: '“live”' },
  'tools-column-missing': { file: 'tools.csv', column: 'name', nearest: 'naem' },
  'plan-newer-version': { version: '2' },
  'needs-answer': {
    key: 'sources[1].until',
    question: 'until',
    evidence: 'petition.csv',
    lastDay: '2026-02-03',
    dataDay: '2026-06-30',
  },
  'file-empty': { file: 'a.csv' },
  'file-header-only': { file: 'a.csv', columns: 1 },
  'file-not-text': { file: 'a.csv', looksLike: 'a PNG picture' },
  'file-unreadable': { file: 'a.csv', why: 'permission denied' },
  'file-unmatched': { file: 'a.csv', patterns: ['b*.csv', 'c.csv'] },
  'source-without-file': { path: 'sources[2]', files: 'gifts.csv' },
  'column-missing': { file: 'a.csv', path: 'sources[0].time', column: 'tiem', nearest: 'time' },
  'json-damaged': { file: 'log.json', line: 17, column: 40 },
  'json-too-deep': { file: 'log.json', line: 1, column: 201, limit: 200 },
  'json-without-records': { file: 'log.json', others: 3 },
  'json-keyed': { file: 'log.json', keys: ['-Na1', '-Nb2', '-Nc3'] },
  'json-many-lists': { file: 'log.json', lists: ['a.events', 'b.events', 'c.events'] },
  'costs-without-days': { file: 'ads.csv', product: 'Google Ads' },
  'record-too-long': { file: 'log.json', record: 18, limitBytes: 64_000_000 },
  'unpacks-too-far': { file: 'a.zip', limitBytes: 1_000_000_000 },
  'too-many-values': { column: 'session', limit: 50_000_000 },
  'memory-exhausted': { rows: 71_000_000 },
  'archive-without-tables': { file: 'a.zip', members: 1500, tables: 1200 },
  'archive-of-several': { file: 'a.zip', tables: ['visits.csv', 'gifts.csv'] },
  'sheet-missing': { file: 'a.xlsx', sheet: 'Gfits', sheets: ['Gifts', 'Notes'], nearest: 'Gifts' },
  'too-many-columns': { file: 'a.csv', columns: 20_000, limit: 10_000 },
  'no-rows-accepted': { file: 'a.csv', rows: 12, reason: 'bad-time', line: 2, value: '31.31.2026' },
  'no-stage-measured': {},
  'no-events': {},
  'unknown-property': { property: 'chanel', known: ['channel', 'campaign'], nearest: 'channel' },
  'already-imported': { file: 'a.csv', dataset: 'River Trust' },
  'rows-already-here': { file: 'a.csv', dataset: 'River Trust', rows: 1200 },
  'dataset-changed': { dataset: 'River Trust' },
  'forgotten-meanwhile': {},
  cancelled: {},
  'worker-died': { worker: 'reading' },
  'storage-full': { neededBytes: 40_000_000 },
  'storage-unavailable': { why: 'private browsing' },
  'dataset-damaged': { dataset: 'River Trust', file: 'time.bin' },
  'dataset-missing': { dataset: 'River Trust' },
  'hosted-foreign': { address: 'https://elsewhere.example/plan.json' },
  'hosted-not-found': { address: 'data/river-trust/plan.json' },
  'hosted-refused': { address: 'data/river-trust/plan.json', status: 503 },
  'hosted-unreachable': { address: 'data/river-trust/plan.json' },
  'hosted-broken-off': { address: 'data/river-trust/donations.csv', bytes: 512, bytesTotal: 900 },
  'saved-damaged': { file: 'River Trust.handrail' },
  'saved-newer-version': { file: 'River Trust.handrail', version: '2' },
  'clickhouse-off': {},
  'clickhouse-source-unknown': { source: 'visits', known: ['events'] },
  'clickhouse-unreachable': { why: 'connection refused' },
  'clickhouse-broken-off': {},
  'clickhouse-refused': { why: 'wrong user or password' },
  'clickhouse-table-missing': { table: 'shop.events' },
  'clickhouse-column-missing': { table: 'shop.events', key: 'person', column: 'usr', nearest: 'user' },
  'clickhouse-column-type': { table: 'shop.events', column: 'at', type: 'String', expected: 'DateTime64' },
  'clickhouse-empty': { table: 'shop.events' },
  'clickhouse-over-limit': { limit: 'time' },
  'clickhouse-failed': { code: 999, why: 'no more file handles' },
  'question-refused': { why: 'it has 31 steps' },
  'browser-lacks': { features: ['OPFS', 'module workers'] },
  usage: { problem: 'The option --order takes ordered, strict or any, not “sorted”' },
  internal: { what: 'index out of range' },
};

const codes = Object.keys(EXAMPLES) as ErrorCode[];
const say = (code: ErrorCode) => sayError(new HandrailError(code, EXAMPLES[code]));

it('says what helps when a file cannot be read', () => {
  const told = (remedy?: 'anew' | 'unlock') =>
    sayError(new HandrailError('file-unreadable', { file: 'a.zip', why: 'as a zip: odd', ...(remedy && { remedy }) }));
  expect(told()).toContain('Check that it still exists');
  expect(told('anew')).toContain('export or download it again');
  expect(told('unlock')).toContain('Unpack it with its password');
});

describe('an error', () => {
  it.each(codes)('%s is said in whole sentences, without code, braces or undefined', (code) => {
    const sentence = say(code);
    expect(sentence).toMatch(/^[\p{Lu}“].*[.]$/u);
    expect(sentence).not.toMatch(/undefined|\[object|[{}]|\.\.|null/);
  });

  it.each(codes)('%s names every value that it carries, codes in words', (code) => {
    const sentence = say(code);
    for (const [key, value] of Object.entries(EXAMPLES[code])) {
      if (key === 'question' || typeof value === 'object' || key.endsWith('Bytes')) continue;
      if (key === 'reason') expect(sentence).toContain('a time that cannot be read');
      else expect(sentence).toContain(typeof value === 'number' ? value.toLocaleString('en') : value);
    }
  });

  it('names the plan key that answers a question', () => {
    expect(say('needs-answer')).toContain('sources[1].until');
    expect(say('needs-answer')).toContain('2026-02-03');
  });

  it('keeps singular and plural apart', () => {
    expect(say('file-header-only').replaceAll('\u00a0', ' ')).toContain('1 column ');
    const several = sayError(new HandrailError('file-header-only', { file: 'a.csv', columns: 2 }));
    expect(several.replaceAll('\u00a0', ' ')).toContain('2 columns ');
  });
});
