import { describe, expect, it } from 'vitest';
import { changedKeys, type KnownStep, readEntryState, stepFrom, withQuestion, withStep } from './question-steps.ts';

const step = (from: string, to: string, search = `v=1&window=${to}`): KnownStep => ({
  from,
  to,
  keys: ['window'],
  atMs: 1,
  path: '/journey/shop',
  search,
});

describe('steps from question to question', () => {
  it('can be taken again from where they were taken', () => {
    const steps = [step('a', 'b'), step('b', 'c')].reduce(withStep, []);
    expect(stepFrom(steps, 'b', '/journey/shop')?.to).toBe('c');
    expect(stepFrom(steps, 'c', '/journey/shop')).toBeUndefined();
    expect(stepFrom(steps, undefined, '/journey/shop')).toBeUndefined();
  });

  it('belong to the screen they were taken on', () => {
    expect(stepFrom([step('a', 'b')], 'a', '/journey/shop/question')).toBeUndefined();
  });

  it('give way to another step from the same question', () => {
    const steps = [step('a', 'b'), step('b', 'c'), step('a', 'd')].reduce<readonly KnownStep[]>(withStep, []);
    expect(stepFrom(steps, 'a', '/journey/shop')?.to).toBe('d');
  });

  it('stay single when they are taken again', () => {
    const steps = [step('a', 'b'), step('b', 'c'), step('a', 'b')].reduce<readonly KnownStep[]>(withStep, []);
    expect(steps.map(({ to }) => to).sort()).toEqual(['b', 'c']);
  });

  it('lead to what a drag made of the question', () => {
    const steps = withQuestion([step('a', 'b', 'v=1&window=7d')], 'b', 'v=1&window=8d');
    expect(stepFrom(steps, 'a', '/journey/shop')?.search).toBe('v=1&window=8d');
  });
});

describe('what an entry of the history carries', () => {
  it('is read back', () => {
    const state = { entry: 'b', step: { from: 'a', to: 'b', keys: ['window'], atMs: 5 } };
    expect(readEntryState(JSON.parse(JSON.stringify(state)))).toEqual(state);
    expect(readEntryState({ entry: 'a' })).toEqual({ entry: 'a' });
  });

  it.each([null, undefined, 7, 'b', {}, { entry: 7 }, { entry: 'b', step: 'a' }])(
    'is nothing where it is %j',
    (state) => {
      expect(readEntryState(state)).toBeNull();
    },
  );
});

describe('what was changed', () => {
  it('is told by the answers that differ', () => {
    const before = { window: '7d', entered: { from: '2026-01-01' } };
    expect(changedKeys(before, { window: '7d', entered: { from: '2026-01-02' } })).toEqual(['entered']);
    expect(changedKeys(before, {})).toEqual(['window', 'entered']);
    expect(changedKeys(before, { ...before })).toEqual([]);
    expect(changedKeys({}, { window: null })).toEqual(['window']);
  });
});
