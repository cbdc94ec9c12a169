import { describe, expect, it } from 'vitest';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile, PropertyProfile, SourceProfile } from '../journey/profile.ts';
import { answersOf, compileFindings, linkedView, questionsOf } from './findings.ts';
import { decodeView, encodeView } from './url.ts';
import type { View } from './view.ts';

const us = (iso: string): number => Date.parse(iso) * 1000;

const source = (names: readonly string[], first: string, last: string, more: Partial<SourceProfile> = {}) => ({
  sourceIndex: 0,
  shape: 'list' as const,
  files: [{ name: `${names[0]}.csv`, bytes: 1, digest: '' }],
  dateOnly: false,
  events: 1,
  firstUs: us(first),
  lastUs: us(last),
  untilUs: null,
  eventNames: names,
  ...more,
});

const property = (name: string, distinct: number, of: PropertyProfile['of'] = 'event') => ({
  name,
  of,
  distinct,
  top: [],
});

function profileOf(sources: readonly SourceProfile[], properties: readonly PropertyProfile[] = []): DatasetProfile {
  return {
    eventCount: 1,
    personCount: 1,
    firstUs: Math.min(...sources.map(({ firstUs }) => firstUs ?? 0)),
    lastUs: Math.max(...sources.map(({ lastUs }) => lastUs ?? 0)),
    nowUs: 0,
    timeZone: 'UTC',
    keys: 'plain',
    sources,
    eventNames: [],
    properties,
    quality: { rowsRead: 0, rowsAccepted: 0, rowsRejected: 0, rowsExcluded: 0, parts: [], matches: [] },
  };
}

const PLAN: Plan = {
  handrail: 1,
  sources: [],
  window: '30d',
  timeZone: 'UTC',
  stages: { awareness: { enter: ['read'] }, interest: { enter: ['joined'] }, action: { enter: ['gave', 'pledged'] } },
};

/** From a Thursday to a Tuesday night. */
const YEAR = profileOf([
  source(['read', 'joined'], '2025-01-02T08:00:00Z', '2025-12-30T22:00:00Z'),
  source(['gave'], '2025-01-09T08:00:00Z', '2025-12-30T21:00:00Z'),
]);

const periods = (plan: Plan, profile: DatasetProfile, view: View = {}) => {
  const pair = compileFindings(plan, profile, view).periods;
  return pair && [pair.now.range, pair.before.range].map(({ from, to }) => `${from}..${to}`);
};

describe('the two periods that findings compare', () => {
  it('are the halves of all whole weeks that every list has', () => {
    // The gifts begin on 9 January; the last week that ended is that of Sunday, 28 December.
    expect(periods(PLAN, YEAR)).toEqual(['2025-07-07..2025-12-28', '2025-01-13..2025-07-06']);
  });

  it('begin with the week as the plan has it', () => {
    expect(periods({ ...PLAN, weekStart: 'sunday' }, YEAR)).toEqual([
      '2025-07-06..2025-12-27',
      '2025-01-12..2025-07-05',
    ]);
  });

  it('are half a year each at most, and four weeks at least', () => {
    const long = profileOf([source(['read', 'joined', 'gave'], '2019-01-01T00:00:00Z', '2025-12-28T23:00:00Z')]);
    expect(periods(PLAN, long)).toEqual(['2025-06-30..2025-12-28', '2024-12-30..2025-06-29']);
    const short = profileOf([source(['read', 'joined', 'gave'], '2025-01-06T00:00:00Z', '2025-02-28T23:00:00Z')]);
    expect(periods(PLAN, short)).toBeNull();
  });

  it('end where a list ends, whatever day the rest is complete up to', () => {
    const ended = profileOf([
      source(['read', 'joined'], '2025-01-01T00:00:00Z', '2025-06-29T23:00:00Z'),
      source(['gave'], '2025-01-01T00:00:00Z', '2025-12-30T21:00:00Z'),
    ]);
    expect(periods({ ...PLAN, asOf: '2025-12-30' }, ended)?.[0]).toMatch(/\.\.2025-06-29$/);
  });

  it('are the days entered and as many before them', () => {
    const entered = { from: '2025-10-01', to: '2025-12-15' };
    expect(periods(PLAN, YEAR, { entered })).toEqual(['2025-10-01..2025-12-15', '2025-07-17..2025-09-30']);
    expect(periods(PLAN, YEAR, { entered: { from: '2025-12-01' } })).toEqual([
      '2025-12-01..2025-12-30',
      '2025-11-01..2025-11-30',
    ]);
  });

  it('are none where the data does not reach back, or a range ends within a day', () => {
    expect(periods(PLAN, YEAR, { entered: { from: '2025-03-01', to: '2025-12-15' } })).toBeNull();
    expect(periods(PLAN, YEAR, { entered: { from: '2025-10-01T12:00:00Z', to: '2025-12-15' } })).toBeNull();
  });

  it('are the ones that the person chose', () => {
    const compare = { kind: 'periods', with: { from: '2025-02-01', to: '2025-02-28' } } as const;
    expect(periods(PLAN, YEAR, { compare, entered: { from: '2025-03-01', to: '2025-03-31' } })).toEqual([
      '2025-03-01..2025-03-31',
      '2025-02-01..2025-02-28',
    ]);
    expect(periods(PLAN, YEAR, { compare })).toEqual(['2025-12-03..2025-12-30', '2025-02-01..2025-02-28']);
  });
});

