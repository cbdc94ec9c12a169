import { describe, expect, it } from 'vitest';
import type { FunnelTransition } from '../engine/answer.ts';
import { DAY_US } from '../journey/time-zone.ts';
import { usualTime, usualWindow } from './usual-time.ts';

const transition = (to: string, n: number, p90Days: number): FunnelTransition => ({
  from: 'awareness',
  to,
  reached: 100,
  converted: n,
  dropped: 100 - n,
  inProgress: 0,
  maturedReached: 100,
  maturedConverted: n,
  timeToConvert: null,
  sinceFirstContact: { n, meanUs: 0, p25Us: 0, medianUs: 0, p75Us: 0, p90Us: p90Days * DAY_US },
});

describe('the usual time to a step', () => {
  const transitions = [transition('interest', 80, 3), transition('action', 30, 17)];

  it('is that of nine in ten of those who got there', () => {
    expect(usualTime({ transitions }, 'action')).toEqual({ stage: 'action', people: 30, p90Us: 17 * DAY_US });
  });

  it('is not told of few people, nor of the first step', () => {
    expect(usualTime({ transitions: [transition('action', 29, 17)] }, 'action')).toBeNull();
    expect(usualTime({ transitions }, 'awareness')).toBeNull();
  });
});

describe('a window from the data', () => {
  const of = (days: number, dataDays: number) =>
    usualWindow({ stage: 'action', people: 90, p90Us: days * DAY_US }, dataDays * DAY_US);

  it('is the next usual one', () => {
    expect([0, 7, 7.01, 17, 31, 100, 300].map((days) => of(days, 1000))).toEqual([
      '7d',
      '7d',
      '14d',
      '30d',
      '90d',
      '180d',
      '365d',
    ]);
  });

  it('is none where it would leave too little data, or where a year is too short', () => {
    expect(of(17, 60)).toBe('30d');
    expect(of(17, 59)).toBeNull();
    expect(of(400, 5000)).toBeNull();
  });
});
