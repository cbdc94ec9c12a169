import { describe, expect, it } from 'vitest';
import { isoDay, type Population, sayPopulation, sayRange } from './population.ts';

const us = (iso: string) => Date.parse(iso) * 1000;
const base: Population = {
  entered: { fromUs: us('2025-12-31T23:00:00Z'), toUs: us('2026-06-30T22:00:00Z') - 1 },
  during: null,
  windowUs: 30 * 86_400e6,
  order: 'ordered',
  ties: 'helpful',
  calendarDays: true,
  timeZone: 'Europe/Berlin',
  filters: [],
  exclusions: [],
};
const say = (change: Partial<Population>) => sayPopulation({ ...base, ...change }).replaceAll('\u00a0', ' ');

describe('who is counted', () => {
  it('is said exactly', () => {
    expect(say({})).toBe('People who entered 1 Jan – 30 Jun 2026, within 30 days, in order, counted by calendar day.');
  });

  it('is everybody without a range, and without a time limit where there is none', () => {
    expect(say({ entered: null, windowUs: null, calendarDays: false, order: 'any' })).toBe(
      'Everybody who entered, without a time limit, in any order.',
    );
  });

  it('names strictness, ties and filters', () => {
    const filters = [{ property: 'channel', in: ['fair', null], attribution: { kind: 'last' } as const }];
    expect(say({ order: 'strict', ties: 'later', filters })).toBe(
      'People who entered 1 Jan – 30 Jun 2026, with channel “fair” or none carried last, within 30 days, in order, with nothing in between, each step strictly later than the one before, counted by calendar day.',
    );
  });

  it('names the step at which a value counts and what takes people out', () => {
    const question: Population = {
      ...base,
      entered: null,
      filters: [
        { property: 'channel', in: ['fair'], attribution: { kind: 'step', step: 1 } },
        { property: 'town', in: ['Ulm'], attribution: { kind: 'first' } },
      ],
      exclusions: [{ match: { event: 'refund' }, fromStep: 0, toStep: 1 }],
    };
    const words = { labels: ['Landing', 'Cart'], ofPerson: ['town'] };
    expect(sayPopulation(question, 'en', words).replaceAll('\u00a0', ' ')).toBe(
      'Everybody who entered, with channel “fair” carried at Cart, with town “Ulm”, within 30 days, in order, without those who had “refund” between Landing and Cart, counted by calendar day.',
    );
  });

  it('shows the clock where a range does not end with a day', () => {
    expect(sayRange({ fromUs: us('2026-01-01T11:00:00Z'), toUs: null }, 'Europe/Berlin')).toBe(
      'since 1 Jan 2026, 12:00',
    );
    expect(sayRange({ fromUs: null, toUs: us('2026-06-30T22:00:00Z') - 1 }, 'Europe/Berlin')).toBe('until 30 Jun 2026');
    expect(sayRange({ fromUs: null, toUs: null }, 'UTC')).toBeNull();
  });

  it('finds the local day of a moment', () => {
    expect(isoDay(us('2026-06-30T22:30:00Z'), 'Europe/Berlin')).toBe('2026-07-01');
    expect(isoDay(us('2026-06-30T22:30:00Z'), 'America/New_York')).toBe('2026-06-30');
  });
});
