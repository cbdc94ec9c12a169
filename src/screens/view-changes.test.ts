import { expect, test } from 'vitest';
import type { Plan } from '../journey/plan.ts';
import type { View } from '../questions/view.ts';
import { withoutLaterSteps } from './view-changes.ts';

const plan: Plan = { handrail: 1, sources: [], stages: { awareness: { enter: ['a'] }, action: { enter: ['b'] } } };

test('what asks for a step that is no more leaves the question, and nothing else does', () => {
  const view: View = {
    window: '7d',
    breakdown: { property: 'channel', attribution: { step: 3 } },
    filters: [
      { property: 'channel', attribution: { step: 2 }, in: ['mail'] },
      { property: 'country', attribution: { step: 4 }, in: ['NL'] },
    ],
  };
  expect(withoutLaterSteps(plan, view)).toEqual({ window: '7d', filters: view.filters?.slice(0, 1) });
});

test('a question that fits stays as it is', () => {
  const views: View[] = [
    {},
    { breakdown: null, interval: 'month' },
    { breakdown: { property: 'channel', attribution: 'first' } },
    { breakdown: { property: 'channel', attribution: { step: 2 } } },
  ];
  for (const view of views) expect(withoutLaterSteps(plan, view)).toEqual(view);
});
