import { type ReactNode, useMemo } from 'react';
import { stepLabels } from '../../charts/stairs/shown-stages.ts';
import type { ComparisonQuery, FunnelQuery, TimeToConvertQuery, TrendQuery } from '../../engine/query.ts';
import type { DividedSides } from '../../insights/paradox.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { View } from '../../questions/view.ts';
import type { AnswerState } from '../../state/use-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { sayError } from '../../words/errors.ts';
import { countOf, formatCount, isolate, peopleOf } from '../../words/numbers.ts';
import { AskAgain } from '../AskAgain.tsx';
import { AskedOfTable } from '../AskedOfTable.tsx';
import { Counting } from '../Counting.tsx';
import { JourneyHead } from '../JourneyHead.tsx';
import page from '../JourneyPage.module.css';
import { WindowOffer } from '../WindowOffer.tsx';
import { GroupsCard } from './GroupsCard.tsx';
import styles from './JourneyView.module.css';
import { QuestionBar } from './QuestionBar.tsx';
import { SideBySide } from './SideBySide.tsx';
import { WayFigures } from './WayFigures.tsx';

export interface JourneyViewProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  /** The funnel's question in force. */
  readonly question: FunnelQuery;
  readonly view: View;
  readonly onView: (next: View) => void;
  readonly funnel: AnswerState<FunnelQuery>;
  readonly trend: AnswerState<TrendQuery>;
  readonly times: AnswerState<TimeToConvertQuery>;
  readonly periods: AnswerState<ComparisonQuery>;
  /** The sides of the comparison, divided by other properties. */
  readonly divided?: readonly DividedSides[];
  /** The way to a list of the people behind the figures of one way. */
  readonly list?: ((labels: readonly string[]) => ReactNode) | undefined;
  readonly undo?: ReactNode;
  /** Where the stages of the plan are changed. */
  readonly stepsHref?: string | undefined;
}

const NONE_DIVIDED: readonly DividedSides[] = [];

/**
 * One journey under any question: by group, over time, how long it takes, side by side. Answers arrive one by one, so that
 * each part is drawn only when its own has come.
 */
export function JourneyView(props: JourneyViewProps) {
  const { plan, profile, question, view, onView, funnel, periods } = props;
  const answered = funnel.answered;
  const labels = useMemo(() => labelsOf(plan, question), [plan, question]);
  const answeredLabels = useMemo(() => (answered ? labelsOf(plan, answered.question) : []), [plan, answered]);
  const ofPerson = profile.properties.filter(({ of }) => of === 'person').map(({ name }) => name);
  const stageNames = question.order === 'any' ? [] : labels;
  const asking = { plan, profile, question, view, onView, labels };
  const waiting = funnel.pending ? page.waiting : undefined;
  const busy = [funnel, props.trend, props.times, periods].some(({ pending }) => pending);
  const entered = answered?.answer.steps[0]?.reached ?? 0;
  const errors = [funnel.error, props.trend.error, props.times.error, periods.error].filter((error) => error !== null);
  return (
    <article className={page.page} aria-busy={busy}>
      <JourneyHead
        plan={plan}
        question={question}
        labels={stageNames}
        ofPerson={ofPerson}
        status={funnel.pending && answered && <Spinner>Counting again…</Spinner>}
        answeredBy={<AskedOfTable profile={profile} tookMs={answered?.tookMs ?? null} progress={funnel.progress} />}
        undo={props.undo}
        stepsHref={props.stepsHref}
      >
        <h1 className={styles.title}>{titleOf(answered, labels)}</h1>
      </JourneyHead>
      {errors[0] && (
        <Notice
          tone="error"
          title="This question could not be answered."
          action={<AskAgain onAsk={() => askAgain([funnel, props.trend, props.times, periods])} busy={busy} />}
        >
          {sayError(errors[0])}
          {answered ? ' Below stands the answer before it.' : ''}
        </Notice>
      )}
      <WindowOffer {...asking} answer={answered?.answer} />
      <QuestionBar {...asking} stepsHref={props.stepsHref} />
      {!answered ? (
        !funnel.error && (
          <Frame>
            <Counting progress={funnel.progress}>{`Counting ${peopleOf(profile.personCount)}`}</Counting>
          </Frame>
        )
      ) : entered === 0 ? (
        <Frame>
          <EmptyState
            title="Nobody entered under this question"
            action={
              <Button onClick={() => onView({ ...view, entered: null, during: null, filters: [], exclusions: [] })}>
                Count everybody
              </Button>
            }
          >
            No first step lies in the chosen days among the chosen people.
          </EmptyState>
        </Frame>
      ) : (
        <>
          <div data-part="stages" className={styles.part}>
            <GroupsCard
              {...asking}
              question={answered.question}
              answer={answered.answer}
              labels={answeredLabels}
              className={waiting}
            />
          </div>
          {question.steps.length > 1 && (
            <>
              <div data-part="way" className={styles.part}>
                <WayFigures {...props} labels={labels} />
              </div>
              {props.list?.(labels)}
              <div data-part="sides" className={styles.part}>
                <SideBySide
                  {...asking}
                  answer={answered.answer}
                  answered={answered.question}
                  periods={periods.answered}
                  pending={periods.pending}
                  divided={props.divided ?? NONE_DIVIDED}
                  className={periods.pending ? page.waiting : waiting}
                />
              </div>
            </>
          )}
        </>
      )}
    </article>
  );
}

function labelsOf(plan: Plan, question: FunnelQuery): readonly string[] {
  const label = stepLabels(plan, question);
  return question.steps.map(({ id }) => label(id));
}

function askAgain(states: readonly Pick<AnswerState<FunnelQuery>, 'error' | 'retry'>[]): void {
  for (const { error, retry } of states) if (error !== null) retry?.();
}

function titleOf(answered: AnswerState<FunnelQuery>['answered'], labels: readonly string[]): string {
  const steps = answered?.answer.steps ?? [];
  const [first, last] = [steps[0], steps.at(-1)];
  if (!answered || !first || !last) return 'Who goes how far?';
  if (first.reached === 0) return 'Nobody entered.';
  const people = countOf(first.reached, 'person', 'people');
  if (steps.length === 1) return `${people} at ${isolate(labels[0] ?? '')}.`;
  if (answered.question.order === 'any') {
    return `Of ${people} who took a step, ${formatCount(last.reached)} took all ${steps.length}.`;
  }
  return `Of ${people} at ${isolate(labels[0] ?? '')}, ${formatCount(last.reached)} came as far as ${isolate(labels.at(-1) ?? '')}.`;
}

function Frame({ children }: { readonly children: ReactNode }) {
  return <div className={styles.frame}>{children}</div>;
}
