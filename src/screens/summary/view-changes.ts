import type { Plan } from '../../journey/plan.ts';
import { parseWindow } from '../../journey/window.ts';
import type { View } from '../../questions/view.ts';

export const PRESET_WINDOWS = ['7d', '14d', '30d', '90d'] as const;
export type WindowChoice = (typeof PRESET_WINDOWS)[number] | 'none' | 'custom';

/** Which of the choices a window is; two spellings of one length (`720h`, `30d`) are the same choice. */
export function windowChoice(window: string | null): WindowChoice {
  if (window === null) return 'none';
  const us = parseWindow(window);
  return PRESET_WINDOWS.find((preset) => parseWindow(preset) === us) ?? 'custom';
}

/** What of the plan's question a view may say otherwise, with the plan's own value when it says nothing. */
const PLANNED = { window: null, order: 'ordered', entered: null, during: null, asOf: undefined } as const;
type Changeable = keyof typeof PLANNED;

/** The view with one answer changed; what the plan says anyway is left out, so that links stay short and follow the plan. */
export function changed<K extends Changeable>(plan: Plan, view: View, key: K, value: View[K] | undefined): View {
  const { [key]: _, ...rest } = view;
  const planned = plan[key] ?? PLANNED[key];
  const same = value === undefined || JSON.stringify(value) === JSON.stringify(planned);
  return same ? rest : { ...rest, [key]: value };
}
