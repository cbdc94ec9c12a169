import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutToolUse, type UseTexts } from './tool-use.layout.ts';
import { historyOfUses, type UseFigures } from './use-history.ts';

const MARCH_9 = Date.UTC(2026, 2, 9) / 86_400_000;
const texts: UseTexts = {
  since: 'live since 1 Jan 2026',
  quiet: 'quiet since 9 Mar 2026',
  lastUse: 'last use 8 Mar 2026',
  month: () => 'Mar',
};
const figures = (changes: Partial<UseFigures>): UseFigures => ({
  days: [
    { day: MARCH_9 - 30, count: 4 },
    { day: MARCH_9 - 1, count: 6 },
  ],
  endDay: MARCH_9 + 100,
  sinceDay: null,
  quietDay: MARCH_9,
  weekStart: 'monday',
  ...changes,
});

describe('a history of uses', () => {
  it('is nothing without a use', () => {
    expect(historyOfUses(figures({ days: [] }))).toBeNull();
  });

  it('begins weeks as the plan does, and keeps every use', () => {
    for (const [weekStart, weekday] of [
      ['monday', 1],
      ['sunday', 0],
      ['saturday', 6],
    ] as const) {
      const history = historyOfUses(figures({ weekStart }));
      expect(history?.length).toBe('week');
      for (const period of history?.periods ?? []) {
        expect(new Date(period.fromDay * 86_400_000).getUTCDay()).toBe(weekday);
      }
      expect(history?.periods.reduce((sum, { uses }) => sum + uses, 0)).toBe(10);
    }
  });

  it('has days for a short time and months for a long one', () => {
    expect(historyOfUses(figures({ endDay: MARCH_9 }))?.length).toBe('day');
    const long = historyOfUses(figures({ sinceDay: MARCH_9 - 2000 }));
    expect(long?.length).toBe('month');
    expect(long?.periods.every(({ fromDay }) => new Date(fromDay * 86_400_000).getUTCDate() === 1)).toBe(true);
  });

  it('says of a period that the data cuts that it is cut', () => {
    const history = historyOfUses(figures({ endDay: MARCH_9 + 101 }));
    expect(history?.periods[0]?.cut).toBe(true);
    expect(history?.periods[1]?.cut).toBe(false);
  });
});

describe('the picture of uses', () => {
  it('keeps bars and texts inside and apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1500 }),
        fc.integer({ min: 0, max: 900 }),
        fc.option(fc.integer({ min: 0, max: 900 }), { nil: null }),
        fc.integer({ min: 260, max: 1100 }),
        (used, quietFor, sinceBefore, width) => {
          const first = MARCH_9 - used;
          const history = historyOfUses(
            figures({
              days: [
                { day: first, count: 3 },
                { day: MARCH_9 - 1, count: 1 },
              ].filter((day, k) => k === 0 || day.day > first),
              endDay: MARCH_9 + quietFor,
              sinceDay: sinceBefore === null ? null : first - sinceBefore,
            }),
          );
          const layout = layoutToolUse(history!, texts, width);
          for (const bar of layout.bars) {
            expect(bar.x).toBeGreaterThanOrEqual(layout.left - 1);
            expect(bar.x + bar.width).toBeLessThanOrEqual(layout.right + 1);
            expect(bar.y).toBeGreaterThanOrEqual(layout.top - 1e-6);
          }
          const [a, b] = layout.marks;
          if (a && b && a.row === b.row) {
            const span = ({ x, anchor, text }: typeof a) => {
              const own = text.length * 6.4;
              return anchor === 'start' ? [x, x + own] : [x - own, x];
            };
            const [[fromA = 0, toA = 0], [fromB = 0, toB = 0]] = [span(a), span(b)];
            expect(toA <= fromB || toB <= fromA).toBe(true);
          }
        },
      ),
    );
  });

  it('shades the time of silence up to the end of the data', () => {
    const layout = layoutToolUse(historyOfUses(figures({}))!, texts, 480);
    expect(layout.quiet?.to).toBeCloseTo(layout.right, 6);
    expect(layout.marks.map(({ code }) => code)).toEqual(['quiet']);
    const alive = layoutToolUse(historyOfUses(figures({ quietDay: null, sinceDay: MARCH_9 - 30 }))!, texts, 480);
    expect(alive.quiet).toBeNull();
    expect(alive.marks.map(({ code }) => code)).toEqual(['since', 'last-use']);
  });
});
