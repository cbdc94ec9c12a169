import type { Plan, StepOrder } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { parseWindow } from '../journey/window.ts';
import { eventsWithoutOrder } from '../state/guessed-order.ts';
import type { PlanEdit } from '../state/import-draft.ts';
import { Select } from '../ui/Select.tsx';
import { formatList, formatWindow, quote } from '../words/numbers.ts';
import styles from './QuestionSettings.module.css';

export interface QuestionSettingsProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  readonly onChange: (change: (plan: Plan) => Plan, edit: PlanEdit) => void;
}

const NO_WINDOW = 'none';
const WINDOWS = ['1d', '7d', '14d', '30d', '60d', '90d', '180d', '365d'];

const ORDERS: readonly { readonly value: StepOrder; readonly label: string }[] = [
  { value: 'ordered', label: 'One after the other, other things between them' },
  { value: 'strict', label: 'Directly one after the other' },
  { value: 'any', label: 'In any order' },
];

/** How long people have, and in which order they take the steps. */
export function QuestionSettings({ plan, profile, onChange }: QuestionSettingsProps) {
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
        onChange={(value) =>
          onChange((now) => ({ ...now, window: value === NO_WINDOW ? null : value }), {
            what: 'Change of the time limit',
          })
        }
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
        onChange={(order) => onChange((now) => ({ ...now, order }), { what: 'Change of the order' })}
        hint={sayOrder(plan, profile)}
      />
    </div>
  );
}

/** Why the dates of some lists cannot tell the order; nothing when they all can. */
function sayOrder(plan: Plan, profile: DatasetProfile): string | undefined {
  const undated = eventsWithoutOrder(plan, profile);
  if (undated.length === 0) return undefined;
  const named = formatList(undated.map(quote));
  const [has, stands] =
    undated.length === 1 ? ['has no date of its own', 'stands'] : ['have no dates of their own', 'stand'];
  return plan.order === 'any'
    ? `${named} ${has}, so nothing tells what came first. Each stair then counts the people with at least that many steps.`
    : `${named} ${stands} on borrowed dates: whoever took the step before later than that does not count there.`;
}
