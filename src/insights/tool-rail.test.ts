import { describe, expect, it } from 'vitest';
import type { Capability } from '../journey/capabilities.ts';
import { TOOL_STATES, type ToolEvidence } from '../journey/tool-findings.ts';
import { TRANSITION_IDS, type TransitionId } from '../journey/tools.ts';
import type { JudgedCapability } from './tool-gaps.ts';
import { RAIL_STRENGTHS, railOf, railOfNames, strengthOf } from './tool-rail.ts';

function need(transition: TransitionId, shows: readonly string[] = []): Capability {
  return {
    id: `${transition} ${shows.join()}`,
    transition,
    asks: 'What?',
    answers: '',
    seller: '',
    examples: [],
    shows,
    from: 'plan',
  };
}

function judged(transition: TransitionId, state: JudgedCapability['state']): JudgedCapability {
  const evidence: ToolEvidence = { code: 'planned', since: null };
  return { capability: need(transition), tools: [], state, evidence, gap: true, measured: null };
}

describe('the rail of judged tools', () => {
  it('is as strong as what is strongest at a transition', () => {
    const { parts } = railOf({
      capabilities: [
        judged('awareness>interest', 'missing'),
        judged('awareness>interest', 'working'),
        judged('interest>motivation', 'low-reach'),
        judged('interest>motivation', 'dormant'),
        judged('motivation>action', 'missing'),
        judged('motivation>action', 'dormant'),
        judged('action>relationship', 'planned'),
      ],
    });
    expect(parts.map(({ transition }) => transition)).toEqual(TRANSITION_IDS);
    expect(parts.map(({ strength }) => strength)).toEqual([null, 'holds', 'weak', 'broken', 'absent', null]);
    expect(parts[1]?.posts.map(({ strength }) => strength)).toEqual(['absent', 'holds']);
  });

  it('has a strength for every state, and a state for every strength', () => {
    const found = [...TOOL_STATES, 'missing' as const].map(strengthOf);
    expect(new Set(found)).toEqual(new Set(RAIL_STRENGTHS));
    expect(strengthOf('working')).toBe('holds');
    expect(found.filter((one) => one === 'holds')).toHaveLength(1);
  });
});

describe('the rail of names', () => {
  it('shows which events may be a tool, and holds nothing against anyone', () => {
    const { parts, byNames } = railOfNames(
      [need('interest>motivation', ['*petition*']), need('interest>motivation', ['*chat*'])],
      ['Petition-Signed', 'page viewed'],
    );
    expect(byNames).toBe(true);
    const part = parts.find(({ transition }) => transition === 'interest>motivation');
    expect(part?.strength).toBe('weak');
    expect(part?.posts.map(({ seenAs }) => seenAs)).toEqual(['Petition-Signed', null]);
  });
});
