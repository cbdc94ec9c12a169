import { describe, expect, test } from 'vitest';
import { convertedByTime } from './kaplan-meier.ts';

function curveOf(converted: readonly number[], censored: readonly number[] = []) {
  const steps = convertedByTime(Float64Array.from(converted), Float64Array.from(censored));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('the share converted by time', () => {
  test('is the product-limit estimate, who is last seen at a conversion still at risk of it', () => {
    expect(curveOf([1, 3], [1, 2])).toEqual([
      { elapsedUs: 1, share: 0.25, atRisk: 4 },
      { elapsedUs: 3, share: 1, atRisk: 1 },
    ]);
  });

  test('has a step for every one of a few times, however many people', () => {
    const times = Array.from({ length: 3000 }, (_, i) => Math.floor(i / 100) + 1);
    expect(curveOf(times)).toHaveLength(30);
  });

  test('tells of very many times at most 512, with the exact share at each and at the end', () => {
    const times = Array.from({ length: 100_000 }, (_, i) => (i + 1) * 7);
    const curve = curveOf(times);
    expect(curve.length).toBeLessThanOrEqual(512);
    expect(curve.length).toBeGreaterThan(500);
    for (const { elapsedUs, share } of curve) expect(share).toBeCloseTo(elapsedUs / 700_000, 9);
    expect(curve.at(-1)).toMatchObject({ elapsedUs: 700_000, share: 1 });
  });
});
