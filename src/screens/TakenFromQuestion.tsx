import { type ReactNode, useCallback } from 'react';
import { stepLabels } from '../charts/stairs/shown-stages.ts';
import type { FunnelQuery } from '../engine/query.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { TakenFrom } from '../ui/TakeAway.tsx';
import { sayMade } from '../words/origin.ts';
import { sayPopulation } from '../words/population.ts';

export interface TakenFromQuestionProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  readonly question: FunnelQuery;
  readonly children: ReactNode;
}

/** Every picture that is taken away from within says who was counted, when it was made and from which data. */
export function TakenFromQuestion({ plan, profile, question, children }: TakenFromQuestionProps) {
  const lines = useCallback(() => {
    const label = stepLabels(plan, question);
    const labels = question.order === 'any' ? [] : question.steps.map(({ id }) => label(id));
    const ofPerson = profile.properties.filter(({ of }) => of === 'person').map(({ name }) => name);
    return [
      sayPopulation(question, 'en', { labels, ofPerson }),
      sayMade(plan, profile, Date.now() * 1000, question.timeZone),
    ];
  }, [plan, profile, question]);
  return <TakenFrom value={lines}>{children}</TakenFrom>;
}
