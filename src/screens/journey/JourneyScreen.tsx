import { useMemo } from 'react';
import { type HandrailError, toHandrailError } from '../../journey/errors.ts';
import { compileComparison, compileFunnel, compileTimeToConvert, compileTrend } from '../../questions/compile.ts';
import type { View } from '../../questions/view.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { useViewInUrl } from '../../state/location.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { CannotCount, OpenDataset } from '../OpenDataset.tsx';
import { JourneyView } from './JourneyView.tsx';
import { chosenWay } from './way.ts';

/** A stored journey under any question. */
export function JourneyScreen({ id }: { readonly id: string }) {
  return <OpenDataset id={id}>{(dataset) => <Journey dataset={dataset} />}</OpenDataset>;
}

function Journey({ dataset }: { readonly dataset: StoredDataset }) {
  const { view, setView } = useViewInUrl();
  const compiled = useMemo(() => compile(dataset, view), [dataset, view]);
  const { questions } = compiled;
  const funnel = useAnswer(dataset, questions?.funnel ?? null);
  const trend = useAnswer(dataset, questions?.trend ?? null);
  const times = useAnswer(dataset, questions?.times ?? null);
  const periods = useAnswer(dataset, questions?.periods ?? null);
  if (!questions)
    return <CannotCount dataset={dataset} view={view} error={compiled.error} onReset={() => setView({})} />;
  return (
    <JourneyView
      plan={dataset.plan}
      profile={dataset.profile}
      question={questions.funnel}
      view={view}
      onView={setView}
      funnel={funnel}
      trend={trend}
      times={times}
      periods={periods}
    />
  );
}

/** Of whole days there is a bin for each, up to the most that the answer can have. */
const WHOLE_DAY_BINS = 60;

type Compiled =
  | { readonly questions: ReturnType<typeof questionsOf>; readonly error: null }
  | { readonly questions: null; readonly error: HandrailError };

function compile(dataset: StoredDataset, view: View): Compiled {
  try {
    return { questions: questionsOf(dataset, view), error: null };
  } catch (error) {
    return { questions: null, error: toHandrailError(error) };
  }
}

function questionsOf({ plan, profile }: StoredDataset, view: View) {
  const funnel = compileFunnel(plan, profile, view);
  const way = chosenWay(funnel, view);
  const times = way && compileTimeToConvert(plan, profile, view, way);
  return {
    funnel,
    trend: way && compileTrend(plan, profile, view, way),
    times: times?.calendarDays ? { ...times, binCount: WHOLE_DAY_BINS } : times,
    periods: compileComparison(plan, profile, view),
  };
}
