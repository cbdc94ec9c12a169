import type { StoredDataset } from '../../state/embedded.ts';
import { useLivePlan } from '../../state/live-plan.ts';
import { goToQuestion, paths, useViewInUrl } from '../../state/location.ts';
import { useDatasetActions } from '../../state/use-datasets.ts';
import { useStagePeople } from '../../state/use-stage-people.ts';
import { JourneyUndo } from '../JourneyUndo.tsx';
import { OpenDataset } from '../OpenDataset.tsx';
import { withoutLaterSteps } from '../view-changes.ts';
import { StepsView } from './StepsView.tsx';

/** What enters the stages of a stored journey. Its events stay as they were read: only the plan is changed. */
export function StepsScreen({ id }: { readonly id: string }) {
  return <OpenDataset id={id}>{(dataset) => <Steps dataset={dataset} />}</OpenDataset>;
}

function Steps({ dataset }: { readonly dataset: StoredDataset }) {
  const { id, profile } = dataset;
  const { plan, edit, undoable, error } = useLivePlan(dataset);
  const { view } = useViewInUrl();
  const { answerUntil } = useDatasetActions();
  const people = useStagePeople(dataset, plan);
  const next = withoutLaterSteps(plan, view);
  return (
    <StepsView
      plan={plan}
      profile={profile}
      people={people}
      edit={edit}
      error={error}
      onUntil={(sourceIndex, day) => answerUntil.mutate({ dataset, sourceIndex, day })}
      onSummary={() => goToQuestion(paths.journey(id), next)}
      onJourney={() => goToQuestion(paths.question(id), next)}
      undo={<JourneyUndo id={id} waiting={undoable} />}
    />
  );
}
