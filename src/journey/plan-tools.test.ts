import { describe, expect, it } from 'vitest';
import type { HandrailError } from './errors.ts';
import { formatPlan, parsePlan } from './plan-file.ts';

const minimal = {
  handrail: 1,
  sources: [{ files: 'visits.csv', shape: 'events', person: 'user_id' }],
  stages: { awareness: { enter: ['landing'] } },
};

const tool = { id: 'form', name: 'Form', transition: 'motivation>action', side: 'buyer', status: 'live' };
const capability = { id: 'quick-help', transition: 'motivation>action', asks: 'What do I do now?' };

const full = {
  ...minimal,
  template: 'nonprofit-giving',
  capabilities: [
    { ...capability, answers: 'A page.', seller: 'Look at it daily.', shows: ['form *'] },
    { id: 'give-in-two-minutes', asks: 'And now?' },
    { id: 'pay-my-way', dropped: true },
  ],
  tools: [
    {
      ...tool,
      capability: 'give-in-two-minutes',
      match: ['form opened', { event: 'page', where: { path: '/form' }, occurrence: 'first' }],
      since: '2025-01-01',
      monthlyCost: 50,
      owner: 'fundraising team',
      link: 'https://example.org/form',
      note: 'Moved in May.',
    },
    { ...tool, id: 'talk', transition: '>awareness', side: 'seller', status: 'planned' },
    { ...tool, id: 'letter', transition: 'relationship>relationship', status: 'retired', capability: 'quick-help' },
  ],
  targets: { 'motivation>action': 0.55, 'action>relationship': 1 },
  actionValue: { mean: 40, currency: 'EUR' },
  lowReach: 0.05,
  actions: [{ capability: 'give-in-two-minutes', owner: 'fundraising team', due: '2026-09-30' }, { capability: 'ask' }],
};

const parse = (value: unknown) => parsePlan(JSON.stringify(value), 'plan.json');

function errorOf(action: () => unknown): HandrailError {
  try {
    action();
  } catch (error) {
    return error as HandrailError;
  }
  throw new Error('nothing was thrown');
}

describe('the tools of a plan file', () => {
  it('are kept with every key that they have', () => {
    expect(parse(full)).toEqual({ plan: full, warnings: [] });
    expect(JSON.parse(formatPlan(parse(full).plan))).toEqual(full);
  });

  it('may name a built-in capability, whether the plan names its template or none', () => {
    const tools = [{ ...tool, capability: 'give-in-two-minutes' }];
    expect(parse({ ...minimal, tools }).plan.tools).toEqual(tools);
    expect(parse({ ...minimal, template: 'nonprofit-giving', tools }).plan.tools).toEqual(tools);
  });

  it('warn of unknown keys with the nearest name, and keep them', () => {
    const odd = {
      ...minimal,
      tools: [{ ...tool, ownr: 'me', match: [{ event: 'x', wher: {} }] }],
      capabilities: [{ ...capability, ask: 'What?' }],
      targets: { 'motivaton>action': 0.5 },
      actionValue: { mean: 4, currency: 'EUR', median: 3 },
      lowreach: 0.1,
      actions: [{ capability: 'give-in-two-minutes', ownr: 'me' }],
    };
    const { plan, warnings } = parse(odd);
    expect(new Map(warnings.map((warning) => [warning.path, warning.nearest]))).toEqual(
      new Map([
        ['tools[0].ownr', 'owner'],
        ['tools[0].match[0].wher', 'where'],
        ['capabilities[0].ask', 'asks'],
        ['targets.motivaton>action', 'motivation>action'],
        ['actionValue.median', 'mean'],
        ['lowreach', 'lowReach'],
        ['actions[0].ownr', 'owner'],
      ]),
    );
    expect(JSON.parse(formatPlan(plan))).toEqual(odd);
  });

  it.each([
    ['tools', { tools: {} }],
    ['tools[0].transition', { tools: [{ ...tool, transition: 'awareness>action' }] }],
    ['tools[0].side', { tools: [{ ...tool, side: 'both' }] }],
    ['tools[0].status', { tools: [{ ...tool, status: 'broken' }] }],
    ['tools[0].match[0]', { tools: [{ ...tool, match: [3] }] }],
    ['tools[0].since', { tools: [{ ...tool, since: '2025-02-30' }] }],
    ['tools[0].monthlyCost', { tools: [{ ...tool, monthlyCost: -1 }] }],
    ['tools[0].monthlyCost', { tools: [{ ...tool, monthlyCost: '50' }] }],
    ['tools[0].link', { tools: [{ ...tool, link: 'javascript:alert(1)' }] }],
    ['tools[0].name', { tools: [{ ...tool, name: '' }] }],
    ['tools[1].id', { tools: [tool, { ...tool, name: 'Another' }] }],
    ['tools[0].capability', { tools: [{ ...tool, capability: 'nowhere' }] }],
    ['tools[0].capability', { template: 'shop', tools: [{ ...tool, capability: 'give-in-two-minutes' }] }],
    ['tools[0].capability', { template: null, tools: [{ ...tool, capability: 'give-in-two-minutes' }] }],
    ['capabilities[1].id', { capabilities: [capability, capability] }],
    ['capabilities[0].transition', { capabilities: [{ ...capability, transition: 'action' }] }],
    ['capabilities[0].asks', { capabilities: [{ ...capability, asks: '' }] }],
    ['targets.motivation>action', { targets: { 'motivation>action': 55 } }],
    ['targets.motivation>action', { targets: { 'motivation>action': -0.1 } }],
    ['lowReach', { lowReach: 1.01 }],
    ['actionValue.mean', { actionValue: { mean: -1, currency: 'EUR' } }],
    ['actionValue.currency', { actionValue: { mean: 1, currency: 'euro' } }],
    ['actionValue.currency', { actionValue: { mean: 1, currency: 'eur' } }],
    ['template', { template: 'bakery' }],
    ['actions', { actions: {} }],
    ['actions[0].owner', { actions: [{ capability: 'ask', owner: '' }] }],
    ['actions[0].due', { actions: [{ capability: 'ask', due: '30.9.2026' }] }],
  ])('refuse a wrong value at "%s"', (path, keys) => {
    const error = errorOf(() => parse({ ...minimal, ...keys }));
    expect(error.code).toBe('plan-wrong-value');
    expect(error.details).toMatchObject({ path });
  });

  it('name the capability that was perhaps meant', () => {
    const error = errorOf(() =>
      parse({ ...minimal, capabilities: [capability], tools: [{ ...tool, capability: 'quick-hlep' }] }),
    );
    expect(error.details).toMatchObject({ expected: expect.stringContaining('"quick-help"') });
  });

  it.each([
    ['tools[0].status', { tools: [{ ...tool, status: undefined }] }],
    ['capabilities[0].asks', { capabilities: [{ id: 'my-own', transition: 'motivation>action' }] }],
    ['capabilities[0].transition', { capabilities: [{ id: 'my-own', asks: 'What?' }] }],
    [
      'capabilities[0].asks',
      { template: 'shop', capabilities: [{ id: 'give-in-two-minutes', transition: '>awareness' }] },
    ],
    ['actionValue.currency', { actionValue: { mean: 1 } }],
  ])('say that "%s" is missing', (path, keys) => {
    const error = errorOf(() => parse({ ...minimal, ...keys }));
    expect(error.code).toBe('plan-missing-key');
    expect(error.details).toMatchObject({ path });
  });
});
