import { describe, expect, it } from 'vitest';
import type { Finding, GrowthFinding } from '../journey/findings.ts';
import { type Speaker, sayFinding, sayFindingOf } from './findings.ts';
import { sayCertainty, sayFindingPopulation } from './findings-population.ts';

const plan: Speaker = { name: 'River Trust', stages: { interest: { label: 'Shopping cart' } } };
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll(/\u2009/g, ' ');
const say = (finding: Finding) => plain(sayFinding(finding, plan));
const us = (day: string) => Date.parse(`${day}T00:00:00Z`) * 1000;
const range = (from: string, to: string) => ({ fromUs: us(from), toUs: us(to) + 86_400e6 - 1 });

const periods = {
  now: range('2026-01-05', '2026-06-28'),
  before: range('2025-07-14', '2026-01-04'),
  timeZone: 'UTC',
};
const growth: GrowthFinding = {
  code: 'growth',
  stage: 'action',
  now: { people: 312, days: 175 },
  before: { people: 278, days: 175 },
  ratio: { value: 1.1223, low: 1.021, high: 1.232 },
  verdict: 'growing',
  periods,
};
const share = (value: number, n: number) => ({ value, low: value - 0.02, high: value + 0.02, n });

describe('growth in words', () => {
  it('is so much more than in the weeks before', () => {
    expect(say(growth)).toBe(
      '312 people acted for the first time 5 Jan – 28 Jun 2026, 12 % more than the 278 in the 25 weeks before (95 % interval +2 to +23 %).',
    );
  });

  it('is fewer, or may be chance', () => {
    const fewer = { ...growth, ratio: { value: 0.75, low: 0.62, high: 0.91 }, verdict: 'shrinking' } as const;
    expect(say(fewer)).toContain('25 % fewer than the 278 in the 25 weeks before (95 % interval −38 to −9 %)');
    const unsure = { ...growth, ratio: { value: 1.02, low: 0.9, high: 1.15 }, verdict: 'cannot-tell' } as const;
    expect(say(unsure)).toContain(
      'and 278 in the 25 weeks before: +2 %, which may be chance (95 % interval −10 to +15 %)',
    );
  });

  it('names the days of another year, though there are as many', () => {
    const yearBefore = { ...periods, before: range('2025-01-05', '2025-06-28') };
    expect(say({ ...growth, periods: yearBefore })).toContain('12 % more than the 278 in the days 5 Jan – 28 Jun 2025');
  });

  it('shows no bound as nothing where it is something', () => {
    expect(say({ ...growth, ratio: { value: 1.1, low: 1.004, high: 1.2 } })).toContain('+0.4 to +20.0 %');
  });

  it('is so many times as many where that reads better', () => {
    expect(say({ ...growth, ratio: { value: 2.31, low: 1.45, high: 4.83 } })).toContain(
      '2.3 times as many as the 278 in the 25 weeks before (95 % interval 1.5 to 4.8 times)',
    );
  });

  it('is counted a day where the periods differ in length, and names them', () => {
    const shorter = { ...growth, before: { people: 40, days: 28 } };
    expect(say(shorter)).toContain('12 % more a day than the 40 in the days 14 Jul 2025 – 4 Jan 2026');
  });

  it('speaks of the stage by its own name', () => {
    expect(say({ ...growth, stage: 'interest' })).toContain('312 people reached “Shopping cart” for the first time');
  });
});

describe('what changed, in words', () => {
  it('gives both rates with their people', () => {
    const text = say({
      code: 'rate-change',
      from: 'motivation',
      to: 'action',
      now: share(0.36, 721),
      before: share(0.47, 825),
      difference: { value: -0.106, low: -0.168, high: -0.044 },
      level: 0.9875,
      inBoth: 3,
      periods,
    });
    expect(text).toBe(
      'Of the 721 people at Motivation who entered 5 Jan – 28 Jun 2026, 36 % went on to Action; of the 825 who entered 14 Jul 2025 – 4 Jan 2026, 47 %: −11 points (98.8 % interval −17 to −4).',
    );
  });

  it('gives the week since when', () => {
    const point = {
      code: 'change-point',
      from: 'motivation',
      to: 'action',
      sinceUs: us('2026-03-02'),
      before: share(0.47, 1117),
      after: share(0.31, 511),
      weeks: 40,
      compared: 4,
      pValue: 0.001,
      timeZone: 'UTC',
    } as const;
    expect(say(point)).toBe(
      'Since the week of 2 Mar 2026 fewer people go on from Motivation to Action: 31 % of the 511 people at Motivation who entered since then, against 47 % of 1,117 before.',
    );
    expect(say({ ...point, after: share(0.6, 511) })).toContain('more people go on');
  });

  it('says of one rate and of several that they held', () => {
    expect(say({ code: 'rates-steady', compared: 1, periods })).toMatch(/^The one rate that can be compared did not/);
    expect(say({ code: 'rates-steady', compared: 4, periods })).toMatch(/^None of the 4 rates/);
  });

  it('says why two periods cannot be compared', () => {
    expect(
      say({ code: 'cannot-compare', from: 'awareness', to: 'interest', inBoth: 2943, people: 8566, periods }),
    ).toContain('2,943 of the 8,566 people of the smaller one (34 %) were there in both');
  });
});

