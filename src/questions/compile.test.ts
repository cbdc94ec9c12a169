import { describe, expect, it } from 'vitest';
import { type HandrailError, isCode } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile, SourceProfile } from '../journey/profile.ts';
import { compileComparison, compileFunnel, compileScope, compileTrend, openEnds } from './compile.ts';

const us = (iso: string): number => Date.parse(iso) * 1000;

const source = (index: number, names: string[], last: string, more: Partial<SourceProfile> = {}): SourceProfile => ({
  sourceIndex: index,
  shape: 'list',
  files: [{ name: `${index}.csv`, bytes: 1, digest: '' }],
  dateOnly: false,
  events: 1,
  firstUs: us('2026-01-01T00:00:00Z'),
  lastUs: us(last),
  untilUs: null,
  eventNames: names,
  ...more,
});

const profile = (...sources: SourceProfile[]): DatasetProfile => ({
  eventCount: 1,
  personCount: 1,
  firstUs: 0,
  lastUs: 0,
  nowUs: 0,
  timeZone: 'Europe/Berlin',
  keys: 'plain',
  sources,
  eventNames: [],
  properties: [{ name: 'channel', of: 'event', distinct: 1, top: [] }],
  quality: { rowsRead: 0, rowsAccepted: 0, rowsRejected: 0, rowsExcluded: 0, parts: [], matches: [] },
});

const plan = (more: Partial<Plan> = {}): Plan => ({
  handrail: 1,
  sources: [],
  stages: { awareness: { enter: ['read*'] }, motivation: { enter: [] }, action: { enter: ['gave'] } },
  ...more,
});

const two = profile(source(0, ['read news'], '2026-06-20T10:00:00Z'), source(1, ['gave'], '2026-06-30T10:00:00Z'));

function errorOf(action: () => unknown): HandrailError {
  try {
    action();
  } catch (error) {
    return error as HandrailError;
  }
  throw new Error('nothing was thrown');
}

describe('a question compiled from plan, profile and view', () => {
  it('has a step for each measured stage only', () => {
    expect(compileScope(plan(), two).steps.map((step) => step.id)).toEqual(['awareness', 'action']);
  });

  it('needs a measured stage', () => {
    expect(errorOf(() => compileScope(plan({ stages: {} }), two)).code).toBe('no-stage-measured');
  });

  it('reads days as whole days of the plan’s zone, both ends included', () => {
    const { entered } = compileScope(plan({ entered: { from: '2026-03-29', to: '2026-03-29' } }), two);
    expect(entered).toEqual({ fromUs: us('2026-03-28T23:00:00Z'), toUs: us('2026-03-29T22:00:00Z') - 1 });
  });

  it('keeps the microseconds of an instant', () => {
    const { during } = compileScope(plan({ during: { to: '2026-03-29T10:00:00.123456+02:00' } }), two);
    expect(during).toEqual({ fromUs: null, toUs: us('2026-03-29T08:00:00Z') + 123_456 });
  });

  it('lets the view go before the plan, and null take something away', () => {
    const { windowUs, entered, order } = compileScope(
      plan({ window: '30d', entered: { from: '2026-01-01' }, order: 'strict' }),
      two,
      { window: '300h', entered: null, order: 'any' },
    );
    expect([windowUs, entered, order]).toEqual([300 * 3_600_000_000, null, 'any']);
  });

  it('counts by calendar day when a source of a measured stage has dates only, and rounds the window up to days', () => {
    const dated = profile(
      source(0, ['read news'], '2026-06-20T10:00:00Z', { dateOnly: true }),
      source(1, ['gave'], '2026-06-30T10:00:00Z'),
    );
    expect(compileScope(plan({ window: '300h' }), dated)).toMatchObject({
      calendarDays: true,
      windowUs: 13 * 86_400_000_000,
    });
    const elsewhere = profile(
      source(0, ['sneezed'], '2026-06-20T10:00:00Z', { dateOnly: true }),
      source(1, ['gave'], '2026-06-30T10:00:00Z'),
    );
    expect(compileScope(plan({ window: '300h' }), elsewhere).calendarDays).toBe(false);
  });

  it('names a property that the data does not have, with the nearest one', () => {
    const error = errorOf(() =>
      compileFunnel(plan(), two, { breakdown: { property: 'chanel', attribution: 'first' } }),
    );
    expect(error.details).toEqual({ property: 'chanel', known: ['channel'], nearest: 'channel' });
  });

  it('counts steps of an attribution from 1 for people and from 0 in the question', () => {
    const { breakdown } = compileFunnel(plan(), two, { breakdown: { property: 'channel', attribution: { step: 2 } } });
    expect(breakdown?.attribution).toEqual({ kind: 'step', step: 1 });
  });

  it('moves an exclusion between stages that are not measured to the measured ones around it', () => {
    const exclusions = [{ event: 'refund', from: 'interest', to: 'motivation' }] as const;
    expect(compileScope(plan({ exclusions }), two).exclusions).toMatchObject([{ fromStep: 0, toStep: 1 }]);
  });
});

