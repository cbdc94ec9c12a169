import { describe, expect, it } from 'vitest';
import { durationBins, layoutDurations } from './durations.layout.ts';
import { timeAxis } from './time-axis.ts';

const DAY = 86_400e6;

describe('the bins of times', () => {
  it('are gathered into whole days where the question counts by calendar day', () => {
    const half = DAY / 2;
    const bins = [7, 0, 5, 0, 3, 0, 0].map((people, k) => ({ startUs: k * half, people }));
    expect(durationBins(bins, true)).toEqual([
      { fromUs: 0, toUs: DAY, people: 7 },
      { fromUs: DAY, toUs: 2 * DAY, people: 5 },
      { fromUs: 2 * DAY, toUs: 3 * DAY, people: 3 },
    ]);
  });

  it('lose nobody when they are gathered, whatever their width', () => {
    for (const width of [DAY, 0.483 * DAY, 0.98 * DAY, 0.1 * DAY]) {
      const times = Array.from({ length: 29 }, (_, day) => day * DAY);
      const bins = Array.from({ length: Math.ceil((29 * DAY) / width) + 1 }, (_, k) => ({
        startUs: k * width,
        people: times.filter((us) => Math.floor(us / width) === k).length,
      }));
      expect(durationBins(bins, true).map(({ people }) => people)).toEqual(times.map(() => 1));
    }
  });

  it('stay as they are otherwise', () => {
    expect(durationBins([{ startUs: 5, people: 2 }], false)).toEqual([{ fromUs: 5, toUs: 60e6 + 5, people: 2 }]);
    expect(durationBins([], true)).toEqual([]);
  });
});

describe('the distribution', () => {
  const bins = durationBins(
    [40, 20, 10, 2].map((people, k) => ({ startUs: k * DAY, people })),
    false,
  );
  const durations = { n: 72, meanUs: DAY, p25Us: 0.5 * DAY, medianUs: DAY, p75Us: 2 * DAY, p90Us: 3 * DAY };

  it('draws bars in proportion, within the plot, in order', () => {
    const { bars, left, right, top, bottom } = layoutDurations(bins, durations, false, 500);
    expect((bars[1]?.height ?? 0) / (bars[0]?.height ?? 1)).toBeCloseTo(0.5);
    for (const bar of bars) {
      expect(bar.x).toBeGreaterThanOrEqual(left);
      expect(bar.x + bar.width).toBeLessThanOrEqual(right + 1e-9);
      expect(bar.y).toBeGreaterThanOrEqual(top - 1e-9);
      expect(bar.y + bar.height).toBeCloseTo(bottom);
    }
  });

  it('shows no quartiles where none hold', () => {
    expect(layoutDurations(bins, null, false, 500).quartiles).toBeNull();
    expect(layoutDurations([], null, false, 500).bars).toEqual([]);
  });
});

describe('an axis of time', () => {
  it('counts in the unit that fits', () => {
    expect(timeAxis(30 * DAY, 6).unit).toBe('days');
    expect(timeAxis(5 * 3600e6, 6).unit).toBe('hours');
    expect(timeAxis(40e6, 6).unit).toBe('seconds');
    expect(timeAxis(30 * DAY, 6).ticks.map(({ text }) => text)).toEqual(['0', '5', '10', '15', '20', '25', '30']);
  });
});

describe('people who all took the same time', () => {
  it('have a bar that can be seen, inside the picture', () => {
    const [bin] = durationBins([{ startUs: 9 * 86_400e6, people: 3 }], false);
    const { bars, right } = layoutDurations(bin ? [bin] : [], null, false, 400);
    expect(bars[0]?.width).toBeGreaterThanOrEqual(4);
    expect((bars[0]?.x ?? 0) + (bars[0]?.width ?? 0)).toBeLessThanOrEqual(right);
  });
});
