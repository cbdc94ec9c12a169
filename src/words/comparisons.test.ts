import { describe, expect, it } from 'vitest';
import { sayDifference, sayLevel, sayParadox, sayShareBeside, sayVerdict } from './comparisons.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

describe('a comparison', () => {
  it('says which way and how far, with a sign', () => {
    const say = (value: number, low: number, high: number) => {
      const words = sayDifference({ value, low, high });
      return plain(`${words.value} (${words.interval})`);
    };
    expect(say(0.042, 0.011, 0.073)).toBe('+4.2 points (+1.1 to +7.3)');
    expect(say(-0.042, -0.101, 0.02)).toBe('-4 points (-10 to +2)');
    expect(say(0.0002, -0.1, 0.1)).toBe('0 points (-10 to +10)');
    expect(say(-0.16, -0.31, -0.004)).toBe('-16.0 points (-31.0 to -0.4)');
  });

  it('says shares as finely as their difference, so that one can be taken from the other', () => {
    const shares = (low: number, high: number) =>
      [0.156, 0.093].map((one) => plain(sayShareBeside(one, { low, high })));
    expect(shares(0.033, 0.094)).toEqual(['15.6 %', '9.3 %']);
    expect(shares(-0.01, 0.2)).toEqual(['16 %', '9 %']);
    expect(plain(sayShareBeside(0, { low: -0.01, high: 0.01 }))).toBe('0 %');
  });

  it('says the level of its interval', () => {
    expect([0.95, 0.9934, 0.99999].map((level) => plain(sayLevel(level)))).toEqual(['95 %', '99.3 %', 'over 99.9 %']);
  });

  it('has plain words', () => {
    expect(sayVerdict('cannot-tell')).toBe('cannot tell');
  });

  it('says that groups turn a difference round', () => {
    const names = { property: 'size', from: 'Treated', to: 'Healed', first: 'open', second: 'closed' };
    const words = (verdict: 'higher' | 'lower') => sayParadox({ ...names, verdict }).replace(/[\u2068\u2069]/g, '');
    expect(words('lower')).toMatch(
      /^From Treated to Healed, open is lower in all, but higher than closed in every group of size with 30 people or more on both sides\./,
    );
    expect(words('higher')).toContain('open is higher in all, but lower than closed');
  });
});
