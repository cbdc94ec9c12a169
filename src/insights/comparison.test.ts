import { describe, expect, it } from 'vitest';
import type { ReachedAndConverted } from '../engine/answer.ts';
import { type ComparedRates, comparePeriods, compareRates, isSimpsonsParadox } from './comparison.ts';
import { newcombe } from './newcombe.ts';

const people = (converted: number, reached: number): ReachedAndConverted => ({ reached, converted });
const pair = (x1: number, n1: number, x2: number, n2: number): ComparedRates => ({
  first: people(x1, n1),
  second: people(x2, n2),
});

describe('a comparison that stands alone', () => {
  it('has a word and the interval of 95 % that goes with it', () => {
    const [one] = compareRates([pair(56, 70, 48, 80)]);
    expect(one).toMatchObject({ verdict: 'higher', level: 0.95 });
    expect(one?.difference?.low).toBeCloseTo(0.0524, 4);
    expect(one?.difference?.high).toBeCloseTo(0.3339, 4);
    expect(compareRates([pair(48, 80, 56, 70)])[0]?.verdict).toBe('lower');
    expect(compareRates([pair(48, 80, 42, 70)])[0]).toMatchObject({ verdict: 'cannot-tell', level: 0.95, pValue: 1 });
  });

  it('has no verdict and no interval below thirty people on either side', () => {
    const none = { verdict: 'too-few-people', difference: null, level: null, pValue: null };
    expect(compareRates([pair(29, 29, 0, 3000)])[0]).toMatchObject(none);
    expect(compareRates([pair(0, 3000, 29, 29)])[0]).toMatchObject(none);
    expect(compareRates([pair(0, 0, 0, 0)])[0]).toMatchObject(none);
    expect(compareRates([pair(30, 30, 0, 30)])[0]?.verdict).toBe('higher');
  });
});

describe('a table of comparisons', () => {
  const faint = pair(48, 100, 34, 100);

  it('asks more of each the more it shows', () => {
    const nothing = pair(50, 100, 50, 100);
    expect(compareRates([faint])[0]?.verdict).toBe('higher');
    const [one, ...others] = compareRates([faint, nothing, nothing, nothing]);
    expect(one?.verdict).toBe('cannot-tell');
    expect(others.map(({ level }) => level)).toEqual([1 - 0.05 / 4, 1 - 0.05 / 4, 1 - 0.05 / 4]);
  });

  it('does not count those with too few people', () => {
    const few = pair(0, 20, 20, 20);
    expect(compareRates([faint, few, few, few])[0]).toMatchObject({ verdict: 'higher', level: 0.95 });
  });

  it('gives discoveries the level 1 − 0.05·R/m', () => {
    const sure = pair(90, 100, 10, 100);
    const nothing = pair(50, 100, 50, 100);
    const table = compareRates([sure, nothing, sure, nothing, nothing]);
    expect(table.map(({ verdict }) => verdict)).toEqual([
      'higher',
      'cannot-tell',
      'higher',
      'cannot-tell',
      'cannot-tell',
    ]);
    expect(table.map(({ level }) => level?.toFixed(6))).toEqual([
      '0.980000',
      '0.970000',
      '0.980000',
      '0.970000',
      '0.970000',
    ]);
  });

  it('has intervals that hold 0 exactly where the word is "cannot tell"', () => {
    let told = 0;
    for (let seed = 0; seed < 200; seed++) {
      const next = chance(seed);
      const table = compareRates(
        Array.from({ length: 1 + (seed % 12) }, () => draw(next, 30 + (seed % 90), 0.3, 60, 0.3 + 0.4 * next())),
      );
      for (const { verdict, difference } of table) {
        const holdsZero = difference !== null && difference.low <= 0 && difference.high >= 0;
        expect(holdsZero).toBe(verdict === 'cannot-tell');
        if (verdict === 'cannot-tell') continue;
        expect(verdict).toBe((difference?.value ?? 0) > 0 ? 'higher' : 'lower');
        told++;
      }
    }
    expect(told).toBeGreaterThan(100);
  });

  it('is empty without comparisons', () => {
    expect(compareRates([])).toEqual([]);
  });
});

