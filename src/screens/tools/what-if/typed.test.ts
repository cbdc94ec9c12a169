import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../journey/plan.ts';
import { readAmount, readCurrency, readShare } from './typed.ts';
import { withTarget } from './ways.ts';

describe('what is typed', () => {
  it.each([
    ['55', 0.55],
    ['55.5 %', 0.555],
    ['0,5', 0.005],
    ['100', 1],
  ])('%s is a share', (text, value) => {
    expect(readShare(text)).toEqual({ value });
  });

  it.each(['', '101', '-1', 'half', '1e1', '5 5'])('%j is no share, and is told so', (text) => {
    expect(readShare(text)).toEqual({ problem: 'A number from 0 to 100.' });
  });

  it('is an amount or a currency, or is told what it should be', () => {
    expect(readAmount('38,50')).toEqual({ value: 38.5 });
    expect(readAmount('free')).toHaveProperty('problem');
    expect(readCurrency('eur')).toEqual({ value: 'EUR' });
    expect(readCurrency('€')).toHaveProperty('problem');
  });
});

describe('a target', () => {
  it('is kept and taken away without touching the others', () => {
    const plan: Plan = { handrail: 1, sources: [], stages: {} };
    const one = withTarget(plan, 'motivation>action', 0.5);
    const two = withTarget(one, 'interest>motivation', 0.4);
    expect(two.targets).toEqual({ 'motivation>action': 0.5, 'interest>motivation': 0.4 });
    expect(withTarget(two, 'interest>motivation', null)).toEqual(one);
    expect(withTarget(one, 'motivation>action', null)).toEqual(plan);
  });
});
