import type { Plan } from './plan.ts';
import type { TemplateCapability, TemplateId } from './templates/template.ts';
import { TEMPLATES, templateOf } from './templates/templates.ts';
import { type PlanCapability, TRANSITION_IDS, type TransitionId } from './tools.ts';

/** A capability as it is after the user's changes. */
export interface Capability extends TemplateCapability {
  readonly transition: TransitionId;
  /** The user's own, the template's with other words, or as the template has it. */
  readonly from: 'plan' | 'reworded' | 'template';
}

/** What the merging needs of a plan. */
export type CapabilityPlan = Pick<Plan, 'template' | 'capabilities'>;

/**
 * The capabilities of a plan, by transition and there in the template's order with the user's own after them: those of
 * its template, without the dropped, with the user's words before the template's. `fallback` is the template that was
 * guessed (`likelyTemplate`), for a plan that names none.
 */
export function capabilitiesOf(plan: CapabilityPlan, fallback: TemplateId | null = null): readonly Capability[] {
  const id = plan.template === undefined ? fallback : plan.template;
  const changes = new Map((plan.capabilities ?? []).map((change) => [change.id, change]));
  const given = id === null ? [] : templateCapabilities(id);
  const merged = given.map((one) => changed(one, changes.get(one.id)));
  const own = [...changes.values()].flatMap((change) => {
    if (given.some((one) => one.id === change.id)) return [];
    const known = plan.template === undefined ? knownCapability(undefined, change.id) : null;
    return [known === null ? ownCapability(change) : changed(known, change)];
  });
  const wanted = [...merged, ...own].filter((one) => one !== null);
  return TRANSITION_IDS.flatMap((transition) => wanted.filter((one) => one.transition === transition));
}

/**
 * A built-in capability by its id: of the template, of any when the plan names none (`undefined`), of none when it wants
 * only its own (`null`).
 */
export function knownCapability(template: TemplateId | null | undefined, id: string): Capability | null {
  if (template === null) return null;
  const among = template === undefined ? TEMPLATES.map((one) => one.id) : [template];
  return among.flatMap(templateCapabilities).find((one) => one.id === id) ?? null;
}

/**
 * The plan with another template. Capabilities that its tools name stay: those of the template before are written into
 * the plan, so that no tool loses what it is for.
 */
export function withTemplate(plan: Plan, template: TemplateId | null, fallback: TemplateId | null = null): Plan {
  const before = capabilitiesOf(plan, fallback);
  const after = { ...plan, template };
  const named = new Set((plan.tools ?? []).map((tool) => tool.capability));
  const owned = new Set((plan.capabilities ?? []).map((one) => one.id));
  const kept = before.filter((one) => named.has(one.id) && knownCapability(template, one.id) === null);
  // A change of a template's capability holds no more than what was changed: written out whole, it stands alone.
  const own = (plan.capabilities ?? []).flatMap((change) => {
    const whole = before.find((one) => one.id === change.id);
    return whole === undefined || knownCapability(template, change.id) !== null ? [change] : [written(whole)];
  });
  const capabilities = [...own, ...kept.filter((one) => !owned.has(one.id)).map(written)].filter(
    (one) => !one.dropped || named.has(one.id) || knownCapability(template, one.id) !== null,
  );
  return capabilities.length === 0 && plan.capabilities === undefined ? after : { ...after, capabilities };
}

/** The user's own template: every capability written into the plan, which then follows no built-in one any more. */
export function withOwnTemplate(plan: Plan, fallback: TemplateId | null = null): Plan {
  return { ...plan, template: null, capabilities: capabilitiesOf(plan, fallback).map(written) };
}

function templateCapabilities(id: TemplateId): Capability[] {
  const { capabilities } = templateOf(id);
  return TRANSITION_IDS.flatMap((transition) =>
    capabilities[transition].map((one) => ({ ...one, transition, from: 'template' as const })),
  );
}

function changed(one: Capability, change: PlanCapability | undefined): Capability | null {
  if (change === undefined) return one;
  if (change.dropped) return null;
  return {
    ...one,
    transition: change.transition ?? one.transition,
    asks: change.asks ?? one.asks,
    answers: change.answers ?? one.answers,
    seller: change.seller ?? one.seller,
    shows: change.shows ?? one.shows,
    from: 'reworded',
  };
}

function ownCapability(change: PlanCapability): Capability | null {
  const { id, transition, asks, answers = '', seller = '', shows = [], dropped } = change;
  if (dropped || transition === undefined || asks === undefined) return null;
  return { id, transition, asks, answers, seller, shows, examples: [], from: 'plan' };
}

function written({ id, transition, asks, answers, seller, shows }: Capability): PlanCapability {
  return {
    id,
    transition,
    asks,
    ...(answers === '' ? {} : { answers }),
    ...(seller === '' ? {} : { seller }),
    ...(shows.length === 0 ? {} : { shows }),
  };
}
