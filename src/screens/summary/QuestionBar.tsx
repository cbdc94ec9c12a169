import { useState } from 'react';
import type { FunnelQuery } from '../../engine/query.ts';
import type { Plan, PlanRange, StepOrder } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { View } from '../../questions/view.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { isoDay } from '../../words/population.ts';
import controls from '../Controls.module.css';
import { CustomWindow } from '../CustomWindow.tsx';
import { DateRange } from '../DateRange.tsx';
import { changed, PRESET_WINDOWS, type WindowChoice, windowChoice } from '../view-changes.ts';
import styles from './QuestionBar.module.css';

export interface QuestionBarProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  readonly question: FunnelQuery;
  readonly view: View;
  readonly onView: (next: View) => void;
}

const ORDERS: readonly { readonly value: StepOrder; readonly label: string }[] = [
  { value: 'ordered', label: 'In order' },
  { value: 'strict', label: 'In order, nothing between' },
  { value: 'any', label: 'In any order' },
];

const WINDOWS: readonly { readonly value: WindowChoice; readonly label: string; readonly title?: string }[] = [
  ...PRESET_WINDOWS.map((value) => ({ value, label: `${Number.parseInt(value, 10)} days` })),
  { value: 'none', label: 'No limit', title: 'People may take as long as they like' },
  { value: 'custom', label: 'Other…' },
];

/** The question as controls: each change is a new view, and what equals the plan leaves the view again. */
export function QuestionBar({ plan, profile, question, view, onView }: QuestionBarProps) {
  const [custom, setCustom] = useState(false);
  const [open, setOpen] = useState(false);
  const zone = question.timeZone;
  const day = (us: number | null | undefined) => (us === null || us === undefined ? '' : isoDay(us, zone));
  const window = view.window === undefined ? (plan.window ?? null) : view.window;
  const choice = custom ? 'custom' : windowChoice(window);
  const asOf = day(question.asOfUs);
  const setEntered = (end: 'from' | 'to', value: string) => {
    const now = view.entered === undefined ? (plan.entered ?? null) : view.entered;
    const { [end]: _, ...rest } = now ?? {};
    const next: PlanRange = value === '' ? rest : { ...rest, [end]: value };
    onView(changed(plan, view, 'entered', Object.keys(next).length === 0 ? null : next));
  };
  const isChanged = Object.values(view).some((value) => value !== undefined);
  return (
    <section className={styles.bar} aria-label="The question" data-open={open || undefined}>
      <Button variant="secondary" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Close the question' : 'Change the question'}
      </Button>
      <div className={classes(controls.controls, styles.controls)}>
        <div className={styles.window}>
          <Segmented
            label="Time to go the whole way"
            value={choice}
            options={WINDOWS}
            onChange={(next) => {
              setCustom(next === 'custom');
              if (next !== 'custom') onView(changed(plan, view, 'window', next === 'none' ? null : next));
            }}
          />
          {choice === 'custom' && (
            <CustomWindow value={window} onChange={(next) => onView(changed(plan, view, 'window', next))} />
          )}
        </div>
        <Select
          className={styles.order}
          label="Steps taken"
          value={question.order}
          options={ORDERS}
          onChange={(order) => onView(changed(plan, view, 'order', order))}
        />
        <DateRange
          legend="Entered"
          name="Entered"
          from={day(question.entered?.fromUs)}
          to={day(question.entered?.toUs)}
          limits={{ min: day(profile.firstUs), max: day(profile.lastUs) }}
          onChange={setEntered}
        />
        <DateField
          className={styles.asOf}
          label="Data complete up to"
          value={asOf}
          min={day(profile.firstUs)}
          disabled={question.windowUs === null}
          title={question.windowUs === null ? 'Without a time limit nothing depends on it.' : undefined}
          onChange={(value) => onView(changed(plan, view, 'asOf', value === '' ? undefined : value))}
        />
        <Button
          variant="quiet"
          className={styles.reset}
          disabled={!isChanged}
          onClick={() => {
            setCustom(false);
            onView({});
          }}
        >
          As planned
        </Button>
      </div>
    </section>
  );
}
