import type { StageRule } from './plan.ts';
import type { StageId } from './stages.ts';

/** From stage to stage in order of commitment; into the first one nothing leads, and renewal leads back to itself. */
export const TRANSITION_IDS = [
  '>awareness',
  'awareness>interest',
  'interest>motivation',
  'motivation>action',
  'action>relationship',
  'relationship>relationship',
] as const;

export type TransitionId = (typeof TRANSITION_IDS)[number];

export const TOOL_SIDES = ['buyer', 'seller'] as const;
/** Who uses the tool: the person on the way, or the organisation that helps them on. */
export type ToolSide = (typeof TOOL_SIDES)[number];

export const TOOL_STATUSES = ['live', 'planned', 'retired'] as const;
export type ToolStatus = (typeof TOOL_STATUSES)[number];

/** A tool of the inventory: what a person uses to take a transition. */
export interface PlanTool {
  readonly id: string;
  readonly name: string;
  readonly transition: TransitionId;
  readonly side: ToolSide;
  /** Id of the capability that it gives, of the plan's or of its template's. */
  readonly capability?: string;
  /** The events that show its use, written as a stage's `enter`. Without one nothing could see the tool. */
  readonly match?: readonly StageRule[];
  readonly status: ToolStatus;
  /** Day (`YYYY-MM-DD`) since when it is live, or from which it is planned. */
  readonly since?: string;
  readonly monthlyCost?: number;
  readonly owner?: string;
  readonly link?: string;
  readonly note?: string;
}

/**
 * A capability of the user's own, or a change of one that the template has under the same `id`: what is given here goes
 * before the template's. `transition` and `asks` can be left out only there.
 */
export interface PlanCapability {
  readonly id: string;
  readonly transition?: TransitionId;
  /** What the person asks: "What do I do now?" */
  readonly asks?: string;
  /** What answers it. */
  readonly answers?: string;
  /** The seller's counterpart. */
  readonly seller?: string;
  /** Patterns of event names that usually show it. */
  readonly shows?: readonly string[];
  /** Whether the template's capability of this id is not wanted. */
  readonly dropped?: boolean;
}

/** What one Action is worth on average, in a currency of ISO 4217. */
export interface ActionValue {
  readonly mean: number;
  readonly currency: string;
}

/** Who closes a gap, and by when: the line of an action list for one capability. */
export interface PlanAction {
  readonly capability: string;
  readonly owner?: string;
  /** Day (`YYYY-MM-DD`) by which it is to be done. */
  readonly due?: string;
}

/** The share of people below which a tool reaches too few, where the plan says nothing. */
export const DEFAULT_LOW_REACH = 0.05;

/** The two ends of a transition; `from` is `null` for the way into the first stage. */
export function transitionEnds(id: TransitionId): { readonly from: StageId | null; readonly to: StageId } {
  const [from, to] = id.split('>') as [StageId | '', StageId];
  return { from: from === '' ? null : from, to };
}

/** The transition between two neighbouring stages; `null` for a pair that is none. */
export function transitionBetween(from: StageId | null, to: StageId): TransitionId | null {
  const id = `${from ?? ''}>${to}`;
  return TRANSITION_IDS.find((known) => known === id) ?? null;
}
