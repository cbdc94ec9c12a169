import { useMemo, useState } from 'react';
import type { FunnelAnswer } from '../../engine/answer.ts';
import type { FunnelQuery } from '../../engine/query.ts';
import type { HandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { RankedFinding } from '../../journey/ranked-finding.ts';
import { type ActionTrend, compileActionTrend } from '../../questions/action-trend.ts';
import type { View } from '../../questions/view.ts';
import { judgePage } from '../../report/page/judge-page.ts';
import type { PageSources } from '../../report/page/page-contents.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useFindings } from '../../state/use-findings.ts';
import { settledFindings } from './settled-findings.ts';

/** What the summary says beyond its stairs, as far as it is known. */
export interface SummaryPageState {
  /** Findings whose place no later answer can take, the most useful first. */
  readonly findings: readonly RankedFinding[];
  /** What the findings are about, for their words. */
  readonly about: Pick<PageSources, 'plan' | 'profile' | 'question'>;
  readonly trend: PageSources['trend'];
  /** How many questions were answered, of how many; `null` when all were. */
  readonly looking: { readonly settled: number; readonly questions: number } | null;
  readonly error: HandrailError | null;
  /** The whole page as it stands; `null` until all is known. */
  readonly page: Omit<PageSources, 'madeUs'> | null;
}

/**
 * Asks for the findings and for the trend once the stairs are there. While another question is counted, what was said
 * before stays. `null` before the first answer.
 */
export function useSummaryPage(
  dataset: StoredDataset,
  view: View,
  funnel: { readonly question: FunnelQuery | null; readonly answer: FunnelAnswer | undefined },
): SummaryPageState | null {
  const { plan, profile } = dataset;
  const { question, answer } = funnel;
  const wanted = answer !== undefined;
  const found = useFindings(dataset, view, wanted);
  const trend = useMemo(() => compileTrend(plan, profile, view), [plan, profile, view]);
  const over = useAnswer(dataset, wanted && trend ? trend.query : null);
  const trendAnswer = trend && !over.pending && !over.error ? over.answered?.answer : undefined;
  const fresh = useMemo((): SummaryPageState | null => {
    if (!question || !answer || !found || (trend !== null && !trendAnswer && !over.error)) return null;
    const { asked, answers, settled, questions, error } = found;
    // Groups come last and are many; what stands before them is known without.
    if (settled < questions - asked.breakdowns.length) return null;
    const page = judgePage({
      plan,
      profile,
      question,
      answer,
      asked,
      answers,
      trend,
      trendAnswer: trendAnswer ?? null,
      madeUs: 0,
    });
    const isWhole = settled === questions;
    return {
      findings: isWhole ? page.ranked : settledFindings(page.ranked),
      about: page,
      trend: page.trend,
      looking: isWhole ? null : { settled, questions },
      error,
      page: isWhole ? page : null,
    };
  }, [question, answer, found, trend, trendAnswer, over.error, plan, profile]);
  const [kept, keep] = useState(fresh);
  if (fresh !== null && fresh !== kept) keep(fresh);
  const shown = fresh ?? kept;
  if (shown === null) return null;
  return fresh === null && found
    ? { ...shown, page: null, looking: { settled: found.settled, questions: found.questions } }
    : shown;
}

function compileTrend(plan: Plan, profile: DatasetProfile, view: View): ActionTrend | null {
  try {
    return compileActionTrend(plan, profile, view);
  } catch {
    // The stairs say what is wrong with the question.
    return null;
  }
}
