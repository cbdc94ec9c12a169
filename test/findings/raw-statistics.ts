import type { Random } from '../../mocks/random.ts';
import type { Pair } from './raw-journey.ts';

const Z95 = 1.959963984540054;

/** Wilson's bounds as the roots of (p − x/n)² = z²·p·(1−p)/n. */
export function wilsonBounds({ converted: x, reached: n }: Pair, z = Z95): readonly [number, number] {
  const [a, b, c] = [1 + z ** 2 / n, -2 * (x / n) - z ** 2 / n, (x / n) ** 2];
  const root = Math.sqrt(Math.max(0, b ** 2 - 4 * a * c));
  return [(-b - root) / (2 * a), (-b + root) / (2 * a)];
}

/** Newcombe's method 10, first minus second. */
export function difference(first: Pair, second: Pair, z = Z95): readonly [number, number, number] {
  const [p, q] = [first.converted / first.reached, second.converted / second.reached];
  const [[l1, u1], [l2, u2]] = [wilsonBounds(first, z), wilsonBounds(second, z)];
  return [p - q, p - q - Math.sqrt((p - l1) ** 2 + (u2 - q) ** 2), p - q + Math.sqrt((u1 - p) ** 2 + (q - l2) ** 2)];
}

/** The tail of the normal distribution by Simpson's rule over twelve standard deviations. */
export function tail(z: number): number {
  const steps = 4000;
  const width = 12 / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((z + i * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

/** Where a falling function of z crosses 0, between 0 and 38. */
function crossing(f: (z: number) => boolean): number {
  let [low, high] = [0, 38];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function zOf(alpha: number): number {
  return crossing((z) => 2 * tail(z) > alpha);
}

/** The level of discoveries in a table: 1 − 0.05·R/m of those with 30 people or more on both sides. */
export function discoveryLevel(table: readonly (readonly [Pair, Pair])[]): number {
  const tested = table.filter((pair) => pair.every(({ reached }) => reached >= 30));
  const p = tested
    .map(
      ([a, b]) =>
        2 *
        tail(
          crossing((z) => {
            const [value, low, high] = difference(a, b, z);
            return value !== 0 && (low > 0 || high < 0);
          }),
        ),
    )
    .sort((a, b) => a - b);
  const found = p.filter((_, k) => p.slice(k).some((later, more) => later <= (0.05 * (k + more + 1)) / p.length));
  return 1 - (0.05 * found.length) / tested.length;
}

/** Middle 95 % of draws. */
export function middle(draw: () => number, draws = 20_000): readonly [number, number] {
  const all = Float64Array.from({ length: draws }, draw).sort();
  return [all[Math.floor(draws * 0.025)] ?? 0, all[Math.floor(draws * 0.975)] ?? 0];
}

/** A rate drawn from what so many people allow: Beta(x+½, n−x+½), near enough to normal for these counts. */
export function drawnRate({ converted, reached }: Pair, random: Random): number {
  const [a, b] = [converted + 0.5, reached - converted + 0.5];
  const mean = a / (a + b);
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return mean + Math.sqrt((mean * (1 - mean)) / (a + b + 1)) * normal;
}

/** The interval of a ratio of people a day by whole weeks drawn again, taken out to Student's t. */
export function growthBounds(
  now: readonly number[],
  before: readonly number[],
  random: Random,
): readonly [number, number] {
  const weeks = (days: readonly number[]) =>
    Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => {
      const own = days.slice(week * 7, week * 7 + 7);
      return [own.reduce((sum, n) => sum + n, 0), own.length] as const;
    });
  const [a, b] = [weeks(now), weeks(before)];
  const mean = (of: typeof a): number => {
    const drawn = of.map(() => random.pick(of));
    return drawn.reduce((sum, [n]) => sum + n, 0) / drawn.reduce((sum, [, days]) => sum + days, 0);
  };
  const all = Float64Array.from({ length: 20_000 }, () => mean(a) / mean(b)).sort();
  const few = Math.min(a.length, b.length);
  const out = tail(Math.sqrt(few / (few - 1)) * studentT(few - 1));
  return [all[Math.round(out * 19_999)] ?? 0, all[Math.round((1 - out) * 19_999)] ?? 0];
}

/** The 97.5 % point of Student's t by adding up its density. */
function studentT(degrees: number): number {
  const density = (t: number): number => (1 + t ** 2 / degrees) ** (-(degrees + 1) / 2);
  const step = 0.001;
  let whole = 0;
  for (let t = step / 2; t < 400; t += step) whole += density(t) * step;
  let part = 0;
  for (let t = step / 2; ; t += step) {
    part += density(t) * step;
    if (part >= 0.95 * whole) return t;
  }
}
