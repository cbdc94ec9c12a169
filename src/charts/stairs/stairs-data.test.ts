import { describe, expect, it } from 'vitest';
import type { FunnelFigures } from '../../engine/answer.ts';
import { judgeFunnel } from '../../insights/funnel-judgement.ts';
import { exampleModel } from './stairs.examples.ts';
import { betweenModels, stairsData, stairsModel, stairsSummary } from './stairs-data.ts';

const figures: FunnelFigures = {
  steps: [
    { id: 'awareness', reached: 8000, implied: 8001, blindSpot: 1 },
    { id: 'action', reached: 842, implied: 842, blindSpot: 0 },
  ],
  transitions: [
    {
      from: 'awareness',
      to: 'action',
      reached: 8000,
      converted: 842,
      dropped: 6000,
      inProgress: 1158,
      maturedReached: 6700,
      maturedConverted: 700,
      timeToConvert: null,
      sinceFirstContact: null,
    },
  ],
  spoiled: 0,
};
const ids = ['awareness', 'interest', 'motivation', 'action', 'relationship'];
const data = stairsData(ids, (id) => id, figures, judgeFunnel(figures, { windowUs: 1, order: 'ordered' }));
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the picture in numbers', () => {
  it('keeps the stages that nobody measures, without a count', () => {
    expect(data.stages.map((stage) => stage.reached)).toEqual([8000, null, null, 842, null]);
    expect(stairsModel(data).stages.map((stage) => stage.countText)).toEqual([
      '8,000',
      'not measured',
      'not measured',
      '842',
      'not measured',
    ]);
  });

  it('shows the honest rate, not the raw one', () => {
    expect(plain(stairsModel(data).transitions[0]?.rateText ?? '')).toBe('10.4 %');
  });

  it('says everything that it shows', () => {
    const summary = plain(stairsSummary(data));
    for (const part of [
      '8,000 people reached awareness',
      'interest is not measured',
      '10.4 %',
      '6,000 dropped',
      '1,158 in progress',
    ]) {
      expect(summary).toContain(part);
    }
  });

  it('leaves blind spots out where steps have no order', () => {
    const judgement = judgeFunnel(figures, { windowUs: 1, order: 'any' });
    expect(stairsData(ids, (id) => id, figures, judgement, { blindSpots: false }).stages[0]?.blindSpot).toBe(0);
  });
});

describe('a change', () => {
  const before = exampleModel([100, 50]);
  const after = exampleModel([200, 20, 10]);

  it('moves counts evenly and texts at once', () => {
    const half = betweenModels(before, after, 0.5);
    expect(half.stages.map((stage) => stage.reached)).toEqual([150, 35, 5]);
    expect(half.stages[0]?.countText).toBe('200');
  });

  it('ends exactly at what is true', () => {
    expect(betweenModels(before, after, 1)).toBe(after);
  });
});
