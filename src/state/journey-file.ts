import { create } from 'zustand';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { checkPlan, formatPlan } from '../journey/plan-file.ts';
import { withPlannedEnds } from './draft-plan.ts';
import { notify } from './draft-store.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { askOnce } from './storage-space.ts';

/** A journey on its way into a file or out of one. */
export interface FileTask {
  readonly kind: 'saving' | 'opening';
  /** Of the journey, or of the file. */
  readonly name: string;
  /** 0..1. */
  readonly share: number;
}

interface FileTasks {
  readonly task: FileTask | null;
  /** The name of the journey that was saved last, until the note about it is read. */
  readonly saved: string | null;
}

export const useFileTask = create<FileTasks>()(() => ({ task: null, saved: null }));

const { setState: set } = useFileTask;
let controller: AbortController | null = null;

export function cancelFileTask(): void {
  controller?.abort();
}

export function dismissSaved(): void {
  set({ saved: null });
}

/** The whole journey as one file; `null` when that failed or was stopped, which is then told. */
export function saveJourney(dataset: StoredDataset): Promise<Blob | null> {
  return run('saving', dataset.name, async (options) => {
    const file = await embedded().save(dataset, options);
    set({ saved: dataset.name });
    return file;
  });
}

/** All events of a journey as a table in a file; `null` when that failed or was stopped, which is then told. */
export function exportEvents(dataset: StoredDataset, format: 'csv' | 'parquet'): Promise<Blob | null> {
  return run('saving', dataset.name, (options) => embedded().export(dataset, format, options));
}

/** Opens a journey that was saved as one file and keeps it; `null` when it cannot be opened, which is then told. */
export function openJourney(file: File): Promise<StoredDataset | null> {
  return run('opening', file.name, async (options) => {
    const { read, name, plan, createdAtMs, headers } = await embedded().open(file, options);
    const twin = (await embedded().catalogue.list()).find(
      (dataset) => dataset.version.manifestSha256 === read.version.manifestSha256 && samePlan(dataset.plan, plan),
    );
    if (twin) {
      await embedded().discard(read);
      const error = new HandrailError('already-imported', { file: file.name, dataset: twin.name });
      notify({ error, datasetId: twin.id });
      return null;
    }
    const profile = withPlannedEnds(read.profile, plan);
    const dataset = await embedded().keep({ ...read, profile }, { name, plan, nowMs: createdAtMs, headers });
    void askOnce();
    return dataset;
  });
}

/** Whether two plans say the same, in whatever order of keys. */
function samePlan(a: Plan, b: Plan): boolean {
  return formatPlan(checkPlan(a).plan) === formatPlan(checkPlan(b).plan);
}

type Options = { readonly signal: AbortSignal; readonly onProgress: (share: number) => void };

async function run<T>(
  kind: FileTask['kind'],
  name: string,
  work: (options: Options) => Promise<T | null>,
): Promise<T | null> {
  controller?.abort();
  const own = new AbortController();
  controller = own;
  set({ task: { kind, name, share: 0 }, saved: null });
  try {
    return await work({
      signal: own.signal,
      onProgress: (share) => {
        if (controller === own) set({ task: { kind, name, share } });
      },
    });
  } catch (error) {
    notify({ error: toHandrailError(error) });
    return null;
  } finally {
    if (controller === own) set({ task: null });
  }
}
