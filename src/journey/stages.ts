/** The five stages of the journey, in order of commitment. The ids are fixed; labels belong to the plan. */
export const STAGE_IDS = ['awareness', 'interest', 'motivation', 'action', 'relationship'] as const;

export type StageId = (typeof STAGE_IDS)[number];

/** The labels used where a plan gives none. */
export const DEFAULT_STAGE_LABELS: Readonly<Record<StageId, string>> = {
  awareness: 'Awareness',
  interest: 'Interest',
  motivation: 'Motivation',
  action: 'Action',
  relationship: 'Relationship',
};
