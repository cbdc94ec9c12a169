import { memo } from 'react';
import type { ComparisonAnswer, FunnelAnswer } from '../../engine/answer.ts';
import type { ComparisonQuery, FunnelQuery } from '../../engine/query.ts';
import { type Comparison, comparePeriods } from '../../insights/comparison.ts';
import { compareGroups } from '../../insights/comparison-groups.ts';
import { smallerPeriod } from '../../insights/finding-comparable.ts';
import { type DividedSides, findParadoxes } from '../../insights/paradox.ts';
import type { View, ViewComparison } from '../../questions/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TakeAway } from '../../ui/TakeAway.tsx';
import { sayCannotCompare, sayParadox } from '../../words/comparisons.ts';
import { formatCount } from '../../words/numbers.ts';
import { isoDay, sayRange } from '../../words/population.ts';
import controls from '../Controls.module.css';
import { DateRange } from '../DateRange.tsx';
import { changed, changedAll, inForce } from '../view-changes.ts';
import { groupInView, groupKey, groupName } from './group-names.ts';
import styles from './JourneyView.module.css';
import { dayBefore, enteredBefore, halves, timeJustBefore } from './periods.ts';
import type { QuestionProps } from './QuestionBar.tsx';
import { SidesTable, sidesFile } from './SidesTable.tsx';

export interface SideBySideProps extends QuestionProps {
  /** Of the funnel that is shown, for groups. */
  readonly answer: FunnelAnswer;
  readonly answered: FunnelQuery;
  readonly periods: { readonly question: ComparisonQuery; readonly answer: ComparisonAnswer } | undefined;
  readonly pending: boolean;
  readonly divided: readonly DividedSides[];
  readonly className?: string | undefined;
}

const KINDS = [
  { value: 'none', label: 'Nothing' },
  { value: 'periods', label: 'Two periods' },
  { value: 'groups', label: 'Two groups' },
] as const;

/** Two periods or two groups beside each other. */
export const SideBySide = memo(function SideBySide(props: SideBySideProps) {
  const { plan, profile, question, answer, view, onView, className } = props;
  const compare = view.compare ?? null;
  const zone = question.timeZone;
  const groups = (answer.breakdown?.groups ?? []).filter(({ group }) => group.kind !== 'other');
  const groupsOffered = profile.properties.length > 0;
  const choose = (kind: 'none' | ViewComparison['kind']) => {
    const entered = inForce(plan, view, 'entered');
    const ends = { firstUs: profile.firstUs ?? 0, lastUs: profile.lastUs ?? 0 };
    const before = compare?.kind === 'periods' ? enteredBefore(entered, compare.with, ends, zone) : entered;
    if (kind === 'none') return onView(changedAll(plan, view, { entered: before, compare: null }));
    if (kind === 'groups') {
      const [a, b] = groups.map(({ group }) => groupInView(group) ?? null);
      return onView(changedAll(plan, view, { entered: before, compare: { kind, a: a ?? null, b: b ?? null } }));
    }
    const { fromUs, toUs } = question.entered ?? { fromUs: null, toUs: null };
    if (fromUs !== null) {
      const before = timeJustBefore(fromUs, toUs ?? profile.lastUs ?? fromUs, zone);
      return onView(changed(plan, view, 'compare', { kind, with: before }));
    }
    const [earlier, later] = halves(profile.firstUs ?? 0, toUs ?? profile.lastUs ?? 0, zone);
    onView(changedAll(plan, view, { entered: later, compare: { kind, with: earlier } }));
  };
  return (
    <Card
      title="Side by side"
      subtitle="Is one period, or one group, better than another, and how sure is that?"
      className={className}
      actions={<Shown {...props} takeAway />}
    >
      <div className={styles.sides}>
        <div className={controls.controls}>
          <Segmented
            label="Compare"
            value={compare?.kind ?? 'none'}
            options={groupsOffered ? KINDS : KINDS.filter(({ value }) => value !== 'groups')}
            onChange={choose}
          />
          {compare?.kind === 'periods' && <PeriodFields {...props} compare={compare} />}
          {compare?.kind === 'groups' && groups.length > 1 && <GroupFields {...props} compare={compare} />}
        </div>
        {compare?.kind === 'groups' && groups.length < 2 ? (
          <div className={styles.empty}>
            <p>
              {view.breakdown
                ? 'There are no two groups to compare: everybody carries the same.'
                : 'Choose what divides people into groups.'}
            </p>
            {!view.breakdown && (
              <div className={styles.buttons}>
                {profile.properties.slice(0, 6).map(({ name }) => (
                  <Button key={name} size="small" onClick={() => onView(splitBy(props, name))}>
                    <bdi>{name}</bdi>
                  </Button>
                ))}
              </div>
            )}
          </div>
        ) : (
          <Shown {...props} />
        )}
      </div>
    </Card>
  );
});

