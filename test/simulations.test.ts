import { describe, expect, it } from 'vitest';
import { hasEffect, judgedTool } from './simulations/judging.ts';
import { officeHours, onceAWeek, rhythmicWorld, weeklyBatches } from './simulations/rhythms.ts';
import { stakeOf } from './simulations/stake.ts';
import { keenWorld, liftingWorld } from './simulations/worlds.ts';

/** Two hundred and fifty in the daily run, a thousand where `SIMULATED_SEEDS` says so; the bounds are shares of them. */
const SEEDS = Number(process.env.SIMULATED_SEEDS ?? 250);
const seeds = Array.from({ length: SEEDS }, (_, index) => (index + 1) * 7919);
const share = (test: (seed: number) => boolean): number => seeds.filter(test).length / SEEDS;

function measured(what: string, value: number): number {
  if (SEEDS >= 1000) console.log(`${what}: ${Math.round(value * SEEDS)} of ${SEEDS}`);
  return value;
}

describe('what is said of worlds whose truth is known', () => {
  it('is no effect where a tool has none, though its users act more often', { timeout: 300_000 }, () => {
    let naive = 0;
    const alarms = share((seed) => {
      const world = keenWorld(seed);
      if (world.naive.users > world.naive.others) naive++;
      return hasEffect(judgedTool(world.columns));
    });
    expect(naive).toBe(SEEDS);
    expect(measured('a useless tool is called an effect', alarms)).toBeLessThanOrEqual(0.065);
  });

  it('is an effect where a tool lifts 30 % to 45 %', { timeout: 300_000 }, () => {
    const found = share((seed) => judgedTool(liftingWorld(seed)).state === 'working');
    expect(measured('a lifting tool is found', found)).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ['a tool used once a week', onceAWeek],
    ['a tool used in weekly batches', weeklyBatches],
    ['a tool used in office hours', officeHours],
  ])('is not silence of %s', { timeout: 300_000 }, (what, rhythm) => {
    const dormant = share((seed) => judgedTool(rhythmicWorld(rhythm, seed)).state === 'dormant');
    expect(measured(`${what} is called dormant`, dormant)).toBeLessThanOrEqual(0.005);
  });

  it('holds the value at stake within its interval', { timeout: 300_000 }, () => {
    const within = share((seed) => {
      const { truth, found } = stakeOf(seed);
      return found.low <= truth && truth <= found.high;
    });
    expect(measured('the interval of value at stake holds the truth', within)).toBeGreaterThanOrEqual(0.93);
    expect(within).toBeLessThanOrEqual(0.975);
  });
});
