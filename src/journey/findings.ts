import type { PopulationRange } from './population.ts';
import type { RejectReason } from './quality-report.ts';
import type { CapabilityState, MeasuredShare } from './tool-findings.ts';
import type { TransitionId } from './tools.ts';

/**
 * What the figures of a journey show, as codes with figures: `insights` finds them, `words` says them. Shares are in
 * 0..1, `stage` names are step ids. A finding exists only where its figures do.
 */
export type Finding =
  /** Nobody reached the first measured stage. */
  | { readonly code: 'nobody'; readonly first: string }
  /** Only one stage is measured: there is a count, and no transition to judge. */
  | { readonly code: 'one-stage'; readonly stage: string; readonly people: number }
  /** Of those who entered, how many reached the stage that matters (Action where it is measured, else the last). */
  | {
      readonly code: 'reached';
      readonly first: string;
      readonly target: string;
      readonly entered: number;
      readonly reached: number;
    }
  /**
   * Everybody seen at the stage that matters, of whom only `reached` came in order and in time. Where somebody looks up
   * one list, this is the number that they find.
   */
  | {
      readonly code: 'seen-at';
      readonly stage: string;
      readonly seen: number;
      readonly reached: number;
      readonly windowUs: number | null;
    }
  /** The same for steps in any order: how many did all of them. */
  | { readonly code: 'did-all'; readonly steps: number; readonly entered: number; readonly reached: number }
  /** The transition that loses the most people, among those with enough of them. */
  | { readonly code: 'biggest-leak'; readonly from: string; readonly to: string; readonly lost: number }
  /** The honest rate of one transition with its 95 % interval. */
  | {
      readonly code: 'rate';
      readonly from: string;
      readonly to: string;
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly n: number;
      /** `null`: no window, so everybody counts. */
      readonly windowUs: number | null;
    }
  /** Too few people for a verdict at this transition. */
  | { readonly code: 'too-few'; readonly from: string; readonly to: string; readonly n: number }
  /** No transition has enough people for a verdict. */
  | { readonly code: 'all-too-few'; readonly most: number }
  | { readonly code: 'in-progress'; readonly people: number }
  | { readonly code: 'no-window' }
  | { readonly code: 'nobody-lost' }
  /** People seen at a later stage and never at this one. */
  | { readonly code: 'blind-spot'; readonly stage: string; readonly people: number; readonly implied: number }
  /** People who left the count because of an exclusion. */
  | { readonly code: 'spoiled'; readonly people: number }
  | GrowthFinding
  | RateChangeFinding
  /** Of `compared` rates none changed between the two periods by more than chance would. */
  | { readonly code: 'rates-steady'; readonly compared: number; readonly periods: TwoPeriods }
  /** So many people reached `from` in both periods that the others do not stand for them. */
  | {
      readonly code: 'cannot-compare';
      readonly from: string;
      readonly to: string;
      readonly inBoth: number;
      /** Everybody of the smaller period, those in both included. */
      readonly people: number;
      readonly periods: TwoPeriods;
    }
  | LeakWorthFinding
  | GapWorthFinding
  | ChangePointFinding
  | BestAndWorstFinding
  /** Rows that were rejected, of all that were read; `reason` is that of most of them, of `forReason`. */
  | {
      readonly code: 'rows-rejected';
      readonly rejected: number;
      readonly read: number;
      readonly reason: RejectReason | null;
      readonly forReason: number;
    }
  /** Of the people in one file few are in the other. */
  | {
      readonly code: 'lists-apart';
      readonly file: string;
      readonly other: string;
      readonly people: number;
      readonly found: number;
      /** Rows of `file` whose people have no date anywhere, and which were rejected. */
      readonly dateless: number;
    }
  /** A source that feeds a stage stops before the others do. `stages` names those it feeds. */
  | {
      readonly code: 'source-ends';
      readonly file: string;
      readonly stages: readonly string[];
      readonly lastUs: number;
      readonly dataUs: number;
      readonly timeZone: string;
    };

export type FindingCode = Finding['code'];

/** The period looked at and the one before it (or the one chosen to compare with), both ends inclusive. */
export interface TwoPeriods {
  readonly now: PopulationRange;
  readonly before: PopulationRange;
  readonly timeZone: string;
}

/** People whose first event of a stage falls in a period of so many days. */
export interface PeopleInDays {
  readonly people: number;
  readonly days: number;
}