describe('what is asked for findings', () => {
  it('is answered in place, and every question once', () => {
    const asked = compileFindings(PLAN, YEAR);
    const questions = questionsOf(asked);
    expect(questions.map(({ kind }) => kind)).toEqual(['funnel', 'trend', 'comparison', 'evidence', 'trend', 'trend']);
    const given: unknown[] = [];
    answersOf(asked, (question) => {
      given.push(question);
      return null;
    });
    expect(new Set(given)).toEqual(new Set(questions));
  });

  it('counts first Actions over all the data, whatever the range and the window', () => {
    const view: View = { entered: { from: '2025-10-01' }, window: '7d' };
    const query = compileFindings(PLAN, YEAR, view).arrivals?.query;
    expect(query).toMatchObject({ entered: null, during: null, windowUs: null, once: true, interval: 'day' });
    expect(query?.steps.map(({ id, matches }) => [id, matches.length])).toEqual([['action', 2]]);
  });

  it('compares no rates without a window, since recent people had less time', () => {
    const { comparison, trends, arrivals } = compileFindings({ ...PLAN, window: null }, YEAR);
    expect([comparison, trends]).toEqual([null, []]);
    expect(arrivals).not.toBeNull();
  });

  it('counts no first Actions under a filter on what people carried on their way', () => {
    const properties = [property('channel', 3), property('town', 4, 'person')];
    const profile = profileOf(YEAR.sources, properties);
    const where = (name: string): View => ({ filters: [{ property: name, attribution: 'first', in: ['x'] }] });
    expect(compileFindings(PLAN, profile, where('channel')).arrivals).toBeNull();
    expect(compileFindings(PLAN, profile, where('town')).arrivals).not.toBeNull();
  });

  it('divides people by what they carried at first contact, by the usual properties first', () => {
    const properties = [
      property('order id', 5000),
      property('same', 1),
      property('page', 40),
      property('town', 12, 'person'),
      property('Channel', 5),
    ];
    const { breakdowns } = compileFindings(PLAN, profileOf(YEAR.sources, properties));
    expect(breakdowns.map(({ breakdown }) => breakdown)).toEqual([
      { property: 'Channel', attribution: { kind: 'step', step: 0 } },
      { property: 'page', attribution: { kind: 'step', step: 0 } },
      { property: 'town', attribution: { kind: 'first' } },
    ]);
  });

  it('asks no more than the count of a single stage', () => {
    const asked = compileFindings({ ...PLAN, stages: { action: { enter: ['gave'] } } }, YEAR);
    expect(questionsOf(asked).map(({ kind }) => kind)).toEqual(['funnel', 'trend']);
  });

  it('knows which stages a list feeds, and which lists end early', () => {
    const ended = profileOf([
      source(['read'], '2025-01-01T00:00:00Z', '2025-06-29T23:00:00Z'),
      source(['gave', 'joined'], '2025-01-05T00:00:00Z', '2025-12-30T21:00:00Z'),
    ]);
    const { sources, commonStartUs } = compileFindings({ ...PLAN, asOf: '2025-12-30' }, ended);
    expect(sources.map(({ stages, endsEarly }) => [stages, endsEarly])).toEqual([
      [['awareness'], true],
      [['interest', 'action'], false],
    ]);
    expect(commonStartUs).toBe(us('2025-01-05T00:00:00Z'));
  });

  it('takes no borrowed dates for the begin or the end of a list', () => {
    const lists = profileOf([
      source(['read'], '2025-03-01T00:00:00Z', '2025-06-29T23:00:00Z'),
      source(['gave', 'joined'], '2025-01-05T00:00:00Z', '2025-12-30T21:00:00Z', { sourceIndex: 1 }),
    ]);
    const shapes: Plan['sources'] = lists.sources.map(() => ({
      shape: 'list',
      files: '*.csv',
      event: 'read',
      person: 'id',
    }));
    const dated = shapes.map((shape, index) => (index === 1 ? { ...shape, time: 'day' } : shape)) as Plan['sources'];
    const { sources, commonStartUs } = compileFindings({ ...PLAN, asOf: '2025-12-30', sources: dated }, lists);
    expect(sources.map(({ endsEarly }) => endsEarly)).toEqual([false, false]);
    expect(commonStartUs).toBe(us('2025-01-05T00:00:00Z'));
    const borrowed = compileFindings({ ...PLAN, asOf: '2025-12-30', sources: shapes }, lists);
    expect(borrowed.sources.map(({ endsEarly }) => endsEarly)).toEqual([false, false]);
    expect(borrowed.commonStartUs).toBe(us('2025-03-01T00:00:00Z'));
  });
});

describe('the view that a finding leads to', () => {
  it('keeps what was in force and can be written as a link', () => {
    const change = {
      entered: { from: '2025-07-14', to: '2025-12-28' },
      compare: { kind: 'periods', with: { from: '2025-01-27', to: '2025-07-13' } },
      way: { from: 'interest', to: 'action' },
    } as const;
    const view = linkedView({ window: '7d' }, { screen: 'journey', change });
    expect(view).toEqual({ window: '7d', ...change });
    expect(decodeView(encodeView(view))).toEqual({ view, unread: [] });
  });
});
