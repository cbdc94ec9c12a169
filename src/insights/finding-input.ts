import type { AnswerOf } from '../engine/answer.ts';
import type { ComparisonQuery, EvidenceQuery, FunnelQuery, TrendQuery, UsRange } from '../engine/query.ts';
import type { PlanRange } from '../journey/plan.ts';
import type { ToolsInQuestion } from './tool-judgement.ts';

/** A period of whole local days, both ends inclusive, as the plan writes it and in microseconds. */
export interface AskedPeriod {
  readonly range: PlanRange;
  readonly us: UsRange;
  readonly days: number;
}

/** What was asked for the findings of a journey; as `questions/findings.ts` makes it. */
export interface FindingsInQuestion {
  readonly funnel: FunnelQuery;
  /** `null` where the data does not reach back over two periods. */
  readonly periods: { readonly now: AskedPeriod; readonly before: AskedPeriod } | null;
  /** The rates of the two periods; `null` without periods, or without a window. */
  readonly comparison: ComparisonQuery | null;
  /** People by the day of their first event of the stage that matters; `null` where that cannot be asked. */
  readonly arrivals: { readonly stage: string; readonly query: TrendQuery } | null;
  /** By week of first contact, one per transition; empty without a window. */
  readonly trends: readonly TrendQuery[];
  /** The funnel by a property, by values at first contact only. */
  readonly breakdowns: readonly FunnelQuery[];
  /** `null` where the plan knows no stage to lose people from. */
  readonly evidence: (ToolsInQuestion & { readonly query: EvidenceQuery }) | null;
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
