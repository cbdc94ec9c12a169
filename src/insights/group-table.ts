import type { FunnelAnswer, FunnelGroup } from '../engine/answer.ts';
import { type Comparison, compareRates } from './comparison.ts';
import { compareWithRest, type GroupBasis } from './comparison-groups.ts';

/**
 * Every group of a breakdown against its rest at every transition, judged as the one table in which they are shown, so
 * that the false discovery rate holds over all of it: `[group][transition]`. `null` where groups are not to be judged.
 */
export function judgeGroups(answer: FunnelAnswer, basis: GroupBasis): readonly (readonly Comparison[])[] | null {
  const transitions = answer.transitions.map((_, transition) => compareWithRest(answer, transition, basis));
  const groups: readonly FunnelGroup[] = answer.breakdown?.groups ?? [];
  const pairs = groups.flatMap((_, group) => transitions.map((table) => table?.[group]));
  if (pairs.some((pair) => pair === undefined) || answer.breakdown === null) return null;
  if (transitions.some((table) => table === null)) return null;
  const judged = compareRates(pairs.filter((pair) => pair !== undefined));
  return groups.map((_, group) => judged.slice(group * transitions.length, (group + 1) * transitions.length));
}
