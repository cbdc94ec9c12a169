import { describe, expect, it } from 'vitest';
import type { FunnelAnswer, TrendAnswer } from '../engine/answer.ts';
import type { FunnelQuery, TrendQuery } from '../engine/query.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { FindingAnswers, FindingsInQuestion } from './finding-input.ts';
import { rankedFindings } from './findings.ts';

const WEEK_US = 7 * 86_400e6;
const START_US = Date.UTC(2025, 0, 6) * 1000;
const PLAN: Plan = { handrail: 1, sources: [], stages: {} };

const funnel: FunnelQuery = {
  kind: 'funnel',
  steps: ['awareness', 'action'].map((id) => ({ id, matches: [] })),
  order: 'ordered',
  windowUs: WEEK_US,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: START_US + 60 * WEEK_US,
  breakdown: null,
};
const trend: TrendQuery = { ...funnel, kind: 'trend', interval: 'week', weekStart: 'monday', fromStep: 0, toStep: 1 };

const asked = (more: Partial<FindingsInQuestion> = {}): FindingsInQuestion => ({
  funnel,
  periods: null,
  comparison: null,
  arrivals: null,
  trends: [],
  breakdowns: [],
  evidence: null,
  sources: [],
  commonStartUs: START_US,
  ...more,
});

const answer = (blindSpot: number, implied: number, people = 1000): FunnelAnswer => ({
  kind: 'funnel',
  steps: [
    { id: 'awareness', reached: people, implied, blindSpot },
    { id: 'action', reached: 300, implied: 300, blindSpot: 0 },
  ],
  transitions: [
    {
      from: 'awareness',
      to: 'action',
      reached: people,
      converted: 300,
      dropped: people - 300,
      inProgress: 0,
      maturedReached: people,
      maturedConverted: 300,
      timeToConvert: null,
      sinceFirstContact: null,
    },
  ],
  spoiled: 0,
  breakdown: null,
});

const weeks = (...converted: readonly number[]): TrendAnswer => ({
  kind: 'trend',
  points: converted.map((to, week) => ({
    startUs: START_US + week * WEEK_US,
    endUs: START_US + (week + 1) * WEEK_US,
    label: '',
    from: 1000 / converted.length,
    to,
    mature: true,
  })),
  groups: null,
});

const none: FindingAnswers = {
  funnel: null,
  comparison: null,
  arrivals: null,
  trends: [],
  breakdowns: [],
  evidence: null,
};

const profile = (rejected: number, read: number, more: Partial<DatasetProfile['quality']> = {}): DatasetProfile => ({
  eventCount: read,
  personCount: 1000,
  firstUs: START_US,
  lastUs: START_US,
  nowUs: START_US,
  timeZone: 'UTC',
  keys: 'plain',
  sources: [],
  eventNames: [],
  properties: [],
  quality: {
    rowsRead: read,
    rowsAccepted: read - rejected,
    rowsRejected: rejected,
    rowsExcluded: 0,
    parts: [],
    matches: [],
    ...more,
  },
});

const codes = (...args: Parameters<typeof rankedFindings>) =>
  rankedFindings(...args).map(({ finding }) => finding.code);

const CHANGED = weeks(45, 44, 46, 45, 43, 47, 15, 16, 14, 15);

describe('the order of findings', () => {
  it('puts what makes the figures doubtful first, and lesser doubts last', () => {
    const question = asked({ trends: [trend] });
    const answers = { ...none, trends: [CHANGED], funnel: answer(60, 1060) };
    expect(codes(PLAN, profile(40, 10_000), question, answers)).toEqual([
      'change-point',
      'blind-spot',
      'rows-rejected',
    ]);
    const doubtful = { ...answers, funnel: answer(400, 1400) };
    expect(codes(PLAN, profile(900, 10_000), question, doubtful)).toEqual([
      'blind-spot',
      'rows-rejected',
      'change-point',
    ]);
  });

  it('numbers them from one', () => {
    const ranked = rankedFindings(PLAN, profile(40, 100), asked(), { ...none, funnel: answer(60, 1060) });
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(ranked[0]).not.toHaveProperty('weight');
  });
});

