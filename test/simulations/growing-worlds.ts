import type { Random } from '../../mocks/random.ts';

/** How far weeks scatter beside chance: of the logarithm of what a week brings. */
const SCATTER = 0.15;
/** Monday to Sunday, seven in all. */
const WEEKDAYS = [1.2, 1.1, 1.1, 1, 1, 0.8, 0.8];

/** People by day, so many a day on average: fewer at weekends, and in some weeks more than in others. */
export function arrivals(days: number, perDay: number, random: Random): readonly number[] {
  let week = 1;
  return Array.from({ length: days }, (_, day) => {
    if (day % 7 === 0) week = Math.exp(SCATTER * normal(random) - (SCATTER * SCATTER) / 2);
    return poisson(perDay * week * (WEEKDAYS[day % 7] ?? 1), random);
  });
}

function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let left = random.exponential(1); left < mean; left += random.exponential(1)) count++;
  return count;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
