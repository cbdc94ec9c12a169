import { describe, expect, it } from 'vitest';
import type { QualityNote } from '../journey/quality-report.ts';
import { sayExcluded, sayMatch, sayNote, sayRejected } from './quality.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the account of rows', () => {
  it('says why rows were rejected or left out', () => {
    expect(plain(sayRejected('bad-time', 51))).toBe('51 rows rejected: a time that cannot be read');
    expect(plain(sayRejected('no-person', 1))).toBe('1 row rejected: nobody is named');
    expect(plain(sayExcluded('rule', 'Status: Failed', 61))).toBe(
      '61 rows left out: by a rule of the plan (Status: Failed)',
    );
  });

  it('says how well two lists joined', () => {
    expect(plain(sayMatch({ file: 'p.csv', other: 'n.csv', people: 4118, found: 2924 }))).toBe(
      '71 % of the 4,118 people in “p.csv” are also in “n.csv”.',
    );
    expect(sayMatch({ file: 'p.csv', other: 'n.csv', people: 0, found: 0 })).toContain('names nobody');
  });

  it.each<QualityNote>([
    { code: 'delimiter', delimiter: ';' },
    { code: 'encoding', encoding: 'windows-1252', replaced: 1 },
    { code: 'preamble', lines: 2 },
    { code: 'date-order', order: 'day-first', both: 3058, only: 1060 },
    { code: 'zone', timeZone: 'Europe/Berlin', from: 'plan' },
    { code: 'dates-only', rows: 1 },
    { code: 'clock-gap', rows: 3 },
    { code: 'clock-overlap', rows: 3 },
    { code: 'keys-hashed', rows: 12 },
    { code: 'ragged', rows: 2 },
    { code: 'undated', rows: 1 },
  ])('has a sentence for the note $code', (note) => {
    expect(sayNote(note)).toMatch(/^[\p{Lu}\d].*\.$/u);
  });

  it('names the figures that decided the order of dates', () => {
    expect(sayNote({ code: 'date-order', order: 'day-first', both: 3058, only: 1060 })).toBe(
      'Dates are read day first: 1,060 fit only that, 3,058 would fit both orders.',
    );
  });
});
