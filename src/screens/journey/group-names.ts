import type { GroupId } from '../../engine/answer.ts';
import { countOf } from '../../words/numbers.ts';

/** A group as a text: its value, "(none)", or "(other: 12 values)". */
export function groupName(group: GroupId): string {
  switch (group.kind) {
    case 'value':
      return group.value;
    case 'none':
      return '(none)';
    case 'other':
      return `(other: ${countOf(group.values, 'value', 'values')})`;
  }
}

/** A group as a key that no value can collide with. */
export function groupKey(group: GroupId): string {
  return group.kind === 'value' ? `=${group.value}` : group.kind;
}

/** What a view says of a group: its value, `null` for none; `undefined` for the others, which no view can name. */
export function groupInView(group: GroupId): string | null | undefined {
  if (group.kind === 'value') return group.value;
  return group.kind === 'none' ? null : undefined;
}
