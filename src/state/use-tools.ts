import { useMemo, useState } from 'react';
import { create } from 'zustand';
import type { EvidenceAnswer, FunnelAnswer } from '../engine/answer.ts';
import { canonicalJson } from '../engine/canonical.ts';
import type { FunnelQuery } from '../engine/query.ts';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import { type AskedTools, compileEvidence, TOOL_PROPERTY } from '../questions/tools.ts';
import type { View } from '../questions/view.ts';
import type { StoredDataset } from './embedded.ts';
import type { RowsRead } from './rows-read.ts';
import { useAnswer } from './use-answer.ts';
import { useFunnel } from './use-funnel.ts';

/** What was asked about the tools of a journey, with both of its answers. */
export interface AnsweredTools {
  readonly asked: AskedTools;
  readonly evidence: EvidenceAnswer;
  readonly funnel: FunnelAnswer;
  /** What the funnel answers. */
  readonly question: FunnelQuery;
}

export interface ToolsState {
  /** While the next answers are counted, those before. `undefined` before the first. */
  readonly answered: AnsweredTools | undefined;
  readonly pending: boolean;
  /** Why plan and view make no question, or why it was not answered. */
  readonly error: HandrailError | null;
  /** Of both questions. */
  readonly tookMs: number | null;
  readonly progress: RowsRead | null;
  /** Asks again what failed. */
  readonly retry: (() => void) | undefined;
}

/**
 * What the data shows of the tools of a stored journey. Two questions stand behind it, and an answer is shown only beside
 * the question that it answers: what a tool was called when it was counted is what its figures are about.
 */
export function useTools(dataset: StoredDataset, view: View, toolProperty: string): ToolsState {
  const compiled = useMemo(() => compile(dataset, view, toolProperty), [dataset, view, toolProperty]);
  const { asked } = compiled;
  const evidence = useAnswer(dataset, asked?.query ?? null);
  const { answer: funnel, question, pending, error, ...counted } = useFunnel(dataset, view);
  const fresh = useMemo((): AnsweredTools | undefined => {
    if (asked === null || question === null || !evidence.answered || !funnel || pending || error !== null)
      return undefined;
    const isOwn = canonicalJson(evidence.answered.question) === canonicalJson(asked.query);
    return isOwn ? { asked, evidence: evidence.answered.answer, funnel, question } : undefined;
  }, [asked, evidence.answered, funnel, question, pending, error]);
  const [kept, keep] = useState(fresh);
  if (fresh !== undefined && fresh !== kept) keep(fresh);
  return {
    answered: fresh ?? kept,
    pending: evidence.pending || pending,
    error: compiled.error ?? evidence.error ?? error,
    tookMs:
      counted.tookMs === null || evidence.answered === undefined ? null : counted.tookMs + evidence.answered.tookMs,
    progress: evidence.progress ?? counted.progress,
    retry: compiled.error !== null ? undefined : evidence.error ? evidence.retry : counted.retry,
  };
}

interface Picked {
  readonly properties: Readonly<Record<string, string>>;
}

const usePicked = create<Picked>()(() => ({ properties: {} }));

/** The property whose values name tools: the one that was picked for the journey in this tab, else the usual one. */
export function useToolProperty({ id }: Pick<StoredDataset, 'id'>): readonly [string, (property: string) => void] {
  const property = usePicked(({ properties }) => properties[id] ?? TOOL_PROPERTY);
  const pick = (next: string) =>
    usePicked.setState(({ properties }) => ({ properties: { ...properties, [id]: next } }));
  return [property, pick];
}

type Compiled =
  | { readonly asked: AskedTools; readonly error: null }
  | { readonly asked: null; readonly error: HandrailError };

function compile({ plan, profile }: StoredDataset, view: View, toolProperty: string): Compiled {
  try {
    return { asked: compileEvidence(plan, profile, view, toolProperty), error: null };
  } catch (error) {
    return { asked: null, error: toHandrailError(error) };
  }
}
