import type { DateOrder, PlanSource } from '../../journey/plan.ts';
import type { Blocker } from '../../state/draft-plan.ts';
import { changePlan } from '../../state/import-draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './FileCard.module.css';

export interface FileQuestionsProps {
  readonly blockers: readonly Blocker[];
  readonly source: PlanSource;
  readonly onSource: (source: PlanSource) => void;
}

const COLUMN_ASKED = {
  person: 'Which column names the person? Choose “person” above it.',
  time: 'Which column says when it happened? Choose “time” above it, or read the file as people.',
  date: 'Which columns say when a stage was reached? Choose “date of a stage” above them.',
  value: 'Which column says what was spent? Choose “value” above it.',
  event: 'Which column says what happened? Choose “what happened” above it, or read the file as a list.',
} as const;

/** What must be answered before the file can be read. */
export function FileQuestions({ blockers, source, onSource }: FileQuestionsProps) {
  return blockers.map((blocker) => {
    if (blocker.kind === 'column') {
      return <Notice key={blocker.role} tone="question" title={COLUMN_ASKED[blocker.role]} />;
    }
    const { code, evidence } = blocker.ask;
    if (code === 'date-order') {
      const answer = (dateOrder: DateOrder) => onSource({ ...source, dateOrder });
      return (
        <Notice
          key={code}
          tone="question"
          title="Every date in this file fits both orders. Which one is it?"
          action={
            <div className={styles.answers}>
              <Button size="small" onClick={() => answer('day-first')}>
                Day first: 3/4 is 3 April
              </Button>
              <Button size="small" onClick={() => answer('month-first')}>
                Month first: 3/4 is March 4
              </Button>
            </div>
          }
        >
          {evidence}
        </Notice>
      );
    }
    return (
      <Notice key={code} tone="question" title="This file cannot be read as it is described">
        {evidence} Change what its columns are, or remove it.
      </Notice>
    );
  });
}

/** The zone of times that have none: taken from this browser until somebody says otherwise. */
export function DatesAndZone({ zone }: { readonly zone: string | undefined }) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([here, 'UTC', ...(zone ? [zone] : []), ...Intl.supportedValuesOf('timeZone')])];
  return (
    <div className={styles.doubt}>
      <Select
        label="Its times name no time zone. They are taken for"
        value={zone ?? here}
        options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        onChange={(timeZone) => changePlan((plan) => ({ ...plan, timeZone }), { what: 'Change of the time zone' })}
      />
    </div>
  );
}