describe('what it is worth, in words', () => {
  const leak = {
    code: 'leak-worth',
    from: 'awareness',
    to: 'motivation',
    people: 900,
    lost: 600,
    rate: share(0.3, 850),
    compared: 3,
    atStake: { value: 420, low: 401, high: 439, unit: 'people', currency: null, stage: 'action' },
    gain: {
      worth: { value: 120, low: 101, high: 139, unit: 'people', currency: null, stage: 'action' },
      reference: { code: 'best-quarter', rate: 0.41, quarter: '2026-Q2', n: 300 },
    },
    mostLost: null,
    days: 546,
  } as const;

  it('counts those who would have acted at the rate that stands beside it, and over what time', () => {
    expect(say(leak)).toBe(
      'From Awareness to Motivation most people are lost, and with them most of what they could have brought: 30 % of 850 people went on (95 % interval 28–32 %), and 600 got no further. With 41 %, which the best quarter (Q2 2026) reached at least, 101–139 more people would have acted over 18 months (95 % interval).',
    );
    expect(say({ ...leak, days: 84 })).toContain('would have acted over 12 weeks (');
    expect(say({ ...leak, days: 1 })).toContain('would have acted over 1 day (');
  });

  it('keeps what is lost in people and what is lost in value apart', () => {
    expect(say({ ...leak, from: 'motivation', to: 'action', mostLost: { from: 'awareness', to: 'interest' } })).toMatch(
      /^More people are lost from Awareness to “Shopping cart”, but those lost from Motivation to Action would have brought more: 30/,
    );
  });

  it('gives no sum where the step went no better in any quarter, nor speaks of most where there is one way', () => {
    expect(say({ ...leak, to: 'action', compared: 1, gain: null })).toBe(
      'From Awareness to Action 30 % of 850 people went on (95 % interval 28–32 %), and 600 got no further.',
    );
  });

  it('counts in the plan’s currency or in the values of the data', () => {
    const gain = (unit: 'currency' | 'value', currency: string | null) => ({
      reference: { code: 'target', rate: 0.5 } as const,
      worth: { ...leak.gain.worth, low: 66_312, high: 75_981, unit, currency },
    });
    expect(say({ ...leak, gain: gain('currency', 'EUR') })).toContain(
      'With the plan’s target of 50 %, €66,300 – €76,000 more would have come in over',
    );
    expect(say({ ...leak, gain: gain('value', null) })).toContain(
      '66,300–76,000 more, in the values of the data, would have come in over',
    );
  });

  const gap = {
    code: 'gap-worth',
    transition: 'motivation>action',
    from: 'motivation',
    to: 'action',
    capability: 'give',
    asks: 'What do I do now?',
    state: 'dormant',
    tools: ['Pledge page'],
    quietSince: '2026-03-09',
    people: 1765,
    lost: 929,
    rate: share(0.42, 1594),
    worth: { value: 140, low: 106, high: 184, unit: 'people', currency: null, stage: 'action' },
    reference: { code: 'target', rate: 0.5 },
    days: 546,
  } as const;

  it('names the tool that does not hold, and what reaching the target would bring', () => {
    expect(say(gap)).toBe(
      '“What do I do now?” has no answer that holds: “Pledge page” went quiet on 9 Mar 2026. From Motivation to Action 929 of 1,765 people got no further. With the plan’s target of 50 %, 106–184 more people would have acted over 18 months (95 % interval).',
    );
  });

  it('says of several tools what is the matter with them', () => {
    const several = (state: typeof gap.state | 'unused' | 'retired', ...tools: string[]) =>
      say({ ...gap, state, tools, quietSince: null });
    expect(several('dormant', 'A', 'B')).toContain('holds: “A” and “B” went quiet. From');
    expect(several('retired', 'A', 'B')).toContain('holds: “A” and “B” are retired.');
    expect(several('unused', 'A')).toContain('holds: “A” was used by nobody at that step.');
    expect(several('unused', 'A', 'B', 'C')).toContain('“A” and 2 other tools were used by nobody at that step.');
  });

  it('says where no tool is listed, and what its best quarter reached', () => {
    const missing = {
      ...gap,
      state: 'missing',
      tools: [],
      quietSince: null,
      reference: { code: 'best-quarter', rate: 0.55, quarter: '2025-Q4', n: 200 },
    } as const;
    expect(say(missing)).toContain('No tool is listed that answers “What do I do now?”.');
    expect(say(missing)).toContain('With 55 %, which the best quarter (Q4 2025) reached at least');
  });
});

