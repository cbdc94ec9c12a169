import { hashKey, type QueryKey, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AnswerOf } from '../engine/answer.ts';
import { canonicalJson } from '../engine/canonical.ts';
import type { Query } from '../engine/query.ts';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import type { StoredDataset } from './embedded.ts';
import { noteRowsRead, type RowsRead, useRowsRead } from './rows-read.ts';
import { backendOf, tableOf } from './table-journey.ts';

/** A question with its answer. */
export interface Asked<Q extends Query> {
  readonly question: Q;
  readonly answer: AnswerOf<Q>;
  readonly tookMs: number;
}

export interface AnswerState<Q extends Query> {
  /** What was asked and what came of it; while the next question is counted, or when it failed, the one before. */
  readonly answered: Asked<Q> | undefined;
  readonly pending: boolean;
  readonly error: HandrailError | null;
  /** How far a table was read for the question that is being answered; `null` where nobody tells. */
  readonly progress?: RowsRead | null;
  /** Asks again what failed. */
  readonly retry?: () => void;
}

/**
 * The answer to any question about a stored dataset; `null` asks nothing. A question that is no longer looked at is
 * cancelled, and the last answer stays until the next is there.
 */
export function useAnswer<Q extends Query>(dataset: StoredDataset, question: Q | null): AnswerState<Q> {
  const { folder } = dataset.version;
  const queryKey = keyOf(dataset, question);
  const progress = useRowsRead(hashKey(queryKey));
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(dataset, question, signal),
    enabled: question !== null,
    placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[1] === folder ? before : undefined),
  });
  // A question that failed takes nothing away: what was answered before it stays.
  const [kept, keep] = useState<{ readonly folder: string; readonly asked: Asked<Q> } | null>(null);
  if (data !== undefined && data !== kept?.asked) keep({ folder, asked: data });
  const before = error !== null && kept?.folder === folder ? kept.asked : undefined;
  return {
    answered: question === null ? undefined : (data ?? before),
    pending: isFetching,
    error: error && toHandrailError(error),
    progress,
    retry: () => void refetch(),
  };
}

/**
 * The answers to several questions, once all are there; `null` until then and when one of them fails. Nothing is asked
 * before `wanted`, but what is known is told.
 */
export function useAnswers<Q extends Query>(
  dataset: StoredDataset,
  questions: readonly Q[],
  wanted: boolean,
): readonly Asked<Q>[] | null {
  return useQueries({
    queries: questions.map((question) => ({
      queryKey: keyOf(dataset, question),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(dataset, question, signal),
      enabled: wanted,
    })),
    combine: (results) => {
      const answers = results.map(({ data }) => data).filter((data) => data !== undefined);
      return answers.length === results.length ? answers : null;
    },
  });
}

export interface AnswersInTurn {
  /** The answer to one of the questions; `null` while there is none. */
  readonly answerTo: <Q extends Query>(question: Q) => AnswerOf<Q> | null;
  /** Questions that were answered, or that failed. */
  readonly settled: number;
  readonly error: HandrailError | null;
}

/**
 * Answers to several questions, one after the other in their order, so that what is asked beside them need not wait long.
 * Nothing is asked before `wanted`, but what is known is told. One that fails does not hold up the next.
 */
export function useAnswersInTurn(dataset: StoredDataset, questions: readonly Query[], wanted: boolean): AnswersInTurn {
  const [open, setOpen] = useState(1);
  const results = useQueries({
    queries: questions.map((question, k) => ({
      queryKey: keyOf(dataset, question),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(dataset, question, signal),
      enabled: wanted && k < open,
    })),
  });
  const isSettled = results.map(({ data, error }) => data !== undefined || error !== null);
  const leading = isSettled.indexOf(false);
  const next = leading < 0 ? questions.length : leading + 1;
  if (next !== open) setOpen(next);
  const known = new Map(questions.map((question, k) => [canonicalJson(question), results[k]?.data?.answer]));
  const error = results.find((each) => each.error !== null)?.error ?? null;
  return {
    answerTo: <Q extends Query>(question: Q) => (known.get(canonicalJson(question)) as AnswerOf<Q> | undefined) ?? null,
    settled: isSettled.filter(Boolean).length,
    error: error && toHandrailError(error),
  };
}

/** Long enough that nobody waits for what is counted ahead. */
const IDLE_MS = 150;

/**
 * Answers ahead, one after the other while nothing is asked, what a next touch is likely to ask; `likely` says so when there
 * is time. Not of a table, which is others' as well and has limits.
 */
export function useAnswersAhead(dataset: StoredDataset, likely: () => readonly Query[], idle: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!idle || tableOf(dataset.plan) !== null) return;
    let current: QueryKey | null = null;
    let stopped = false;
    const run = async () => {
      for (const question of likely()) {
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
  }, [client, dataset, likely, idle]);
}

function keyOf({ version }: StoredDataset, question: Query | null): QueryKey {
  return ['answer', version.folder, question && canonicalJson(question)];
}

async function ask<Q extends Query>(
  dataset: StoredDataset,
  question: Q | null,
  signal: AbortSignal,
): Promise<Asked<Q>> {
  if (question === null) throw new Error('no question');
  const key = hashKey(keyOf(dataset, question));
  const isTable = tableOf(dataset.plan) !== null;
  try {
    const { answer, tookMs } = await backendOf(dataset).run(question, {
      signal,
      ...(isTable && { onProgress: (_, rows) => rows && !signal.aborted && noteRowsRead(key, rows) }),
    });
    return { question, answer, tookMs };
  } finally {
    if (isTable && !signal.aborted) noteRowsRead(key, null);
  }
}
