import type { AnswerOf } from '../engine/answer.ts';
import type { ComparisonQuery, EvidenceQuery, FunnelQuery, TrendQuery, UsRange } from '../engine/query.ts';
import type { PlanRange } from '../journey/plan.ts';
import type { StageId } from '../journey/stages.ts';
import type { ToolsInQuestion } from './tool-judgement.ts';

/** A period of whole local days, both ends inclusive, as the plan writes it and in microseconds. */
export interface AskedPeriod {
  readonly range: PlanRange;
  readonly us: UsRange;
  readonly days: number;
}

export interface AskedPeriods {
  readonly now: AskedPeriod;
  readonly before: AskedPeriod;
}

/** What was asked for the findings of a journey; as `questions/findings.ts` makes it. */
export interface FindingsInQuestion {
  readonly funnel: FunnelQuery;
  readonly periods: AskedPeriods | null;
  readonly comparison: ComparisonQuery | null;
  readonly arrivals: { readonly stage: string; readonly query: TrendQuery } | null;
  readonly trends: readonly TrendQuery[];
  readonly breakdowns: readonly FunnelQuery[];
  readonly evidence: (ToolsInQuestion & { readonly query: EvidenceQuery }) | null;
  readonly sources: readonly {
    readonly files: readonly string[];
    readonly stages: readonly StageId[];
    readonly endUs: number;
    readonly said: boolean;
    readonly endsEarly: boolean;
  }[];
  readonly commonStartUs: number | null;
}

/** The answers in the same places; `null` while one is not there yet, and then nothing is said of it. */
export interface FindingAnswers {
  readonly funnel: AnswerOf<FunnelQuery> | null;
  readonly comparison: AnswerOf<ComparisonQuery> | null;
  readonly arrivals: AnswerOf<TrendQuery> | null;
  readonly trends: readonly (AnswerOf<TrendQuery> | null)[];
  readonly breakdowns: readonly (AnswerOf<FunnelQuery> | null)[];
  readonly evidence: AnswerOf<EvidenceQuery> | null;
}