describe('other questions of the same view', () => {
  it('compare the period entered with another one, when there is one', () => {
    const compare = { kind: 'periods', with: { from: '2026-01-01', to: '2026-01-31' } } as const;
    expect(compileComparison(plan(), two, { compare })).toBeNull();
    expect(compileComparison(plan(), two, { entered: { from: '2026-02-01' }, compare })).toMatchObject({
      kind: 'comparison',
      a: { fromUs: us('2026-01-31T23:00:00Z'), toUs: null },
      b: { fromUs: us('2025-12-31T23:00:00Z'), toUs: us('2026-01-31T23:00:00Z') - 1 },
    });
  });

  it('follow a rate by the week, which starts as the plan says, or by the view’s period', () => {
    const transition = { fromStep: 0, toStep: 1 };
    expect(compileTrend(plan(), two, {}, transition)).toMatchObject({
      interval: 'week',
      weekStart: 'monday',
      ...transition,
    });
    expect(compileTrend(plan({ weekStart: 'sunday' }), two, { interval: 'month' }, transition)).toMatchObject({
      interval: 'month',
      weekStart: 'sunday',
    });
  });

  it('take the view’s exclusions in the place of the plan’s', () => {
    const exclusions = [{ event: 'refund', from: 'awareness', to: 'action' }] as const;
    expect(compileScope(plan({ exclusions }), two, { exclusions: [] }).exclusions).toEqual([]);
  });
});

describe('up to when the data is complete', () => {
  it('is the last event over all sources while every source ends within one window of it', () => {
    expect(compileScope(plan({ window: '30d' }), two).asOfUs).toBe(us('2026-06-30T10:00:00Z'));
  });

  it('is asked when a source ends more than a window earlier, naming the key', () => {
    const error = errorOf(() => compileScope(plan({ window: '7d' }), two));
    expect(isCode(error, 'needs-answer')).toBe(true);
    expect(error.details).toMatchObject({ key: 'sources[0].until', lastDay: '2026-06-20', dataDay: '2026-06-30' });
    expect(openEnds(plan({ window: '7d' }), two).map((open) => open.sourceIndex)).toEqual([0]);
  });

  it('is not asked of a list that borrows its dates, unless the plan gives it an end', () => {
    const lists = [
      { shape: 'list', files: '0.csv', event: 'read news', person: 'id' },
      { shape: 'list', files: '1.csv', event: 'gave', person: 'id', time: 'day' },
    ] as const satisfies Plan['sources'];
    const borrowing = plan({ window: '7d', sources: lists });
    expect(openEnds(borrowing, two)).toEqual([]);
    expect(compileScope(borrowing, two).asOfUs).toBe(us('2026-06-30T10:00:00Z'));
    const [first, second] = two.sources as [SourceProfile, SourceProfile];
    const said = profile({ ...first, untilUs: us('2026-06-25T22:00:00Z') - 1 }, second);
    expect(compileScope(borrowing, said).asOfUs).toBe(us('2026-06-25T22:00:00Z') - 1);
    const [undated, dated] = lists;
    expect(openEnds(plan({ window: '7d', sources: [{ ...undated, time: 'day' }, dated] }), two)).toHaveLength(1);
  });

  it('is the earliest `until` of the sources that feed measured stages', () => {
    const said = profile(
      source(0, ['read news'], '2026-06-20T10:00:00Z', { untilUs: us('2026-06-25T22:00:00Z') - 1 }),
      source(1, ['gave'], '2026-06-30T10:00:00Z'),
    );
    expect(compileScope(plan({ window: '7d' }), said).asOfUs).toBe(us('2026-06-25T22:00:00Z') - 1);
  });

  it('is the end of the last day when that is a date without a clock time', () => {
    const dated = profile(source(0, ['read news', 'gave'], '2026-06-29T22:00:00Z', { dateOnly: true }));
    expect(compileScope(plan({ window: '7d' }), dated).asOfUs).toBe(us('2026-06-30T22:00:00Z') - 1);
  });

  it('is what plan or view say, and then nothing is asked', () => {
    expect(compileScope(plan({ window: '7d', asOf: '2026-06-28' }), two).asOfUs).toBe(us('2026-06-28T22:00:00Z') - 1);
    expect(compileScope(plan({ window: '7d', asOf: '2026-06-28' }), two, { asOf: '2026-06-27' }).asOfUs).toBe(
      us('2026-06-27T22:00:00Z') - 1,
    );
  });

  it('is not asked without a window, nor of a source that feeds no measured stage', () => {
    expect(() => compileScope(plan(), two)).not.toThrow();
    const aside = profile(
      source(0, ['sneezed'], '2026-01-20T10:00:00Z'),
      source(1, ['gave', 'read it'], '2026-06-30T10:00:00Z'),
    );
    expect(() => compileScope(plan({ window: '7d' }), aside)).not.toThrow();
  });
});
