import type { RailStrength } from '../../insights/tool-rail.ts';
import { TRANSITION_IDS, transitionEnds } from '../../journey/tools.ts';
import type { RailModel, RailPartModel } from './rail.layout.ts';

/** A rail whose parts have these strengths (`null`: no needs), with so many needs each. For tests. */
export function exampleRail(
  strengths: readonly (RailStrength | null)[],
  { posts = 4, name = 'Pledge page', state = 'went quiet on 9 March 2026' } = {},
): RailModel {
  return {
    byNames: false,
    parts: TRANSITION_IDS.map((id, k): RailPartModel => {
      const { from, to } = transitionEnds(id);
      const strength = strengths[k] ?? null;
      return {
        id,
        from: from === to ? null : from,
        to,
        loop: from === to,
        strength,
        posts: strength === null ? [] : Array.from({ length: posts }, () => strength),
        lead: strength === null ? { name: '', state: '' } : { name, state },
        needsText: strength === null ? 'no needs named' : '0 of 4 needs answered',
      };
    }),
  };
}