/** A figure with the 95 % interval, or the one of the level that stands beside it. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** More or fewer people at Action (or at the last measured stage) for the first time than in the period before. */
export interface GrowthFinding {
  readonly code: 'growth';
  readonly stage: string;
  readonly now: PeopleInDays;
  readonly before: PeopleInDays;
  /** People a day now, divided by people a day before. */
  readonly ratio: Estimate;
  readonly verdict: 'growing' | 'shrinking' | 'cannot-tell';
  readonly periods: TwoPeriods;
}

/** A rate that is really different in the two periods. */
export interface RateChangeFinding {
  readonly code: 'rate-change';
  readonly from: string;
  readonly to: string;
  readonly now: MeasuredShare;
  readonly before: MeasuredShare;
  /** Now minus before, with the interval of `level` (0..1). */
  readonly difference: Estimate;
  readonly level: number;
  /** People in both periods, left out of both. */
  readonly inBoth: number;
  readonly periods: TwoPeriods;
}

/** The transition at which most is at stake: what those lost there would have brought, had they gone on like the others. */
export interface LeakWorthFinding {
  readonly code: 'leak-worth';
  readonly from: string;
  readonly to: string;
  /** Everybody who reached `from`. */
  readonly people: number;
  readonly lost: number;
  readonly rate: MeasuredShare;
  /** Of so many transitions it is the first; 1 where the others cannot be compared. */
  readonly compared: number;
  /** By its lower bound the transitions are compared. */
  readonly atStake: Worth;
  /** What reaching the reference would bring, as for a gap of this transition; `null` where that is nothing. */
  readonly gain: ReferenceWorth | null;
  /** The transition at which more people are lost, where that is another one. */
  readonly mostLost: { readonly from: string; readonly to: string } | null;
  /** Days in which the people counted entered. */
  readonly days: number;
}

/** An amount that another rate would bring, and that rate. */
export interface ReferenceWorth {
  readonly worth: Worth;
  readonly reference: RateReference;
}

export type RateReference =
  | { readonly code: 'target'; readonly rate: number }
  | { readonly code: 'best-quarter'; readonly rate: number; readonly quarter: string; readonly n: number };

/** The gap whose closing is worth most. */
export interface GapWorthFinding {
  readonly code: 'gap-worth';
  readonly transition: TransitionId;
  /** The measured stages that the worth is about. */
  readonly from: string;
  readonly to: string;
  readonly capability: string;
  /** What the person asks, in the words of the plan or its template. */
  readonly asks: string;
  readonly state: CapabilityState;
  /** The tools meant to answer it that are in this state, by name. */
  readonly tools: readonly string[];
  /** The day `YYYY-MM-DD` since when the one tool is quiet; `null` for several, and in any other state. */
  readonly quietSince: string | null;
  /** Everybody who reached the stage before. */
  readonly people: number;
  readonly lost: number;
  readonly rate: MeasuredShare;
  readonly worth: Worth;
  readonly reference: RateReference;
  /** Days in which the people counted entered. */
  readonly days: number;
}

/** A simulated amount: Actions (`people`), values as the data has them, or a currency of the plan. */
export interface Worth extends Estimate {
  readonly unit: 'people' | 'value' | 'currency';
  readonly currency: string | null;
  /** The stage whose people or values these are: Action, or Relationship from there on. */
  readonly stage: string;
}

/** Since when the rate of a transition has been another. */
export interface ChangePointFinding {
  readonly code: 'change-point';
  readonly from: string;
  readonly to: string;
  /** Start of the first week with the new rate. */
  readonly sinceUs: number;
  readonly before: MeasuredShare;
  readonly after: MeasuredShare;
  readonly weeks: number;
  /** Of all transitions that were looked at. */
  readonly compared: number;
  readonly pValue: number;
  readonly timeZone: string;
}

/** Two groups by what people carried at first contact, of which one goes on more often than the other. */
export interface BestAndWorstFinding {
  readonly code: 'best-and-worst';
  readonly property: string;
  readonly from: string;
  readonly to: string;
  readonly best: MeasuredGroup;
  readonly worst: MeasuredGroup;
  readonly difference: Estimate;
  readonly level: number;
  /** Groups of this property with 30 people or more. */
  readonly groups: number;
  /** Whether it is of the person, or was carried when they entered. */
  readonly ofPerson: boolean;
}

export interface MeasuredGroup {
  /** The property's value. */
  readonly group: string;
  readonly share: MeasuredShare;
}
