import { useState } from 'react';
import type { Plan } from '../../../journey/plan.ts';
import { DEFAULT_LOW_REACH } from '../../../journey/tools.ts';
import { TextField } from '../../../ui/TextField.tsx';
import { nameOf } from '../../../words/findings.ts';
import { sayTransition } from '../../../words/tools.ts';
import { useToolsScreen } from '../tools-context.ts';
import { readAmount, readCurrency, readShare } from './typed.ts';
import styles from './WhatIf.module.css';
import { type Way, withTarget } from './ways.ts';

/** What the figures rest on; each can be changed and is kept in the plan. */
export function Assumptions({ way }: { readonly way: Way }) {
  const { plan, edit } = useToolsScreen();
  const { id } = way;
  const value = plan.actionValue;
  const percent = (share: number) => String(Math.round(share * 1000) / 10);
  const setValue = (what: string, mean: number | null, currency: string) =>
    edit(what, (now): Plan => {
      if (mean !== null) return { ...now, actionValue: { ...now.actionValue, mean, currency } };
      const { actionValue: _, ...without } = now;
      return without;
    });
  return (
    <fieldset className={styles.assumptions}>
      <legend>What this rests on</legend>
      {id !== null && (
        <Kept
          key={`target ${way.target}`}
          label={`Target for ${sayTransition(id, plan)}, %`}
          value={way.target === null ? '' : percent(way.target)}
          hint="Without one, its own best quarter is the mark."
          read={(text) => (text === '' ? { value: null } : readShare(text))}
          onValue={(rate) => edit(`Target for ${sayTransition(id, plan)}`, (now) => withTarget(now, id, rate))}
        />
      )}
      <div className={styles.pair}>
        <Kept
          key={`mean ${value?.mean}`}
          label={`Mean value at ${nameOf(plan, 'action')}`}
          value={value === undefined ? '' : String(value.mean)}
          hint="Without one, the values in your data, else people are counted."
          read={(text) => (text === '' ? { value: null } : readAmount(text))}
          onValue={(mean) => setValue('Value of an action', mean, value?.currency ?? 'EUR')}
        />
        <Kept
          key={`currency ${value?.currency}`}
          label="Currency"
          value={value?.currency ?? ''}
          disabled={value === undefined}
          read={readCurrency}
          onValue={(currency) => setValue('Currency', value?.mean ?? null, currency)}
        />
      </div>
      <Kept
        key={`reach ${plan.lowReach}`}
        label="A tool reaches few below, %"
        value={percent(plan.lowReach ?? DEFAULT_LOW_REACH)}
        read={readShare}
        onValue={(lowReach) => edit('Share below which a tool reaches few', (now) => ({ ...now, lowReach }))}
      />
      <p className={styles.quiet}>
        “Now” is where those who reached the step arrive once everybody’s time is over. Rates are drawn 2,000 times from
        what the data leaves open, always with the same seed.
      </p>
    </fieldset>
  );
}

type Read<V> = { readonly value: V } | { readonly problem: string };

/** A field that is kept when it is left or with Enter, and says what is wrong. */
function Kept<V>(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly read: (text: string) => Read<V>;
  readonly onValue: (value: V) => void;
}) {
  const { label, value, hint, disabled = false, read, onValue } = props;
  const [typed, setTyped] = useState(value);
  const result = read(typed.trim());
  const isChanged = typed.trim() !== value;
  const keep = () => {
    if (isChanged && 'value' in result) onValue(result.value);
  };
  return (
    <TextField
      label={label}
      value={typed}
      disabled={disabled}
      hint={hint}
      error={isChanged && 'problem' in result ? result.problem : undefined}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
