import type { ReactNode } from 'react';
import { HandrailError, isCode } from '../journey/errors.ts';
import { openEnds } from '../questions/compile.ts';
import type { View } from '../questions/view.ts';
import type { StoredDataset } from '../state/embedded.ts';
import { goTo, linkTo, paths } from '../state/location.ts';
import { useDatasetActions, useDatasets } from '../state/use-datasets.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { LinkCopied } from '../ui/TakeAway.tsx';
import { sayError } from '../words/errors.ts';
import { JourneyUndo } from './JourneyUndo.tsx';
import { UntilQuestions } from './UntilQuestions.tsx';

export interface OpenDatasetProps {
  readonly id: string;
  readonly children: (dataset: StoredDataset) => ReactNode;
}

/** A stored journey, once it is there; else why it is not. */
export function OpenDataset({ id, children }: OpenDatasetProps) {
  const { datasets, error } = useDatasets();
  const dataset = datasets?.find((each) => each.id === id);
  if (dataset) return <LinkCopied value={sayLink(dataset)}>{children(dataset)}</LinkCopied>;
  if (!datasets && !error) return <Spinner>Opening the journey…</Spinner>;
  return <CannotShow error={error ?? new HandrailError('dataset-missing', { dataset: id })} />;
}

/** For whom a link to this journey works. */
function sayLink(dataset: StoredDataset): string {
  const { worksFor, changedHere } = linkTo(dataset, {});
  if (worksFor === 'this-browser') {
    return 'Copied. It works in this browser only: the data is nowhere else. “Save as one file” takes the journey elsewhere.';
  }
  return changedHere
    ? 'Copied. Others see this question under the plan as it is on the server, without what you changed here.'
    : 'Copied. Whoever opens it sees exactly this question.';
}

export interface CannotCountProps {
  readonly dataset: StoredDataset;
  readonly view: View;
  readonly error: HandrailError;
  readonly onReset: () => void;
  /** Asks again what failed. */
  readonly onRetry?: (() => void) | undefined;
}

/** Why plan and view make no question: what must be answered first, or what is wrong. */
export function CannotCount({ dataset, view, error, onReset, onRetry }: CannotCountProps) {
  const { plan, profile } = dataset;
  const { answerUntil } = useDatasetActions();
  if (!isCode(error, 'needs-answer') || error.details.question !== 'until') {
    return <CannotShow error={error} onReset={onReset} onRetry={onRetry} steps={paths.steps(dataset.id)} />;
  }
  return (
    <EmptyState isPage title="One thing must be known before this can be counted">
      <JourneyUndo id={dataset.id} />
      <UntilQuestions
        plan={plan}
        profile={profile}
        open={openEnds(plan, profile, view)}
        onAnswer={(source, day) => answerUntil.mutate({ dataset, sourceIndex: source, day })}
      />
    </EmptyState>
  );
}

interface CannotShowProps {
  readonly error: HandrailError;
  readonly onReset?: () => void;
  readonly onRetry?: (() => void) | undefined;
  /** Where the stages of the plan are changed. */
  readonly steps?: string;
}

function CannotShow({ error, onReset, onRetry, steps }: CannotShowProps) {
  const unmeasured = steps !== undefined && isCode(error, 'no-stage-measured');
  const byView = isCode(error, 'unknown-property') || isCode(error, 'needs-answer');
  return (
    <EmptyState
      isPage
      title="This journey cannot be shown"
      action={
        <>
          {onRetry && !byView && (
            <Button variant="primary" onClick={onRetry}>
              Ask again
            </Button>
          )}
          {unmeasured && (
            <Button variant="primary" onClick={() => goTo(steps)}>
              Change the steps
            </Button>
          )}
          {byView && onReset && <Button onClick={onReset}>Show it as planned</Button>}
          <Button
            variant={unmeasured || (onRetry && !byView) ? 'secondary' : 'primary'}
            onClick={() => goTo(paths.data)}
          >
            Go to your data
          </Button>
        </>
      }
    >
      {sayError(error)}
    </EmptyState>
  );
}
