import { create } from 'zustand';
import { embedded, type StoredDataset } from './embedded.ts';
import { forgetEdits, remember } from './undo.ts';

export interface RemovedJourney {
  readonly dataset: StoredDataset;
  /** How to undo it; `null` where another tab holds the data, so that it cannot come back. */
  readonly editId: string | null;
}

/** The journeys deleted in this tab that may still come back. */
export const useRemoved = create<{ readonly removed: readonly RemovedJourney[] }>()(() => ({ removed: [] }));

const { getState: get, setState: set } = useRemoved;

/** Deletes a journey; it can be taken back for as long as this tab is open. */
export async function removeJourney(dataset: StoredDataset, what: string): Promise<void> {
  const mayComeBack = await embedded().remove(dataset);
  const editId = mayComeBack
    ? remember({
        what,
        about: 'stored',
        undo: () => takeBack(dataset),
        redo: async () => {
          await embedded().remove(dataset);
          set(({ removed }) => ({ removed: [...removed, { dataset, editId }] }));
        },
      })
    : null;
  set(({ removed }) => ({ removed: [...removed, { dataset, editId }] }));
}

async function takeBack(dataset: StoredDataset): Promise<void> {
  without(dataset);
  await embedded().takeBack(dataset);
}

/** Lets go of a deleted journey for good: its room is free at once. */
export async function forgetRemoved(dataset: StoredDataset): Promise<void> {
  const editId = get().removed.find((each) => each.dataset.id === dataset.id)?.editId;
  forgetEdits(({ id }) => id === editId);
  without(dataset);
  await embedded().forgetRemoved([dataset.version.folder]);
}

/** Forgets that anything can be taken back; its data go elsewhere. */
export function dropRemoved(): void {
  const edits = get().removed.map(({ editId }) => editId);
  forgetEdits(({ id }) => edits.includes(id));
  set({ removed: [] });
}

function without({ id }: StoredDataset): void {
  set(({ removed }) => ({ removed: removed.filter(({ dataset }) => dataset.id !== id) }));
}
