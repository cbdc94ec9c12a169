import { describe, expect, test } from 'vitest';
import { timeZone } from '../journey/time-zone.ts';
import { Periods } from './periods.ts';

const us = (text: string): number => Date.parse(text) * 1000;
const berlin = timeZone('Europe/Berlin');

describe('periods in a zone', () => {
  test.each([
    ['monday', '2025-03-24', '2025-03-23T23:00:00Z', '2025-03-30T22:00:00Z'],
    ['sunday', '2025-03-30', '2025-03-29T23:00:00Z', '2025-04-05T22:00:00Z'],
    ['saturday', '2025-03-29', '2025-03-28T23:00:00Z', '2025-04-04T22:00:00Z'],
  ] as const)('a week from %s spans a clock change', (weekStart, label, start, end) => {
    const weeks = new Periods('week', weekStart, berlin);
    const number = weeks.numberOf(us('2025-03-30T12:00:00Z'));
    expect(weeks.label(number)).toBe(label);
    expect(weeks.startUs(number)).toBe(us(start));
    expect(weeks.startUs(number + 1)).toBe(us(end));
  });

  test('months follow the calendar', () => {
    const months = new Periods('month', 'monday', berlin);
    const number = months.numberOf(us('2024-12-31T23:30:00Z'));
    expect(months.label(number)).toBe('2025-01-01');
    expect(months.label(number - 1)).toBe('2024-12-01');
    expect(months.startUs(number)).toBe(us('2024-12-31T23:00:00Z'));
  });

  test('a repeated hour is two periods, a skipped one none', () => {
    const hours = new Periods('hour', 'monday', berlin);
    const first = hours.numberOf(us('2025-10-26T00:30:00Z'));
    expect([first, first + 1, first + 2].map((n) => hours.label(n))).toEqual([
      '2025-10-26T02:00',
      '2025-10-26T02:00',
      '2025-10-26T03:00',
    ]);
    const before = hours.numberOf(us('2025-03-30T00:30:00Z'));
    expect([before, before + 1].map((n) => hours.label(n))).toEqual(['2025-03-30T01:00', '2025-03-30T03:00']);
  });

  test('hours of a zone half an hour off begin on its own hour', () => {
    const hours = new Periods('hour', 'monday', timeZone('Asia/Kolkata'));
    const number = hours.numberOf(us('2025-01-01T00:40:00Z'));
    expect(hours.label(number)).toBe('2025-01-01T06:00');
    expect(hours.startUs(number)).toBe(us('2025-01-01T00:30:00Z'));
  });

  test('times before 1970 have periods, too', () => {
    const days = new Periods('day', 'monday', berlin);
    expect(days.label(days.numberOf(us('1969-12-30T12:00:00Z')))).toBe('1969-12-30');
  });
});
