import { useState } from 'react';
import { parseWindow } from '../journey/window.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useTyped } from '../ui/use-typed.ts';
import styles from './CustomWindow.module.css';

const UNITS = [
  { value: 'm', label: 'minutes' },
  { value: 'h', label: 'hours' },
  { value: 'd', label: 'days' },
  { value: 'w', label: 'weeks' },
] as const;
type Unit = (typeof UNITS)[number]['value'];

/** A window of any length; a number that is none changes nothing and says so. */
export function CustomWindow(props: { readonly value: string | null; readonly onChange: (window: string) => void }) {
  const start = /^(\d+)([mhdw])$/.exec(props.value ?? '');
  const [amount, setAmount] = useState(start?.[1] ?? '45');
  const [unit, setUnit] = useState<Unit>(UNITS.find((each) => each.value === start?.[2])?.value ?? 'd');
  const set = (nextAmount: string, nextUnit: Unit) => {
    setAmount(nextAmount);
    setUnit(nextUnit);
    if (parseWindow(`${nextAmount}${nextUnit}`) !== null) props.onChange(`${nextAmount}${nextUnit}`);
  };
  const typed = useTyped(amount, (next) => set(next.trim(), unit));
  const valid = parseWindow(`${typed.value.trim()}${unit}`) !== null;
  return (
    <div className={styles.custom}>
      <TextField
        label="Length"
        hideLabel
        inputMode="numeric"
        {...typed}
        error={valid ? undefined : 'A whole number above 0.'}
      />
      <Select label="Unit" hideLabel value={unit} options={UNITS} onChange={(value) => set(amount, value)} />
    </div>
  );
}