describe('who and how sure, in words', () => {
  const scope = {
    entered: range('2026-01-01', '2026-06-30'),
    during: null,
    windowUs: 30 * 86_400e6,
    order: 'ordered',
    ties: 'helpful',
    calendarDays: false,
    timeZone: 'UTC',
    filters: [],
    exclusions: [],
  } as const;
  const who = (...args: Parameters<typeof sayFindingPopulation>) => plain(sayFindingPopulation(...args));

  it('names the range, what was not filtered, and the window', () => {
    const population = { kind: 'entered', scope, matured: false } as const;
    expect(who(population, plan, 'en', { properties: ['page', 'channel'] })).toBe(
      'people who entered 1 Jan – 30 Jun 2026, all channels, recorded, within 30 days',
    );
    expect(who({ ...population, matured: true }, plan)).toBe(
      'people who entered 1 Jan – 30 Jun 2026, recorded, within 30 days, whose time is over',
    );
  });

  it('names a filter instead, and everybody where there is no range', () => {
    const filters = [{ property: 'channel', in: ['fair'], attribution: { kind: 'step', step: 0 } }] as const;
    const population = { kind: 'entered', scope: { ...scope, entered: null, windowUs: null, filters }, matured: true };
    expect(who(population as Parameters<typeof who>[0], plan)).toBe(
      'everybody who entered, with channel “fair” carried when they entered, recorded, without a time limit',
    );
  });

  it('names the day range and the filter of those who came for the first time', () => {
    const filters = [{ property: 'town', in: ['Ulm'], attribution: { kind: 'first' } }] as const;
    const population = {
      kind: 'first-time',
      stage: 'action',
      range: range('2026-01-05', '2026-06-28'),
      timeZone: 'UTC',
      scope: { ...scope, filters },
    } as const;
    expect(who(population, plan, 'en', { ofPerson: ['town'] })).toBe(
      'people at Action for the first time 5 Jan – 28 Jun 2026, with town “Ulm”, whichever way they came, recorded',
    );
  });

  it('says on what a finding rests', () => {
    expect(sayCertainty({ by: 'count' })).toBe('Counted, not estimated.');
    expect(sayCertainty({ by: 'comparison', level: 0.98, among: 12 })).toContain('all 12 comparisons considered');
    expect(sayCertainty({ by: 'change-point', pValue: 0.001, among: 1 })).toBe(
      'With the weeks in another order so great a change comes less than once in 1,000 times.',
    );
  });

  it('speaks of steps where their order does not matter, and of stages by their names', () => {
    const question = { order: 'any', steps: [{ id: 'awareness' }, { id: 'interest' }] } as const;
    const steady = { code: 'too-few', from: 'awareness', to: 'interest', n: 3 } as const;
    expect(plain(sayFindingOf(steady, plan, question)).replaceAll(/[\u2068\u2069]/g, '')).toContain(
      'From 1 step to 2 steps',
    );
    expect(plain(sayFindingOf(growth, plan, question))).toContain('312 people acted');
  });
});

describe('what is doubtful, in words', () => {
  it('keeps one and many apart', () => {
    expect(say({ code: 'rows-rejected', rejected: 1, read: 20, reason: 'no-time', forReason: 1 })).toBe(
      '1 of 20 rows was rejected (5 %) for this reason: no time.',
    );
    expect(say({ code: 'rows-rejected', rejected: 9, read: 20, reason: 'no-person', forReason: 6 })).toBe(
      '9 of 20 rows were rejected (45 %), 6 of them for this reason: nobody is named.',
    );
    expect(say({ code: 'rows-rejected', rejected: 2, read: 20, reason: null, forReason: 0 })).toBe(
      '2 of 20 rows were rejected (10 %).',
    );
    expect(say({ code: 'blind-spot', stage: 'motivation', people: 1, implied: 30 })).toContain('1 was never seen');
    expect(say({ code: 'blind-spot', stage: 'motivation', people: 45, implied: 90 })).toBe(
      'Of the 90 people seen at Motivation or later, 45 were never seen at Motivation itself (50 %): something there is not recorded.',
    );
  });

  it('names the list that ends, and what is not seen after it', () => {
    const ends = {
      code: 'source-ends',
      file: 'petition.csv',
      stages: ['motivation'],
      lastUs: us('2026-02-03'),
      dataUs: us('2026-06-30'),
      timeZone: 'UTC',
    } as const;
    expect(say(ends)).toBe(
      '“petition.csv” ends on 3 Feb 2026, while the data goes on until 30 Jun 2026: who reached Motivation after that is not seen.',
    );
    expect(say({ ...ends, stages: ['interest', 'motivation'] })).toContain('what it records after that is not seen');
  });

  it('takes a name from the data as text', () => {
    const group = (name: string) => ({ group: name, share: share(0.4, 50) });
    const text = say({
      code: 'best-and-worst',
      property: 'channel',
      from: 'awareness',
      to: 'action',
      best: group('<b>\u202e=cmd'),
      worst: group('mail'),
      difference: { value: 0.2, low: 0.1, high: 0.3 },
      level: 0.95,
      groups: 2,
      ofPerson: false,
    });
    expect(text).toContain('“<b>=cmd”');
  });
});
