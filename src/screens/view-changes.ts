import type { Plan } from '../journey/plan.ts';
import { parseWindow } from '../journey/window.ts';
import { measuredStages } from '../questions/compile.ts';
import type { View, ViewBreakdown } from '../questions/view.ts';

export const PRESET_WINDOWS = ['7d', '14d', '30d', '90d'] as const;
export type WindowChoice = (typeof PRESET_WINDOWS)[number] | 'none' | 'custom';

/** Which of the choices a window is; two spellings of one length (`720h`, `30d`) are the same choice. */
export function windowChoice(window: string | null): WindowChoice {
  if (window === null) return 'none';
  const us = parseWindow(window);
  return PRESET_WINDOWS.find((preset) => parseWindow(preset) === us) ?? 'custom';
}

/** What holds where neither view nor plan says anything. */
const USUAL: { readonly [K in keyof View]-?: View[K] | undefined } = {
  window: null,
  order: 'ordered',
  entered: null,
  during: null,
  asOf: undefined,
  exclusions: [],
  breakdown: null,
  filters: [],
  counting: 'recorded',
  interval: 'week',
  compare: null,
  way: undefined,
};

/** The view with some answers changed; what holds anyway is left out, so that links stay short and follow the plan. */
export function changedAll(plan: Plan, view: View, changes: { readonly [K in keyof View]: View[K] | undefined }): View {
  const says: { readonly [K in keyof View]?: unknown } = plan;
  const keys = Object.keys(USUAL) as (keyof View)[];
  const entries = keys.flatMap((key) => {
    const value = key in changes ? changes[key] : view[key];
    const same = value === undefined || JSON.stringify(value) === JSON.stringify(says[key] ?? USUAL[key]);
    return same && (key in changes || value === undefined) ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The same for one answer. */
export function changed<K extends keyof View>(plan: Plan, view: View, key: K, value: View[K] | undefined): View {
  return changedAll(plan, view, { [key]: value });
}

/** What holds: the view's word, else the plan's, else the usual. */
export function inForce<K extends 'window' | 'entered' | 'during' | 'exclusions'>(plan: Plan, view: View, key: K) {
  return (view[key] === undefined ? (plan[key] ?? USUAL[key]) : view[key]) as Exclude<View[K], undefined>;
}

/** The view without what asks for a step that the plan does not have (any more). */
export function withoutLaterSteps(plan: Plan, view: View): View {
  const steps = measuredStages(plan).length;
  const fits = ({ attribution }: ViewBreakdown) => typeof attribution === 'string' || attribution.step <= steps;
  const { breakdown, filters, ...rest } = view;
  const kept = filters?.filter(fits) ?? [];
  return {
    ...rest,
    ...(breakdown !== undefined && (breakdown === null || fits(breakdown)) && { breakdown }),
    ...(kept.length > 0 && { filters: kept }),
  };
}
