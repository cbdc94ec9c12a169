import { describe, expect, it } from 'vitest';
import { type Speaker, sayFinding } from './findings.ts';

const river: Speaker = { name: 'River Trust', stages: {} };
const shop: Speaker = {
  name: 'Cool T-shirts',
  stages: { awareness: { label: 'Landing' }, action: { label: 'Purchase' } },
};
const say = (...args: Parameters<typeof sayFinding>) => sayFinding(...args).replaceAll('\u00a0', ' ');

describe('the headline', () => {
  it('uses verbs where stages carry their usual labels', () => {
    const finding = { code: 'reached', first: 'awareness', target: 'action', entered: 18_204, reached: 611 } as const;
    expect(say(finding, river)).toBe('Of 18,204 people who came to know River Trust, 611 acted.');
  });

  it('takes no name of a file for that of an organisation', () => {
    const finding = { code: 'reached', first: 'awareness', target: 'action', entered: 40, reached: 3 } as const;
    const sources = [{ files: 'page_visits.csv', shape: 'events', person: 'user' }] as const;
    expect(say(finding, { stages: {}, name: 'Page visits', sources })).toBe(
      'Of 40 people who reached Awareness, 3 acted.',
    );
    expect(say(finding, { stages: {}, name: 'Page turners', sources })).toContain('came to know Page turners');
  });

  it('says who else acted, and why they are not among those', () => {
    const seen = { code: 'seen-at', stage: 'action', seen: 868, reached: 708, windowUs: 30 * 86_400e6 } as const;
    expect(say(seen, { stages: {} })).toBe(
      '868 people acted in all: the other 160 skipped a step before it, took one out of order, or needed more than 30 days from first contact.',
    );
    expect(say({ ...seen, seen: 709, windowUs: null }, { stages: { action: { label: 'Purchase' } } })).toBe(
      '709 people were seen at Purchase in all: the other one skipped a step before it or took one out of order.',
    );
    expect(say({ ...seen, seen: 9, reached: 0 }, { stages: {} })).toContain('9 people acted in all: they skipped');
  });

  it("uses the user's own labels where there are some", () => {
    const finding = { code: 'reached', first: 'awareness', target: 'action', entered: 1979, reached: 361 } as const;
    expect(say(finding, shop)).toBe('Of 1,979 people who reached Landing, 361 reached Purchase.');
  });

  it('speaks of one person and of nobody as one speaks of them', () => {
    const one = { code: 'reached', first: 'motivation', target: 'action', entered: 1, reached: 0 } as const;
    expect(say(one, river)).toBe('Of 1 person who was moved by River Trust, nobody acted.');
    expect(say({ code: 'nobody', first: 'interest' }, river)).toBe('Nobody reached Interest in this time.');
  });

  it('says you when the journey has no name', () => {
    const finding = { code: 'reached', first: 'awareness', target: 'relationship', entered: 9, reached: 2 } as const;
    expect(say(finding, { stages: {} })).toBe('Of 9 people who came to know you, 2 stayed.');
  });

  it('counts steps and not stages when the order does not matter', () => {
    expect(say({ code: 'did-all', steps: 5, entered: 1434, reached: 1283 }, river)).toBe(
      'Of 1,434 people who did at least one of the 5 steps, 1,283 did all of them.',
    );
  });

  it('names the leak with its people', () => {
    expect(say({ code: 'biggest-leak', from: 'awareness', to: 'action', lost: 951 }, shop)).toBe(
      '951 got as far as Landing and no further.',
    );
  });

  it('quotes a label of several words', () => {
    const speaker: Speaker = { stages: { interest: { label: 'Shopping cart' } } };
    expect(say({ code: 'nobody', first: 'interest' }, speaker)).toBe('Nobody reached “Shopping cart” in this time.');
  });

  it('isolates a label that runs from right to left', () => {
    const speaker: Speaker = { stages: { awareness: { label: 'מודעות' } } };
    expect(say({ code: 'one-stage', stage: 'awareness', people: 5 }, speaker)).toBe(
      '5 people reached \u2068מודעות\u2069.',
    );
  });
});

describe('what supports it', () => {
  const rate = { code: 'rate', from: 'awareness', to: 'action', value: 0.32, low: 0.3, high: 0.347, n: 1405 } as const;

  it('gives the rate with its people, its window and its interval', () => {
    expect(say({ ...rate, windowUs: 30 * 86_400e6 }, shop)).toBe(
      'That is the biggest leak: of the 1,405 people at Landing whose 30 days are over, 32 % went on to Purchase (95 % interval 30–35 %).',
    );
    expect(say({ ...rate, windowUs: 86_400e6 }, shop)).toContain('whose 1 day is over');
  });

  it('speaks of no window where there is none', () => {
    expect(say({ ...rate, windowUs: null }, shop)).toContain('of the 1,405 people at Landing, 32 %');
  });

  it('keeps singular and plural apart for those in progress', () => {
    expect(say({ code: 'in-progress', people: 1 }, shop)).toBe(
      '1 person still has time and counts as in progress, not as lost.',
    );
    expect(say({ code: 'in-progress', people: 2 }, shop)).toBe(
      '2 people still have time and count as in progress, not as lost.',
    );
  });

  it('gives no rate when too few people have had their time', () => {
    expect(say({ code: 'all-too-few', most: 5 }, shop)).toContain('5 people, and it takes 30');
    expect(say({ code: 'all-too-few', most: 0 }, shop)).toContain('Nobody has had their whole time');
  });
});