it('two periods are one table of their transitions, without people of both', () => {
  const table = comparePeriods({
    kind: 'comparison',
    a: { reached: 100, maturedReached: 90 },
    b: { reached: 120, maturedReached: 110 },
    transitions: [
      { from: 's', to: 't', inBoth: 4, a: people(60, 80), b: people(20, 100) },
      { from: 't', to: 'u', inBoth: 1, a: people(2, 60), b: people(9, 20) },
    ],
  });
  expect(table.map((one) => one?.verdict)).toEqual(['higher', 'too-few-people']);
  expect(table[0]).toMatchObject(pair(60, 80, 20, 100));
  const alone = newcombe(60, 80, 20, 100);
  expect(table[0]?.difference?.low).toBeCloseTo(alone?.low ?? Number.NaN, 12);
  expect(table[0]?.difference?.high).toBeCloseTo(alone?.high ?? Number.NaN, 12);
});

it('a transition that too many people pass in both periods has no verdict and no part in the table', () => {
  const fair = { from: 's', to: 't', inBoth: 0, a: people(60, 80), b: people(40, 100) };
  const unfair = { from: 't', to: 'u', inBoth: 40, a: people(60, 80), b: people(20, 100) };
  const answer = {
    kind: 'comparison',
    a: { reached: 1, maturedReached: 1 },
    b: { reached: 1, maturedReached: 1 },
  } as const;
  const [alone] = comparePeriods({ ...answer, transitions: [fair] });
  expect(comparePeriods({ ...answer, transitions: [unfair, fair] })).toEqual([null, alone]);
});

describe("Simpson's paradox", () => {
  // Charig and others 1986, British Medical Journal 292:879–882: kidney stones by treatment, small and large ones.
  const small = pair(234, 270, 81, 87);
  const large = pair(55, 80, 192, 263);
  const pooled = (rates: ComparedRates) => {
    const [comparison] = compareRates([rates]);
    if (comparison === undefined) throw new Error('one comparison gives one');
    return comparison;
  };
  // Ten times the people, so that the published difference is a discovery.
  const times = (k: number, { first, second }: ComparedRates): ComparedRates =>
    pair(first.converted * k, first.reached * k, second.converted * k, second.reached * k);
  const all = times(10, pair(289, 350, 273, 350));

  it('is flagged where every subgroup turns the pooled difference around', () => {
    expect(pooled(all).verdict).toBe('higher');
    expect(isSimpsonsParadox(pooled(all), [small, large])).toBe(true);
    const turned = pooled({ first: all.second, second: all.first });
    expect(isSimpsonsParadox(turned, [small, large])).toBe(false);
    const swap = ({ first, second }: ComparedRates): ComparedRates => ({ first: second, second: first });
    expect(isSimpsonsParadox(turned, [swap(small), swap(large)])).toBe(true);
  });

  it('is not flagged without a pooled discovery: the published figures alone are too few', () => {
    expect(pooled(pair(289, 350, 273, 350)).verdict).toBe('cannot-tell');
    expect(isSimpsonsParadox(pooled(pair(289, 350, 273, 350)), [small, large])).toBe(false);
  });

  it('is not flagged when one large subgroup agrees or shows no difference', () => {
    expect(isSimpsonsParadox(pooled(all), [small, pair(80, 100, 70, 100)])).toBe(false);
    expect(isSimpsonsParadox(pooled(all), [small, pair(30, 90, 10, 30)])).toBe(false);
  });

  it('looks at large subgroups only, and needs one', () => {
    expect(isSimpsonsParadox(pooled(all), [small, pair(29, 29, 0, 100)])).toBe(true);
    expect(isSimpsonsParadox(pooled(all), [pair(0, 29, 29, 29)])).toBe(false);
    expect(isSimpsonsParadox(pooled(all), [])).toBe(false);
  });
});

