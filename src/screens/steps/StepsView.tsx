import { type ReactNode, useMemo } from 'react';
import type { HandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { STAGE_IDS, type StageId } from '../../journey/stages.ts';
import { measuredStages, openEnds } from '../../questions/compile.ts';
import type { PlanEdits } from '../../state/inventory-edits.ts';
import { type BoardCard, boardOf } from '../../state/stage-board.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sayError } from '../../words/errors.ts';
import { formatList, quote } from '../../words/numbers.ts';
import { stageLabel } from '../../words/stages.ts';
import page from '../JourneyPage.module.css';
import { QuestionSettings } from '../QuestionSettings.tsx';
import { StageBoard, type StageBoardProps } from '../StageBoard.tsx';
import { UntilQuestions } from '../UntilQuestions.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import styles from './StepsView.module.css';

export interface StepsViewProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  /** How many people were seen at each stage, as far as counted. */
  readonly people: Readonly<Partial<Record<StageId, number>>>;
  readonly edit: PlanEdits['edit'];
  /** Why the latest change could not be kept. */
  readonly error: HandrailError | null;
  /** The day up to which a source is complete. */
  readonly onUntil: (sourceIndex: number, day: string) => void;
  /** Where to see what the change comes to. */
  readonly onSummary: () => void;
  readonly onJourney: () => void;
  readonly undo?: ReactNode;
}

/** The stages of a journey that is there already, on the board on which they were first sorted. */
export function StepsView(props: StepsViewProps) {
  const { plan, profile, people, edit, error, onUntil, onSummary, onJourney, undo } = props;
  const title = useTitleFocus();
  const measured = measuredStages(plan).length > 0;
  const open = useMemo(() => (measured ? openEnds(plan, profile) : []), [measured, plan, profile]);
  const onChange: StageBoardProps['onChange'] = (change, { what }) => edit(what, change);

  return (
    <article className={page.page}>
      <header className={page.head}>
        <div className={page.eyebrow}>
          <bdi>{plan.name ?? 'Your journey'}</bdi>
          {undo && <div className={page.undo}>{undo}</div>}
        </div>
        <h1 ref={title} tabIndex={-1} className={styles.title}>
          Change the steps
        </h1>
        <p className={page.population}>
          No file is read again: every event is kept, whether it is a step or not. A change is kept at once, all figures
          follow it, and it can be undone.
        </p>
      </header>
      {error && (
        <Notice tone="error" title="The last change could not be kept.">
          {sayError(error)}
        </Notice>
      )}
      <Absent plan={plan} profile={profile} />
      <section className={styles.part} aria-labelledby="stages">
        <header>
          <h2 id="stages">Which step does each event belong to?</h2>
          <p>Drag it, or choose it and press the arrow keys. What stands in one step counts as the same.</p>
        </header>
        <StageBoard plan={plan} profile={profile} people={people} unsure={NOTHING} onChange={onChange} />
      </section>
      <section className={styles.part} aria-labelledby="question">
        <header>
          <h2 id="question">How do people take the steps?</h2>
        </header>
        <QuestionSettings plan={plan} profile={profile} onChange={onChange} />
        <UntilQuestions plan={plan} profile={profile} open={open} onAnswer={onUntil} />
      </section>
      <footer className={styles.foot}>
        {measured ? (
          <>
            <Button onClick={onJourney}>See the journey</Button>
            <Button variant="primary" onClick={onSummary}>
              See the summary
            </Button>
          </>
        ) : (
          <p role="status">Put at least one event into a step first: without one there is nothing to count.</p>
        )}
      </footer>
    </article>
  );
}

const NOTHING: readonly string[] = [];

/** Events that the plan asks for and the data does not have. */
function Absent({ plan, profile }: Pick<StepsViewProps, 'plan' | 'profile'>) {
  const absent = useMemo(() => {
    const board = boardOf(plan, profile);
    return STAGE_IDS.flatMap((id): readonly BoardCard[] => board[id].filter((card) => card.absent));
  }, [plan, profile]);
  if (absent.length === 0) return null;
  const places = [...new Set(absent.flatMap(({ place }) => (place === 'none' ? [] : [place])))];
  const one = absent.length === 1;
  return (
    <Notice
      title={`${formatList(absent.map(({ name }) => quote(name)))} ${one ? 'does' : 'do'} not occur in this data.`}
    >
      {`Nobody comes to ${formatList(places.map((id) => stageLabel(plan, id)))} by ${one ? 'it' : 'them'}. Leave ${one ? 'it' : 'them'} where later files may have ${one ? 'it' : 'them'}, or move ${one ? 'it' : 'them'} to “Not a step” to take ${one ? 'it' : 'them'} out.`}
    </Notice>
  );
}
