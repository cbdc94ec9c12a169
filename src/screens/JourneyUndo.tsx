import { useState } from 'react';
import type { HandrailError } from '../journey/errors.ts';
import { useJourneyUndo } from '../state/use-undo.ts';
import { Notice } from '../ui/Notice.tsx';
import { sayError } from '../words/errors.ts';
import { UndoButtons, UndoKeys } from './Undo.tsx';

/** Undo and redo on a journey's own screens, by keys and as quiet buttons. */
export function JourneyUndo({ id }: { readonly id: string }) {
  const undo = useJourneyUndo(id);
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
