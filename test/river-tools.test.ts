import { describe, expect, it } from 'vitest';
import { RIVER_PLAN, riverFiles } from '../mocks/river-trust/files.ts';
import { RIVER_INVENTORY } from '../mocks/river-trust/inventory.ts';
import { simulateRiver } from '../mocks/river-trust/simulate.ts';
import { RIVER_TRUST } from '../mocks/river-trust/world.ts';
import { runToEnd } from '../src/engine/run.ts';
import type { ByteSource } from '../src/importers/byte-source.ts';
import { importFiles } from '../src/importers/import.ts';
import { judgeCapabilities, type RankedGap } from '../src/insights/tool-gaps.ts';
import { judgeTools } from '../src/insights/tool-judgement.ts';
import { capabilitiesOf } from '../src/journey/capabilities.ts';
import type { Plan } from '../src/journey/plan.ts';
import { TRANSITION_IDS } from '../src/journey/tools.ts';
import { compileFunnel } from '../src/questions/compile.ts';
import { compileEvidence } from '../src/questions/tools.ts';

const files: ByteSource[] = [...riverFiles(simulateRiver())].map(([name, content]) => {
  const blob = new Blob([content as BlobPart]);
  return { name: name === 'site-events.csv' ? `${name}.gz` : name, size: blob.size, stream: () => blob.stream() };
});

const { columns, profile } = await importFiles(files, RIVER_PLAN, {
  salt: new Uint8Array(16),
  nowUs: Date.parse('2026-11-01T00:00:00Z') * 1000,
});
const funnel = runToEnd(columns, compileFunnel(RIVER_PLAN, profile));
const asked = compileEvidence(RIVER_PLAN, profile);
const answer = runToEnd(columns, asked.query);
const tools = judgeTools(asked, answer);

function gapsOf(plan: Plan): readonly RankedGap[] {
  return judgeCapabilities(plan, capabilitiesOf(plan), tools, asked, answer, funnel).gaps;
}

describe('the tools of the River Trust', () => {
  const { targets: _, ...withoutTargets } = RIVER_PLAN;

  it.each([
    ['beside its targets', RIVER_PLAN],
    ['beside its own best quarter', withoutTargets],
  ])('have the pledge page as the first gap %s, quiet from the day on which it broke', (_name, plan) => {
    const [first] = gapsOf(plan);
    expect(first?.tools.map(({ id }) => id)).toEqual(['pledge-page']);
    const evidence = first?.evidence;
    expect(evidence?.code).toBe('dormant');
    const quietSince = evidence?.code === 'dormant' ? Date.parse(evidence.quietSince) : 0;
    expect(Math.abs(quietSince - Date.parse(RIVER_TRUST.pledgePageQuietFrom))).toBeLessThanOrEqual(2 * 86_400_000);
  });

  it('are at least ten, on both sides, at every transition and of every kind of life', () => {
    expect(RIVER_INVENTORY.length).toBeGreaterThanOrEqual(10);
    expect(new Set(RIVER_INVENTORY.map(({ side }) => side)).size).toBe(2);
    expect(new Set(RIVER_INVENTORY.map(({ transition }) => transition))).toEqual(new Set(TRANSITION_IDS));
    expect(new Set(tools.map(({ state }) => state))).toEqual(
      new Set([
        'planned',
        'retired',
        'unlisted',
        'untracked',
        'unused',
        'dormant',
        'too-few-people',
        'low-reach',
        'no-effect-shown',
        'working',
      ]),
    );
  });

  it('would be worth something for certain where their targets were met', () => {
    expect(gapsOf(RIVER_PLAN)[0]?.worth?.worth?.low).toBeGreaterThan(0);
  });

  it('belong to needs that the template knows', () => {
    const known = capabilitiesOf(RIVER_PLAN);
    for (const tool of RIVER_INVENTORY) {
      expect(known.find(({ id }) => id === tool.capability)?.transition).toBe(tool.transition);
    }
  });
});
