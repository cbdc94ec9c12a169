import { useMemo } from 'react';
import { HandrailError, isCode } from '../../journey/errors.ts';
import { openEnds } from '../../questions/compile.ts';
import { withUntil } from '../../state/draft-plan.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { goTo, paths, useViewInUrl } from '../../state/location.ts';
import { useDatasetActions, useDatasets } from '../../state/use-datasets.ts';
import { useFunnel, useFunnelsAhead } from '../../state/use-funnel.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { sayError } from '../../words/errors.ts';
import { UntilQuestions } from '../UntilQuestions.tsx';
import { SummaryView } from './SummaryView.tsx';
import { changed, PRESET_WINDOWS } from './view-changes.ts';

/** The summary of one stored journey. */
export function SummaryScreen({ id }: { readonly id: string }) {
  const { datasets, error } = useDatasets();
  const dataset = datasets?.find((each) => each.id === id);
  if (dataset) return <Summary dataset={dataset} />;
  if (!datasets && !error) return <Spinner>Opening the journey…</Spinner>;
  return <Nothing error={error ?? new HandrailError('dataset-missing', { dataset: id })} />;
}

function Summary({ dataset }: { readonly dataset: StoredDataset }) {
  const { plan, profile } = dataset;
  const { view, setView } = useViewInUrl();
  const { changePlan } = useDatasetActions();
  const { question, answer, pending, error, tookMs } = useFunnel(dataset, view);
  const offered = useMemo(
    () => [...PRESET_WINDOWS, null].map((window) => changed(plan, view, 'window', window)),
    [plan, view],
  );
  useFunnelsAhead(dataset, offered, answer !== undefined && !pending);
  if (isCode(error, 'needs-answer') && error.details.question === 'until') {
    return (
      <EmptyState title="One thing must be known before this can be counted">
        <UntilQuestions
          plan={plan}
          profile={profile}
          open={openEnds(plan, profile, view)}
          onAnswer={(source, day) => changePlan.mutate({ id: dataset.id, plan: withUntil(plan, source, day) })}
        />
      </EmptyState>
    );
  }
  if (!question || (error && !answer)) {
    return <Nothing error={error ?? new HandrailError('no-stage-measured', {})} onReset={() => setView({})} />;
  }
  return (
    <SummaryView
      plan={plan}
      profile={profile}
      answer={answer}
      question={question}
      view={view}
      onView={setView}
      status={{ pending, error, tookMs }}
    />
  );
}

interface NothingProps {
  readonly error: HandrailError;
  readonly onReset?: () => void;
}

function Nothing({ error, onReset }: NothingProps) {
  const byView = isCode(error, 'unknown-property') || isCode(error, 'needs-answer');
  return (
    <EmptyState
      title="This journey cannot be shown"
      action={
        <>
          {byView && onReset && <Button onClick={onReset}>Show it as planned</Button>}
          <Button variant="primary" onClick={() => goTo(paths.data)}>
            Go to your data
          </Button>
        </>
      }
    >
      {sayError(error)}
    </EmptyState>
  );
}
