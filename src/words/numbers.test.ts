import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatBytes,
  formatCalendarDayRange,
  formatCalendarDays,
  formatCompact,
  formatCount,
  formatDay,
  formatDayRange,
  formatDuration,
  formatList,
  formatMoment,
  formatPercent,
  formatRate,
  formatWindow,
  isolate,
  peopleOf,
  peopleOrNobody,
  quote,
} from './numbers.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const HOUR = 3600e6;
const DAY = 24 * HOUR;

describe('counts', () => {
  it('part their thousands as the locale does', () => {
    expect(formatCount(18_204)).toBe('18,204');
    expect(formatCount(18_204, 'de')).toBe('18.204');
  });

  it('take the noun in the right number, zero included', () => {
    expect([0, 1, 2].map((n) => plain(peopleOf(n)))).toEqual(['0 people', '1 person', '2 people']);
    expect([0, 1].map((n) => plain(peopleOrNobody(n)))).toEqual(['nobody', '1 person']);
    expect(plain(countOf(1_000_000, 'row', 'rows'))).toBe('1,000,000 rows');
  });

  it('are shortened only from ten thousand on', () => {
    expect([9_999, 12_345, 10_000_000].map((n) => formatCompact(n))).toEqual(['9,999', '12.3K', '10M']);
  });
});

describe('shares', () => {
  it('show no digit that their people cannot bear', () => {
    expect(plain(formatPercent(0.1234, 40))).toBe('12 %');
    expect(plain(formatPercent(0.0456, 5000))).toBe('4.6 %');
    expect(plain(formatPercent(0.0456, 50))).toBe('5 %');
    expect(plain(formatPercent(0.04567, 2_000_000))).toBe('4.57 %');
    expect(plain(formatPercent(0.32, 1405))).toBe('32 %');
  });

  it('never read as nothing or everything without being it', () => {
    expect(plain(formatPercent(0, 500))).toBe('0 %');
    expect(plain(formatPercent(1, 500))).toBe('100 %');
    expect(plain(formatPercent(0.001, 900))).toBe('under 1 %');
    expect(plain(formatPercent(0.9999, 900))).toBe('over 99 %');
    expect(plain(formatPercent(0.0001, 20_000))).toBe('under 0.1 %');
  });

  it('give a rate and its interval the digits that the interval can bear', () => {
    const say = (value: number, low: number, high: number) => {
      const { value: share, interval } = formatRate(value, low, high);
      return plain(`${share} (${interval})`);
    };
    expect(say(0.32, 0.3, 0.347)).toBe('32 % (30–35 %)');
    expect(say(0.2966, 0.2897, 0.3037)).toBe('29.7 % (29.0–30.4 %)');
    expect(say(0.921488, 0.92132, 0.92167)).toBe('92.15 % (92.13–92.17 %)');
    expect(say(0, 0, 0.161)).toBe('0 % (0–16 %)');
    expect(say(1, 0.97, 1)).toBe('100 % (97–100 %)');
    expect(say(0.002, 0, 0.025)).toBe('0.2 % (0.0–2.5 %)');
    expect(say(0.025, 0.016, 0.038)).toBe('2.5 % (1.6–3.8 %)');
    expect(say(0.944, 0.912, 0.966)).toBe('94.4 % (91.2–96.6 %)');
    expect(say(0.0002, 0, 0.025)).toBe('under 0.1 % (0.0–2.5 %)');
  });

  it('follow the locale', () => {
    expect(plain(formatPercent(0.0456, 5000, 'de'))).toBe('4,6 %');
  });
});

describe('sizes and durations', () => {
  it('say bytes in the unit that fits', () => {
    expect([0, 999, 1_000, 4_123_456, 999_950].map((n) => plain(formatBytes(n)))).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '4.1 MB',
      '1 MB',
    ]);
  });

  it('say durations as one would', () => {
    const say = (us: number) => plain(formatDuration(us));
    expect(say(0)).toBe('0 s');
    expect(say(500)).toBe('under 1 s');
    expect(say(40e6)).toBe('40 s');
    expect(say(12.4 * 60e6)).toBe('12 min');
    expect(say(2 * HOUR + 25 * 60e6)).toBe('2 h 25 min');
    expect(say(5 * HOUR)).toBe('5 h');
    expect(say(21.4 * HOUR)).toBe('21 h');
    expect(say(2.976 * DAY)).toBe('3.0 days');
    expect(say(49.1 * DAY)).toBe('49 days');
  });

  it('do not round up into a unit that does not exist', () => {
    expect(plain(formatDuration(59.9 * 60e6))).toBe('1 h');
    expect(plain(formatDuration(23.999 * HOUR))).toBe('1.0 days');
    expect(plain(formatDuration(59.8e6))).toBe('1 min');
  });

  it('count calendar days in days, the same one included', () => {
    const say = (days: number) => plain(formatCalendarDays(days * DAY));
    expect([0, 1, 2.5, 12.4].map(say)).toEqual(['the same day', '1 day', '2.5 days', '12 days']);
    expect(plain(formatCalendarDayRange(0, DAY))).toBe('0–1 days');
    expect(plain(formatCalendarDayRange(1.25 * DAY, 7 * DAY))).toBe('1.3–7 days');
    expect(plain(formatCalendarDayRange(0, 0))).toBe('the same day');
  });

  it('keep a window in whole units', () => {
    expect([DAY, 30 * DAY, 36 * HOUR, 90 * 60e6].map((us) => plain(formatWindow(us)))).toEqual([
      '1 day',
      '30 days',
      '36 hours',
      '90 minutes',
    ]);
  });
});

describe('dates', () => {
  const from = Date.UTC(2026, 0, 1) * 1000;
  it('lie in the zone they are asked for', () => {
    const late = Date.UTC(2026, 2, 9, 23, 30) * 1000;
    expect(formatDay(late, 'UTC')).toBe('9 Mar 2026');
    expect(formatDay(late, 'Europe/Berlin')).toBe('10 Mar 2026');
    expect(formatMoment(late, 'Europe/Berlin')).toBe('10 Mar 2026, 00:30');
  });

  it('name in a range what both ends share once', () => {
    expect(formatDayRange(from, Date.UTC(2026, 5, 30) * 1000, 'UTC')).toBe('1 Jan – 30 Jun 2026');
    expect(formatDayRange(from, from, 'UTC')).toBe('1 Jan 2026');
  });
});

describe('foreign text in a sentence', () => {
  it('is cut, quoted, and cannot turn or break the line', () => {
    expect(quote('a\u202eb\nc')).toBe('“ab␣c”');
    expect(quote('דף תרומה')).toBe('“\u2068דף תרומה\u2069”');
    expect(quote('漢字 été')).toBe('“漢字 été”');
    expect([...quote('x'.repeat(500))]).toHaveLength(82);
  });

  it('is isolated only when it runs the other way', () => {
    expect(isolate('Landing')).toBe('Landing');
    expect(isolate('עניין')).toBe('\u2068עניין\u2069');
  });

  it('is listed as people list things', () => {
    expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
