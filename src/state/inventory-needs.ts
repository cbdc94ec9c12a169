import { type CapabilityPlan, knownCapability } from '../journey/capabilities.ts';
import { wordsOf } from '../journey/column-facts.ts';
import type { Plan, StageRule } from '../journey/plan.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';
import { templateRules } from '../journey/templates/likely-template.ts';
import type { TemplateId } from '../journey/templates/template.ts';
import { templateOf } from '../journey/templates/templates.ts';
import type { PlanCapability, TransitionId } from '../journey/tools.ts';

export type NeedChanges = Omit<PlanCapability, 'id' | 'dropped'>;

/** The plan with a capability in other words or at another transition; the tools that give it move along. */
export function withNeedChanged(plan: Plan, id: string, changes: NeedChanges): Plan {
  const all = plan.capabilities ?? [];
  const before = all.find((one) => one.id === id);
  const after = { ...before, ...changes, id };
  const capabilities = before === undefined ? [...all, after] : all.map((one) => (one.id === id ? after : one));
  const { transition } = changes;
  if (transition === undefined || plan.tools === undefined) return { ...plan, capabilities };
  const tools = plan.tools.map((tool) => (tool.capability === id ? { ...tool, transition } : tool));
  return { ...plan, capabilities, tools };
}

/** The plan with a capability of the user's own. */
export function withNewNeed(plan: Plan, transition: TransitionId, need: NeedChanges & { readonly asks: string }): Plan {
  const id = freeNeedId(need.asks, plan);
  return { ...plan, capabilities: [...(plan.capabilities ?? []), { ...need, id, transition }] };
}

/**
 * The plan without a capability. One of the template is marked as not wanted, so that it can be taken back; one of the
 * user's own is gone, and tools that name it answer nothing any more.
 */
export function withoutNeed(plan: Plan, id: string): Plan {
  const all = plan.capabilities ?? [];
  if (knownCapability(plan.template, id) !== null) {
    const before = all.find((one) => one.id === id);
    const dropped = { ...before, id, dropped: true };
    return { ...plan, capabilities: before ? all.map((one) => (one === before ? dropped : one)) : [...all, dropped] };
  }
  const capabilities = all.filter((one) => one.id !== id);
  if (plan.tools === undefined) return { ...plan, capabilities };
  const tools = plan.tools.map((tool) => {
    if (tool.capability !== id) return tool;
    const { capability: _, ...rest } = tool;
    return rest;
  });
  return { ...plan, capabilities, tools };
}

/** The plan with a capability of the template that was not wanted. */
export function withNeedBack(plan: Plan, id: string): Plan {
  const capabilities = (plan.capabilities ?? []).flatMap((one) => {
    if (one.id !== id) return [one];
    const { dropped: _, ...rest } = one;
    return Object.keys(rest).length > 1 ? [rest] : [];
  });
  return { ...plan, capabilities };
}

/** The capabilities of the template that are not wanted, with what they ask. */
export function droppedNeeds(plan: CapabilityPlan): readonly { readonly id: string; readonly asks: string }[] {
  return (plan.capabilities ?? []).flatMap(({ id, asks, dropped }) => {
    const known = knownCapability(plan.template, id);
    return dropped && known !== null ? [{ id, asks: asks ?? known.asks }] : [];
  });
}

/** The plan with the labels of a template's stages, and with its rules for the events that there are. */
export function withTemplateStages(plan: Plan, template: TemplateId, eventNames: readonly string[]): Plan {
  const { labels } = templateOf(template);
  const rules: Readonly<Partial<Record<StageId, readonly StageRule[]>>> = templateRules(
    templateOf(template),
    eventNames,
  );
  const stages = Object.fromEntries(STAGE_IDS.map((id) => [id, { label: labels[id], enter: rules[id] ?? [] }]));
  return { ...plan, stages };
}

function freeNeedId(asks: string, plan: Plan): string {
  const base = wordsOf(asks).slice(0, 6).join('-') || 'need';
  const taken = new Set((plan.capabilities ?? []).map((one) => one.id));
  const isTaken = (id: string) => taken.has(id) || knownCapability(plan.template, id) !== null;
  let id = base;
  for (let n = 2; isTaken(id); n++) id = `${base}-${n}`;
  return id;
}
