import { describe, expect, it } from 'vitest';
import type { Speaker } from './findings.ts';
import { type HeadlineWords, sayToolsHeadline } from './tools-headline.ts';
import { sayAnswered, sayLost, sayMonthlyCost, sayRange, sayReference, sayValue, sayWorthUnit } from './worth.ts';

const plan: Speaker = { name: 'River Trust', stages: { action: { label: 'First gift' } } };
const plain = (text: string | null) => (text ?? 'null').replaceAll('\u00a0', ' ').replaceAll('\u2009', ' ');

describe('worth', () => {
  it('is a range in what it counts, no finer than a simulation knows', () => {
    expect(plain(sayRange({ low: 209.6, high: 290.2 }, { from: 'people' }))).toBe('210–290');
    expect(plain(sayRange({ low: 8412, high: 11_634 }, { from: 'plan', mean: 40, currency: 'EUR' }))).toBe(
      '€8,410 – €11,600',
    );
    expect(plain(sayRange({ low: 0, high: 0.2 }, { from: 'people' }))).toBe('0');
    expect(plain(sayRange({ low: -0.2, high: 0 }, { from: 'plan', mean: 40, currency: 'EUR' }))).toBe('€0');
  });

  it('says what it counts', () => {
    expect(sayWorthUnit({ low: 3, high: 9 }, { from: 'people' }, 'interest', plan)).toBe('more people at “First gift”');
    expect(sayWorthUnit({ low: 0, high: 1 }, { from: 'people' }, 'relationship', plan)).toBe(
      'more people at Relationship',
    );
    expect(sayWorthUnit({ low: 0.9, high: 1.2 }, { from: 'people' }, 'relationship', plan)).toBe(
      'more person at Relationship',
    );
    expect(sayValue({ from: 'plan', mean: 40, currency: 'EUR' })).toBe('at €40 each');
    expect(sayValue({ from: 'people' })).toBeNull();
  });

  it('says what a tool costs, in the currency of the plan where it has one', () => {
    expect(sayMonthlyCost(50, 'EUR')).toBe('€50 a month');
    expect(sayMonthlyCost(12.5, 'EUR')).toBe('€12.50 a month');
    expect(sayMonthlyCost(1200, undefined)).toBe('1,200 a month');
  });

  it('says on what it rests', () => {
    expect(plain(sayReference({ code: 'target', rate: 0.55 }))).toBe('if 55 % went on, the plan’s target');
    expect(plain(sayReference({ code: 'best-quarter', rate: 0.43, quarter: '2026-Q1', n: 312 }))).toBe(
      'if as many went on as in the first quarter of 2026, its best: 43 % at the least, of 312 people',
    );
  });

  it('counts people and needs', () => {
    expect(plain(sayLost(951, 'motivation', plan))).toBe('951 people got as far as Motivation and no further.');
    expect(plain(sayLost(0, 'motivation', plan))).toBe('Nobody was lost after Motivation so far.');
    expect(sayAnswered(5, 12)).toBe('5 of 12 needs are answered by a tool that works.');
    expect(sayAnswered(0, 0)).toBe('No needs are listed yet.');
  });
});

describe('the headline of the tools', () => {
  const lost = { people: 951, from: 'motivation' } as const;
  const asks = 'What do I do now?';
  const at = { stage: 'motivation', spanning: null } as const;
  const say = (words: HeadlineWords) => plain([words.people, words.gap].filter((one) => one !== null).join(' '));

  it('is the first gap with the people who are lost there', () => {
    const evidence = { ...at, code: 'missing', people: 1200, lost: 951 } as const;
    expect(say(sayToolsHeadline({ code: 'gap', asks, evidence, tool: null, lost }, plan))).toBe(
      '951 people got as far as Motivation and no further. Nothing that you list answers “What do I do now?”',
    );
  });

  it('keeps the name of a tool apart', () => {
    const evidence = { code: 'planned', since: null } as const;
    const tool = '<img src=x onerror=alert(1)>';
    expect(say(sayToolsHeadline({ code: 'gap', asks, evidence, tool, lost: null }, plan))).toBe(
      '“<img src=x onerror=alert(1)>”, which is to answer “What do I do now?”, is only planned.',
    );
    const hebrew = sayToolsHeadline({ code: 'gap', asks, evidence, tool: 'קשר', lost: null }, plan);
    expect(hebrew.gap.startsWith('“\u2068קשר\u2069”')).toBe(true);
  });

  it('asks where nothing is listed', () => {
    expect(say(sayToolsHeadline({ code: 'no-inventory', lost }, plan))).toBe(
      '951 people got as far as Motivation and no further. What could they hold on to after Motivation?',
    );
    expect(say(sayToolsHeadline({ code: 'no-inventory', lost: null }, plan))).toBe(
      'What do people find to hold on to, step by step?',
    );
  });
});
