import { describe, expect, it } from 'vitest';
import { type CapabilityPlan, capabilitiesOf, withOwnTemplate, withTemplate } from './capabilities.ts';
import type { Plan } from './plan.ts';
import { checkPlan } from './plan-file.ts';
import { templateOf } from './templates/templates.ts';
import type { PlanTool } from './tools.ts';
import { TRANSITION_IDS } from './tools.ts';

const giving: CapabilityPlan = { template: 'nonprofit-giving' };
const base: Plan = {
  handrail: 1,
  sources: [{ files: 'a.csv', shape: 'events', person: 'id' }],
  stages: { awareness: { enter: ['a'] } },
};
const tool: PlanTool = {
  id: 'page',
  name: 'Page',
  transition: 'motivation>action',
  side: 'buyer',
  capability: 'give-in-two-minutes',
  status: 'live',
};
const ids = (plan: CapabilityPlan) => capabilitiesOf(plan).map((one) => one.id);

describe('the capabilities of a plan', () => {
  it('are those of its template, by transition', () => {
    const { capabilities } = templateOf('nonprofit-giving');
    expect(ids(giving)).toEqual(TRANSITION_IDS.flatMap((transition) => capabilities[transition].map(({ id }) => id)));
  });

  it('are those of the guessed template when the plan names none, and none when it wants none', () => {
    expect(capabilitiesOf({}, 'shop').map((one) => one.id)).toEqual(ids({ template: 'shop' }));
    expect(capabilitiesOf({})).toEqual([]);
    expect(capabilitiesOf({ template: null }, 'shop')).toEqual([]);
  });

  it('are added behind those of the transition, reworded in place, and dropped', () => {
    const changed = capabilitiesOf({
      ...giving,
      capabilities: [
        { id: 'by-text-message', transition: 'motivation>action', asks: 'Can I text it?' },
        { id: 'give-in-two-minutes', asks: 'And now?' },
        { id: 'pay-my-way', dropped: true },
      ],
    }).filter((one) => one.transition === 'motivation>action');
    expect(changed.map(({ id, from }) => [id, from])).toEqual([
      ['give-in-two-minutes', 'reworded'],
      ['asked-in-time', 'template'],
      ['choose-what-it-is-for', 'template'],
      ['by-text-message', 'plan'],
    ]);
    const original = templateOf('nonprofit-giving').capabilities['motivation>action'][0];
    expect(changed[0]).toEqual({ ...original, transition: 'motivation>action', asks: 'And now?', from: 'reworded' });
    expect(changed[3]).toMatchObject({ answers: '', seller: '', shows: [], examples: [] });
  });

  it('can be moved to another transition', () => {
    const moved = capabilitiesOf({ ...giving, capabilities: [{ id: 'pay-my-way', transition: '>awareness' }] });
    expect(moved.find((one) => one.id === 'pay-my-way')?.transition).toBe('>awareness');
    expect(moved.map((one) => TRANSITION_IDS.indexOf(one.transition))).toEqual(
      moved.map((one) => TRANSITION_IDS.indexOf(one.transition)).toSorted((a, b) => a - b),
    );
  });
});

describe('another template', () => {
  it('keeps what tools are for, and stays a plan that can be read', () => {
    const plan: Plan = { ...base, template: 'nonprofit-giving', tools: [tool] };
    const switched = withTemplate(plan, 'shop');
    expect(() => checkPlan(JSON.parse(JSON.stringify(switched)))).not.toThrow();
    expect(switched.capabilities?.map((one) => one.id)).toEqual(['give-in-two-minutes']);
    expect(ids(switched)).toContain('give-in-two-minutes');
    expect(ids(switched)).toContain('pay-without-an-account');
    expect(ids(switched)).not.toContain('asked-in-time');
  });

  it('writes a change of the template before out whole, and forgets what was dropped of it', () => {
    const plan: Plan = {
      ...base,
      capabilities: [
        { id: 'give-in-two-minutes', asks: 'And now?' },
        { id: 'pay-my-way', dropped: true },
      ],
    };
    const switched = withTemplate(plan, 'event', 'nonprofit-giving');
    expect(() => checkPlan(JSON.parse(JSON.stringify(switched)))).not.toThrow();
    expect(switched.capabilities).toEqual([
      expect.objectContaining({ id: 'give-in-two-minutes', asks: 'And now?', transition: 'motivation>action' }),
    ]);
  });

  it('lets a tool keep the name of a capability that was dropped', () => {
    const capabilities = [{ id: 'give-in-two-minutes', dropped: true }];
    const plan: Plan = { ...base, template: 'nonprofit-giving', tools: [tool], capabilities };
    expect(() => checkPlan(JSON.parse(JSON.stringify(withTemplate(plan, 'shop'))))).not.toThrow();
    expect(ids(withTemplate(plan, 'shop'))).not.toContain('give-in-two-minutes');
  });

  it('of the user’s own holds every capability and follows none', () => {
    const own = withOwnTemplate({ ...base, tools: [tool] }, 'nonprofit-giving');
    expect(own.template).toBeNull();
    expect(ids(own)).toEqual(ids(giving));
    expect(() => checkPlan(JSON.parse(JSON.stringify(own)))).not.toThrow();
    expect(capabilitiesOf(own)[0]).toMatchObject({ from: 'plan', seller: capabilitiesOf(giving)[0]?.seller });
  });
});
