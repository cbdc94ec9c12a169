/**
 * Questions as plain data. A question is self-contained: the plan is compiled into it, so that its canonical JSON with
 * the dataset's version is a cache key, and any backend can answer it.
 */
export type Query = FunnelQuery | TrendQuery | TimeToConvertQuery | ComparisonQuery | EvidenceQuery;
export type QueryKind = Query['kind'];

/** Who is counted and how: the part that every funnel question shares. Times are microseconds since 1970 UTC. */
export interface Scope {
  /** At least one, in order. */
  readonly steps: readonly Step[];
  readonly order: 'ordered' | 'strict' | 'any';
  /** From the attempt's start, inclusive; `null` is unbounded. Whole days when `calendarDays`. */
  readonly windowUs: number | null;
  readonly ties: 'helpful' | 'later';
  /** Restricts when an attempt starts. Inclusive. */
  readonly entered: UsRange | null;
  /** Restricts all events. Inclusive. */
  readonly during: UsRange | null;
  readonly exclusions: readonly Exclusion[];
  readonly filters: readonly PropertyFilter[];
  /** Cut every time to its day in `timeZone` before ordering. */
  readonly calendarDays: boolean;
  readonly timeZone: string;
  /** Up to when the data is complete; `null` only without a window. */
  readonly asOfUs: number | null;
}

export interface Step {
  /** Stage id or any name; answers carry it on. */
  readonly id: string;
  /** An event enters the step when it fits one of these. */
  readonly matches: readonly EventMatch[];
}

export interface EventMatch {
  /** Pattern: `*` any run of characters, `\*` a star; `null` any event. */
  readonly event: string | null;
  /** All must be equal, as text. */
  readonly where: readonly { readonly property: string; readonly value: string }[];
  /** `first`: the person's earliest fitting event over the whole dataset; `later`: every other one. */
  readonly occurrence: 'any' | 'first' | 'later';
}

export interface UsRange {
  readonly fromUs: number | null;
  readonly toUs: number | null;
}

/** Spoils an attempt when it lies strictly between the two steps (indices from 0). */
export interface Exclusion {
  readonly match: EventMatch;
  readonly fromStep: number;
  readonly toStep: number;
}

/** `step`: index from 0. */
export type Attribution =
  | { readonly kind: 'first' }
  | { readonly kind: 'last' }
  | { readonly kind: 'all' }
  | { readonly kind: 'step'; readonly step: number };

/** Keeps people whose value under the attribution is in the set; `null` stands for "no value". */
export interface PropertyFilter {
  readonly property: string;
  readonly attribution: Attribution;
  readonly in: readonly (string | null)[];
}

export interface Breakdown {
  readonly property: string;
  readonly attribution: Attribution;
}

export interface FunnelQuery extends Scope {
  readonly kind: 'funnel';
  readonly breakdown: Breakdown | null;
}

export interface TrendQuery extends Scope {
  readonly kind: 'trend';
  readonly interval: 'hour' | 'day' | 'week' | 'month';
  readonly weekStart: 'monday' | 'sunday' | 'saturday';
  readonly fromStep: number;
  readonly toStep: number;
  readonly breakdown: Breakdown | null;
  /** Counts a person only in the earliest period in which an attempt of theirs starts, not once in each. */
  readonly once?: boolean;
}

export interface TimeToConvertQuery extends Scope {
  readonly kind: 'time-to-convert';
  readonly fromStep: number;
  readonly toStep: number;
  /** `null`: chosen from the number of people. */
  readonly binCount: number | null;
}

/** Two periods side by side: the question twice, with `a` and with `b` in the place of `entered`, which is not read. */
export interface ComparisonQuery extends Scope {
  readonly kind: 'comparison';
  readonly a: UsRange;
  readonly b: UsRange;
}

/** Which people are wanted of those who reached the step with index `fromStep`, on their way to `toStep`. */
export interface PeopleListQuery extends Scope {
  readonly fromStep: number;
  readonly toStep: number;
  readonly who: PeopleGroup;
}

/** As a funnel's transition counts them: who went on, who had the whole chance and did not, who still has time. */
export type PeopleGroup = 'converted' | 'dropped' | 'in-progress';

/** What the data shows of tools: who used them at their stage, when, and what came after. */
export interface EvidenceQuery extends Scope {
  readonly kind: 'evidence';
  readonly transitions: readonly EvidenceTransition[];
  readonly tools: readonly EvidenceTool[];
}

/**
 * Indices of steps, the one before the other. `fromStep: null`, into the first one; `toStep: null`, the loop from a step
 * to the same again.
 */
export interface EvidenceTransition {
  readonly fromStep: number | null;
  readonly toStep: number | null;
}

export interface EvidenceTool {
  readonly id: string;
  /** An event is a use when it fits one of these. */
  readonly matches: readonly EventMatch[];
  /** Index into `transitions`. */
  readonly transition: number;
  /** Of a seller's tool the answer tells how long people waited for it. */
  readonly side: 'buyer' | 'seller';
  /** `null`: since the local day of its first use. */
  readonly liveFromUs: number | null;
}
