import { create } from 'zustand';

/** Something that was changed and can be changed back. */
export interface Edit {
  readonly id: string;
  /** As a noun: "Move of “visit”". */
  readonly what: string;
  /** The import that is being prepared, or the journeys that are stored. */
  readonly about: 'draft' | 'stored';
  /** The stored journey that it changed, where it is offered on that journey's own screens too. */
  readonly of?: string;
  /** When it was done, in ms since 1970. */
  readonly atMs: number;
  readonly undo: () => void | Promise<void>;
  readonly redo: () => void | Promise<void>;
}

export interface EditHistory {
  /** The latest last. */
  readonly past: readonly Edit[];
  /** What was undone; the next to redo last. */
  readonly future: readonly Edit[];
}

const KEPT = 100;

/** What was done in this tab since it was opened. */
export const useEdits = create<EditHistory>()(() => ({ past: [], future: [] }));

const { getState: get, setState: set } = useEdits;

/** Remembers what was just done; what was undone before can then not be redone. Returns the edit's id. */
export function remember(edit: Omit<Edit, 'id' | 'atMs'>): string {
  const id = crypto.randomUUID();
  set(({ past }) => ({ past: [...past, { ...edit, id, atMs: Date.now() }].slice(-KEPT), future: [] }));
  return id;
}

/** Undoes the latest edit, or the one named. Rejects when it cannot be undone any more, and then forgets it. */
export async function undo(id = get().past.at(-1)?.id): Promise<Edit | null> {
  const edit = get().past.find((each) => each.id === id);
  if (!edit) return null;
  set(({ past }) => ({ past: past.filter((each) => each !== edit) }));
  await edit.undo();
  set(({ future }) => ({ future: [...future, edit] }));
  return edit;
}

/** Does the edit undone last once more, or the one named. */
export async function redo(id = get().future.at(-1)?.id): Promise<Edit | null> {
  const edit = get().future.find((each) => each.id === id);
  if (!edit) return null;
  set(({ future }) => ({ future: future.filter((each) => each !== edit) }));
  await edit.redo();
  set(({ past }) => ({ past: [...past, edit] }));
  return edit;
}

/** Forgets edits: all about something that is no more, or a single one. */
export function forgetEdits(fits: (edit: Edit) => boolean): void {
  const stays = (edit: Edit) => !fits(edit);
  set(({ past, future }) => ({ past: past.filter(stays), future: future.filter(stays) }));
}
