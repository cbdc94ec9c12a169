import { Random } from '../../mocks/random.ts';
import type { EventColumns } from '../../src/engine/columns.ts';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import { DAY_US, HOUR_US, START_US } from './worlds.ts';

/** How a tool that nothing is wrong with is used: the moments of one day (0 is a Monday) after the start. */
export type Rhythm = (day: number, random: Random) => readonly number[];

const inDay = (day: number, hour: number): number => Math.floor(START_US + day * DAY_US + hour * HOUR_US);

function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let left = random.exponential(1); left < mean; left += random.exponential(1)) count++;
  return count;
}

export const onceAWeek: Rhythm = (day, random) =>
  Array.from({ length: poisson(1 / 7, random) }, () => inDay(day, random.between(0, 24)));

/** Thirty at once, on a Tuesday. */
export const weeklyBatches: Rhythm = (day, random) =>
  day % 7 === 1 ? Array.from({ length: 30 }, () => inDay(day, random.between(9, 9.5))) : [];

export const officeHours: Rhythm = (day, random) =>
  day % 7 < 5 ? Array.from({ length: poisson(4, random) }, () => inDay(day, random.between(9, 17))) : [];

/** A journey of seven to seventeen weeks with a few people every day, who use the tool in its rhythm to the end. */
export function rhythmicWorld(rhythm: Rhythm, seed: number): EventColumns {
  const random = new Random(seed);
  const days = 150 + random.below(70);
  const rows: EventRow[] = [];
  let people = 0;
  // The question's data ends 120 days after the start; the world began earlier, so that every weekday can be the last.
  for (let day = 120 - days; day < 120; day++) {
    const arrivals = poisson(3, random);
    for (let i = 0; i < arrivals; i++) {
      rows.push({ person: `p${people++}`, event: 'ready', timeUs: inDay(day, random.between(0, 24)) });
    }
    for (const timeUs of rhythm(day + 7 * 60 + (seed % 7), random)) {
      const shifted = timeUs - (7 * 60 + (seed % 7)) * DAY_US;
      rows.push({ person: `p${random.below(Math.max(1, people))}`, event: 'used', timeUs: shifted });
    }
  }
  return columnsFromRows(rows);
}
