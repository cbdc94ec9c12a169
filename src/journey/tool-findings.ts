import type { StageId } from './stages.ts';

/** The states of a tool, in the order in which the first that applies is taken. */
export const TOOL_STATES = [
  'planned',
  'retired',
  'unlisted',
  'untracked',
  'unused',
  'dormant',
  'too-few-people',
  'low-reach',
  'no-effect-shown',
  'working',
] as const;

export type ToolState = (typeof TOOL_STATES)[number];

/** A capability is in the state of its best tool, or nothing provides it. */
export type CapabilityState = ToolState | 'missing';

/** A share of `n` people with its 95 % interval, all in 0..1. */
export interface MeasuredShare {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** What users went on to do, beside people matched in time: an association, never a cause. Shares in 0..1. */
export interface MeasuredEffect {
  /** `exposed` minus `unexposed`, with its 95 % interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Share that went on among the users of the pairs, and among those beside them. */
  readonly exposed: number;
  readonly unexposed: number;
  readonly pairs: number;
}

/** Where the people are counted: all figures of one evidence are about these. */
export interface JudgedAt {
  /** Whose people could use it; `null` for tools on the way into the first stage. */
  readonly stage: StageId | null;
  /** The measured step that spans the tool's transition, when that one is not measured itself. */
  readonly spanning: { readonly from: StageId; readonly to: StageId } | null;
}

/** As quiet as a dormant tool, and so it was a year earlier: a mark beside the state, which then rests on other figures. */
export interface SeasonalSilence {
  readonly quietSince: string;
  /** The first quiet day of the year before. */
  readonly quietSinceYearBefore: string;
}

/** The states that come after `dormant`: `seasonal` is there when only the season kept the tool from being that. */
export interface JudgedWhenQuiet extends JudgedAt {
  readonly seasonal?: SeasonalSilence;
}

/**
 * What the figures say of a tool, or of a capability that nothing provides: `insights` finds it, `words/tools.ts` says
 * it. Days are `YYYY-MM-DD` in the plan's zone. A figure that was not measured is `null`, never 0.
 */
export type ToolEvidence =
  /** `since`: the day from which it is planned. */
  | { readonly code: 'planned'; readonly since: string | null }
  | { readonly code: 'retired'; readonly uses: number | null; readonly lastUse: string | null }
  /** In the data and not in the inventory: an event's name, or a value of a property that names tools. */
  | {
      readonly code: 'unlisted';
      readonly property: string | null;
      readonly people: number;
      readonly uses: number;
      readonly firstUse: string;
      readonly lastUse: string;
    }
  /** `no-rule`: no events are named for it; `no-such-event`: none of those named occurs in the data. */
  | { readonly code: 'untracked'; readonly why: 'no-rule' | 'no-such-event' }
  /**
   * `people` at the stage since it went live (`since`; `null`: at any time), none of whom used it there; `uses` in all,
   * which then came at other times or steps.
   */
  | (JudgedAt & {
      readonly code: 'unused';
      readonly people: number;
      readonly uses: number;
      readonly since: string | null;
    })
  | (JudgedAt & {
      readonly code: 'dormant';
      readonly uses: number;
      readonly users: number;
      /** Uses a week from the first use to the last. */
      readonly usesPerWeek: number;
      readonly lastUse: string;
      /** The first day without a use on which one was to be expected. */
      readonly quietSince: string;
      /** Whole days from `quietSince` to the end of the data, both included. */
      readonly quietDays: number;
      /** (1−q)^m: how likely that many days without a use are, were it used as before. */
      readonly chance: number;
      /** People who reached the stage since it went quiet. */
      readonly peopleSince: number;
    })
  /**
   * Too few for a verdict: `pairs` comparable ones (`null`: not compared at all), where `needed` would be enough. Of a
   * step that is not measured nobody is known: `people` is then `null`.
   */
  | (JudgedWhenQuiet & {
      readonly code: 'too-few-people';
      readonly people: number | null;
      readonly users: number;
      readonly pairs: number | null;
      readonly needed: number;
    })
  /** `limit`: the plan's share, 0..1. */
  | (JudgedWhenQuiet & {
      readonly code: 'low-reach';
      readonly users: number;
      readonly reach: MeasuredShare;
      readonly limit: number;
      readonly effect: MeasuredEffect | null;
    })
  /** The interval holds 0, or lies below it, which is said. */
  | (JudgedWhenQuiet & {
      readonly code: 'no-effect-shown';
      readonly users: number;
      readonly reach: MeasuredShare;
      readonly effect: MeasuredEffect;
    })
  /** Tools into the first stage have uses and reach only: their `effect` is `null`. */
  | (JudgedWhenQuiet & {
      readonly code: 'working';
      readonly uses: number;
      readonly users: number;
      readonly reach: MeasuredShare;
      readonly effect: MeasuredEffect | null;
    })
  /** No tool provides the capability. `people` reached the stage, `lost` of them dropped; `null` where not measured. */
  | (JudgedAt & { readonly code: 'missing'; readonly people: number | null; readonly lost: number | null });

/** The day `YYYY-MM-DD` from which a tool is quiet, be it dormant or only so at this time of the year; else `undefined`. */
export function quietSinceOf(evidence: ToolEvidence): string | undefined {
  if (evidence.code === 'dormant') return evidence.quietSince;
  return 'seasonal' in evidence ? evidence.seasonal?.quietSince : undefined;
}
