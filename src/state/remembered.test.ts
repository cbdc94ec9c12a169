import { describe, expect, test } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { type DraftFile, newDraftFile } from './draft-file.ts';
import { isLongerVersion, planFor, rememberedFor, updatedBy } from './remembered.ts';

const source = (files: string): PlanSource => ({
  files,
  shape: 'list',
  person: 'mail',
  event: files,
  until: '2026-01-31',
});
const stored = (id: string, headers: Record<string, string[]>) => ({
  id,
  headers,
  plan: { handrail: 1, sources: Object.keys(headers).map(source), stages: {} } as const,
});
const jan = stored('jan', { 'news.csv': ['mail', 'date'], 'gifts.csv': ['mail', 'date', 'amount'] });

describe('a file with columns that were read before', () => {
  test('is read the same way, under its own name and without the old end', () => {
    expect(rememberedFor([jan], 'gifts-feb.csv', ['mail', 'date', 'amount'])).toEqual({
      dataset: jan,
      sources: [{ files: 'gifts-feb.csv', shape: 'list', person: 'mail', event: 'gifts.csv' }],
    });
  });

  test('is not known by other columns, nor by the same in another order', () => {
    expect(rememberedFor([jan], 'news.csv', ['mail', 'day'])).toBeNull();
    expect(rememberedFor([jan], 'news.csv', ['date', 'mail'])).toBeNull();
  });

  test('of two lists with the same columns only the name tells', () => {
    const twins = stored('twins', { 'a.csv': ['mail'], 'b.csv': ['mail'] });
    expect(rememberedFor([twins], 'b.csv', ['mail'])?.sources[0]?.event).toBe('b.csv');
    expect(rememberedFor([twins], 'c.csv', ['mail'])).toBeNull();
  });
});

describe('newer files of a dataset', () => {
  const file = (name: string, memoryOf: string | null): DraftFile => ({
    ...newDraftFile(new File([''], name)),
    state: 'ready',
    memoryOf,
  });

  test('update it when they are all there', () => {
    expect(updatedBy([file('news.csv', 'jan'), file('gifts.csv', 'jan')], [jan])).toBe(jan);
    expect(updatedBy([file('news.csv', 'jan')], [jan])).toBeNull();
    expect(updatedBy([file('news.csv', 'jan'), file('other.csv', null)], [jan])).toBeNull();
  });

  test('are a longer version only when nothing of the stored data is lost', () => {
    const january = { firstUs: 10, lastUs: 20, eventCount: 5 };
    expect(isLongerVersion(january, { firstUs: 10, lastUs: 30, eventCount: 9 })).toBe(true);
    expect(isLongerVersion(january, { firstUs: 21, lastUs: 30, eventCount: 9 })).toBe(false);
    expect(isLongerVersion(january, { firstUs: 10, lastUs: 20, eventCount: 4 })).toBe(false);
  });

  test('reach as far as they reach', () => {
    expect(planFor({ ...jan.plan, asOf: '2026-01-31', window: '30d' })).toEqual({
      handrail: 1,
      sources: [],
      stages: {},
      window: '30d',
    });
  });
});
