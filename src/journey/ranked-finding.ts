import type { Finding } from './findings.ts';
import type { PlanRange } from './plan.ts';
import type { Population, PopulationRange } from './population.ts';
import type { StageId } from './stages.ts';

/** A finding in its place: `rank` from 1, the most useful first. */
export interface RankedFinding {
  readonly finding: Finding;
  readonly topic: FindingTopic;
  readonly population: FindingPopulation;
  readonly certainty: FindingCertainty;
  readonly link: FindingLink;
  readonly rank: number;
}

/** As many as a page shows; the rest stands behind "more". */
export const FINDINGS_ON_PAGE = 3;

/** Who a finding is about. */
export type FindingPopulation =
  /** People by when they entered; `matured`: only those whose window is over. */
  | { readonly kind: 'entered'; readonly scope: Population; readonly matured: boolean }
  /** People by when they came to one stage for the first time, whichever way. */
  | {
      readonly kind: 'first-time';
      readonly stage: string;
      readonly range: PopulationRange;
      readonly timeZone: string;
      readonly scope: Population;
    }
  /** Everybody seen at a stage or at a later one, in any order. */
  | { readonly kind: 'seen'; readonly scope: Population }
  /** Rows of the files, not people. */
  | { readonly kind: 'rows' };

/** How sure a finding is, and by what. `level` and `pValue` in 0..1; `among`: comparisons judged together. */
export type FindingCertainty =
  /** Counted, not estimated. */
  | { readonly by: 'count' }
  /** One figure with its interval. */
  | { readonly by: 'interval'; readonly level: number }
  /** Really different: false discovery rate 5 % among so many comparisons. */
  | { readonly by: 'comparison'; readonly level: number; readonly among: number }
  /** Weeks reshuffled. */
  | { readonly by: 'change-point'; readonly pValue: number; readonly among: number }
  /** Drawn many times from what the figures allow. */
  | { readonly by: 'simulation'; readonly level: number };

/** What a finding says first about: for its place on the page. */
export type FindingTopic = 'growth' | 'change' | 'leak' | 'gap' | 'groups' | 'blind-spot' | 'quality';

/** The screen that shows a finding, and what its question says differently from the one in force. */
export interface FindingLink {
  readonly screen: 'summary' | 'journey' | 'tools' | 'data';
  readonly change: FindingView;
}

/** Fits a `View` of `questions/`. */
export interface FindingView {
  readonly entered?: PlanRange;
  readonly compare?: { readonly kind: 'periods'; readonly with: PlanRange };
  readonly breakdown?: { readonly property: string; readonly attribution: 'first' | { readonly step: number } };
  readonly interval?: 'week';
  readonly way?: { readonly from: StageId; readonly to: StageId };
}
