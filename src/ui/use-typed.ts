import { type KeyboardEvent, useRef, useState } from 'react';

export interface Typed {
  /** What the field shows: what is being typed, else the value. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onKeyUp: () => void;
}

/**
 * A value that is handed over when it is finished: at once when it was picked or pasted, and after typing by Enter or
 * when the field is left, so that half a year is not asked about. Escape gives up what was typed.
 */
export function useTyped(value: string, onDone: (value: string) => void): Typed {
  const [draft, setDraft] = useState<string | null>(null);
  const keyIsDown = useRef(false);
  const finish = (last: string | null) => {
    setDraft(null);
    if (last !== null && last !== value) onDone(last);
  };
  return {
    value: draft ?? value,
    onChange: (next) => (keyIsDown.current ? setDraft(next) : finish(next)),
    onBlur: () => finish(draft),
    onKeyDown: ({ key, ctrlKey, metaKey }) => {
      keyIsDown.current = !ctrlKey && !metaKey;
      if (key === 'Enter') finish(draft);
      else if (key === 'Escape') finish(null);
    },
    onKeyUp: () => {
      keyIsDown.current = false;
    },
  };
}
