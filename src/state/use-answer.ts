import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../engine/answer.ts';
import { canonicalJson } from '../engine/canonical.ts';
import type { Query } from '../engine/query.ts';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import { embedded, type StoredDataset } from './embedded.ts';

export interface AnswerState<Q extends Query> {
  /** What was asked and what came of it; while the next question is counted, the one before. */
  readonly answered: { readonly question: Q; readonly answer: AnswerOf<Q>; readonly tookMs: number } | undefined;
  readonly pending: boolean;
  readonly error: HandrailError | null;
}

/**
 * The answer to any question about a stored dataset; `null` asks nothing. A question that is no longer looked at is
 * cancelled, and the last answer stays until the next is there.
 */
export function useAnswer<Q extends Query>(dataset: StoredDataset, question: Q | null): AnswerState<Q> {
  const { folder } = dataset.version;
  const { data, error, isFetching } = useQuery({
    queryKey: ['answer', folder, question && canonicalJson(question)],
    queryFn: async ({ signal }) => {
      if (question === null) throw new Error('no question');
      const { answer, tookMs } = await embedded().backend(dataset).run(question, { signal });
      return { question, answer, tookMs };
    },
    enabled: question !== null,
    placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[1] === folder ? before : undefined),
  });
  return {
    answered: question === null ? undefined : data,
    pending: isFetching,
    error: error && toHandrailError(error),
  };
}
