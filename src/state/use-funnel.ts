import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FunnelAnswer } from '../engine/answer.ts';
import { canonicalJson } from '../engine/canonical.ts';
import type { FunnelQuery } from '../engine/query.ts';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import { compileFunnel } from '../questions/compile.ts';
import type { View } from '../questions/view.ts';
import { embedded, type StoredDataset } from './embedded.ts';

export interface FunnelState {
  /** `null` when the plan and view make no question; `error` then says why. */
  readonly question: FunnelQuery | null;
  /** While the next answer is counted, the one before. */
  readonly answer: FunnelAnswer | undefined;
  readonly pending: boolean;
  readonly error: HandrailError | null;
  readonly tookMs: number | null;
}

/** The funnel of a stored dataset under a view. A question that is no longer looked at is cancelled. */
export function useFunnel(dataset: StoredDataset, view: View): FunnelState {
  const { plan, profile, version, name } = dataset;
  const compiled = useMemo(() => compile(() => compileFunnel(plan, profile, view)), [plan, profile, view]);
  const { question } = compiled;
  const { data, error, isFetching } = useQuery({
    queryKey: ['funnel', version.folder, question && canonicalJson(question)],
    queryFn: ({ signal }) => {
      if (question === null) throw new Error('no question');
      return embedded().backend({ name, version }).run(question, { signal });
    },
    enabled: question !== null,
    placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[1] === version.folder ? before : undefined),
  });
  return {
    question,
    answer: data?.answer,
    pending: isFetching,
    error: compiled.error ?? (error && toHandrailError(error)),
    tookMs: data?.tookMs ?? null,
  };
}

function compile(make: () => FunnelQuery): {
  readonly question: FunnelQuery | null;
  readonly error: HandrailError | null;
} {
  try {
    return { question: make(), error: null };
  } catch (error) {
    return { question: null, error: toHandrailError(error) };
  }
}
