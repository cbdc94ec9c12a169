import { create } from 'zustand';
import type { PlanSource } from '../journey/plan.ts';
import { checkPlan } from '../journey/plan-file.ts';
import type { DraftFile } from './draft-file.ts';
import type { ImportDraft } from './draft-store.ts';

/** What was decided about files that were not kept yet. The files themselves are not in it: they are dropped again. */
export interface Unfinished {
  readonly version: 1;
  readonly atMs: number;
  readonly files: readonly UnfinishedFile[];
  readonly decided: Decided;
}

export interface UnfinishedFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  /** How somebody said that it is read; `null` where that was a guess. */
  readonly sources: readonly PlanSource[] | null;
}

type Decided = Pick<ImportDraft, 'plan' | 'unsure' | 'guessed' | 'orderGuessed' | 'name' | 'replaces'>;
type Told = Pick<File, 'name' | 'size' | 'lastModified'>;

/** What of a draft is worth keeping; `null` where there are no files, or a plan file or a stored journey says it again. */
export function unfinishedOf(draft: ImportDraft, atMs: number): Unfinished | null {
  const { files, planFile, into, plan, unsure, guessed, orderGuessed, name, replaces } = draft;
  if (files.length === 0 || planFile !== null || into !== null) return null;
  return { version: 1, atMs, files: files.map(told), decided: { plan, unsure, guessed, orderGuessed, name, replaces } };
}

function told({ file: { name, size, lastModified }, by, sources }: DraftFile): UnfinishedFile {
  return { name, size, lastModified, sources: by === 'user' ? sources : null };
}

/** How the file was to be read; `null` for another file, and where nobody had said. */
export function sourcesLeft(unfinished: Unfinished | null, file: Told): readonly PlanSource[] | null {
  return unfinished?.files.find((each) => isSame(each, file))?.sources ?? null;
}

/** Whether all files are here again. */
export function isWhole(unfinished: Unfinished, files: readonly Told[]): boolean {
  return unfinished.files.every((each) => files.some((file) => isSame(each, file)));
}

function isSame(a: Told, b: Told): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

/** Reads what was kept; `null` for anything else, as of another version. */
export function parseUnfinished(text: string | null): Unfinished | null {
  try {
    const value = JSON.parse(text ?? 'null') as Unfinished | null;
    if (value?.version !== 1 || value.files.length === 0 || !Array.isArray(value.decided.unsure)) return null;
    // A plan has a source; those of the draft may still lack a column.
    checkPlan({ ...value.decided.plan, sources: [{ files: '*', shape: 'list', person: 'person', event: 'any' }] });
    return value;
  } catch {
    return null;
  }
}

const KEPT_AS = 'handrail-unfinished';

/** What an earlier visit left, and what this one would leave. */
export const useUnfinished = create<{ readonly unfinished: Unfinished | null }>()(() => ({ unfinished: stored() }));

export function keepUnfinished(unfinished: Unfinished): void {
  useUnfinished.setState({ unfinished });
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(unfinished));
  } catch {
    // Without room for it, the warning before the page is left is all there is.
  }
}

export function forgetUnfinished(): void {
  useUnfinished.setState({ unfinished: null });
  try {
    localStorage.removeItem(KEPT_AS);
  } catch {
    // What could not be written need not be removed.
  }
}

function stored(): Unfinished | null {
  try {
    return parseUnfinished(localStorage.getItem(KEPT_AS));
  } catch {
    return null;
  }
}
