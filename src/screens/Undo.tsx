import { useEffect, useState } from 'react';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Takeable, Undo } from '../state/use-undo.ts';
import { Button } from '../ui/Button.tsx';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import { sayChange } from './say-change.ts';
import styles from './Undo.module.css';

export interface UndoProps {
  readonly undo: Undo;
  /** What could not be undone any more is said where the screen says such things. */
  readonly onError: (error: HandrailError) => void;
}

/** Ctrl or Cmd with Z and Shift+Z, wherever no text is written; what came of it is announced. */
export function UndoKeys({ undo: { undoable, redoable }, onError }: UndoProps) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const isRedo = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey);
      if ((key !== 'z' && !isRedo) || writesText(event.target) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      const step = isRedo ? redoable : undoable;
      void take(step, onError).then((done) => done && step && setSaid(sayDone(isRedo ? 'Redo' : 'Undo', step)));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [undoable, redoable, onError]);
  return <VisuallyHidden live>{said}</VisuallyHidden>;
}

/** Undo and redo as buttons, named after what they would change; nothing while there is neither. */
export function UndoButtons({ undo: { undoable, redoable }, onError }: UndoProps) {
  const [said, setSaid] = useState('');
  if (!undoable && !redoable && said === '') return null;
  const button = (name: StepName, step: Takeable | undefined, keys: string) => (
    <Button
      variant="quiet"
      size="small"
      aria-keyshortcuts={keys}
      aria-disabled={!step}
      title={step ? `${name}: ${say(step)}` : undefined}
      onClick={() => void take(step, onError).then((done) => done && step && setSaid(sayDone(name, step)))}
    >
      {name}
    </Button>
  );
  return (
    <div className={styles.buttons}>
      {button('Undo', undoable, 'Control+Z Meta+Z')}
      {button('Redo', redoable, 'Control+Shift+Z Meta+Shift+Z')}
      <VisuallyHidden live>{said}</VisuallyHidden>
    </div>
  );
}

type StepName = 'Undo' | 'Redo';

function say({ what }: Takeable): string {
  return typeof what === 'string' ? what : sayChange(what);
}

function sayDone(name: StepName, step: Takeable): string {
  return `${name === 'Undo' ? 'Undone' : 'Done again'}: ${say(step)}`;
}

async function take(step: Takeable | undefined, onError: UndoProps['onError']): Promise<boolean> {
  try {
    await step?.take();
    return step !== undefined;
  } catch (error) {
    onError(toHandrailError(error));
    return false;
  }
}

/** A field in which the browser's own undo works on the text. */
function writesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'button'].includes(target.type);
}
