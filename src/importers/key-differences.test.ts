import { describe, expect, it } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { importTexts, personKeys } from './test-import.ts';

const list = (file: string): PlanSource => ({ files: file, shape: 'list', person: 'key', time: 'day', event: file });
const LISTS = [list('letter.csv'), list('gifts.csv')];
const file = (...keys: readonly string[]): string => `key,day\n${keys.map((key) => `${key},2026-01-01\n`).join('')}`;

describe('keys that differ a little', () => {
  it('are people of their own, and offered as one', async () => {
    const files = { 'letter.csv': file('A-1', 'b-2', 'C-3', 'D 4'), 'gifts.csv': file('a-1', 'B-2', 'C-3', 'd4') };
    const { profile } = await importTexts(files, LISTS);
    expect(profile.personCount).toBe(7);
    expect(profile.quality.nearMisses).toEqual([
      { differences: ['case'], people: 2, example: ['a-1', 'A-1'] },
      { differences: ['case', 'spaces'], people: 1, example: ['d4', 'D 4'] },
    ]);
  });

  it('are one when the plan says so', async () => {
    const files = { 'letter.csv': file('A-1', 'b-2', 'D 4'), 'gifts.csv': file('a-1', 'B-2', 'd4') };
    const { profile, columns } = await importTexts(files, LISTS, { looseKeys: ['case', 'spaces'] });
    expect(personKeys(columns)).toEqual(['a-1', 'b-2', 'd4']);
    expect(profile.quality.nearMisses).toEqual([]);
    expect(profile.quality.matches[0]).toMatchObject({ people: 3, found: 3 });
  });

  it('finds addresses with a plus and phone numbers with signs, and shows none of them', async () => {
    const files = {
      'letter.csv': file('ada+news@river.example', '+49 228 1234567', 'bob@river.example'),
      'gifts.csv': file('Ada@river.example', '+49 (228) 123-4567', 'bob@river.example'),
    };
    const { profile } = await importTexts(files, LISTS);
    expect(profile.personCount).toBe(5);
    expect(profile.quality.nearMisses).toEqual([
      { differences: ['plus-address'], people: 1, example: null },
      { differences: ['spaces'], people: 1, example: null },
    ]);
    const joined = await importTexts(files, LISTS, { looseKeys: ['plus-address', 'spaces'] });
    expect(joined.profile.personCount).toBe(3);
    const kept = await importTexts(files, LISTS, { looseKeys: ['plus-address', 'spaces'], keys: 'kept' });
    expect(personKeys(kept.columns)).toEqual(['ada@river.example', '+492281234567', 'bob@river.example']);
  });

  it('count for lists that borrow the dates of people, too', async () => {
    const people: PlanSource = { files: 'people.csv', shape: 'people', person: 'key', time: 'day' };
    const undated: PlanSource = { files: 'letter.csv', shape: 'list', person: 'key', event: 'letter' };
    const files = { 'people.csv': file('A-1'), 'letter.csv': 'key\na-1\n' };
    const { profile } = await importTexts(files, [people, undated], { looseKeys: ['case'] });
    expect(profile).toMatchObject({ personCount: 1, eventCount: 1 });
  });
});

describe('what an import says of its people and events', () => {
  it('counts people who are in no other file', async () => {
    const { profile } = await importTexts({ 'letter.csv': file('a', 'b', 'c'), 'gifts.csv': file('c', 'd') }, LISTS);
    expect(profile.quality.parts.map(({ file: name, alone }) => [name, alone])).toEqual([
      ['letter.csv', 2],
      ['gifts.csv', 1],
    ]);
    const single = await importTexts({ 'letter.csv': file('a') }, LISTS.slice(0, 1));
    expect(single.profile.quality.parts[0]!.alone).toBeUndefined();
  });

  it('counts events that say the same, of 1970, and rows out of order', async () => {
    const log: PlanSource = {
      files: 'log.csv',
      shape: 'events',
      person: 'who',
      time: 'when',
      event: 'what',
      value: 'worth',
      properties: { channel: 'by' },
    };
    const rows = [
      'ada,1970-01-01T00:00:00Z,visit,,web',
      'ada,2026-01-01T10:00:00Z,visit,,web',
      'ada,2026-01-01T10:00:00Z,visit,,web',
      'ada,2026-01-01T10:00:00Z,visit,,fair',
      'ada,2026-01-01T10:00:00Z,visit,1,web',
      'bob,2026-01-01T10:00:00Z,visit,,web',
      ...Array.from({ length: 12 }, (_, i) => `eve,2026-01-02T10:00:00Z,visit,${i % 6},web`),
      'ada,2025-12-31T10:00:00Z,visit,,web',
    ];
    const { profile } = await importTexts({ 'log.csv': `who,when,what,worth,by\n${rows.join('\n')}\n` }, [log]);
    const { notes } = profile.quality.parts[0]!;
    expect(notes).toContainEqual({ code: 'duplicates', events: 7 });
    expect(notes).toContainEqual({ code: 'year-1970', events: 1 });
    expect(notes).toContainEqual({ code: 'out-of-order', order: 'rising', rows: 1 });
  });

  it('takes a file that runs backwards for one in order', async () => {
    const rows = ['2026-01-03', '2026-01-02', '2026-01-02', '2026-01-01'].map((day, i) => `p${i},${day}\n`);
    const { profile } = await importTexts({ 'letter.csv': `key,day\n${rows.join('')}` }, LISTS.slice(0, 1));
    expect(profile.quality.parts[0]!.notes.some(({ code }) => code === 'out-of-order')).toBe(false);
  });
});
