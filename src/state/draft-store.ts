import { create } from 'zustand';
import type { HandrailError } from '../journey/errors.ts';
import type { Plan, PlanSource } from '../journey/plan.ts';
import type { PlanWarning } from '../journey/plan-file.ts';
import type { DraftFile } from './draft-file.ts';
import type { ReadFiles, StoredDataset } from './embedded.ts';
import { logError } from './error-log.ts';
import type { Reading } from './reading.ts';

/** Something to say beside the files: a file that was not taken, a reading that failed or was stopped. */
export interface DraftNotice {
  readonly id: string;
  readonly error: HandrailError;
  /** The dataset that has the file already. */
  readonly datasetId?: string;
  /** The file to take all the same. */
  readonly file?: File;
}

export interface ImportDraft {
  readonly files: readonly DraftFile[];
  readonly planFile: { readonly name: string; readonly warnings: readonly PlanWarning[] } | null;
  /** All but its sources is edited here; `sources` follows the files. */
  readonly plan: Plan;
  /** The sources of the loaded plan, some of which may wait for a file. */
  readonly planned: readonly PlanSource[];
  /** Events whose stage is a guess that somebody should look at. */
  readonly unsure: readonly string[];
  /** Whether the stages are still the guess: a new reading may guess better. */
  readonly guessed: boolean;
  /** Whether the order of the steps is still what the dates can tell. */
  readonly orderGuessed: boolean;
  /** The stored dataset that somebody chose to add these files to. */
  readonly into: StoredDataset | null;
  /** The stored dataset of which these files are newer, and whether they go into it; `null` as long as their rows decide. */
  readonly updates: StoredDataset | null;
  readonly replaces: boolean | null;
  /** When what is decided here was left unfinished, in ms since 1970; `null` where it was not. */
  readonly resumedMs: number | null;
  /** What the person calls the journey; `null` until they say. */
  readonly name: string | null;
  readonly reading: Reading | null;
  readonly read: ReadFiles | null;
  readonly notices: readonly DraftNotice[];
  /** A stopped or failed reading waits for a change or a click. */
  readonly halted: boolean;
}

const NO_PLAN: Plan = { handrail: 1, sources: [], stages: {} };
export const EMPTY_DRAFT: ImportDraft = {
  files: [],
  planFile: null,
  plan: NO_PLAN,
  planned: [],
  unsure: [],
  guessed: true,
  orderGuessed: true,
  into: null,
  updates: null,
  replaces: null,
  resumedMs: null,
  name: null,
  reading: null,
  read: null,
  notices: [],
  halted: false,
};

/** The import that is being prepared. Lives as long as the tab; nothing of it is stored before it is kept. */
export const useImportDraft = create<ImportDraft>()(() => EMPTY_DRAFT);

const { setState: set } = useImportDraft;

export function patchFile(id: string, changes: Partial<DraftFile>): void {
  if (changes.error) logError(changes.error);
  set(({ files }) => ({ files: files.map((file) => (file.id === id ? { ...file, ...changes } : file)) }));
}

export function dropFile(id: string): void {
  set(({ files }) => ({ files: files.filter((file) => file.id !== id), halted: false }));
}

export function notify(notice: Omit<DraftNotice, 'id'>): void {
  logError(notice.error);
  set(({ notices }) => ({ notices: [...notices, { id: crypto.randomUUID(), ...notice }] }));
}
