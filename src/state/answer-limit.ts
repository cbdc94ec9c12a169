import type { QueryCache } from '@tanstack/react-query';

/** Answers that nobody looks at are kept up to this number: more than are counted ahead of one view. */
export const MOST_ANSWERS = 128;

/**
 * Forgets answers that nobody looks at, the oldest first, as soon as there are more than `most`. Each view asks several
 * questions and counts dozens ahead, so that a time limit alone would let them grow with every change.
 */
export function limitAnswers(cache: QueryCache, most: number = MOST_ANSWERS): void {
  cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const idle = cache
      .getAll()
      .filter(({ queryKey, state }) => queryKey[0] === 'answer' && state.data !== undefined)
      .filter((query) => query.getObserversCount() === 0 && query !== event.query);
    if (idle.length <= most) return;
    idle.sort((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt);
    for (const query of idle.slice(0, idle.length - most)) cache.remove(query);
  });
}
