import type { ToolEvidence } from '../journey/tool-findings.ts';
import type { TransitionId } from '../journey/tools.ts';
import type { Speaker } from './findings.ts';
import { formatCount, isolate, pluralOf } from './numbers.ts';
import { sayStateShort, sayTransition } from './tools.ts';

/** One need on the handrail: as `insights` judges it. */
export interface SpokenPost {
  readonly asks: string;
  readonly strength: 'holds' | 'weak' | 'broken' | 'absent';
  /** Names of the tools that answer it, the best first. */
  readonly tools: readonly string[];
  /** `null` where only names of events were looked at. */
  readonly evidence: ToolEvidence | null;
  readonly seenAs: string | null;
}

export interface SpokenPart {
  readonly transition: TransitionId;
  readonly strength: SpokenPost['strength'] | null;
  readonly posts: readonly SpokenPost[];
}

/** What a handrail of each strength means, for the legend. */
export const RAIL_WORDS = {
  holds: 'a tool that works',
  weak: 'few use it, or no effect is shown',
  broken: 'unused, or gone quiet',
  absent: 'nothing to hold on to',
} as const satisfies Readonly<Record<SpokenPost['strength'], string>>;

/** The same where no tool is listed and only names of events speak. */
export const NAMED_RAIL_WORDS = {
  seen: 'an event in your data may be such a tool',
  absent: 'no event looks like one',
} as const;

/** What stands at one part of the rail, in a few words. */
export interface RailLead {
  /** The tools that hold, or the one that something is the matter with; '' where there is none. */
  readonly name: string;
  /** What is the matter; '' where all is well. */
  readonly state: string;
}

/** The two apart, so that a long name can be cut and its state never is. */
export function railLead({ strength, posts }: SpokenPart, locale = 'en'): RailLead {
  const best = posts.filter((post) => post.strength === strength);
  const first = best[0];
  if (strength === null || first === undefined) return { name: '', state: '' };
  const { evidence } = first;
  if (evidence === null) {
    return strength === 'weak'
      ? { name: `Perhaps ${isolate(first.seenAs ?? '')}`, state: '' }
      : { name: '', state: 'Nothing seen' };
  }
  if (strength === 'absent') return { name: '', state: 'Nothing to hold on to' };
  if (strength === 'holds') {
    const names = best.flatMap(({ tools }) => tools.slice(0, 1)).map(isolate);
    const more = names.length - 2;
    return {
      name: more > 0 ? `${names.slice(0, 2).join(', ')} and ${formatCount(more, locale)} more` : names.join(', '),
      state: '',
    };
  }
  return { name: isolate(first.tools[0] ?? ''), state: phraseOf(evidence, locale) };
}

/** The same as one text. */
export function sayRailLead(part: SpokenPart, locale = 'en'): string {
  const { name, state } = railLead(part, locale);
  return [name, state].filter(Boolean).join(' ');
}

/** The state as it follows a tool's name in a sentence. */
function phraseOf(evidence: ToolEvidence, locale: string): string {
  switch (evidence.code) {
    case 'unused':
      return evidence.uses > 0 ? 'was not used here' : 'was never used';
    case 'too-few-people':
      if (evidence.people === null) return 'serves a step that is not measured';
      return evidence.users >= evidence.needed ? 'has too few to compare' : 'has too few people';
    case 'no-effect-shown':
      return 'shows no effect';
    default:
      return sayStateShort(evidence, locale);
  }
}

/** "2 of 4 needs answered". */
export function sayNeeds({ posts }: Pick<SpokenPart, 'posts'>, locale = 'en'): string {
  if (posts.length === 0) return 'no needs named';
  const byNames = posts[0]?.evidence === null;
  const count = posts.filter(({ strength }) => strength === (byNames ? 'weak' : 'holds')).length;
  const needs = pluralOf(posts.length, 'need', 'needs', locale);
  return `${formatCount(count, locale)} of ${formatCount(posts.length, locale)} ${needs} ${byNames ? 'seen' : 'answered'}`;
}

/** One need in a line: what is asked, and what there is. */
export function sayPost({ tools, evidence, seenAs }: SpokenPost, locale = 'en'): string {
  if (evidence === null) return seenAs === null ? 'nothing seen' : `perhaps ${isolate(seenAs)}`;
  const state = sayStateShort(evidence, locale);
  return tools.length === 0 ? state : `${isolate(tools[0] ?? '')}: ${state}`;
}

/** The whole part in one sentence, for those who do not see it. */
export function sayRailPart(part: SpokenPart, plan: Speaker, locale = 'en'): string {
  const lead = sayRailLead(part, locale);
  const what = lead === '' ? sayNeeds(part, locale) : `${lead}; ${sayNeeds(part, locale)}`;
  return `${sayTransition(part.transition, plan)}: ${what}.`;
}
