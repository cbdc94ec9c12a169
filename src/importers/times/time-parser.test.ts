import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DateOrder } from '../../journey/plan.ts';
import { civilFromDays, daysFromCivil, isCivilDay } from './civil.ts';
import { swapDayAndMonth, TimeParser } from './time-parser.ts';

const encoder = new TextEncoder();

/** `kind time`, with the time as ISO text to the microsecond; `null` for what is no time. */
function read(text: string, order: DateOrder | null = null): string | null {
  const parser = new TimeParser(order);
  const bytes = encoder.encode(`x${text}x`);
  if (!parser.parse(bytes, 1, bytes.length - 1)) return null;
  const micros = ((parser.us % 1000) + 1000) % 1000;
  return `${parser.kind} ${new Date((parser.us - micros) / 1000).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}`;
}

describe('TimeParser', () => {
  it.each([
    ['2018-01-24 3:12:16', 'clock 2018-01-24T03:12:16.000000'],
    ['2011-10-11 13:45:40.276000+02:00', 'instant 2011-10-11T11:45:40.276000'],
    ['2026-02-28T23:59:59.123456789Z', 'instant 2026-02-28T23:59:59.123456'],
    ['2026-2-8T7:05', 'clock 2026-02-08T07:05:00.000000'],
    ['2026-02-08 07:05:61', null],
    ['2026-02-30T07:05:06Z', null],
    ['2026-02-08T07:05:06Z', 'instant 2026-02-08T07:05:06.000000'],
    ['2026-02-08 23:59:60', 'clock 2026-02-09T00:00:00.000000'],
    ['Jan 6, 2026, 10:15:00\u202fPM', 'clock 2026-01-06T22:15:00.000000'],
    ['2026-02-08\u00a07:05', 'clock 2026-02-08T07:05:00.000000'],
    ['\t2026-02-08', 'date 2026-02-08T00:00:00.000000'],
    ['1767225600123456789', 'instant 2026-01-01T00:00:00.123456'],
    ['2026/02/08', 'date 2026-02-08T00:00:00.000000'],
    ['2026-02-08 10:00 -0330', 'instant 2026-02-08T13:30:00.000000'],
    ['2026-02-08 10:00:00 UTC', 'instant 2026-02-08T10:00:00.000000'],
    ['2026-02-08T24:00', 'clock 2026-02-09T00:00:00.000000'],
    ['20260208', 'date 2026-02-08T00:00:00.000000'],
    ['20260208071500', 'clock 2026-02-08T07:15:00.000000'],
    ['1517187421', 'instant 2018-01-29T00:57:01.000000'],
    ['1517187421.25', 'instant 2018-01-29T00:57:01.250000'],
    ['1517187421123', 'instant 2018-01-29T00:57:01.123000'],
    ['1517187421123456', 'instant 2018-01-29T00:57:01.123456'],
    ['987654321', 'instant 2001-04-19T04:25:21.000000'],
    ['987654321123', 'instant 2001-04-19T04:25:21.123000'],
    ['202602080715', 'clock 2026-02-08T07:15:00.000000'],
    ['-987654321', 'instant 1938-09-14T19:34:39.000000'],
    ['-2208988800', 'instant 1900-01-01T00:00:00.000000'],
    ['-987654321123', 'instant 1938-09-14T19:34:38.877000'],
    ['Sep 26, 2026 7:05 PM', 'clock 2026-09-26T19:05:00.000000'],
    ['September 26th, 2026', 'date 2026-09-26T00:00:00.000000'],
    ['26 Sep 2026', 'date 2026-09-26T00:00:00.000000'],
    ['26-Sep-26 12:00 AM', 'clock 2026-09-26T00:00:00.000000'],
    ['26. März 2026, 14:30', 'clock 2026-03-26T14:30:00.000000'],
    ['Wed, 26 Aug 2026 19:05:00 +0200', 'instant 2026-08-26T17:05:00.000000'],
    ['Wed Aug 26 19:05:00 2026', 'clock 2026-08-26T19:05:00.000000'],
    ['28/02/2026 12:15 pm', 'clock 2026-02-28T12:15:00.000000'],
    ['28/02/2026 12:15:09 p.m.', 'clock 2026-02-28T12:15:09.000000'],
    ['28/02/2026 1:15 a. m.', 'clock 2026-02-28T01:15:00.000000'],
    ['28.02.2026 14:30 Uhr', 'clock 2026-02-28T14:30:00.000000'],
    ['Sat Feb 28 2026 10:00:00 GMT+0100 (Central European Standard Time)', 'instant 2026-02-28T09:00:00.000000'],
    ['2026-02-28T10:00:00+01:00[Europe/Berlin]', 'instant 2026-02-28T09:00:00.000000'],
    ['2026-02-28 10:00:00.25 +0000 UTC', 'instant 2026-02-28T10:00:00.250000'],
    ['2026-02-28T10:00:00\u221205:00', 'instant 2026-02-28T15:00:00.000000'],
    ['20260228T100000Z', 'instant 2026-02-28T10:00:00.000000'],
    ['20260228T100000', 'clock 2026-02-28T10:00:00.000000'],
    ['5 févr. 2026', 'date 2026-02-05T00:00:00.000000'],
    ['5 juin 2026', 'date 2026-06-05T00:00:00.000000'],
    ['lun. 5 juil. 2026', 'date 2026-07-05T00:00:00.000000'],
    ['5 de agosto de 2026', 'date 2026-08-05T00:00:00.000000'],
    ['5 set 2026 10:30', 'clock 2026-09-05T10:30:00.000000'],
    ['28.2.26', 'date 2026-02-28T00:00:00.000000'],
    ['1969-12-31T23:59:59.999999Z', 'instant 1969-12-31T23:59:59.999999'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '',
    '-',
    'never',
    '2026',
    '2026-13-01',
    '2026-02-30',
    '0000-00-00',
    '2026-02-08T25:00',
    '2026-02-08 10:60',
    '31/31/2026',
    '2026-02-08x',
    '2026-02-08T',
    '1234567',
    '-1',
    '-86400',
    '-12345678901',
    '12345678901',
    '13:00 PM',
    '2026-02-08 13:00 PM',
    'May the 4th',
    '99999999',
    '2026-02-08 10:00 Mars',
    '2026-02-08 10:00+99:00',
    '1/2',
    // Whose clock this is, nobody says.
    '2026-02-08 10:00:00 EST',
    '2026-02-08T10:00:00[Europe/Berlin]',
    '30 Foo 2026',
    '=1+1',
  ])('refuses %s', (text) => {
    expect(read(text)).toBeNull();
  });

  it('follows the order that the plan gives', () => {
    expect(read('03/02/2026', 'day-first')).toBe('date 2026-02-03T00:00:00.000000');
    expect(read('03/02/2026', 'month-first')).toBe('date 2026-03-02T00:00:00.000000');
    expect(read('26/03/02', 'year-first')).toBe('date 2026-03-02T00:00:00.000000');
    expect(read('28/02/2026', 'month-first')).toBeNull();
  });

  it('reads back every instant that a date prints', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (date) => {
          expect(read(date.toISOString())).toBe(`instant ${date.toISOString().slice(0, -1)}000`);
          expect(read(date.toUTCString())).toBe(`instant ${date.toISOString().slice(0, 19)}.000000`);
        },
      ),
    );
  });
});

describe('the calendar', () => {
  it('agrees with Date on every day, both ways', () => {
    for (let days = -200_000; days < 200_000; days += 13) {
      const date = new Date(days * 86_400_000);
      const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(civilFromDays(days)).toEqual(civil);
      expect(daysFromCivil(civil.year, civil.month, civil.day)).toBe(days);
      expect(isCivilDay(civil.year, civil.month, civil.day)).toBe(true);
    }
    expect(isCivilDay(1900, 2, 29)).toBe(false);
    expect(isCivilDay(2000, 2, 29)).toBe(true);
  });

  it('changes day and month and keeps the clock', () => {
    const us = (text: string): number => Date.parse(text) * 1000;
    expect(swapDayAndMonth(us('2026-02-03T04:05:06Z'))).toBe(us('2026-03-02T04:05:06Z'));
    expect(swapDayAndMonth(us('1965-02-03T04:05:06Z'))).toBe(us('1965-03-02T04:05:06Z'));
  });
});
