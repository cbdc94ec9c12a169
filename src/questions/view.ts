import type { PlanExclusion, PlanRange, StepOrder } from '../journey/plan.ts';
import type { StageId } from '../journey/stages.ts';

/**
 * What the person looks at beside what the plan says: changes to the plan's question that live in the URL, not in the
 * plan. An absent key means "as the plan says".
 */
export interface View {
  readonly window?: string | null;
  readonly order?: StepOrder;
  readonly asOf?: string;
  readonly entered?: PlanRange | null;
  readonly during?: PlanRange | null;
  readonly breakdown?: ViewBreakdown | null;
  readonly filters?: readonly ViewFilter[];
  readonly exclusions?: readonly PlanExclusion[];
  /** Whether a stage shows who went through it in order, or whoever was seen at it or later. */
  readonly counting?: 'recorded' | 'implied';
  /** The period of a trend. */
  readonly interval?: 'day' | 'week' | 'month';
  readonly compare?: ViewComparison | null;
  /** The two stages that trend and times are about. */
  readonly way?: { readonly from: StageId; readonly to: StageId };
}

/** Two periods: the one entered and `with`. Two groups: values of the breakdown's property, `null` for none. */
export type ViewComparison =
  | { readonly kind: 'periods'; readonly with: PlanRange }
  | { readonly kind: 'groups'; readonly a: string | null; readonly b: string | null };

/** `step` counts from 1, as people do. */
export type ViewAttribution = 'first' | 'last' | 'all' | { readonly step: number };

export interface ViewBreakdown {
  readonly property: string;
  readonly attribution: ViewAttribution;
}

export interface ViewFilter extends ViewBreakdown {
  readonly in: readonly (string | null)[];
}
