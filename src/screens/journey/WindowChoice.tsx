import { useState } from 'react';
import { Segmented } from '../../ui/Segmented.tsx';
import { CustomWindow } from '../CustomWindow.tsx';
import { type WindowChoice as Choice, changed, PRESET_WINDOWS, windowChoice } from '../view-changes.ts';
import styles from './QuestionBar.module.css';
import type { QuestionProps } from './QuestionBar.tsx';

const WINDOWS: readonly { readonly value: Choice; readonly label: string }[] = [
  ...PRESET_WINDOWS.map((value) => ({ value, label: `${Number.parseInt(value, 10)} days` })),
  { value: 'none', label: 'No limit' },
  { value: 'custom', label: 'Other…' },
];

/** How long somebody has for the whole way. */
export function WindowChoice(props: QuestionProps & { readonly window: string | null }) {
  const { plan, view, onView, window } = props;
  const [custom, setCustom] = useState(false);
  const choice = custom ? 'custom' : windowChoice(window);
  return (
    <>
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
      <p className={styles.hint}>
        {window === null
          ? 'Without a limit nobody is in progress: whoever has not gone on yet counts as having stopped.'
          : 'The time runs from the first step. Whoever still has time counts as in progress, not as lost.'}
      </p>
    </>
  );
}
