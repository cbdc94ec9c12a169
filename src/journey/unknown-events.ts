import { matchesName } from './name-pattern.ts';
import type { Plan } from './plan.ts';
import type { DatasetProfile, EventNameProfile } from './profile.ts';
import { STAGE_IDS } from './stages.ts';

/** The events that no rule of a stage or of a tool takes by their name, most frequent first. Conditions are not looked at. */
export function unknownEvents(plan: Plan, { eventNames }: Pick<DatasetProfile, 'eventNames'>): EventNameProfile[] {
  const rules = [
    ...STAGE_IDS.flatMap((id) => plan.stages[id]?.enter ?? []),
    ...(plan.tools ?? []).flatMap(({ match }) => match ?? []),
  ];
  const patterns = rules.map((rule) => (typeof rule === 'string' ? rule : rule.event));
  return eventNames.filter(({ name }) => !patterns.some((pattern) => matchesName(pattern, name)));
}
