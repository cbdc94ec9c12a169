import { create } from 'zustand';

/** A file that is being looked through, or an archive that is being unpacked, before there is anything to show of it. */
export interface Looking {
  readonly id: string;
  readonly what: 'looking' | 'unpacking';
  readonly name: string;
  /** In 0..1; `null` as long as nothing was heard: most files are looked at in no time. */
  readonly share: number | null;
}

export const useLooking = create<{ readonly tasks: readonly Looking[] }>()(() => ({ tasks: [] }));

const { setState: set } = useLooking;
const running = new Map<string, AbortController>();

/** Runs `task` with a signal that `stopLooking` aborts, and shows its progress as long as it runs. */
export async function whileLooking<T>(
  about: Pick<Looking, 'id' | 'what' | 'name'>,
  task: (how: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void }) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { id } = about;
  running.set(id, controller);
  set(({ tasks }) => ({ tasks: [...tasks, { ...about, share: null }] }));
  const onProgress = (share: number): void => {
    set(({ tasks }) => ({ tasks: tasks.map((each) => (each.id === id ? { ...each, share } : each)) }));
  };
  try {
    return await task({ signal: controller.signal, onProgress });
  } finally {
    if (running.get(id) === controller) running.delete(id);
    set(({ tasks }) => ({ tasks: tasks.filter((each) => each.id !== id) }));
  }
}

export function stopLooking(id: string): void {
  running.get(id)?.abort();
}
