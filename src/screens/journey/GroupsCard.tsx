import { memo, useMemo, useState } from 'react';
import type { FunnelAnswer } from '../../engine/answer.ts';
import type { FunnelQuery } from '../../engine/query.ts';
import { mayJudge } from '../../insights/comparison-groups.ts';
import { judgeGroups } from '../../insights/group-table.ts';
import { Card } from '../../ui/Card.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { TakeAway } from '../../ui/TakeAway.tsx';
import { Term } from '../../ui/Term.tsx';
import { countOf } from '../../words/numbers.ts';
import { sayAttribution } from '../../words/population.ts';
import { stageLabel } from '../../words/stages.ts';
import { changedAll } from '../view-changes.ts';
import { type GroupRow, GroupsTable, groupsFile } from './GroupsTable.tsx';
import { groupInView } from './group-names.ts';
import styles from './JourneyView.module.css';
import type { QuestionProps } from './QuestionBar.tsx';

export interface GroupsCardProps extends Omit<QuestionProps, 'question'> {
  readonly question: FunnelQuery;
  readonly answer: FunnelAnswer;
  readonly className?: string | undefined;
}

const SHOWS = [
  { value: 'rates', label: 'Rates' },
  { value: 'people', label: 'People' },
] as const;

/** The funnel by group, each against the rest where that can be judged, and why not where it cannot. */
export const GroupsCard = memo(function GroupsCard({
  plan,
  profile,
  question,
  answer,
  view,
  onView,
  labels,
  className,
}: GroupsCardProps) {
  const [show, setShow] = useState<'rates' | 'people' | null>(null);
  const { breakdown } = answer;
  const of = profile.properties.find(({ name }) => name === breakdown?.property)?.of ?? 'event';
  const judged = breakdown !== null && mayJudge(breakdown.attribution, of, question.order);
  const rows = useMemo((): readonly GroupRow[] => {
    const verdicts = judgeGroups(answer, { propertyOf: of, order: question.order });
    const groups = answer.breakdown?.groups ?? [];
    return [
      { group: null, figures: answer, verdicts: null },
      ...groups.map((figures, k) => ({ group: figures.group, figures, verdicts: verdicts?.[k] ?? null })),
    ];
  }, [answer, of, question.order]);
  const implied = view.counting === 'implied';
  const title = breakdown ? `By ${breakdown.property}` : 'Stage by stage';
  const shown = show ?? (implied || labels.length < 2 ? 'people' : 'rates');
  return (
    <Card
      title={title}
      subtitle={
        breakdown
          ? `${countOf(breakdown.groups.length, 'group', 'groups')}${of === 'person' ? ', as the list about people says' : `, by what people ${sayAttribution(breakdown.attribution, labels)}`}.`
          : 'Everybody together. Split the question by a property to see groups.'
      }
      className={className}
      actions={
        <>
          {labels.length > 1 && <Segmented label="Show" hideLabel value={shown} options={SHOWS} onChange={setShow} />}
          <TakeAway name={title} table={() => groupsFile(rows, labels)} />
        </>
      }
    >
      <GroupsTable
        caption={`${title}: ${shown}`}
        rows={rows}
        labels={shown === 'people' && implied ? question.steps.map(({ id }) => stageLabel(plan, id)) : labels}
        show={shown}
        implied={implied}
        intervals={judged}
        onOnly={(group) => {
          const value = groupInView(group);
          if (value === undefined || !view.breakdown) return;
          const { property } = view.breakdown;
          const others = (view.filters ?? []).filter((filter) => filter.property !== property);
          const filters = [...others, { ...view.breakdown, in: [value] }];
          onView(changedAll(plan, view, { filters, breakdown: null, compare: null }));
        }}
      />
      <p className={styles.note}>
        {shown === 'people' ? (
          implied ? (
            <>
              Stages are <Term of="implied">implied</Term>: seen there or later, in any order.
            </>
          ) : (
            'Stages are recorded: people who went through them as the question asks. Shares are of the first stage.'
          )
        ) : breakdown === null ? (
          <>
            Each rate with its <Term of="interval">95 % interval</Term> and the people it divides.
          </>
        ) : judged ? (
          <>
            Each rate with its <Term of="interval">95 % interval</Term>, each group beside{' '}
            <Term of="rest">the rest</Term>: the <Term of="verdict">verdict</Term> considers all comparisons of this
            table together.
          </>
        ) : (
          `No verdict here: ${WHY_NOT[question.order === 'any' ? 'order' : 'way']}`
        )}
      </p>
    </Card>
  );
});

const WHY_NOT = {
  order: 'in any order a value may come last, and whoever comes far has more chances to carry it.',
  way: 'the value is settled on the way, and whoever comes far has more chances to carry it. A group may look good by arithmetic alone. Split by what people carried when they entered to compare groups.',
} as const;