function splitBy({ plan, profile, view }: SideBySideProps, property: string): View {
  const person = profile.properties.some(({ name, of }) => name === property && of === 'person');
  return changed(plan, view, 'breakdown', { property, attribution: person ? 'first' : { step: 1 } });
}

function Shown(props: SideBySideProps & { readonly takeAway?: boolean }) {
  const { view, answer, answered, periods, pending, profile, labels, takeAway = false } = props;
  const zone = answered.timeZone;
  if (view.compare?.kind === 'periods') {
    if (!periods) return pending && !takeAway ? <Spinner>Comparing…</Spinner> : null;
    const names = [periods.question.a, periods.question.b].map((range) => sayRange(range, zone) ?? 'all days') as [
      string,
      string,
    ];
    const judged = comparePeriods(periods.answer);
    const comparisons = periods.answer.transitions.map(({ a, b }, k) => judged[k] ?? { first: a, second: b });
    if (takeAway) return <TakeAway name="Side by side" table={() => sidesFile(comparisons, names, labels)} />;
    const unfair = periods.answer.transitions.flatMap((at, k) => (judged[k] === null ? [{ at, k }] : []));
    const left = periods.answer.transitions.flatMap(({ inBoth }, k) => (judged[k] === null ? [] : [{ inBoth, k }]));
    return (
      <div>
        <SidesTable comparisons={comparisons} names={names} labels={labels} />
        <Paradoxes pooled={judged} names={names} {...props} />
        {unfair.map(({ at, k }) => (
          <p key={k} className={styles.note}>
            {sayCannotCompare({
              from: labels[k] ?? '',
              to: labels[k + 1] ?? '',
              inBoth: at.inBoth,
              people: smallerPeriod(at),
            })}
          </p>
        ))}
        {left.some(({ inBoth }) => inBoth > 0) && (
          <p className={styles.note}>
            People in both periods are left out of both:{' '}
            {left.map(({ inBoth, k }) => `${formatCount(inBoth)} at ${labels[k] ?? ''}`).join(', ')}. The comparison is
            about the others only.
          </p>
        )}
      </div>
    );
  }
  if (view.compare?.kind !== 'groups' || !answer.breakdown) return null;
  const places = [view.compare.a, view.compare.b].map((wanted) =>
    (answer.breakdown?.groups ?? []).findIndex(({ group }) => groupInView(group) === wanted),
  );
  const [a = -1, b = -1] = places;
  const [first, second] = [answer.breakdown.groups[a], answer.breakdown.groups[b]];
  if (!first || !second || a === b) {
    return takeAway ? null : <p className={styles.note}>Choose two different groups.</p>;
  }
  const propertyOf = profile.properties.find(({ name }) => name === answer.breakdown?.property)?.of ?? 'event';
  const names: [string, string] = [groupName(first.group), groupName(second.group)];
  const comparisons = compareGroups(answer, a, b, { propertyOf, order: answered.order });
  const shares = first.transitions.map((one, k) => {
    const other = second.transitions[k];
    return {
      first: { reached: one.maturedReached, converted: one.maturedConverted },
      second: { reached: other?.maturedReached ?? 0, converted: other?.maturedConverted ?? 0 },
    };
  });
  if (takeAway) {
    return <TakeAway name="Side by side" table={() => sidesFile(comparisons ?? shares, names, labels)} />;
  }
  return (
    <div>
      <SidesTable comparisons={comparisons ?? shares} names={names} labels={labels} />
      {comparisons && <Paradoxes pooled={comparisons} names={names} {...props} />}
      {!comparisons && (
        <p className={styles.note}>
          {answered.order === 'any'
            ? 'No verdict here: in any order a value may come last, and whoever comes far has more chances to carry it.'
            : 'No verdict here: who is in which group was settled on the way. Split by what people carried when they entered.'}
        </p>
      )}
    </div>
  );
}

