import { describe, expect, it } from 'vitest';
import { Random } from '../mocks/random.ts';
import { judgeGrowth } from '../src/insights/growth.ts';
import { seededChance } from '../src/insights/worth-draws.ts';
import { changingWorld, saidOfChange, weeksOff } from './simulations/changing-worlds.ts';
import { arrivals } from './simulations/growing-worlds.ts';

/** Two hundred and fifty in the daily run, a thousand where `SIMULATED_SEEDS` says so; the bounds are shares of them. */
const SEEDS = Number(process.env.SIMULATED_SEEDS ?? 250);
const seeds = Array.from({ length: SEEDS }, (_, index) => (index + 1) * 7919);
const share = (test: (seed: number) => boolean): number => seeds.filter(test).length / SEEDS;
/** Few worlds scatter more: three standard errors beside the bound that a thousand have to keep. */
const slack = SEEDS >= 1000 ? 0 : 3 * Math.sqrt((0.05 * 0.95) / SEEDS);

function measured(what: string, value: number): number {
  if (SEEDS >= 1000) console.log(`${what}: ${Math.round(value * SEEDS)} of ${SEEDS}`);
  return value;
}

describe('what is said of change in worlds whose truth is known', () => {
  it('is nothing where no rate changed, whatever the weeks do', { timeout: 600_000 }, () => {
    let changed = 0;
    const alarms = share((seed) => {
      const { points, rates } = saidOfChange(changingWorld(seed));
      if (rates.length > 0) changed++;
      return points.length > 0;
    });
    expect(measured('a change point is reported where there is none', alarms)).toBeLessThanOrEqual(0.065 + slack);
    expect(measured('a rate is said to have changed where none did', changed / SEEDS)).toBeLessThanOrEqual(
      0.065 + slack,
    );
  });

  it('is nothing of people who come back, whose periods would mislead', { timeout: 600_000 }, () => {
    const alarms = share((seed) => {
      const { points, rates } = saidOfChange(changingWorld(seed, null, 0.6));
      return points.length + rates.length > 0;
    });
    expect(measured('a change is reported where people only come back', alarms)).toBeLessThanOrEqual(0.065 + slack);
  });

  it('is the week, give or take one, in which a rate fell by a third', { timeout: 600_000 }, () => {
    const found = share((seed) => {
      const world = changingWorld(seed, 2 / 3);
      const off = weeksOff(world, saidOfChange(world).points);
      return off !== null && Math.abs(off) <= 1;
    });
    expect(measured('a fall by a third is found within a week', found)).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ['of half a year beside the one before', 182],
    ['of two months', 61],
  ])('holds the true growth within its interval, %s', { timeout: 300_000 }, (what, days) => {
    const truth = 1.1;
    const within = share((seed) => {
      const random = new Random(seed);
      const growth = judgeGrowth(arrivals(days, 6 * truth, random), arrivals(days, 6, random), seededChance(seed));
      return growth !== null && growth.ratio.low <= truth && truth <= growth.ratio.high;
    });
    expect(measured(`the interval of growth ${what} holds the truth`, within)).toBeGreaterThanOrEqual(0.93 - slack);
    if (SEEDS >= 1000) expect(within).toBeLessThanOrEqual(0.975);
  });
});
