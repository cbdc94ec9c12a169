import { describe, expect, it } from 'vitest';
import { sayLate, sayUsualTime } from './usual-time.ts';

const plan = { stages: { action: { label: 'Purchase' } } };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const say = (p90Us: number, byDay = false) =>
  plain(sayUsualTime({ stage: 'action', people: 1708, p90Us }, { stages: {} }, byDay));

describe('the usual time in words', () => {
  it('is rounded up, so that what it says holds', () => {
    expect(say(16.2 * 86_400e6)).toBe('Nine in ten of the 1,708 who acted did so within 17 days of first contact.');
    expect(say(2.5 * 3_600e6)).toContain('within 3 hours of');
    expect(say(30e6)).toContain('within 1 minute of');
  });

  it('counts whole days where the question does', () => {
    expect(say(0, true)).toContain('did so on the day of first contact.');
    expect(say(86_400e6, true)).toContain('within 1 day of');
  });

  it('says why late periods are hollow', () => {
    const usual = { stage: 'action', people: 90, p90Us: 17 * 86_400e6 };
    expect(plain(sayLate(usual, 3, 'week', plan, false))).toBe(
      'Nine in ten of the 90 who reached Purchase did so within 17 days of first contact. Who entered in the 3 weeks that are hollow had less, so more may still come.',
    );
    expect(plain(sayLate(usual, 1, 'month', plan, false))).toContain('in the month that is hollow had less');
  });
});
