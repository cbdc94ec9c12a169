import { describe, expect, test } from 'vitest';
import { HandrailError } from '../journey/errors.ts';
import type { PlanSource } from '../journey/plan.ts';
import { newDraftFile } from './draft-file.ts';
import { EMPTY_DRAFT } from './draft-store.ts';
import { isWhole, parseUnfinished, sourcesLeft, unfinishedOf } from './unfinished.ts';

const source: PlanSource = { files: 'log.csv', shape: 'events', person: '', time: 'when', event: 'what' };
const log = new File(['who,when,what\n'], 'log.csv', { lastModified: 5 });
const list = new File(['mail\n'], 'list.csv', { lastModified: 6 });
const draft = {
  ...EMPTY_DRAFT,
  files: [
    { ...newDraftFile(log), state: 'ready' as const, by: 'user' as const, sources: [source] },
    { ...newDraftFile(list), state: 'ready' as const, sources: [{ ...source, files: 'list.csv' }] },
  ],
  plan: { ...EMPTY_DRAFT.plan, stages: { interest: { label: 'Signed up', enter: ['list'] } }, window: '14d' },
  guessed: false,
  name: 'Club',
};

describe('an import that was not finished', () => {
  test('comes back as it was written, columns that lack a person included', () => {
    const kept = unfinishedOf(draft, 1000);
    const back = parseUnfinished(JSON.stringify(kept));
    expect(back).toEqual(kept);
    expect(back?.decided).toMatchObject({ plan: draft.plan, guessed: false, name: 'Club' });
    expect(sourcesLeft(back, log)).toEqual([source]);
  });

  test('says nothing of a file that was read as guessed, nor of another file', () => {
    const kept = unfinishedOf(draft, 1000);
    expect(sourcesLeft(kept, list)).toBeNull();
    expect(sourcesLeft(kept, new File(['who,when,what\n'], 'log.csv', { lastModified: 7 }))).toBeNull();
    expect(sourcesLeft(null, log)).toBeNull();
  });

  test('is whole when all its files are here, whatever else is', () => {
    const kept = unfinishedOf(draft, 1000);
    if (!kept) throw new HandrailError('internal', { what: 'nothing kept' });
    expect(isWhole(kept, [log])).toBe(false);
    expect(isWhole(kept, [list, log, new File([], 'more.csv')])).toBe(true);
  });

  test('holds no row of any file', () => {
    expect(JSON.stringify(unfinishedOf(draft, 1000))).not.toContain('mail');
  });

  test('is none without files, with a plan file, or on its way into another journey', () => {
    expect(unfinishedOf(EMPTY_DRAFT, 1000)).toBeNull();
    expect(unfinishedOf({ ...draft, planFile: { name: 'plan.json', warnings: [] } }, 1000)).toBeNull();
  });

  test.each([
    null,
    '',
    'null',
    '[]',
    '{"version":2}',
    '{"version":1}',
    '{"version":1,"files":[{}],"decided":{"plan":{"handrail":1,"stages":3}}}',
    '{"version":1,"files":[{}],"decided":{"plan":{"handrail":1,"stages":{},"window":"soon"}}}',
  ])('is none when it reads %s', (text) => {
    expect(parseUnfinished(text)).toBeNull();
  });
});
