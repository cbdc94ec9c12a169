import type { Plan } from '../journey/plan.ts';
import { DEFAULT_STAGE_LABELS, STAGE_IDS, type StageId } from '../journey/stages.ts';

/** What a stage is called: the plan's label, else the usual one; a step that is no stage goes by its id. */
export function stageLabel(plan: Pick<Plan, 'stages'> | null, id: string): string {
  if (!isStage(id)) return id;
  const own = plan?.stages[id]?.label?.trim();
  return own ? own : DEFAULT_STAGE_LABELS[id];
}

/** Whether the plan calls the stage something of its own. */
export function hasOwnLabel(plan: Pick<Plan, 'stages'> | null, id: string): boolean {
  return isStage(id) && stageLabel(plan, id) !== DEFAULT_STAGE_LABELS[id];
}

export function isStage(id: string): id is StageId {
  return (STAGE_IDS as readonly string[]).includes(id);
}

/** "who …": what a person did to be at a stage that carries its usual label. */
export const STAGE_CAME: Readonly<Record<StageId, string>> = {
  awareness: 'came to know',
  interest: 'took an interest in',
  motivation: 'were moved by',
  action: 'acted for',
  relationship: 'stayed with',
};

/** What the people who got there did, standing alone. */
export const STAGE_DID: Readonly<Record<StageId, string>> = {
  awareness: 'heard of you',
  interest: 'took an interest',
  motivation: 'were ready to act',
  action: 'acted',
  relationship: 'stayed',
};
