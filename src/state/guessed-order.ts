import { matchesName } from '../journey/name-pattern.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { STAGE_IDS } from '../journey/stages.ts';

/**
 * What lists without dates say in the stages, where other stages have dates: the dates that these lists borrow tell
 * nothing about what came first. Where all of them borrow, each person has one date and every order fits.
 */
export function eventsWithoutOrder(plan: Plan, profile: Pick<DatasetProfile, 'sources'>): string[] {
  const patterns = STAGE_IDS.flatMap((id) => plan.stages[id]?.enter ?? []).map((rule) =>
    typeof rule === 'string' ? rule : rule.event,
  );
  const feeding = profile.sources.flatMap(({ sourceIndex, eventNames }) => {
    const names = eventNames.filter((name) => patterns.some((pattern) => matchesName(pattern, name)));
    const source = plan.sources[sourceIndex];
    return source && names.length > 0 ? [{ names, undated: source.shape === 'list' && source.time === undefined }] : [];
  });
  if (feeding.every(({ undated }) => undated)) return [];
  return feeding.flatMap(({ names, undated }) => (undated ? names : []));
}

/** The plan in the order that its dates can tell, for as long as nobody has chosen one. */
export function withGuessedOrder(plan: Plan, profile: Pick<DatasetProfile, 'sources'>): Plan {
  const { order: _, ...rest } = plan;
  return eventsWithoutOrder(plan, profile).length > 0 ? { ...rest, order: 'any' } : rest;
}
