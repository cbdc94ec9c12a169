import { useId } from 'react';
import { classes } from './classes.ts';
import styles from './Segmented.module.css';
import { VisuallyHidden } from './VisuallyHidden.tsx';

export interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly { readonly value: V; readonly label: string; readonly title?: string }[];
  readonly onChange: (value: V) => void;
  readonly hideLabel?: boolean;
  readonly className?: string | undefined;
}

/** A few choices side by side, of which one holds: native radio buttons, so that arrow keys move. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  className,
}: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className={classes(styles.group, className)}>
      <legend className={hideLabel ? undefined : styles.legend}>
        {hideLabel ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} title={option.title}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
