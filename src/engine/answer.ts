import type { Attribution, EvidenceTransition, Query } from './query.ts';

/** The answer's type by the kind of question. */
export interface Answers {
  readonly funnel: FunnelAnswer;
  readonly trend: TrendAnswer;
  readonly 'time-to-convert': TimeToConvertAnswer;
  readonly comparison: ComparisonAnswer;
  readonly evidence: EvidenceAnswer;
}
export type AnswerOf<Q extends Query> = Answers[Q['kind']];

export interface FunnelAnswer extends FunnelFigures {
  readonly kind: 'funnel';
  readonly breakdown: FunnelBreakdown | null;
}

/** Counts of people. */
export interface FunnelFigures {
  readonly steps: readonly FunnelStep[];
  /** One per neighbouring pair of steps. */
  readonly transitions: readonly FunnelTransition[];
  /** People who left the count because all of their deepest attempts were spoiled by an exclusion. */
  readonly spoiled: number;
}

export interface FunnelStep {
  readonly id: string;
  readonly reached: number;
  /** People with an event of this step or of a later one, in any order, within `during`. */
  readonly implied: number;
  /** People with an event of a later step and none of this one. */
  readonly blindSpot: number;
}

export interface FunnelTransition {
  readonly from: string;
  readonly to: string;
  readonly reached: number;
  readonly converted: number;
  readonly dropped: number;
  readonly inProgress: number;
  /** The same question with `entered.to` moved back to `asOf − window`. */
  readonly maturedReached: number;
  readonly maturedConverted: number;
  /** From the step before to this one, over those who converted; `null` when nobody did. */
  readonly timeToConvert: Durations | null;
  /** From the attempt's first step, over the same people. */
  readonly sinceFirstContact: Durations | null;
}

/** Durations in microseconds; quantiles interpolate linearly (R type 7). */
export interface Durations {
  readonly n: number;
  readonly meanUs: number;
  readonly p25Us: number;
  readonly medianUs: number;
  readonly p75Us: number;
  readonly p90Us: number;
}

export interface FunnelBreakdown {
  readonly property: string;
  readonly attribution: Attribution;
  /** Most people at step 1 first, ties by the name's UTF-8 bytes; "(none)" ranks among them, "(other)" comes last. */
  readonly groups: readonly FunnelGroup[];
}

export interface FunnelGroup extends FunnelFigures {
  readonly group: GroupId;
}

/** `value` is a literal value; `none` and `other` can therefore not collide with one. */
export type GroupId =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'other'; readonly values: number };

export interface TrendAnswer {
  readonly kind: 'trend';
  readonly points: readonly TrendPoint[];
  readonly groups: readonly { readonly group: GroupId; readonly points: readonly TrendPoint[] }[] | null;
}

export interface TrendPoint {
  /** Start of the period, and of the next one. */
  readonly startUs: number;
  readonly endUs: number;
  /** Local date of the start in the question's zone, `YYYY-MM-DD` (with `THH:00` for hours). */
  readonly label: string;
  /** People with an attempt started in the period that reached `fromStep`, and `toStep`. */
  readonly from: number;
  readonly to: number;
  /** Whether every attempt started in the period had its whole window. */
  readonly mature: boolean;
}

export interface TimeToConvertAnswer {
  readonly kind: 'time-to-convert';
  readonly durations: Durations | null;
  /** `startUs` of each bin and the people in it; the last one starts at or after the maximum. */
  readonly bins: readonly { readonly startUs: number; readonly people: number }[];
  /**
   * Share converted by elapsed time: one minus Kaplan–Meier, a step per time at which somebody converted; of more than
   * 512 such times only some, with their exact shares.
   */
  readonly curve: readonly { readonly elapsedUs: number; readonly share: number; readonly atRisk: number }[];
}

/** Counts of people by their matured attempts: those that started in the period and whose whole window was seen. */
export interface ComparisonAnswer {
  readonly kind: 'comparison';
  readonly a: PeriodPeople;
  readonly b: PeriodPeople;
  /** One per neighbouring pair of steps. */
  readonly transitions: readonly ComparedTransition[];
}

/** People who reached the first step by an attempt started in the period; those of both periods are in both. */
export interface PeriodPeople {
  readonly reached: number;
  /** By a matured attempt. */
  readonly maturedReached: number;
}

export interface ComparedTransition {
  readonly from: string;
  readonly to: string;
  /** People who reached `from` in both periods. They are left out of `a` and of `b`. */
  readonly inBoth: number;
  readonly a: ReachedAndConverted;
  readonly b: ReachedAndConverted;
}

/** Matured people of one side of a comparison. */
export interface ReachedAndConverted {
  readonly reached: number;
  readonly converted: number;
}

/**
 * What the data shows of tools. Days are numbers of local days since 1970-01-01, in order. A person is at a stage once:
 * from the attempt that gets there first, and of those the one that started last.
 */
export interface EvidenceAnswer {
  readonly kind: 'evidence';
  /** As the question lists them. */
  readonly transitions: readonly TransitionEvidence[];
  readonly tools: readonly ToolEvidence[];
  /** The day of `asOf`, without one that of the last event; `null` without events. */
  readonly lastDay: number | null;
  /** Per step, the values of the events that fit it; `null` where none has a value. */
  readonly values: readonly (ValueSample | null)[];
}

export interface TransitionEvidence extends EvidenceTransition {
  readonly reached: number;
  /** Days on which somebody reached the stage, with how many did. */
  readonly days: readonly DayCount[];
  /** Mature people by the local calendar quarter in which they reached the stage, `YYYY-Qn`. */
  readonly quarters: readonly ({ readonly label: string } & ReachedAndConverted)[];
}

export interface DayCount {
  readonly day: number;
  readonly count: number;
}

export interface ToolEvidence {
  readonly id: string;
  /** Events that match, of anybody and at any time, and the people they belong to. */
  readonly uses: number;
  readonly people: number;
  readonly firstUs: number | null;
  readonly lastUs: number | null;
  readonly days: readonly DayCount[];
  /** Since when it was there: as the question says, else from the local day of its first use on. */
  readonly liveFromUs: number | null;
  /** People who reached the stage since then, and those who used it there before they went on. */
  readonly atStage: ReachedAndUsed;
  /** Of those the ones who had their whole window. */
  readonly matured: ReachedAndUsed;
  /** `null` for tools into the first step. */
  readonly pairs: MatchedPairs | null;
  /** `null` for a buyer's tool, and for tools into the first step. */
  readonly answers: SellerAnswers | null;
}

export interface ReachedAndUsed {
  readonly reached: number;
  readonly used: number;
}

/** Users beside people of their kind who had not used it by then, and how many of each went on later. */
export interface MatchedPairs {
  readonly pairs: number;
  readonly usersConverted: number;
  readonly othersConverted: number;
}

/** How long people at the stage waited for the seller's next event. */
export interface SellerAnswers {
  readonly waited: Durations | null;
  readonly withinDay: number;
  /** People whose window closed without one. */
  readonly unanswered: number;
}

/** `values` are all of them when there are few, else an evenly spaced part. */
export interface ValueSample {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly values: readonly number[];
}
