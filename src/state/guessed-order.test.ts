import { describe, expect, test } from 'vitest';
import type { Plan, PlanSource } from '../journey/plan.ts';
import type { SourceProfile } from '../journey/profile.ts';
import { eventsWithoutOrder, withGuessedOrder } from './guessed-order.ts';

const list = (event: string, dated: boolean): PlanSource => ({
  files: `${event}.csv`,
  shape: 'list',
  person: 'id',
  event,
  ...(dated ? { time: 'date' } : {}),
});
const planOf = (...sources: PlanSource[]): Plan => ({
  handrail: 1,
  sources,
  stages: { awareness: { enter: ['lead'] }, action: { enter: ['won'] }, relationship: { enter: ['seller'] } },
});
const profileOf = (...events: string[]) => ({
  sources: events.map(
    (event, sourceIndex): SourceProfile => ({
      sourceIndex,
      shape: 'list',
      files: [],
      dateOnly: false,
      events: 1,
      firstUs: 0,
      lastUs: 0,
      untilUs: null,
      eventNames: [event],
    }),
  ),
});

describe('an undated list that feeds a stage', () => {
  test('tells nothing of the order beside lists that have dates', () => {
    const plan = planOf(list('lead', true), list('won', true), list('seller', false));
    const profile = profileOf('lead', 'won', 'seller');
    expect(eventsWithoutOrder(plan, profile)).toEqual(['seller']);
    expect(withGuessedOrder(plan, profile).order).toBe('any');
  });

  test('fits any order where all of them borrow their dates', () => {
    const plan = planOf(list('lead', false), list('won', false));
    expect(withGuessedOrder(plan, profileOf('lead', 'won')).order).toBeUndefined();
  });

  test('changes nothing when its events are no step', () => {
    const plan = planOf(list('lead', true), list('other', false));
    expect(withGuessedOrder({ ...plan, order: 'any' }, profileOf('lead', 'other')).order).toBeUndefined();
  });
});
