import { describe, expect, it } from 'vitest';
import { type SpokenBeforeAfter, sayBeforeAfter } from './before-after.ts';

const found: SpokenBeforeAfter = {
  code: 'quiet',
  day: '2026-03-09',
  from: 'motivation',
  to: 'action',
  before: { reached: 812, converted: 390 },
  after: { reached: 676, converted: 210 },
  difference: { value: -0.17, low: -0.22, high: -0.12 },
};
const say = (changes: Partial<SpokenBeforeAfter>) =>
  sayBeforeAfter({ ...found, ...changes }, { stages: {} })
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u2212', '-');

describe('before and after', () => {
  it('sets two shares side by side, with their difference and its doubt', () => {
    expect(say({})).toBe(
      'Of 812 people whose way began before it went quiet on 9 Mar 2026, 48 % went on from Motivation to Action; of 676 people since then, 31 %: -17 points (95 % interval -22 to -12). Other things may have changed on the same day.',
    );
    expect(say({ difference: { value: 0.01, low: -0.04, high: 0.06 } })).toMatch(/That may be chance\.$/);
  });

  it('gives no share where too few carry it', () => {
    expect(say({ before: { reached: 12, converted: 3 }, difference: null })).toBe(
      'Too few people to set before and after 9 Mar 2026 side by side: 12 people and 676 people.',
    );
  });
});
