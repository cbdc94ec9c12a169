import { expect, it } from 'vitest';
import { usualTime } from './time-spelling.ts';

it.each([
  ['Mon Jan 05 2026 10:00:00 GMT+0100 (Central European Standard Time)', 'Mon Jan 05 2026 10:00:00 +0100'],
  ['2026-01-05T10:00:00+01:00[Europe/Berlin]', '2026-01-05T10:00:00+01:00'],
  ['2026-01-05T10:00:00Z[UTC]', '2026-01-05T10:00:00Z'],
  ['2026-01-05 10:00:00.5 +0000 UTC', '2026-01-05 10:00:00.5 +0000'],
  ['2026-01-05T10:00:00\u221205:00', '2026-01-05T10:00:00-05:00'],
  ['1/5/2026 1:05\u202fp.\u202fm.', '1/5/2026 1:05 pm'],
  ['05.01.2026 10:00 Uhr', '05.01.2026 10:00'],
  ['20260105T100000Z', '2026-01-05T10:00:00Z'],
])('%s is %s', (odd, usual) => {
  expect(usualTime(odd)).toBe(usual);
});

it.each(['2026-01-05T10:00:00[Europe/Berlin]', '2026-01-05 10:00:00 EST', 'visit', '20260105'])(
  'what says something of its own stays: %s',
  (text) => {
    expect(usualTime(text)).toBe(text);
  },
);
