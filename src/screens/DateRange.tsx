import { DateField } from '../ui/DateField.tsx';
import styles from './Controls.module.css';

export interface DateRangeProps {
  /** What stands above the two fields. */
  readonly legend: string;
  /** Begins the names of the two fields: "Entered from", "Entered to". */
  readonly name: string;
  /** Days as `YYYY-MM-DD`, empty for none. */
  readonly from: string;
  readonly to: string;
  /** The days of the data. */
  readonly limits: { readonly min: string; readonly max: string };
  readonly onChange: (end: 'from' | 'to', day: string) => void;
}

/** Two days with what lies between them. */
export function DateRange({ legend, name, from, to, limits, onChange }: DateRangeProps) {
  return (
    <fieldset className={styles.range}>
      <legend>{legend}</legend>
      <DateField
        label={`${name} from`}
        hideLabel
        value={from}
        min={limits.min}
        max={to || limits.max}
        onChange={(day) => onChange('from', day)}
      />
      <span aria-hidden="true">–</span>
      <DateField
        label={`${name} to`}
        hideLabel
        value={to}
        min={from || limits.min}
        onChange={(day) => onChange('to', day)}
      />
    </fieldset>
  );
}
