import { describe, expect, it } from 'vitest';
import type { EvidenceAnswer, FunnelFigures, ValueSample } from '../engine/answer.ts';
import { valuesOf } from './tool-gaps.ts';

const STEPS = ['motivation', 'action', 'relationship'];
const FIGURES: FunnelFigures = {
  steps: STEPS.map((id) => ({ id, reached: 0, implied: 0, blindSpot: 0 })),
  transitions: [],
  spoiled: 0,
};

const sample = (mean: number): ValueSample => ({ n: 40, mean, variance: 9, values: [] });
const answer = (...values: readonly (ValueSample | null)[]): EvidenceAnswer => ({
  kind: 'evidence',
  transitions: [],
  tools: [],
  lastDay: null,
  values,
});
const valued = (...values: readonly (ValueSample | null)[]) => {
  const { action, later } = valuesOf({}, answer(...values), FIGURES);
  return [
    action.from === 'data' ? action.sample.mean : action.from,
    later.from === 'data' ? later.sample.mean : later.from,
  ];
};

describe('what an Action is worth', () => {
  it('is what the plan says, before anything in the data', () => {
    const said = valuesOf({ actionValue: { mean: 40, currency: 'EUR' } }, answer(null, sample(7), null), FIGURES);
    expect(said.later).toEqual({ from: 'plan', mean: 40, currency: 'EUR' });
    const nought = valuesOf({ actionValue: { mean: 0, currency: 'EUR' } }, answer(null, sample(7), null), FIGURES);
    expect(nought.action).toEqual({ from: 'people' });
  });

  it('is what the data says, of later ones apart where it says that', () => {
    expect(valued(null, sample(30), sample(20))).toEqual([30, 20]);
    expect(valued(null, sample(30), null)).toEqual([30, 30]);
  });

  it('is people where there are no values, or where they add up to nothing or less', () => {
    expect(valued(null, null, null)).toEqual(['people', 'people']);
    expect(valued(null, sample(0), sample(20))).toEqual(['people', 'people']);
    expect(valued(null, sample(-5), null)).toEqual(['people', 'people']);
    expect(valued(null, sample(30), sample(-5))).toEqual([30, 30]);
  });
});
