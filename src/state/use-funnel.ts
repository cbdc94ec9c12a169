import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Answered } from '../backends/backend.ts';
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
  const compiled = useMemo(() => compile(dataset, view), [dataset, view]);
  const { question } = compiled;
  const { folder } = dataset.version;
  const { data, error, isFetching } = useQuery({
    queryKey: keyOf(dataset, question),
    queryFn: ({ signal }) => ask(dataset, question, signal),
    enabled: question !== null,
    placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[1] === folder ? before : undefined),
  });
  return {
    question,
    answer: data?.answer,
    pending: isFetching,
    error: compiled.error ?? (error && toHandrailError(error)),
    tookMs: data?.tookMs ?? null,
  };
}

/** Long enough that nobody waits for what is counted ahead. */
const IDLE_MS = 120;

/**
 * Counts ahead, one after the other, what is likely to be asked next, while nothing else is asked: a change among the
 * offered choices is then drawn at once.
 */
export function useFunnelsAhead(dataset: StoredDataset, views: readonly View[], idle: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!idle) return;
    let current: QueryKey | null = null;
    let stopped = false;
    const run = async () => {
      for (const view of views) {
        const { question } = compile(dataset, view);
        if (question === null) continue;
        current = keyOf(dataset, question);
        await client.prefetchQuery({ queryKey: current, queryFn: ({ signal }) => ask(dataset, question, signal) });
        if (stopped) return;
      }
      current = null;
    };
    const timer = setTimeout(() => void run(), IDLE_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
      // What is being counted ahead may be the very thing that is asked now.
      const isWanted = current && client.getQueryCache().find({ queryKey: current, exact: true })?.isActive();
      if (current && !isWanted) void client.cancelQueries({ queryKey: current, exact: true });
    };
  }, [client, dataset, views, idle]);
}

function keyOf({ version }: StoredDataset, question: FunnelQuery | null): QueryKey {
  return ['funnel', version.folder, question && canonicalJson(question)];
}

function ask(
  dataset: StoredDataset,
  question: FunnelQuery | null,
  signal: AbortSignal,
): Promise<Answered<FunnelQuery>> {
  if (question === null) return Promise.reject(new Error('no question'));
  return embedded().backend(dataset).run(question, { signal });
}

interface Compiled {
  readonly question: FunnelQuery | null;
  readonly error: HandrailError | null;
}

function compile({ plan, profile }: StoredDataset, view: View): Compiled {
  try {
    return { question: compileFunnel(plan, profile, view), error: null };
  } catch (error) {
    return { question: null, error: toHandrailError(error) };
  }
}
