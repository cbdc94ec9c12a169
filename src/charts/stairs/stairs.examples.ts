import type { StairsModel, StairsTransition } from './stairs.layout.ts';

/** A model of the five stages from counts; `null` is a stage that is not measured. For tests. */
export function exampleModel(
  counts: readonly (number | null)[],
  { labels = ['Awareness', 'Interest', 'Motivation', 'Action', 'Relationship'], open = 0.1, note = '' } = {},
): StairsModel {
  const ids = ['awareness', 'interest', 'motivation', 'action', 'relationship'];
  const stages = counts.map((reached, k) => ({
    id: ids[k] ?? `stage-${k}`,
    label: labels[k] ?? '',
    reached,
    countText: reached === null ? 'not measured' : reached.toLocaleString('en'),
    noteText: reached === null ? '' : note,
  }));
  const measured = stages.filter((stage) => stage.reached !== null);
  const transitions = measured.slice(1).map((stage, k): StairsTransition => {
    const from = measured[k];
    const reached = from?.reached ?? 0;
    const converted = stage.reached ?? 0;
    const inProgress = Math.round((reached - converted) * open);
    const dropped = reached - converted - inProgress;
    return {
      from: from?.id ?? '',
      to: stage.id,
      converted,
      dropped,
      inProgress,
      rateText: reached < 30 ? 'too few people' : '92.46\u00a0%',
      intervalText: reached < 30 ? '' : '92.45–92.48\u00a0%',
      droppedText: dropped > 0 ? `${dropped.toLocaleString('en')} dropped` : '',
      inProgressText: inProgress > 0 ? `${inProgress.toLocaleString('en')} in progress` : '',
    };
  });
  return { stages, transitions };
}

export const LONG_LABELS = [
  'Heard of the floodplain restoration fund',
  'Subscribed to the monthly river newsletter',
  'Unterschriftensammlungsbeteiligungsseiten',
  'Gave for the first time, whatever the sum',
  'Gave again, or brought somebody else in.',
];
