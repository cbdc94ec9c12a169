import type { FunnelQuery } from '../../engine/query.ts';
import { STAGE_IDS, type StageId } from '../../journey/stages.ts';
import type { View } from '../../questions/view.ts';

export interface Way {
  /** Steps of the question, from 0. */
  readonly fromStep: number;
  readonly toStep: number;
}

/** The ways that can be looked at: each transition, then the whole way when there are several. */
export function ways(question: Pick<FunnelQuery, 'steps'>): readonly Way[] {
  const last = question.steps.length - 1;
  const each = Array.from({ length: Math.max(0, last) }, (_, k) => ({ fromStep: k, toStep: k + 1 }));
  return last > 1 ? [...each, { fromStep: 0, toStep: last }] : each;
}

/** The way that the view asks for, else the first transition; `null` with a single step. */
export function chosenWay(question: Pick<FunnelQuery, 'steps'>, view: View): Way | null {
  const at = (id: string | undefined) => question.steps.findIndex((step) => step.id === id);
  const [fromStep, toStep] = [at(view.way?.from), at(view.way?.to)];
  return ways(question).find((way) => way.fromStep === fromStep && way.toStep === toStep) ?? ways(question)[0] ?? null;
}

/** The way as the view says it; nothing for the first transition. */
export function wayInView(question: Pick<FunnelQuery, 'steps'>, way: Way): View['way'] | undefined {
  const stage = (step: number): StageId | undefined => STAGE_IDS.find((id) => id === question.steps[step]?.id);
  const [from, to] = [stage(way.fromStep), stage(way.toStep)];
  if (from === undefined || to === undefined || (way.fromStep === 0 && way.toStep === 1)) return undefined;
  return { from, to };
}
