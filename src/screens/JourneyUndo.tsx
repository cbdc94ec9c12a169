import { useState } from 'react';
import type { HandrailError } from '../journey/errors.ts';
import { type Takeable, useJourneyUndo } from '../state/use-undo.ts';
import { Notice } from '../ui/Notice.tsx';
import { sayError } from '../words/errors.ts';
import { UndoButtons, UndoKeys } from './Undo.tsx';

interface JourneyUndoProps {
  readonly id: string;
  /** What is to be undone first: a change that is still on its way into the store. */
  readonly waiting?: Takeable | undefined;
}

/** Undo and redo on a journey's own screens, by keys and as quiet buttons. */
export function JourneyUndo({ id, waiting }: JourneyUndoProps) {
  const kept = useJourneyUndo(id);
  const undo = waiting === undefined ? kept : { undoable: waiting, redoable: undefined };
  const [error, setError] = useState<HandrailError | null>(null);
  return (
    <>
      <UndoKeys undo={undo} onError={setError} />
      <UndoButtons undo={undo} onError={setError} />
      {error && (
        <Notice tone="error" title="This could not be undone.">
          {sayError(error)}
        </Notice>
      )}
    </>
  );
}
