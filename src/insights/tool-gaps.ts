import type { EvidenceAnswer, FunnelFigures, ValueSample } from '../engine/answer.ts';
import type { Capability } from '../journey/capabilities.ts';
import type { Plan } from '../journey/plan.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';
import type { CapabilityState, ToolEvidence } from '../journey/tool-findings.ts';
import { type TransitionId, transitionBetween, transitionEnds } from '../journey/tools.ts';
import { type JudgedTool, judgedAt, type ToolsInQuestion } from './tool-judgement.ts';
import {
  referenceOf,
  type Simulated,
  type ValuePerAction,
  valueAtStake,
  type WayOn,
  type WorthReference,
  waysOn,
  worthOfGap,
} from './worth.ts';
import { seededChance } from './worth-draws.ts';

/** Of the simulations; each transition of the funnel adds its place. */
export const WORTH_SEED = 1;

/** The best first: a capability is in the state of its best tool. */
const BEST_FIRST: readonly CapabilityState[] = [
  'working',
  'low-reach',
  'too-few-people',
  'dormant',
  'unused',
  'no-effect-shown',
  'untracked',
  'planned',
  'retired',
  'unlisted',
  'missing',
];

/**
 * The order among gaps of one transition: what once held and fell silent first, then what nobody found, then what is not
 * there. `null` is no gap: something holds, or nobody can tell yet.
 */
const URGENCY: Readonly<Record<CapabilityState, number | null>> = {
  working: null,
  'low-reach': null,
  'too-few-people': null,
  dormant: 1,
  unused: 2,
  missing: 3,
  'no-effect-shown': 4,
  untracked: 5,
  retired: 6,
  planned: 7,
  unlisted: 8,
};

export interface JudgedCapability {
  readonly capability: Capability;
  readonly tools: readonly JudgedTool[];
  readonly state: CapabilityState;
  readonly evidence: ToolEvidence;
  readonly gap: boolean;
  /** Index into the measured transitions; `null` where none spans the capability's. */
  readonly measured: number | null;
}

/** What one measured transition is worth. It belongs to the transition and is never added up over its gaps. */
export interface TransitionWorth {
  readonly from: StageId | null;
  readonly to: StageId;
  /** People lost there; `null` on the way into the first stage and in the loop. */
  readonly peopleLost: number | null;
  readonly atStake: Simulated | null;
  /** What reaching the reference would bring. */
  readonly worth: Simulated | null;
  readonly reference: WorthReference | null;
  readonly value: ValuePerAction;
}

export interface RankedGap extends JudgedCapability {
  readonly worth: TransitionWorth | null;
}

export interface ToolLandscape {
  readonly capabilities: readonly JudgedCapability[];
  /** One per measured transition. */
  readonly worths: readonly TransitionWorth[];
  /** By the lower bound of the worth; those without one last. */
  readonly gaps: readonly RankedGap[];
}

/**
 * Capabilities beside the tools that provide them, what each transition is worth, and the gaps in the order in which to
 * build. The simulation is seeded: the same figures give the same intervals.
 */
export function judgeCapabilities(
  plan: Pick<Plan, 'targets' | 'actionValue'>,
  capabilities: readonly Capability[],
  tools: readonly JudgedTool[],
  asked: ToolsInQuestion,
  answer: EvidenceAnswer,
  figures: FunnelFigures,
  seed = WORTH_SEED,
): ToolLandscape {
  const worths = worthsOf(plan, asked, answer, figures, seed);
  const judged = capabilities.map((capability): JudgedCapability => {
    const own = tools.filter(({ tool }) => tool?.capability === capability.id);
    const best = own.toSorted((a, b) => BEST_FIRST.indexOf(a.state) - BEST_FIRST.indexOf(b.state))[0];
    const state = best?.state ?? 'missing';
    const measured = measuredIndex(capability.transition, asked);
    return {
      capability,
      tools: own,
      state,
      evidence: best?.evidence ?? missing(capability.transition, measured, asked, answer, worths),
      gap: URGENCY[state] !== null,
      measured,
    };
  });
  const gaps = judged
    .filter(({ gap }) => gap)
    .map((one): RankedGap => ({ ...one, worth: one.measured === null ? null : (worths[one.measured] ?? null) }));
  return { capabilities: judged, worths, gaps: gaps.toSorted(byWorth) };
}

