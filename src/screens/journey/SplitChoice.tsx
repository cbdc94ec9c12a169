import { Select } from '../../ui/Select.tsx';
import { formatCount } from '../../words/numbers.ts';
import { changed } from '../view-changes.ts';
import { attributionChoices, attributionValue, isOfPerson, usualAttribution } from './attribution.ts';
import styles from './QuestionBar.module.css';
import type { QuestionProps } from './QuestionBar.tsx';

const NONE = '';

/** The property that divides people into groups, and which of somebody's values counts. */
export function SplitChoice({ plan, profile, view, onView, labels }: QuestionProps) {
  const breakdown = view.breakdown ?? null;
  const choices = attributionChoices(labels);
  return (
    <div className={styles.fields}>
      <Select
        label="Property"
        value={breakdown ? `=${breakdown.property}` : NONE}
        options={[
          { value: NONE, label: 'nothing: everybody together' },
          ...profile.properties.map(({ name, distinct }) => ({
            value: `=${name}`,
            label: `${name} (${formatCount(distinct)})`,
          })),
        ]}
        onChange={(value) => {
          const property = value.slice(1);
          const next = value === NONE ? null : { property, attribution: usualAttribution(profile, property) };
          onView(changed(plan, view, 'breakdown', next));
        }}
      />
      {breakdown &&
        (isOfPerson(profile, breakdown.property) ? (
          <p className={styles.hint}>It comes from a list about people, so it is the same at every step.</p>
        ) : (
          <Select
            label="By what they carried"
            value={attributionValue(breakdown.attribution)}
            options={choices}
            hint={
              attributionValue(breakdown.attribution) === 'step1'
                ? 'Settled before anybody could go on, so groups can be compared.'
                : 'Settled on the way, so groups show shares without a verdict.'
            }
            onChange={(value) => {
              const choice = choices.find((each) => each.value === value);
              if (choice) onView(changed(plan, view, 'breakdown', { ...breakdown, attribution: choice.attribution }));
            }}
          />
        ))}
    </div>
  );
}
