import type { GroupId } from './answer.ts';
import type { Grouping, PeopleWalk } from './people-walk.ts';
import type { PersonOutcome } from './person-outcome.ts';
import { compareUtf8 } from './utf8-order.ts';

/** More groups than this are drawn together as "(other)". */
export const MOST_GROUPS = 25;
const NONE_LABEL = '(none)';

/** The groups of an answer in their order, and how to divide people into them. */
export interface Division {
  readonly grouping: Grouping;
  readonly groups: readonly GroupId[];
  /** The codes of the groups that are one value each. */
  readonly shown: readonly number[];
}

/**
 * Counts the people at step 1 of each value's funnel and keeps the 25 largest, ties by the name's UTF-8 bytes; a missing
 * value ranks as "(none)". The others become one group whose condition is any value outside the 25. Values that nobody
 * starts with are no groups. `seen` hears of each person with the code of each of their values, when `outcome` is theirs.
 */
export function* divide(
  walk: PeopleWalk,
  every: Grouping,
  outcome: PersonOutcome,
  seen: (code: number) => void,
): Generator<number, Division> {
  const { values } = every.property.reader;
  const started = new Float64Array(values.length + 1);
  for (const share of walk.visit(outcome, every, (code) => {
    if (outcome.depth > 0) started[code]!++;
    seen(code);
  })) {
    yield share;
  }
  const name = (code: number): string => (code === 0 ? NONE_LABEL : (values[code - 1] ?? ''));
  const ranked = [...started.keys()]
    .filter((code) => started[code]! > 0)
    .sort((a, b) => started[b]! - started[a]! || compareUtf8(name(a), name(b)) || a - b);
  const shown = ranked.slice(0, MOST_GROUPS);
  const rest = ranked.length - shown.length;
  const groupOf = new Int32Array(values.length + 1).fill(rest > 0 ? shown.length : -1);
  shown.forEach((code, group) => {
    groupOf[code] = group;
  });
  const groups = shown.map((code): GroupId => (code === 0 ? { kind: 'none' } : { kind: 'value', value: name(code) }));
  if (rest > 0) groups.push({ kind: 'other', values: rest });
  return { grouping: { property: every.property, groupOf }, groups, shown };
}