function byWorth(a: RankedGap, b: RankedGap): number {
  const [first, second] = [a.worth?.worth ?? null, b.worth?.worth ?? null];
  if (first === null || second === null) {
    if (first !== second) return first === null ? 1 : -1;
  } else if (first.low !== second.low) return second.low - first.low;
  else if (first.value !== second.value) return second.value - first.value;
  const lost = (b.worth?.peopleLost ?? -1) - (a.worth?.peopleLost ?? -1);
  return lost !== 0 ? lost : (URGENCY[a.state] ?? 0) - (URGENCY[b.state] ?? 0);
}

function worthsOf(
  plan: Pick<Plan, 'targets' | 'actionValue'>,
  asked: ToolsInQuestion,
  answer: EvidenceAnswer,
  figures: FunnelFigures,
  seed: number,
): readonly TransitionWorth[] {
  const values = valuesOf(plan, answer, figures);
  const ways = waysOn(figures, values);
  return asked.transitions.map(({ from, to }, index): TransitionWorth => {
    // A transition of the funnel is the one that ends at its second step or later.
    const place = from === null || from === to ? -1 : figures.transitions.findIndex((at) => at.to === to);
    const way: WayOn | null = ways[place] ?? null;
    const id = transitionBetween(from, to);
    const target = id === null ? undefined : plan.targets?.[id];
    const reference = way === null ? null : referenceOf(target, answer.transitions[index]?.quarters ?? []);
    return {
      from,
      to,
      peopleLost: figures.transitions[place]?.dropped ?? null,
      atStake: way === null ? null : valueAtStake(way, seededChance(seed + place)),
      worth: way === null || reference === null ? null : worthOfGap(way, reference, seededChance(seed + place)),
      reference,
      value: way?.value ?? values.action,
    };
  });
}

/**
 * The plan's value, else what the data says of Actions and of later ones. People are counted where neither says anything,
 * where the plan says nought, and where what Actions bring in adds up to nothing or, with what was paid back, to less:
 * both are then told in people, for gaps are ranked beside each other.
 */
export function valuesOf(
  plan: Pick<Plan, 'actionValue'>,
  answer: EvidenceAnswer,
  figures: FunnelFigures,
): { readonly action: ValuePerAction; readonly later: ValuePerAction } {
  const people = { action: { from: 'people' }, later: { from: 'people' } } as const;
  if (plan.actionValue !== undefined) {
    const said: ValuePerAction = { from: 'plan', ...plan.actionValue };
    return plan.actionValue.mean > 0 ? { action: said, later: said } : people;
  }
  const of = (id: StageId): ValueSample | null =>
    answer.values[figures.steps.findIndex((step) => step.id === id)] ?? null;
  const [action, later] = [of('action'), of('relationship')].map((sample) =>
    sample !== null && sample.mean > 0 ? ({ from: 'data', sample } as const) : null,
  );
  if (!action) return people;
  return { action, later: later ?? action };
}

function missing(
  id: TransitionId,
  measured: number | null,
  asked: ToolsInQuestion,
  answer: EvidenceAnswer,
  worths: readonly TransitionWorth[],
): ToolEvidence {
  const at = measured === null ? null : (asked.transitions[measured] ?? null);
  const counted = measured === null || at === null || at.from === null ? null : answer.transitions[measured];
  return {
    ...judgedAt(id, at),
    code: 'missing',
    people: counted?.reached ?? null,
    lost: measured === null ? null : (worths[measured]?.peopleLost ?? null),
  };
}

/** The measured transition that is or spans this one. */
function measuredIndex(id: TransitionId, { transitions }: ToolsInQuestion): number | null {
  const ends = transitionEnds(id);
  const place = transitions.findIndex(({ from, to }) =>
    ends.from === ends.to ? from === to : from !== to && STAGE_IDS.indexOf(to) >= STAGE_IDS.indexOf(ends.to),
  );
  return place < 0 ? null : place;
}
