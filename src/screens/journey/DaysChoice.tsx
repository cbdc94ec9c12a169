import { useState } from 'react';
import type { PlanRange } from '../../journey/plan.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { isoDay } from '../../words/population.ts';
import { changed, changedAll, inForce } from '../view-changes.ts';
import styles from './QuestionBar.module.css';
import type { QuestionProps } from './QuestionBar.tsx';

type Kind = 'entered' | 'during';

const KINDS = [
  { value: 'entered', label: 'Entered in them' },
  { value: 'during', label: 'All of it done in them' },
] as const;

const MEANING: Readonly<Record<Kind, string>> = {
  entered: 'People whose first step lies in these days. What they did afterwards counts, whenever it was.',
  during: 'Only what was done in these days counts. Whoever began before them or went on after them is cut off there.',
};

/** Which days are looked at, what that means, and up to when the data is complete. */
export function DaysChoice({ plan, profile, question, view, onView }: QuestionProps) {
  const zone = question.timeZone;
  const [kind, setKind] = useState<Kind>(question.during && !question.entered ? 'during' : 'entered');
  const day = (us: number | null | undefined) => (us === null || us === undefined ? '' : isoDay(us, zone));
  const range = question[kind];
  const set = (end: 'from' | 'to', value: string) => {
    const { [end]: _, ...rest } = inForce(plan, view, kind) ?? {};
    const next: PlanRange = value === '' ? rest : { ...rest, [end]: value };
    onView(changed(plan, view, kind, Object.keys(next).length === 0 ? null : next));
  };
  const choose = (next: Kind) => {
    setKind(next);
    const now = inForce(plan, view, kind);
    if (now) onView(changedAll(plan, view, { [kind]: null, [next]: now }));
  };
  return (
    <>
      <Segmented label="The chosen days are those that people …" value={kind} options={KINDS} onChange={choose} />
      <p className={styles.hint}>{MEANING[kind]}</p>
      <div className={styles.range}>
        <DateField
          label="From"
          value={day(range?.fromUs)}
          min={day(profile.firstUs)}
          max={day(range?.toUs ?? profile.lastUs)}
          onChange={(value) => set('from', value)}
        />
        <DateField
          label="To"
          value={day(range?.toUs)}
          min={day(range?.fromUs ?? profile.firstUs)}
          onChange={(value) => set('to', value)}
        />
      </div>
      {range && (
        <Button size="small" onClick={() => onView(changed(plan, view, kind, null))}>
          All days
        </Button>
      )}
      {question.windowUs !== null && (
        <DateField
          label="Data complete up to"
          value={day(question.asOfUs)}
          min={day(profile.firstUs)}
          hint="Whoever still had time at the end of that day is in progress."
          onChange={(value) => onView(changed(plan, view, 'asOf', value === '' ? undefined : value))}
        />
      )}
    </>
  );
}
