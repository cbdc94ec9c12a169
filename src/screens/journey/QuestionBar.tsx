import { memo, type ReactNode } from 'react';
import type { FunnelQuery } from '../../engine/query.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { View } from '../../questions/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { countOf, formatWindow } from '../../words/numbers.ts';
import { sayAttribution, sayRange } from '../../words/population.ts';
import { changed, inForce } from '../view-changes.ts';
import { DaysChoice } from './DaysChoice.tsx';
import { ExclusionsChoice } from './ExclusionsChoice.tsx';
import { FiltersChoice } from './FiltersChoice.tsx';
import styles from './QuestionBar.module.css';
import { SplitChoice } from './SplitChoice.tsx';
import { WindowChoice } from './WindowChoice.tsx';

export interface QuestionProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  /** The question in force, for what the view leaves to the plan. */
  readonly question: FunnelQuery;
  readonly view: View;
  readonly onView: (next: View) => void;
  /** What the steps are called, in order. */
  readonly labels: readonly string[];
}

interface QuestionBarProps extends QuestionProps {
  /** Where the stages of the plan are changed. */
  readonly stepsHref?: string | undefined;
}

const ORDERS = [
  { value: 'ordered', label: 'In order', words: 'in order' },
  { value: 'strict', label: 'In order, nothing between', words: 'in order, nothing between' },
  { value: 'any', label: 'In any order', words: 'in any order' },
] as const;

const COUNTINGS = [
  { value: 'recorded', label: 'As recorded' },
  { value: 'implied', label: 'As implied' },
] as const;

/** The question in words, each part a button that changes it. */
export const QuestionBar = memo(function QuestionBar({ stepsHref, ...props }: QuestionBarProps) {
  const { plan, profile, question, view, onView, labels } = props;
  const { breakdown, filters, exclusions } = question;
  const days = sayRange(question.entered, question.timeZone);
  const during = sayRange(question.during, question.timeZone);
  const isChanged = Object.values(view).some((value) => value !== undefined);
  const ofPerson = (name: string) => profile.properties.some((each) => each.name === name && each.of === 'person');
  return (
    <section className={styles.bar} aria-label="The question">
      <Part name="Time limit" value={question.windowUs === null ? 'none' : formatWindow(question.windowUs)}>
        <WindowChoice {...props} window={inForce(plan, view, 'window')} />
      </Part>
      <Part name="Steps" value={ORDERS.find(({ value }) => value === question.order)?.words ?? ''}>
        <Segmented
          label="Steps taken"
          value={question.order}
          options={ORDERS}
          onChange={(order) => onView(changed(plan, view, 'order', order))}
        />
        <p className={styles.hint}>{ORDER_HINTS[question.order]}</p>
      </Part>
      <Part
        name="Days"
        value={[days && `entered ${days}`, during && `done ${during}`].filter(Boolean).join(', ') || 'all of them'}
      >
        <DaysChoice {...props} />
      </Part>
      {profile.properties.length > 0 && (
        <>
          <Part
            name="Split by"
            value={
              breakdown
                ? `${breakdown.property}${ofPerson(breakdown.property) ? '' : ` ${sayAttribution(breakdown.attribution, labels)}`}`
                : 'nothing'
            }
          >
            <SplitChoice {...props} />
          </Part>
          <Part
            name="Only"
            value={filters.length === 0 ? 'everybody' : filters.map(({ property }) => property).join(', ')}
          >
            <FiltersChoice {...props} />
          </Part>
        </>
      )}
      {question.steps.length > 1 && (
        <Part
          name="Without"
          value={exclusions.length === 0 ? 'nobody left out' : countOf(exclusions.length, 'event', 'events')}
        >
          <ExclusionsChoice {...props} />
        </Part>
      )}
      <Part name="Stages" value={view.counting === 'implied' ? 'as implied' : 'as recorded'}>
        <Segmented
          label="Who is counted at a stage"
          value={view.counting ?? 'recorded'}
          options={COUNTINGS}
          onChange={(counting) => onView(changed(plan, view, 'counting', counting))}
        />
        <p className={styles.hint}>
          {view.counting === 'implied'
            ? 'Everybody seen at the stage or at a later one, in any order: whoever gave must have known of you.'
            : 'Everybody who went through the stages up to this one as the question asks.'}{' '}
          Rates always count those who were recorded.
        </p>
        {stepsHref && (
          <p className={styles.hint}>
            <a href={stepsHref}>Change the steps</a>: what they are called, and which events enter them.
          </p>
        )}
      </Part>
      {isChanged && (
        <Button variant="quiet" size="small" className={styles.reset} onClick={() => onView({})}>
          As planned
        </Button>
      )}
    </section>
  );
});

const ORDER_HINTS: Readonly<Record<FunnelQuery['order'], string>> = {
  ordered: 'Other things may happen between the steps.',
  strict: 'The steps must follow one another directly: anything else in between ends the attempt.',
  any: 'The k-th figure counts people who took at least k different steps, whichever came first.',
};

function Part(props: { readonly name: string; readonly value: string; readonly children: ReactNode }) {
  const { name, value, children } = props;
  return (
    <Popover
      panelName={name}
      size="small"
      className={styles.part}
      trigger={
        <>
          <span className={styles.name}>{name}</span> <bdi className={styles.value}>{value}</bdi>
        </>
      }
    >
      <div className={styles.panel}>{children}</div>
    </Popover>
  );
}