describe('a thousand seeds', () => {
  const SEEDS = 1000;

  it('without a difference raise at most 65 false alarms in a table of one', () => {
    for (const [n1, n2, p] of [
      [80, 120, 0.3],
      [30, 900, 0.5],
      [1000, 400, 0.05],
    ] as const) {
      let alarms = 0;
      for (let seed = 1; seed <= SEEDS; seed++) {
        if (compareRates([draw(chance(seed), n1, p, n2, p)])[0]?.verdict !== 'cannot-tell') alarms++;
      }
      expect(alarms, `${n1} and ${n2} people at ${p}`).toBeLessThanOrEqual(65);
    }
  });

  it('have the true difference in 930 to 975 intervals of 95 %', () => {
    for (const [n1, p1, n2, p2] of [
      [80, 0.3, 120, 0.3],
      [200, 0.4, 150, 0.25],
      [1000, 0.05, 400, 0.1],
      [60, 0.7, 60, 0.2],
    ] as const) {
      let holding = 0;
      for (let seed = 1; seed <= SEEDS; seed++) {
        const difference = compareRates([draw(chance(seed), n1, p1, n2, p2)])[0]?.difference;
        if (difference && difference.low <= p1 - p2 && p1 - p2 <= difference.high) holding++;
      }
      expect(holding, `${n1} at ${p1} and ${n2} at ${p2}`).toBeGreaterThanOrEqual(930);
      expect(holding, `${n1} at ${p1} and ${n2} at ${p2}`).toBeLessThanOrEqual(975);
    }
  });

  it('raise a false alarm anywhere in a table of ten in at most 65, where each alone would in 400', () => {
    let alarmed = 0;
    let alarmedAlone = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const next = chance(seed);
      const table = Array.from({ length: 10 }, () => draw(next, 150, 0.3, 200, 0.3));
      if (compareRates(table).some(({ verdict }) => verdict !== 'cannot-tell')) alarmed++;
      if (table.some((one) => compareRates([one])[0]?.verdict !== 'cannot-tell')) alarmedAlone++;
    }
    expect(alarmed).toBeLessThanOrEqual(65);
    expect(alarmedAlone).toBeGreaterThan(300);
  });

  it('with four real differences of ten keep false discoveries, and intervals that miss, under 5 %', () => {
    let falseShare = 0;
    let missedShare = 0;
    let found = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const next = chance(seed);
      const gain = (index: number): number => (index < 4 ? 0.15 : 0);
      const table = compareRates(
        Array.from({ length: 10 }, (_, index) => draw(next, 250, 0.3 + gain(index), 250, 0.3)),
      );
      const discoveries = table
        .map((one, index) => ({ ...one, truth: gain(index) }))
        .filter(({ verdict }) => verdict !== 'cannot-tell');
      const wrong = discoveries.filter(({ truth, verdict }) => truth === 0 || verdict === 'lower');
      const missed = discoveries.filter(
        ({ truth, difference }) => difference === null || truth < difference.low || truth > difference.high,
      );
      found += discoveries.length - wrong.length;
      falseShare += wrong.length / Math.max(1, discoveries.length);
      missedShare += missed.length / Math.max(1, discoveries.length);
    }
    expect(found / (4 * SEEDS)).toBeGreaterThan(0.7);
    expect(falseShare / SEEDS).toBeLessThan(0.05);
    expect(missedShare / SEEDS).toBeLessThan(0.055);
  });
});

/** Marsaglia's xorshift with 32 bits: a fixed seed gives a fixed simulation. */
function chance(seed: number): () => number {
  let state = ((seed + 1) * 2_654_435_761) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}

function draw(next: () => number, n1: number, p1: number, n2: number, p2: number): ComparedRates {
  const converted = (n: number, p: number): number => {
    let count = 0;
    for (let i = 0; i < n; i++) if (next() < p) count++;
    return count;
  };
  return pair(converted(n1, p1), n1, converted(n2, p2), n2);
}
