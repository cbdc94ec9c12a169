import { describe, expect, it } from 'vitest';
import type { FunnelAnswer, FunnelFigures } from '../engine/answer.ts';
import { judgeGroups } from './group-table.ts';

/** Three steps; matured people who reached each. */
function figures(...reached: readonly [number, number, number]): FunnelFigures {
  const ids = ['awareness', 'interest', 'action'];
  return {
    steps: ids.map((id, k) => ({ id, reached: reached[k] ?? 0, implied: reached[k] ?? 0, blindSpot: 0 })),
    transitions: [0, 1].map((k) => {
      const [from, to] = [reached[k] ?? 0, reached[k + 1] ?? 0];
      const lost = { dropped: from - to, inProgress: 0, timeToConvert: null, sinceFirstContact: null };
      const counts = { reached: from, converted: to, maturedReached: from, maturedConverted: to };
      return { from: ids[k] ?? '', to: ids[k + 1] ?? '', ...counts, ...lost };
    }),
    spoiled: 0,
  };
}

function answer(attribution: 'first' | 'entry'): FunnelAnswer {
  const value = (name: string) => ({ kind: 'value', value: name }) as const;
  return {
    kind: 'funnel',
    ...figures(3020, 1505, 300),
    breakdown: {
      property: 'channel',
      attribution: attribution === 'entry' ? { kind: 'step', step: 0 } : { kind: 'first' },
      groups: [
        { group: value('ads'), ...figures(1500, 600, 120) },
        { group: value('mail'), ...figures(1500, 895, 178) },
        { group: value('fair'), ...figures(20, 10, 2) },
      ],
    },
  };
}

describe('groups against their rest', () => {
  it('are judged as one table over all transitions', () => {
    const table = judgeGroups(answer('entry'), { propertyOf: 'event', order: 'ordered' });
    expect(table?.map((row) => row.map(({ verdict }) => verdict))).toEqual([
      ['lower', 'cannot-tell'],
      ['higher', 'cannot-tell'],
      ['too-few-people', 'too-few-people'],
    ]);
    const levels = table?.flat().map(({ level }) => level);
    // Four are tested, two are found: discoveries at 1 − 0.05·2/4, the others at 1 − 0.05·3/4.
    expect(levels?.[0]).toBeCloseTo(0.975);
    expect(levels?.[1]).toBeCloseTo(0.9625);
  });

  it('are not judged by what was settled on the way', () => {
    expect(judgeGroups(answer('first'), { propertyOf: 'event', order: 'ordered' })).toBeNull();
    expect(judgeGroups(answer('entry'), { propertyOf: 'event', order: 'any' })).toBeNull();
  });
});
