import { Random } from '../../mocks/random.ts';
import type { FunnelFigures, FunnelTransition } from '../../src/engine/answer.ts';
import { valuesOf } from '../../src/insights/tool-gaps.ts';
import { type Simulated, valueAtStake, waysOn } from '../../src/insights/worth.ts';
import { seededChance } from '../../src/insights/worth-draws.ts';

const PEOPLE = 900;
const GOES_ON = 0.42;
const ACTS = 0.35;
const VALUES = [10, 15, 25, 25, 40, 50, 100];
const MEAN_VALUE = VALUES.reduce((sum, value) => sum + value, 0) / VALUES.length;

/** What was at stake in a world whose rates are known, and what the product says from those of one sample. */
export function stakeOf(seed: number): { readonly truth: number; readonly found: Simulated } {
  const random = new Random(seed);
  const ready = binomial(PEOPLE, GOES_ON, random);
  const acted = binomial(ready, ACTS, random);
  const values = Array.from({ length: acted }, () => random.pick(VALUES));
  const mean = values.reduce((sum, value) => sum + value, 0) / acted;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (acted - 1);
  const figures: FunnelFigures = {
    steps: ['interest', 'motivation', 'action'].map((id) => ({ id, reached: 0, implied: 0, blindSpot: 0 })),
    transitions: [
      transition('interest', 'motivation', PEOPLE, ready),
      transition('motivation', 'action', ready, acted),
    ],
    spoiled: 0,
  };
  const sample = { n: acted, mean, variance, values };
  const answer = { kind: 'evidence', transitions: [], tools: [], lastDay: null, values: [null, null, sample] } as const;
  const [way] = waysOn(figures, valuesOf({}, answer, figures));
  if (way === null || way === undefined) throw new RangeError('no way on');
  return {
    truth: PEOPLE * (1 - GOES_ON) * ACTS * MEAN_VALUE,
    found: valueAtStake(way, seededChance(seed), 1000),
  };
}

function binomial(n: number, p: number, random: Random): number {
  let count = 0;
  for (let i = 0; i < n; i++) if (random.chance(p)) count++;
  return count;
}

function transition(from: string, to: string, reached: number, converted: number): FunnelTransition {
  return {
    from,
    to,
    reached,
    converted,
    dropped: reached - converted,
    inProgress: 0,
    maturedReached: reached,
    maturedConverted: converted,
    timeToConvert: null,
    sinceFirstContact: null,
  };
}
