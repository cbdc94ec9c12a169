import type { TrendQuery } from '../engine/query.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { StageId } from '../journey/stages.ts';
import { DAY_US } from '../journey/time-zone.ts';
import { compileScope, compileTrend, measuredStages } from './compile.ts';
import type { View } from './view.ts';

export interface ActionTrend {
  /** Where the way ends: Action, or the last measured stage where Action is not measured. */
  readonly stage: StageId;
  readonly length: 'day' | 'week' | 'month';
  readonly query: TrendQuery;
}

/** More bars than this no page can show apart. */
const MOST_BARS = 27;

/**
 * How many of those who entered in each period came to Action. Periods are days, weeks or months, the shortest of which
 * the data has no more than 27. `null` where one stage alone is measured, or where the order is free and no step is
 * Action. Errors as for `compileFunnel`.
 */
export function compileActionTrend(plan: Plan, profile: DatasetProfile, view: View = {}): ActionTrend | null {
  const stages = measuredStages(plan);
  const stage = stages.find((id) => id === 'action') ?? stages.at(-1);
  if (stage === undefined || stages.length < 2 || stage === stages[0]) return null;
  const length = lengthFor(plan, profile, view);
  const way = { fromStep: 0, toStep: stages.indexOf(stage) };
  const query = compileTrend(plan, profile, { ...view, breakdown: null, interval: length }, way);
  return query.order === 'any' ? null : { stage, length, query };
}

function lengthFor(plan: Plan, profile: DatasetProfile, view: View): ActionTrend['length'] {
  const { entered } = compileScope(plan, profile, view);
  const fromUs = Math.max(entered?.fromUs ?? Number.NEGATIVE_INFINITY, profile.firstUs ?? 0);
  const toUs = Math.min(entered?.toUs ?? Number.POSITIVE_INFINITY, profile.lastUs ?? 0);
  const days = (toUs - fromUs) / DAY_US;
  if (days < MOST_BARS) return 'day';
  return days / 7 < MOST_BARS ? 'week' : 'month';
}
