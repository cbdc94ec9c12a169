import { describe, expect, it } from 'vitest';
import type { HostedCopy } from '../backends/embedded/catalogue.ts';
import { isCode } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { columnsKey, fileAddress, hostedFiles, isChangedHere, planStep } from './hosted-plan.ts';

const SOURCE = { files: 'log.csv', shape: 'events', person: 'who' } as const;
const PLAN: Plan = { handrail: 1, sources: [SOURCE], stages: { action: { enter: ['join'] } } };

function copyOf(plan: Plan): HostedCopy {
  const mark = { etag: null, lastModified: null };
  return { address: '/plan.json', plan, newer: null, planMark: mark, marks: {}, confirmedAtMs: 0 };
}

describe('the files of a hosted plan', () => {
  it('are each named once, with stars of their own', () => {
    const sources = [SOURCE, { ...SOURCE, shape: 'list' as const }, { ...SOURCE, files: 'a \\* b.csv' }];
    expect(hostedFiles({ ...PLAN, sources })).toEqual(['log.csv', 'a * b.csv']);
  });

  it.each(['*.csv', 'log*', '../secret.csv', 'folder/log.csv', 'a\\b.csv', '..', '.'])('are not %s', (files) => {
    let error: unknown;
    try {
      hostedFiles({ ...PLAN, sources: [SOURCE, { ...SOURCE, files }] });
    } catch (thrown) {
      error = thrown;
    }
    expect(isCode(error, 'plan-wrong-value') && error.details.path).toBe('sources[1].files');
  });

  it('lie beside it, whatever their names hold', () => {
    const plan = new URL('https://page.example/app/data/plan.json?v=2');
    expect(fileAddress('a b#c?.csv', plan).href).toBe('https://page.example/app/data/a%20b%23c%3F.csv');
    expect(fileAddress('javascript:x.csv', plan).origin).toBe('https://page.example');
  });
});

describe('what decides the columns', () => {
  it('is how files are read, not what is asked of them', () => {
    const asked: Plan = { ...PLAN, name: 'x', window: '7d', stages: {}, sources: [{ ...SOURCE, until: '2026-01-01' }] };
    expect(columnsKey(asked)).toBe(columnsKey(PLAN));
    expect(columnsKey({ ...PLAN, keys: 'hashed' })).toBe(columnsKey(PLAN));
    expect(columnsKey({ ...PLAN, keys: 'kept' })).not.toBe(columnsKey(PLAN));
    expect(columnsKey({ ...PLAN, timeZone: 'UTC' })).not.toBe(columnsKey(PLAN));
    expect(columnsKey({ ...PLAN, sources: [{ ...SOURCE, time: 'when' }] })).not.toBe(columnsKey(PLAN));
  });
});

describe('a server’s plan', () => {
  const mine: Plan = { ...PLAN, window: '7d' };
  const newer: Plan = { ...PLAN, window: '14d' };
  const reordered = {
    stages: PLAN.stages,
    sources: [{ person: 'who', shape: 'events', files: 'log.csv' }],
    handrail: 1,
  };

  it('that is the kept one keeps everything, in whatever order its keys stand', () => {
    expect(planStep({ plan: PLAN, hosted: copyOf(PLAN) }, reordered as Plan).kind).toBe('keep');
    expect(planStep({ plan: mine, hosted: copyOf(PLAN) }, PLAN).kind).toBe('keep');
  });

  it('takes the place of one that nobody has changed here', () => {
    expect(planStep({ plan: PLAN, hosted: copyOf(PLAN) }, newer).kind).toBe('adopt');
  });

  it('that says what was changed here is no reason to ask', () => {
    expect(planStep({ plan: mine, hosted: copyOf(PLAN) }, mine).kind).toBe('adopt');
  });

  it('is asked about when both have changed', () => {
    expect(planStep({ plan: mine, hosted: copyOf(PLAN) }, newer).kind).toBe('ask');
    expect(isChangedHere({ plan: mine, hosted: copyOf(PLAN) })).toBe(true);
    expect(isChangedHere({ plan: mine })).toBe(false);
  });
});
