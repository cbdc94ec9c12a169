import type { Plan, StepOrder } from '../../journey/plan.ts';
import { parseWindow } from '../../journey/window.ts';
import { Select } from '../../ui/Select.tsx';
import { formatWindow } from '../../words/numbers.ts';
import styles from './QuestionSettings.module.css';

export interface QuestionSettingsProps {
  readonly plan: Plan;
  readonly onChange: (change: (plan: Plan) => Plan) => void;
}

const NO_WINDOW = 'none';
const WINDOWS = ['1d', '7d', '14d', '30d', '60d', '90d', '180d', '365d'];

const ORDERS: readonly { readonly value: StepOrder; readonly label: string }[] = [
  { value: 'ordered', label: 'One after the other, other things between them' },
  { value: 'strict', label: 'Directly one after the other' },
  { value: 'any', label: 'In any order' },
];

/** How long people have, and in which order they take the steps. */
export function QuestionSettings({ plan, onChange }: QuestionSettingsProps) {
  const window = plan.window ?? NO_WINDOW;
  const windows = WINDOWS.includes(window) || window === NO_WINDOW ? WINDOWS : [...WINDOWS, window];
  return (
    <div className={styles.settings}>
      <Select
        label="How long do people have, from their first step?"
        value={window}
        options={[
          { value: NO_WINDOW, label: 'As long as it takes' },
          ...windows.map((value) => ({ value, label: formatWindow(parseWindow(value) ?? 0) })),
        ]}
        onChange={(value) => onChange((now) => ({ ...now, window: value === NO_WINDOW ? null : value }))}
        hint={
          window === NO_WINDOW
            ? 'Without a limit nobody counts as still on the way.'
            : 'Whoever has not had all that time counts as still on the way, not as lost.'
        }
      />
      <Select
        label="In which order?"
        value={plan.order ?? 'ordered'}
        options={ORDERS}
        onChange={(order) => onChange((now) => ({ ...now, order }))}
      />
    </div>
  );
}