describe('rates of two periods that do not differ', () => {
  const week = (from: number, to: number) => ({ fromUs: START_US + from * WEEK_US, toUs: START_US + to * WEEK_US - 1 });
  const period = (from: number, to: number) => ({ range: {}, us: week(from, to), days: 7 * (to - from) });
  const comparison = { ...funnel, kind: 'comparison', a: week(5, 10), b: week(0, 5) } as const;
  const question = asked({ trends: [trend], periods: { now: period(5, 10), before: period(0, 5) }, comparison });
  const rates = { reached: 500, converted: 150 };
  const held: FindingAnswers['comparison'] = {
    kind: 'comparison',
    a: { reached: 500, maturedReached: 500 },
    b: { reached: 500, maturedReached: 500 },
    transitions: [{ from: 'awareness', to: 'action', inBoth: 0, a: rates, b: rates }],
  };

  it('are said to have held, unless a week is known since when they did not', () => {
    const even = { ...none, comparison: held, funnel: answer(0, 1000) };
    const flat = weeks(...Array.from({ length: 10 }, () => 30));
    expect(codes(PLAN, profile(0, 100), question, { ...even, trends: [flat] })).toEqual(['rates-steady']);
    expect(codes(PLAN, profile(0, 100), question, { ...even, trends: [CHANGED] })).toEqual(['change-point']);
  });
});

describe('what is not found', () => {
  it('is what has no answer yet', () => {
    const question = asked({ trends: [trend, trend] });
    expect(codes(PLAN, profile(0, 100), question, { ...none, trends: [CHANGED, null], funnel: answer(0, 1) })).toEqual(
      [],
    );
    expect(codes(PLAN, profile(0, 100), asked({ trends: [trend] }), { ...none, trends: [CHANGED] })).toEqual([]);
  });

  it('is a change of visits rather than of people', () => {
    const question = asked({ trends: [trend] });
    const often = { ...none, trends: [CHANGED], funnel: answer(0, 900, 900) };
    expect(codes(PLAN, profile(0, 100), question, often)).toEqual([]);
  });

  it('is a change that nobody would act on, however certain', () => {
    const many = weeks(...[50, 50, 50, 50, 50, 50, 49, 49, 49, 49].map((rate) => rate * 1e4));
    const large = { ...many, points: many.points.map((point) => ({ ...point, from: 1e6 })) };
    const answers = { ...none, trends: [large], funnel: answer(0, 1e7, 1e7) };
    expect(codes(PLAN, profile(0, 100), asked({ trends: [trend] }), answers)).toEqual([]);
  });

  it('is anything of a handful of people or rows', () => {
    const few = { ...none, funnel: answer(29, 60) };
    expect(codes(PLAN, profile(2, 10_000), asked(), few)).toEqual([]);
  });

  it('is anything but the files where nobody entered', () => {
    const answers = { ...none, trends: [CHANGED], funnel: answer(400, 1400, 0) };
    expect(codes(PLAN, profile(900, 1000), asked({ trends: [trend] }), answers)).toEqual(['rows-rejected']);
  });
});

describe('lists', () => {
  const sources = [
    { files: ['walks.csv'], stages: ['awareness'], endUs: START_US, said: false, endsEarly: true },
    { files: ['gifts.csv'], stages: ['action'], endUs: START_US + 9 * WEEK_US, said: false, endsEarly: false },
  ] as const;
  const match = (file: string, other: string, found: number) => ({ file, other, people: 100, found });

  it('that end early are doubtful unless the plan says when they end', () => {
    expect(codes(PLAN, profile(0, 100), asked({ sources }), none)).toEqual(['source-ends']);
    const said = sources.map((source) => ({ ...source, said: true }));
    const both = codes(PLAN, profile(40, 100_000), asked({ sources: said }), none);
    expect(both).toEqual(['source-ends', 'rows-rejected']);
  });

  it('are said to be apart where a later one names people whom an earlier one lacks, and not the other way round', () => {
    const question = asked({ sources: sources.map((source) => ({ ...source, endsEarly: false })) });
    const apart = profile(0, 100, {
      matches: [match('gifts.csv', 'walks.csv', 20), match('walks.csv', 'gifts.csv', 5)],
    });
    const [first, ...rest] = rankedFindings(PLAN, apart, question, none);
    expect(first?.finding).toEqual({ code: 'lists-apart', ...match('gifts.csv', 'walks.csv', 20), dateless: 0 });
    expect(rest).toEqual([]);
    const joined = profile(0, 100, { matches: [match('gifts.csv', 'walks.csv', 60)] });
    expect(codes(PLAN, joined, question, none)).toEqual([]);
  });
});
