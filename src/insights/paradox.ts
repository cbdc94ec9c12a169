import type { FunnelAnswer, GroupId } from '../engine/answer.ts';
import { type ComparedRates, type Comparison, isSimpsonsParadox } from './comparison.ts';

/** Both sides of a comparison, each divided into the same groups. */
export interface DividedSides {
  readonly property: string;
  readonly first: FunnelAnswer;
  readonly second: FunnelAnswer;
}

/** A difference that turns round in every large group of a property. */
export interface Paradox {
  readonly property: string;
  /** From 0. */
  readonly transition: number;
  readonly verdict: 'higher' | 'lower';
}

/**
 * Where dividing the sides of a comparison by a property turns its verdict round (DESIGN §4, Simpson's paradox), by
 * property and then transition. `pooled` has one comparison per transition, `null` where there is none. The values beyond the most frequent are no
 * group here: they are other values on each side.
 */
export function findParadoxes(
  pooled: readonly (Comparison | null)[],
  divided: readonly DividedSides[],
): readonly Paradox[] {
  return divided.flatMap(({ property, first, second }) =>
    pooled.flatMap((comparison, transition): Paradox[] => {
      const verdict = comparison?.verdict;
      if (!comparison || (verdict !== 'higher' && verdict !== 'lower')) return [];
      const found = isSimpsonsParadox(comparison, subgroups(first, second, transition));
      return found ? [{ property, transition, verdict }] : [];
    }),
  );
}

function subgroups(first: FunnelAnswer, second: FunnelAnswer, transition: number): readonly ComparedRates[] {
  return (first.breakdown?.groups ?? []).flatMap((group): ComparedRates[] => {
    const other = second.breakdown?.groups.find((each) => sameGroup(each.group, group.group));
    const [a, b] = [group.transitions[transition], other?.transitions[transition]];
    if (!a || !b) return [];
    return [
      {
        first: { reached: a.maturedReached, converted: a.maturedConverted },
        second: { reached: b.maturedReached, converted: b.maturedConverted },
      },
    ];
  });
}

function sameGroup(a: GroupId, b: GroupId): boolean {
  if (a.kind === 'value' && b.kind === 'value') return a.value === b.value;
  return a.kind === 'none' && b.kind === 'none';
}
