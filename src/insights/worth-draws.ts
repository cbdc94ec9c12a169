/** A source of chance: uniform in [0, 1). */
export type Chance = () => number;

/** The same sequence for the same seed (mulberry32 by Tommy Ettinger, public domain). */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A draw from the standard normal distribution (Box and Muller 1958). */
export function drawNormal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/**
 * A draw from Gamma(shape, 1), shape above 0 (Marsaglia and Tsang 2000, ACM Transactions on Mathematical Software
 * 26:363–372; a shape below 1 by way of the next one, as they say in section 6).
 */
export function drawGamma(shape: number, chance: Chance): number {
  if (!(shape > 0)) throw new RangeError(`drawGamma: ${shape}`);
  if (shape < 1) return drawGamma(shape + 1, chance) * (1 - chance()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(chance);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - chance()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A draw from Beta(a, b), as the share of one of two gamma draws. */
export function drawBeta(a: number, b: number, chance: Chance): number {
  const x = drawGamma(a, chance);
  return x / (x + drawGamma(b, chance));
}
