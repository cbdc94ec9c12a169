import type { FunnelQuery } from '../../engine/query.ts';
import type { Plan, PlanRange } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { compileFunnel } from '../../questions/compile.ts';
import type { View } from '../../questions/view.ts';
import { inForce } from '../view-changes.ts';
import { usualAttribution } from './attribution.ts';

/** Both sides of a comparison divided by a property, as questions. */
export interface DividingQuestions {
  readonly property: string;
  readonly first: FunnelQuery;
  readonly second: FunnelQuery;
}

/** Each costs two questions. */
const PROPERTIES = 3;
/** With more values the rest would be lumped together, other values on each side. */
const MOST_VALUES = 25;

/** What has to be known to see whether a property's groups turn the comparison in view round; empty without one. */
export function dividingQuestions(plan: Plan, profile: DatasetProfile, view: View): readonly DividingQuestions[] {
  const sides = sidesInView(plan, view);
  if (!sides) return [];
  return profile.properties
    .filter(({ name, distinct }) => name !== view.breakdown?.property && distinct > 1 && distinct <= MOST_VALUES)
    .slice(0, PROPERTIES)
    .map(({ name: property }) => {
      const breakdown = { property, attribution: usualAttribution(profile, property) };
      const [first, second] = sides.map((side) => compileFunnel(plan, profile, { ...side, breakdown, compare: null }));
      return { property, first, second } as DividingQuestions;
    });
}

function sidesInView(plan: Plan, view: View): readonly [View, View] | null {
  const { compare, breakdown, filters = [] } = view;
  if (compare?.kind === 'groups' && breakdown && compare.a !== compare.b) {
    const only = (value: string | null): View => ({ ...view, filters: [...filters, { ...breakdown, in: [value] }] });
    return [only(compare.a), only(compare.b)];
  }
  const entered: PlanRange | null = inForce(plan, view, 'entered');
  if (compare?.kind === 'periods' && entered)
    return [
      { ...view, entered },
      { ...view, entered: compare.with },
    ];
  return null;
}
