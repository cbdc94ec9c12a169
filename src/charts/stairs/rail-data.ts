import type { Rail, RailPart } from '../../insights/tool-rail.ts';
import type { TransitionId } from '../../journey/tools.ts';
import { transitionEnds } from '../../journey/tools.ts';
import type { Speaker } from '../../words/findings.ts';
import { railLead, type SpokenPart, sayNeeds, sayRailPart } from '../../words/tools-rail.ts';
import type { RailModel } from './rail.layout.ts';

/** What the words need of a judged part. */
export function spoken({ transition, strength, posts }: RailPart): SpokenPart {
  return {
    transition,
    strength,
    posts: posts.map((post) => ({
      asks: post.capability.asks,
      strength: post.strength,
      tools: (post.judged?.tools ?? [])
        .toSorted((a, b) => rank(post, a.state) - rank(post, b.state))
        .map(({ name }) => name),
      evidence: post.judged?.evidence ?? null,
      seenAs: post.seenAs,
    })),
  };
}

/** The tool that gives a capability its state stands first. */
function rank({ judged }: RailPart['posts'][number], state: string): number {
  return judged?.state === state ? 0 : 1;
}

/** The rail with the texts that stand in the picture. */
export function railModel(rail: Rail, locale = 'en'): RailModel {
  return {
    byNames: rail.byNames,
    parts: rail.parts.map((part) => {
      const { from, to } = transitionEnds(part.transition);
      const said = spoken(part);
      return {
        id: part.transition,
        from: from === to ? null : from,
        to,
        loop: from === to,
        strength: part.strength,
        posts: part.posts.map(({ strength }) => strength),
        lead: railLead(said, locale),
        needsText: sayNeeds(said, locale),
      };
    }),
  };
}

/** Every part in a sentence. */
export function railSummary(rail: Rail, plan: Speaker, locale = 'en'): string {
  const said = rail.parts
    .filter(({ posts }) => posts.length > 0)
    .map((part) => sayRailPart(spoken(part), plan, locale));
  return `The handrail above the stairs: ${said.join(' ')}`;
}

/** The part into, between or after stages, by its transition. */
export function partOf(rail: Rail, id: TransitionId): RailPart | undefined {
  return rail.parts.find(({ transition }) => transition === id);
}
