import { useEffect, useState } from 'react';
import { toHandrailError } from '../../journey/errors.ts';
import { notify } from '../../state/draft-store.ts';
import { type Edit, redo, undo, useEdits } from '../../state/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './UndoKeys.module.css';

/** Ctrl or Cmd with Z and Shift+Z, wherever no text is written; what came of it is announced. */
export function UndoKeys() {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const isRedo = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey);
      if ((key !== 'z' && !isRedo) || writesText(event.target) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      tell(isRedo ? redo() : undo(), (edit) => setSaid(`${isRedo ? 'Done again' : 'Undone'}: ${edit.what}`));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return <VisuallyHidden live>{said}</VisuallyHidden>;
}

/** Undo and redo as buttons, named after what they would change. */
export function UndoButtons() {
  const undoable = useEdits(({ past }) => past.at(-1));
  const redoable = useEdits(({ future }) => future.at(-1));
  if (!undoable && !redoable) return null;
  return (
    <div className={styles.buttons}>
      <Step name="Undo" edit={undoable} keys="Control+Z Meta+Z" onStep={() => tell(undo())} />
      <Step name="Redo" edit={redoable} keys="Control+Shift+Z Meta+Shift+Z" onStep={() => tell(redo())} />
    </div>
  );
}

interface StepProps {
  readonly name: string;
  readonly edit: Edit | undefined;
  readonly keys: string;
  readonly onStep: () => void;
}

function Step({ name, edit, keys, onStep }: StepProps) {
  return (
    <Button
      variant="quiet"
      size="small"
      aria-keyshortcuts={keys}
      aria-disabled={!edit}
      title={edit ? `${name}: ${edit.what}` : undefined}
      onClick={() => edit && onStep()}
    >
      {name}
    </Button>
  );
}

function tell(step: Promise<Edit | null>, onDone?: (edit: Edit) => void): void {
  step.then(
    (edit) => edit && onDone?.(edit),
    (error: unknown) => notify({ error: toHandrailError(error) }),
  );
}

/** A field in which the browser's own undo works on the text. */
function writesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'button'].includes(target.type);
}
