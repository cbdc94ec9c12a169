import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';

const ASKED_KEY = 'handrail-asked-to-keep';

export interface StorageSpace {
  readonly usedBytes: number;
  /** What the browser gives at most. */
  readonly quotaBytes: number;
  /** Whether the browser has promised not to delete it when room gets short. */
  readonly persisted: boolean;
  /** Whether the browser was ever asked to promise it. */
  readonly asked: boolean;
}

/** Counts the answers of the browser, so that what is shown follows them. */
const useAnswers = create<{ readonly answers: number }>()(() => ({ answers: 0 }));

/** Asks the browser to keep what is stored, unless it was asked before. Nobody waits for the answer. */
export async function askOnce(): Promise<void> {
  if (localStorage.getItem(ASKED_KEY) === null) await askToKeep();
}

/** Asks the browser to keep what is stored. Some ask the person, some decide by themselves. */
export async function askToKeep(): Promise<void> {
  localStorage.setItem(ASKED_KEY, new Date().toISOString());
  await navigator.storage.persist?.().catch(() => false);
  useAnswers.setState(({ answers }) => ({ answers: answers + 1 }));
}

/** The room that is taken; `undefined` until known. Measured anew whenever `what` changes. */
export function useStorageSpace(what: readonly string[]): StorageSpace | undefined {
  const answers = useAnswers((state) => state.answers);
  const { data } = useQuery({
    queryKey: ['storage-space', what, answers],
    queryFn: measureStorage,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return data;
}

export async function measureStorage(): Promise<StorageSpace> {
  const [estimate, persisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
  return {
    usedBytes: estimate.usage ?? 0,
    quotaBytes: estimate.quota ?? 0,
    persisted,
    asked: localStorage.getItem(ASKED_KEY) !== null,
  };
}
