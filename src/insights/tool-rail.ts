import type { Capability } from '../journey/capabilities.ts';
import { isShownBy } from '../journey/templates/likely-template.ts';
import type { CapabilityState } from '../journey/tool-findings.ts';
import { TRANSITION_IDS, type TransitionId } from '../journey/tools.ts';
import type { JudgedCapability, ToolLandscape } from './tool-gaps.ts';

/**
 * How well one can hold on: `holds`, a tool works; `weak`, something is there that few use or that shows no effect or too
 * little yet; `broken`, what is there is not used, or not any more; `absent`, nothing is there.
 */
export const RAIL_STRENGTHS = ['holds', 'weak', 'broken', 'absent'] as const;
export type RailStrength = (typeof RAIL_STRENGTHS)[number];

/** One capability on the rail. */
export interface RailPost {
  readonly capability: Capability;
  readonly strength: RailStrength;
  /** `null` where only the names of events were looked at. */
  readonly judged: JudgedCapability | null;
  /** The event whose name usually shows such a tool; `null` for none, and where tools were judged. */
  readonly seenAs: string | null;
}

/** The rail along one transition, as strong as its strongest post. */
export interface RailPart {
  readonly transition: TransitionId;
  /** `null` where no capability is named. */
  readonly strength: RailStrength | null;
  readonly posts: readonly RailPost[];
}

export interface Rail {
  /** One per transition, in their order. */
  readonly parts: readonly RailPart[];
  /** Without an inventory nothing is judged: a post that is `weak` is then an event whose name usually shows such a tool. */
  readonly byNames: boolean;
}

const STRENGTH_OF: Readonly<Record<CapabilityState, RailStrength>> = {
  working: 'holds',
  'low-reach': 'weak',
  'too-few-people': 'weak',
  'no-effect-shown': 'weak',
  untracked: 'weak',
  dormant: 'broken',
  unused: 'broken',
  planned: 'absent',
  retired: 'absent',
  unlisted: 'absent',
  missing: 'absent',
};

/** How well one can hold on to what the state says of a tool or of a capability. */
export function strengthOf(state: CapabilityState): RailStrength {
  return STRENGTH_OF[state];
}

/** The rail of judged tools. */
export function railOf({ capabilities }: Pick<ToolLandscape, 'capabilities'>): Rail {
  const posts = capabilities.map(
    (judged): RailPost => ({
      capability: judged.capability,
      strength: strengthOf(judged.state),
      judged,
      seenAs: null,
    }),
  );
  return { parts: partsOf(posts), byNames: false };
}

/** Without an inventory: what the names of the events say of each capability. */
export function railOfNames(capabilities: readonly Capability[], eventNames: readonly string[]): Rail {
  const posts = capabilities.map((capability): RailPost => {
    const seenAs = eventNames.find((name) => isShownBy(capability.shows, name)) ?? null;
    return { capability, strength: seenAs === null ? 'absent' : 'weak', judged: null, seenAs };
  });
  return { parts: partsOf(posts), byNames: true };
}

function partsOf(posts: readonly RailPost[]): readonly RailPart[] {
  return TRANSITION_IDS.map((transition): RailPart => {
    const own = posts.filter(({ capability }) => capability.transition === transition);
    const strength = RAIL_STRENGTHS.find((one) => own.some((post) => post.strength === one)) ?? null;
    return { transition, strength, posts: own };
  });
}
