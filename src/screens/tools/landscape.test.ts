import { describe, expect, it } from 'vitest';
import type { RankedGap } from '../../insights/tool-gaps.ts';
import type { Plan } from '../../journey/plan.ts';
import type { StageId } from '../../journey/stages.ts';
import { headlineOf, spannedStages } from './landscape.ts';

function gapAt(from: StageId | null, to: StageId): RankedGap {
  return {
    capability: {
      id: 'need',
      transition: 'motivation>action',
      asks: 'What do I do now?',
      answers: '',
      seller: '',
      examples: [],
      shows: [],
      from: 'plan',
    },
    tools: [],
    state: 'missing',
    evidence: { code: 'missing', stage: from, spanning: null, people: null, lost: null },
    gap: true,
    measured: 0,
    worth: { from, to, peopleLost: null, atStake: null, worth: null, reference: null, value: { from: 'people' } },
  };
}
const spanned = (...gaps: readonly RankedGap[]) => spannedStages({ landscape: { capabilities: [], worths: [], gaps } });

describe('stages that a gap spans', () => {
  it('are those without events between the two that its worth is about', () => {
    expect(spanned(gapAt('awareness', 'action'))).toEqual(['interest', 'motivation']);
    expect(spanned(gapAt('motivation', 'action'), gapAt('action', 'relationship'))).toEqual([]);
  });

  it('are none on the way in and while staying', () => {
    expect(spanned(gapAt(null, 'action'), gapAt('relationship', 'relationship'))).toEqual([]);
  });
});

describe('the first line', () => {
  const plan = { handrail: 1, sources: [], stages: {}, tools: [{ id: 'a' }] } as unknown as Plan;
  const line = (peopleLost: number) => {
    const gap = gapAt('motivation', 'action');
    const known = gap.worth === null ? gap : { ...gap, worth: { ...gap.worth, peopleLost } };
    const landscape = { capabilities: [], worths: [], gaps: [known] };
    return headlineOf({ landscape, capabilities: [gap.capability] }, plan);
  };

  it('names who is lost, and no handful of them', () => {
    expect(line(30)).toMatchObject({ code: 'gap', lost: { people: 30, from: 'motivation' } });
    expect(line(29)).toMatchObject({ code: 'gap', lost: null });
  });
});
