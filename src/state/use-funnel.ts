import { useCallback, useMemo } from 'react';
import type { FunnelAnswer } from '../engine/answer.ts';
import type { FunnelQuery } from '../engine/query.ts';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import { compileFunnel } from '../questions/compile.ts';
import type { View } from '../questions/view.ts';
import type { StoredDataset } from './embedded.ts';
import type { RowsRead } from './rows-read.ts';
import { useAnswer, useAnswersAhead } from './use-answer.ts';

export interface FunnelState {
  /** `null` when the plan and view make no question; `error` then says why. */
  readonly question: FunnelQuery | null;
  /** While the next answer is counted, the one before. */
  readonly answer: FunnelAnswer | undefined;
  readonly pending: boolean;
  readonly error: HandrailError | null;
  readonly tookMs: number | null;
  readonly progress: RowsRead | null;
  /** Asks again what failed. */
  readonly retry: (() => void) | undefined;
}

/** The funnel of a stored dataset under a view. */
export function useFunnel(dataset: StoredDataset, view: View): FunnelState {
  const compiled = useMemo(() => compile(dataset, view), [dataset, view]);
  const { answered, pending, error, progress = null, retry } = useAnswer(dataset, compiled.question);
  return {
    question: compiled.question,
    answer: answered?.answer,
    pending,
    error: compiled.error ?? error,
    tookMs: answered?.tookMs ?? null,
    progress,
    retry: compiled.error === null ? retry : undefined,
  };
}

/** Counts the funnels of views that are likely to be looked at next; see `useAnswersAhead`. */
export function useFunnelsAhead(dataset: StoredDataset, views: readonly View[], idle: boolean): void {
  const likely = useCallback(() => views.flatMap((view) => compile(dataset, view).question ?? []), [dataset, views]);
  useAnswersAhead(dataset, likely, idle);
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
