import { describe, expect, it } from 'vitest';
import { RIVER_PLAN, riverFiles } from '../mocks/river-trust/files.ts';
import { simulateRiver } from '../mocks/river-trust/simulate.ts';
import { RIVER_TRUST } from '../mocks/river-trust/world.ts';
import { runToEnd } from '../src/engine/run.ts';
import type { ByteSource } from '../src/importers/byte-source.ts';
import { importFiles } from '../src/importers/import.ts';
import { judgeCapabilities } from '../src/insights/tool-gaps.ts';
import { judgeTools } from '../src/insights/tool-judgement.ts';
import { capabilitiesOf } from '../src/journey/capabilities.ts';
import type { Plan } from '../src/journey/plan.ts';
import { compileFunnel } from '../src/questions/compile.ts';
import { compileEvidence } from '../src/questions/tools.ts';

const PLAN: Plan = {
  ...RIVER_PLAN,
  capabilities: [
    { id: 'see-a-river', transition: '>awareness', asks: 'What is there to see?' },
    { id: 'know-more', transition: 'awareness>interest', asks: 'What happens here?' },
    { id: 'ask', transition: 'interest>motivation', asks: 'Does it help here?' },
    { id: 'give-in-two-minutes', transition: 'motivation>action', asks: 'What do I do now?' },
    { id: 'hear-what-it-did', transition: 'action>relationship', asks: 'What did my gift do?' },
  ],
  tools: [
    {
      id: 'map',
      name: 'River map',
      transition: 'awareness>interest',
      side: 'buyer',
      capability: 'know-more',
      match: ['map opened'],
      status: 'live',
    },
    {
      id: 'letter',
      name: 'Newsletter',
      transition: 'interest>motivation',
      side: 'buyer',
      capability: 'ask',
      match: ['newsletter opened'],
      status: 'live',
    },
    {
      id: 'answers',
      name: 'Answers',
      transition: 'interest>motivation',
      side: 'seller',
      capability: 'ask',
      match: ['question answered'],
      status: 'live',
    },
    {
      id: 'pledge-page',
      name: 'Pledge page',
      transition: 'motivation>action',
      side: 'buyer',
      capability: 'give-in-two-minutes',
      match: ['pledge page opened'],
      status: 'live',
      since: '2025-07-01',
    },
    {
      id: 'receipt',
      name: 'Receipt',
      transition: 'action>relationship',
      side: 'seller',
      capability: 'hear-what-it-did',
      match: ['receipt sent'],
      status: 'live',
    },
  ],
};

const files: ByteSource[] = [...riverFiles(simulateRiver())].map(([name, content]) => {
  const blob = new Blob([content as BlobPart]);
  return { name: name === 'site-events.csv' ? `${name}.gz` : name, size: blob.size, stream: () => blob.stream() };
});

describe('the tools of the River Trust', async () => {
  const { columns, profile } = await importFiles(files, PLAN, {
    salt: new Uint8Array(16),
    nowUs: Date.parse('2026-11-01T00:00:00Z') * 1000,
  });
  const asked = compileEvidence(PLAN, profile);
  const answer = runToEnd(columns, asked.query);
  const tools = judgeTools(asked, answer);
  const funnel = runToEnd(columns, compileFunnel(PLAN, profile));
  const { gaps } = judgeCapabilities(PLAN, capabilitiesOf(PLAN), tools, asked, answer, funnel);

  it('have the pledge page as the first gap, quiet from the day on which it broke', () => {
    expect(gaps[0]?.capability.id).toBe('give-in-two-minutes');
    const evidence = gaps[0]?.evidence;
    expect(evidence?.code).toBe('dormant');
    const quietSince = evidence?.code === 'dormant' ? Date.parse(evidence.quietSince) : 0;
    expect(Math.abs(quietSince - Date.parse(RIVER_TRUST.pledgePageQuietFrom))).toBeLessThanOrEqual(2 * 86_400_000);
  });
});
