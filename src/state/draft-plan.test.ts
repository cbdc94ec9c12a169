import { describe, expect, test } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { type DraftFile, newDraftFile } from './draft-file.ts';
import { blockersOf, isReadyToRead, readingKey, sourcesOf, suggestedName, waitingSources } from './draft-plan.ts';

const list = (files: string): PlanSource => ({ files, shape: 'list', person: 'mail', event: 'newsletter' });
const ready = (name: string, source: PlanSource = list(name)): DraftFile => ({
  ...newDraftFile(new File(['x'], name)),
  state: 'ready',
  sources: [source],
});
const named = (...names: string[]) =>
  suggestedName(
    { handrail: 1, sources: [], stages: {} },
    names.map((name) => new File([''], name)),
  );

describe('when files are read', () => {
  test('as soon as each was looked at and nothing is open', () => {
    expect(isReadyToRead([ready('a.csv')], [])).toBe(true);
    expect(isReadyToRead([ready('a.csv'), newDraftFile(new File([''], 'b.csv'))], [])).toBe(false);
    expect(isReadyToRead([], [])).toBe(false);
  });

  test('not while a column or an answer is missing', () => {
    const nobody = ready('a.csv', { ...list('a.csv'), person: '' });
    expect(blockersOf(nobody)).toEqual([{ kind: 'column', role: 'person' }]);
    expect(isReadyToRead([nobody], [])).toBe(false);
    expect(isReadyToRead([{ ...ready('a.csv'), ask: { code: 'date-order', evidence: '' } }], [])).toBe(false);
  });

  test('a file that cannot be read does not hold up the others', () => {
    expect(isReadyToRead([ready('a.csv'), { ...newDraftFile(new File([''], 'b.csv')), state: 'failed' }], [])).toBe(
      true,
    );
  });

  test('a source of the plan waits for its file', () => {
    const planned = [list('a*.csv'), list('b.csv')];
    expect(waitingSources([ready('a1.csv')], planned)).toEqual([list('b.csv')]);
    expect(isReadyToRead([ready('a1.csv')], planned)).toBe(false);
  });
});

test('files of one pattern share a source, in the order of the plan', () => {
  const planned = [list('b.csv'), list('a*.csv')];
  const files = [ready('a1.csv', list('a*.csv')), ready('a2.csv', list('a*.csv')), ready('b.csv')];
  expect(sourcesOf(files, planned)).toEqual(planned);
});

test('another column reads anew, the day a source ends does not', () => {
  const files = [ready('a.csv')];
  const key = (source: PlanSource) => readingKey(files, { handrail: 1, sources: [source], stages: {} });
  expect(key({ ...list('a.csv'), until: '2026-01-01' })).toBe(key(list('a.csv')));
  expect(key({ ...list('a.csv'), person: 'phone' })).not.toBe(key(list('a.csv')));
});

describe('the suggested name', () => {
  test('is made of one file’s name', () => expect(named('page_visits.csv.gz')).toBe('Page visits'));
  test('is what several names begin with', () => {
    expect(named('olist_leads.csv', 'olist_deals.csv')).toBe('Olist');
    expect(named('newsletter.csv', 'petition.csv')).toBe('Our organisation');
  });
});
