import { describe, expect, it } from 'vitest';
import type { QualityNote } from '../journey/quality-report.ts';
import {
  sayAlone,
  sayCellProblem,
  sayCosts,
  sayExcluded,
  sayMatch,
  sayNearMiss,
  sayNote,
  sayRejected,
} from './quality.ts';

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
    { code: 'list', list: 'data', others: ['included'] },
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
    { code: 'decimal', mark: ',', both: 4, only: 9, other: 1 },
    { code: 'out-of-order', order: 'rising', rows: 2 },
    { code: 'duplicates', events: 1 },
    { code: 'year-1970', events: 2 },
  ])('has a sentence for the note $code', (note) => {
    expect(sayNote(note)).toMatch(/^[\p{Lu}\d].*\.$/u);
  });

  it('says what amounts that could be of thousands were taken for', () => {
    expect(sayNote({ code: 'decimal', mark: ',', both: 4, only: 9, other: 0 })).toBe(
      'Amounts are read with a decimal comma: 9 fit only that, 4 could mean thousands as well.',
    );
    expect(sayNote({ code: 'decimal', mark: '.', both: 0, only: 9, other: 1 })).toContain('1 fits only the other mark');
  });

  it('says which cells could not be used', () => {
    const problem = { column: 'Betrag', cells: 3, examples: [{ line: 14, value: 'gratis' }] };
    expect(plain(sayCellProblem({ ...problem, problem: 'bad-number' }))).toBe(
      '3 cells of Betrag are no numbers, such as “gratis” in line 14.',
    );
    expect(plain(sayCellProblem({ ...problem, cells: 1, examples: [], problem: 'in-the-future' }))).toBe(
      '1 cell of Betrag lies after the moment of the import and gives no event.',
    );
  });

  it('says who differs little from another one, and who is in one file alone', () => {
    expect(plain(sayNearMiss({ differences: ['case', 'spaces'], people: 41, example: ['a-1', 'A 1'] }))).toBe(
      '41 people differ from another one in nothing but upper and lower case and blanks, such as “a-1” and “A 1”.',
    );
    expect(plain(sayAlone('p.csv', 1194, 4118))).toBe('1,194 of the 4,118 people in “p.csv” are in no other file.');
    expect(sayAlone('p.csv', 0, 9)).toContain('Everyone');
    expect(sayAlone('p.csv', 0, 0)).toBe('“p.csv” names nobody.');
  });

  it('do not speak for people whom no file gives a date', () => {
    expect(plain(sayAlone('s.csv', 0, 380, 'en', 2715))).toBe(
      'Everyone in “s.csv” who has a date is in another file, too; 2,715 of its rows name people who have no date in any file, and were rejected.',
    );
    expect(plain(sayAlone('s.csv', 1, 4, 'en', 1))).toBe(
      '1 of the 4 people in “s.csv” who have a date is in no other file; 1 of its rows names somebody who has no date in any file, and was rejected.',
    );
    expect(sayAlone('s.csv', 0, 0, 'en', 2)).toContain('Nobody in “s.csv” has a date');
    expect(plain(sayMatch({ file: 's.csv', other: 'd.csv', people: 380, found: 380 }, 'en', 2715))).toBe(
      '100 % of the 380 people in “s.csv” who have a date are also in “d.csv”.',
    );
    expect(sayMatch({ file: 's.csv', other: 'd.csv', people: 0, found: 0 }, 'en', 3)).toContain('has a date, so');
  });

  it('sums up what was spent', () => {
    const costs = { channel: 'Meta', currency: 'USD', spent: 1061.75, days: 2 };
    expect(plain(sayCosts(costs))).toBe('Costs on Meta: USD 1,061.75 on 2 days.');
    expect(plain(sayCosts({ ...costs, channel: null, currency: null, days: 1 }))).toBe('Costs: 1,061.75 on 1 day.');
  });

  it('names the figures that decided the order of dates', () => {
    expect(sayNote({ code: 'date-order', order: 'day-first', both: 3058, only: 1060 })).toBe(
      'Dates are read day first: 1,060 fit only that, 3,058 would fit both orders.',
    );
  });
});
