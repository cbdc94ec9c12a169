import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runReport } from './report-command.ts';

const PLAN = {
  handrail: 1,
  timeZone: 'UTC',
  sources: [{ files: 'events.csv', shape: 'events', person: 'who', time: 'at', event: 'what' }],
  stages: { motivation: { enter: ['signed'] }, action: { enter: ['gave'] } },
  window: '7d',
  asOf: '2026-04-30',
};

const TOOLS = {
  template: null,
  capabilities: [
    { id: 'give', transition: 'motivation>action', asks: 'What do I do now?' },
    { id: 'stay', transition: 'action>relationship', asks: 'What next?' },
  ],
  tools: [
    {
      id: 'page',
      name: '<img onerror>',
      transition: 'motivation>action',
      side: 'buyer',
      capability: 'give',
      match: ['opened'],
      status: 'live',
    },
  ],
  targets: { 'motivation>action': 0.5 },
  actionValue: { mean: 40, currency: 'EUR' },
};

/** 120 people over 100 days; every second of the first 80 opens the page, every third gives. */
const EVENTS = Array.from({ length: 120 }, (_, p) => {
  const day = new Date(Date.UTC(2026, 0, 1 + (p % 100))).toISOString().slice(0, 10);
  const next = new Date(Date.UTC(2026, 0, 2 + (p % 100))).toISOString().slice(0, 10);
  return [
    `p${p},${day} 09:00,signed`,
    ...(p < 60 && p % 2 === 0 ? [`p${p},${day} 10:00,opened`] : []),
    ...(p % 3 === 0 ? [`p${p},${next} 09:00,gave`] : []),
  ].join('\n');
}).join('\n');

let folder = '';

async function report(plan: object): Promise<{ tools: readonly object[]; gaps: readonly object[] }> {
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  let out = '';
  let problem = '';
  const code = await runReport(['--plan', 'plan.json', 'events.csv'], {
    cwd: folder,
    nowUs: Date.UTC(2026, 5, 1) * 1000,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      problem += text;
    },
    env: {},
    css: () => '',
  });
  expect([code, problem]).toEqual([0, '']);
  return JSON.parse(out) as { tools: readonly object[]; gaps: readonly object[] };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-tools-'));
  await writeFile(join(folder, 'events.csv'), `who,at,what\n${EVENTS}\n`);
});
afterEach(() => rm(folder, { recursive: true }));

describe('the tools of a report', () => {
  it('are none where the plan says nothing of tools', async () => {
    const { tools, gaps } = await report(PLAN);
    expect([tools, gaps]).toEqual([[], []]);
  });

  it('carry their state, their evidence as a sentence, and their figures', async () => {
    const { tools } = await report({ ...PLAN, ...TOOLS });
    expect(tools).toHaveLength(1);
    expect(tools[0]).toEqual({
      id: 'page',
      transition: 'motivation>action',
      side: 'buyer',
      state: 'dormant',
      evidence: expect.stringMatching(/^4 uses a week until 28 Feb 2026, none .*\.$/u),
      reach: { value: 0.25, low: expect.any(Number), high: expect.any(Number), n: 120 },
      effect: null,
      lastUsed: '2026-02-28',
    });
  });

  it('name the gaps by what they are worth, those without a worth last', async () => {
    const { gaps } = await report({ ...PLAN, ...TOOLS });
    expect(gaps).toEqual([
      {
        transition: 'motivation>action',
        capability: 'give',
        state: 'dormant',
        peopleLost: 80,
        worth: { low: expect.any(Number), high: expect.any(Number), unit: 'EUR' },
        assumption: { code: 'target', rate: 0.5 },
      },
      {
        transition: 'action>relationship',
        capability: 'stay',
        state: 'missing',
        peopleLost: null,
        worth: null,
        assumption: null,
      },
    ]);
    const { worth } = gaps[0] as { worth: { low: number; high: number } };
    // 120 people, from a third to a half, 40 euros each.
    expect(worth.low).toBeLessThan(800);
    expect(worth.high).toBeGreaterThan(800);
  });

  it('count a template as saying something', async () => {
    const { gaps } = await report({ ...PLAN, template: 'nonprofit-giving' });
    expect(gaps.length).toBeGreaterThan(10);
    expect(gaps[0]).toMatchObject({ transition: 'motivation>action', state: 'missing' });
  });
});
