import { describe, expect, test } from 'vitest';
import { capabilitiesOf } from '../journey/capabilities.ts';
import type { Plan } from '../journey/plan.ts';
import { formatPlan, parsePlan } from '../journey/plan-file.ts';
import type { PlanTool } from '../journey/tools.ts';
import {
  droppedNeeds,
  withNeedBack,
  withNeedChanged,
  withNewNeed,
  withoutNeed,
  withTemplateStages,
} from './inventory-needs.ts';

const plan: Plan = {
  handrail: 1,
  sources: [{ files: 'site.csv', shape: 'events', person: 'id', time: 'at', event: 'event' }],
  stages: { motivation: { enter: ['petition signed'] } },
  template: 'nonprofit-giving',
};
const need = capabilitiesOf(plan).find(({ transition }) => transition === 'motivation>action')!;
const tool: PlanTool = {
  id: 'page',
  name: 'Page',
  transition: 'motivation>action',
  side: 'buyer',
  capability: need.id,
  status: 'live',
};

describe('what people need', () => {
  test('is reworded, and its tools move with it', () => {
    const after = withNeedChanged({ ...plan, tools: [tool] }, need.id, { asks: 'Now what?', transition: '>awareness' });
    const changed = capabilitiesOf(after).find(({ id }) => id === need.id);
    expect(changed).toMatchObject({ asks: 'Now what?', transition: '>awareness', from: 'reworded' });
    expect(after.tools?.[0]?.transition).toBe('>awareness');
  });

  test('is dropped and taken back', () => {
    const without = withoutNeed(plan, need.id);
    expect(capabilitiesOf(without).some(({ id }) => id === need.id)).toBe(false);
    expect(droppedNeeds(without)).toEqual([{ id: need.id, asks: need.asks }]);
    expect(capabilitiesOf(withNeedBack(without, need.id))).toEqual(capabilitiesOf(plan));
  });

  test('of the user’s own is gone with its name in the tools, so that the plan stays whole', () => {
    const own = withNewNeed(plan, 'motivation>action', { asks: 'Who can I ask?' });
    const [added] = capabilitiesOf(own).filter(({ from }) => from === 'plan');
    expect(added?.asks).toBe('Who can I ask?');
    const named = { ...own, tools: [{ ...tool, capability: added?.id ?? '' }] };
    const gone = withoutNeed(named, added?.id ?? '');
    expect(gone.tools?.[0]).not.toHaveProperty('capability');
    expect(() => parsePlan(formatPlan(gone), 'plan.json')).not.toThrow();
  });

  test('has an id of its own whatever it asks', () => {
    const twice = withNewNeed(withNewNeed(plan, '>awareness', { asks: '?' }), '>awareness', { asks: '?' });
    const ids = (twice.capabilities ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });
});

test('a template’s stages take the events that there are', () => {
  const { stages } = withTemplateStages(plan, 'nonprofit-giving', ['petition signed', 'donation']);
  expect(stages.action).toEqual({ label: 'First gift', enter: [{ event: 'donation', occurrence: 'first' }] });
  expect(stages.motivation?.enter).toEqual(['petition signed']);
  expect(stages.interest?.enter).toEqual([]);
});
