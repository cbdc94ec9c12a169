import type { FunnelQuery } from '../../engine/query.ts';
import type { Plan } from '../../journey/plan.ts';
import { STAGE_IDS } from '../../journey/stages.ts';
import { isStage, stageLabel } from '../../words/stages.ts';

/** What the stairs draw: all five stages, or just the steps when their order does not matter. */
export function shownStages(question: FunnelQuery): readonly string[] {
  const steps = question.steps.map((step) => step.id);
  return question.order === 'any' || !steps.every(isStage) ? steps : STAGE_IDS;
}

/** Labels by step id. In any order the k-th figure counts people with at least k steps, whichever they are. */
export function stepLabels(plan: Plan, question: FunnelQuery): (id: string) => string {
  if (question.order !== 'any') return (id) => stageLabel(plan, id);
  const total = question.steps.length;
  const labels = new Map(
    question.steps.map((step, k) => [
      step.id,
      k + 1 === total ? `All ${total} steps` : k === 0 ? '1 step or more' : `${k + 1} steps or more`,
    ]),
  );
  return (id) => labels.get(id) ?? stageLabel(plan, id);
}
