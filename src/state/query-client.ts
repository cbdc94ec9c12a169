import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { limitAnswers } from './answer-limit.ts';
import { logError } from './error-log.ts';

/**
 * Everything is answered on this machine: no network to wait for, nothing that gets stale by itself, and an error that
 * would come again at once.
 */
export function createQueryClient(): QueryClient {
  const queryCache = new QueryCache({ onError: logError });
  limitAnswers(queryCache);
  return new QueryClient({
    queryCache,
    mutationCache: new MutationCache({ onError: logError }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
