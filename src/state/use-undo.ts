import type { View } from '../questions/view.ts';
import { redoQuestion, undoQuestion, useQuestionHistory } from './question-history.ts';
import { type Edit, redo, undo, useEdits } from './undo.ts';

/** Something that can be taken back, or done again. */
export interface Takeable {
  /** A noun; of a change of the question, which answers were changed. */
  readonly what: string | readonly (keyof View)[];
  /** Resolves when it is done; rejects when it cannot be done any more. */
  readonly take: () => Promise<unknown>;
}

export interface Undo {
  readonly undoable: Takeable | undefined;
  readonly redoable: Takeable | undefined;
}

/** What was done to the import and to the stored journeys, the latest first. */
export function useEditsUndo(): Undo {
  const last = useEdits(({ past }) => past.at(-1));
  const next = useEdits(({ future }) => future.at(-1));
  return { undoable: last && ofEdit(last, undo), redoable: next && ofEdit(next, redo) };
}

/** What was done on a journey's own screens: changes of its question, and answers that its plan was given. */
export function useJourneyUndo(id: string): Undo {
  const question = useQuestionHistory();
  const last = useEdits(({ past }) => past.findLast((edit) => edit.of === id));
  const next = useEdits(({ future }) => future.findLast((edit) => edit.of === id));
  const { undoable, redoable } = question;
  return {
    undoable:
      undoable && undoable.atMs >= (last?.atMs ?? 0)
        ? { what: undoable.keys, take: undoQuestion }
        : last && ofEdit(last, undo),
    redoable:
      redoable && redoable.atMs <= (next?.atMs ?? Number.POSITIVE_INFINITY)
        ? { what: redoable.keys, take: async () => redoQuestion(redoable) }
        : next && ofEdit(next, redo),
  };
}

function ofEdit({ id, what }: Edit, step: (id: string) => Promise<unknown>): Takeable {
  return { what, take: () => step(id) };
}