interface ParadoxesProps extends Pick<SideBySideProps, 'divided' | 'labels'> {
  readonly pooled: readonly (Comparison | null)[];
  readonly names: readonly [string, string];
}

/** Where the groups of a property say the opposite of the whole. */
function Paradoxes({ pooled, names, divided, labels }: ParadoxesProps) {
  const [first, second] = names;
  return findParadoxes(pooled, divided).map(({ property, transition, verdict }) => (
    <Notice key={`${transition} ${property}`} title="In every group it is the other way round">
      {sayParadox({
        property,
        verdict,
        first,
        second,
        from: labels[transition] ?? '',
        to: labels[transition + 1] ?? '',
      })}
    </Notice>
  ));
}

function PeriodFields(props: SideBySideProps & { readonly compare: Extract<ViewComparison, { kind: 'periods' }> }) {
  const { plan, profile, question, view, onView, compare } = props;
  const zone = question.timeZone;
  const entered = inForce(plan, view, 'entered') ?? {};
  const day = (us: number | null | undefined) => (us === null || us === undefined ? '' : isoDay(us, zone));
  const setWith = (end: 'from' | 'to', value: string) => {
    if (value !== '') onView(changed(plan, view, 'compare', { ...compare, with: { ...compare.with, [end]: value } }));
  };
  const setEntered = (end: 'from' | 'to', value: string) => {
    if (value !== '') onView(changed(plan, view, 'entered', { ...entered, [end]: value }));
  };
  const { fromUs = null, toUs = null } = question.entered ?? {};
  const limits = { min: day(profile.firstUs), max: day(profile.lastUs) };
  return (
    <>
      <DateRange
        legend="Entered"
        name="First period"
        from={day(fromUs)}
        to={day(toUs)}
        limits={limits}
        onChange={setEntered}
      />
      <DateRange
        legend="Beside"
        name="Second period"
        from={(compare.with.from ?? '').slice(0, 10)}
        to={(compare.with.to ?? '').slice(0, 10)}
        limits={limits}
        onChange={setWith}
      />
      {fromUs !== null && compare.with.to !== dayBefore(fromUs, zone) && (
        <Button
          size="small"
          onClick={() => {
            const before = timeJustBefore(fromUs, toUs ?? profile.lastUs ?? fromUs, zone);
            onView(changed(plan, view, 'compare', { kind: 'periods', with: before }));
          }}
        >
          The time just before
        </Button>
      )}
    </>
  );
}

function GroupFields(props: SideBySideProps & { readonly compare: Extract<ViewComparison, { kind: 'groups' }> }) {
  const { plan, answer, view, onView, compare } = props;
  const groups = (answer.breakdown?.groups ?? []).filter(({ group }) => group.kind !== 'other');
  const keyOf = (value: string | null) => (value === null ? 'none' : `=${value}`);
  const options = groups.map(({ group }) => ({ value: groupKey(group), label: groupName(group) }));
  const set = (side: 'a' | 'b', key: string) =>
    onView(changed(plan, view, 'compare', { ...compare, [side]: key === 'none' ? null : key.slice(1) }));
  const known = (value: string | null) =>
    options.some((option) => option.value === keyOf(value))
      ? options
      : [{ value: keyOf(value), label: value === null ? '(none)' : `${value} (nobody)` }, ...options];
  return (
    <>
      <Select
        label="First group"
        value={keyOf(compare.a)}
        options={known(compare.a)}
        onChange={(key) => set('a', key)}
      />
      <Select
        label="Second group"
        value={keyOf(compare.b)}
        options={known(compare.b)}
        onChange={(key) => set('b', key)}
      />
    </>
  );
}
