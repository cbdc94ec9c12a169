import type { EventMatch, EvidenceQuery, EvidenceTool, EvidenceTransition } from '../engine/query.ts';
import { matchesName } from '../journey/name-pattern.ts';
import type { Plan, StageRule } from '../journey/plan.ts';
import type { DatasetProfile, EventNameProfile } from '../journey/profile.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';
import { timeZone } from '../journey/time-zone.ts';
import { type PlanTool, type TransitionId, transitionEnds } from '../journey/tools.ts';
import { compileMatch, compileScope, measuredStages } from './compile.ts';
import { startOf } from './moment.ts';
import type { View } from './view.ts';

/** A transition as it is measured; `from` is `null` for the way into the first measured stage. */
export interface MeasuredTransition {
  readonly from: StageId | null;
  readonly to: StageId;
}

/** A tool of the inventory and where the question asks about it. */
export interface AskedTool {
  readonly tool: PlanTool;
  /** Index into the transitions; `null` where no measured one spans the tool's. */
  readonly transition: number | null;
  /** Index into the question's tools; `null` when nothing is asked about it. */
  readonly asked: number | null;
  /** Whether one of its rules could see an event of this dataset. */
  readonly visible: boolean;
}

/** Something in the data that the inventory does not have. */
export type UnlistedTool =
  | { readonly property: null; readonly name: string; readonly seen: EventNameProfile }
  /** `asked`: index into the question's tools. */
  | { readonly property: string; readonly name: string; readonly asked: number };

export interface AskedTools {
  readonly query: EvidenceQuery;
  /** As in the question. */
  readonly transitions: readonly MeasuredTransition[];
  readonly tools: readonly AskedTool[];
  readonly unlisted: readonly UnlistedTool[];
}

/** The property whose values name tools, where the user picks no other. */
export const TOOL_PROPERTY = 'tool';

/**
 * The question about the tools of a plan, with what is in the data and not in the inventory: event names that no stage,
 * exclusion or tool claims, and values of the property that names tools. Errors as for `compileFunnel`.
 */
export function compileEvidence(
  plan: Plan,
  profile: DatasetProfile,
  view: View = {},
  toolProperty: string = TOOL_PROPERTY,
): AskedTools {
  const scope = compileScope(plan, profile, view);
  const stages = measuredStages(plan);
  const { transitions, steps } = measuredTransitions(stages);
  const zone = timeZone(scope.timeZone);
  const asked: EvidenceTool[] = [];
  const tools = (plan.tools ?? []).map((tool): AskedTool => {
    const transition = transitionOf(tool.transition, stages);
    const rules = tool.match ?? [];
    const visible = rules.some((rule) => couldSee(rule, profile));
    const asks = tool.status === 'live' && visible && transition !== null;
    if (asks) {
      const liveFromUs = tool.since === undefined ? null : startOf(tool.since, zone);
      const matches = rules.map(compileMatch);
      asked.push({ id: tool.id, matches, transition, side: tool.side, liveFromUs });
    }
    return { tool, transition, asked: asks ? asked.length - 1 : null, visible };
  });
  const values = unlistedValues(plan, profile, toolProperty).map((name): UnlistedTool => {
    const match: EventMatch = { event: null, where: [{ property: toolProperty, value: name }], occurrence: 'any' };
    asked.push({ id: name, matches: [match], transition: 0, side: 'buyer', liveFromUs: null });
    return { property: toolProperty, name, asked: asked.length - 1 };
  });
  const names = unclaimedNames(plan, profile).map((seen): UnlistedTool => ({ property: null, name: seen.name, seen }));
  return {
    query: { kind: 'evidence', ...scope, transitions: steps, tools: asked },
    transitions,
    tools,
    unlisted: [...values, ...names],
  };
}

/** Event names that no stage, exclusion or tool claims; most frequent first. */
export function unclaimedNames(plan: Plan, profile: DatasetProfile): readonly EventNameProfile[] {
  const rules = [
    ...STAGE_IDS.flatMap((id) => plan.stages[id]?.enter ?? []),
    ...(plan.exclusions ?? []).map(({ event }) => event),
    ...(plan.tools ?? []).flatMap((tool) => tool.match ?? []),
  ];
  // Every event with a condition: that claims a value and no name.
  const named = rules.filter(
    (rule) => typeof rule === 'string' || rule.where === undefined || !/^\*+$/.test(rule.event),
  );
  const patterns = named.map((rule) => (typeof rule === 'string' ? rule : rule.event));
  return profile.eventNames.filter(({ name }) => !patterns.some((pattern) => matchesName(pattern, name)));
}

function unlistedValues(plan: Plan, profile: DatasetProfile, property: string): readonly string[] {
  const values = profile.properties.find(({ name }) => name === property)?.top ?? [];
  const listed = (plan.tools ?? []).flatMap((tool) =>
    (tool.match ?? []).map((rule) => (typeof rule === 'string' ? undefined : rule.where?.[property])),
  );
  return values.map(({ value }) => value).filter((value) => value !== '' && !listed.includes(value));
}

/** Into the first measured stage, between each two, and the loop at Relationship. */
function measuredTransitions(stages: readonly StageId[]): {
  readonly transitions: readonly MeasuredTransition[];
  readonly steps: readonly EvidenceTransition[];
} {
  const transitions: MeasuredTransition[] = [];
  const steps: EvidenceTransition[] = [];
  stages.forEach((to, step) => {
    transitions.push({ from: stages[step - 1] ?? null, to });
    steps.push({ fromStep: step === 0 ? null : step - 1, toStep: step });
  });
  if (stages.at(-1) === 'relationship') {
    transitions.push({ from: 'relationship', to: 'relationship' });
    steps.push({ fromStep: stages.length - 1, toStep: null });
  }
  return { transitions, steps };
}

/** The measured transition that is or spans a plan's; `null` for one after the last measured stage. */
function transitionOf(id: TransitionId, stages: readonly StageId[]): number | null {
  const { from, to } = transitionEnds(id);
  if (from === to) return stages.at(-1) === 'relationship' ? stages.length : null;
  const place = stages.findIndex((stage) => STAGE_IDS.indexOf(stage) >= STAGE_IDS.indexOf(to));
  return place < 0 ? null : place;
}

/** An event of an unknown name may simply never have occurred; a property that nothing has cannot. */
function couldSee(rule: StageRule, profile: DatasetProfile): boolean {
  if (typeof rule === 'string') return true;
  const known = profile.properties.map(({ name }) => name);
  return Object.keys(rule.where ?? {}).every((property) => known.includes(property));
}
