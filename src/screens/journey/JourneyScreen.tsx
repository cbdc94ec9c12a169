import { useCallback, useMemo } from 'react';
import type { Query } from '../../engine/query.ts';
import type { DividedSides } from '../../insights/paradox.ts';
import { type HandrailError, toHandrailError } from '../../journey/errors.ts';
import { compileComparison, compileFunnel, compileTimeToConvert, compileTrend } from '../../questions/compile.ts';
import type { View } from '../../questions/view.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { paths, useQuestionPart, useViewInUrl } from '../../state/location.ts';
import { tableOf } from '../../state/table-journey.ts';
import { useAnswer, useAnswers, useAnswersAhead } from '../../state/use-answer.ts';
import { JourneyUndo } from '../JourneyUndo.tsx';
import { CannotCount, OpenDataset } from '../OpenDataset.tsx';
import { TakenFromQuestion } from '../TakenFromQuestion.tsx';
import { changed, PRESET_WINDOWS } from '../view-changes.ts';
import { usualAttribution } from './attribution.ts';
import { JourneyView } from './JourneyView.tsx';
import { ListPeople } from './ListPeople.tsx';
import { type DividingQuestions, dividingQuestions } from './subgroups.ts';
import { useArrival } from './use-arrival.ts';
import { chosenWay, wayInView, ways } from './way.ts';

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
  const states = [funnel, trend, times, periods];
  const idle = states.every(({ pending }) => !pending) && funnel.answered !== undefined && funnel.error === null;
  useArrival(useQuestionPart(), idle);
  // A table is others' as well: it is asked when nothing else is.
  const divided = useDividedSides(dataset, view, idle || tableOf(dataset.plan) === null);
  const ahead = useCallback(() => likelyNext(dataset, view), [dataset, view]);
  useAnswersAhead(dataset, ahead, idle);
  if (!questions)
    return <CannotCount dataset={dataset} view={view} error={compiled.error} onReset={() => setView({})} />;
  const way = chosenWay(questions.funnel, view);
  return (
    <TakenFromQuestion plan={dataset.plan} profile={dataset.profile} question={questions.funnel}>
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
        divided={divided}
        list={
          way
            ? (labels) => <ListPeople dataset={dataset} question={questions.funnel} way={way} labels={labels} />
            : undefined
        }
        undo={<JourneyUndo id={dataset.id} />}
        stepsHref={`#${paths.steps(dataset.id)}`}
      />
    </TakenFromQuestion>
  );
}

const NONE: readonly DividingQuestions[] = [];

/** The sides of the comparison in view, divided by other properties. */
function useDividedSides(dataset: StoredDataset, view: View, wanted: boolean): readonly DividedSides[] {
  const { plan, profile } = dataset;
  const compared = view.compare != null && compile(dataset, view).questions !== null;
  const asked = useMemo(
    () => (compared ? dividingQuestions(plan, profile, view) : NONE),
    [compared, plan, profile, view],
  );
  const questions = useMemo(() => asked.flatMap(({ first, second }) => [first, second]), [asked]);
  const answers = useAnswers(dataset, questions, wanted);
  return useMemo(
    () =>
      asked.flatMap(({ property }, k) => {
        const [first, second] = [answers?.[2 * k]?.answer, answers?.[2 * k + 1]?.answer];
        return first && second ? [{ property, first, second }] : [];
      }),
    [asked, answers],
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

/** Groups are counted ahead for this many properties. */
const SPLITS_AHEAD = 5;

/** What the controls at hand would ask: other periods, orders (which take longest to count), ways, windows and groups. */
function likelyNext(dataset: StoredDataset, view: View): readonly Query[] {
  const { plan } = dataset;
  const { questions } = compile(dataset, view);
  if (!questions) return [];
  const views = [
    ...(['day', 'week', 'month'] as const).map((interval) => changed(plan, view, 'interval', interval)),
    ...(['ordered', 'strict', 'any'] as const).map((order) => changed(plan, view, 'order', order)),
    ...ways(questions.funnel).map((way) => changed(plan, view, 'way', wayInView(questions.funnel, way))),
    ...[...PRESET_WINDOWS, null].map((window) => changed(plan, view, 'window', window)),
    ...dataset.profile.properties.slice(0, SPLITS_AHEAD).map(({ name }) => {
      const attribution = usualAttribution(dataset.profile, name);
      return changed(plan, view, 'breakdown', { property: name, attribution });
    }),
  ];
  return views.flatMap((next) => {
    const likely = compile(dataset, next).questions;
    return likely ? Object.values(likely).filter((question) => question !== null) : [];
  });
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
