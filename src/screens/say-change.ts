import type { View } from '../questions/view.ts';
import { formatList } from '../words/numbers.ts';

const NAMES: Readonly<Record<keyof View, string>> = {
  window: 'the time limit',
  order: 'how steps are taken',
  asOf: 'up to when the data is complete',
  entered: 'the days of entering',
  during: 'the days in which it was done',
  breakdown: 'the split',
  filters: 'who is counted',
  exclusions: 'who is left out',
  counting: 'how stages are counted',
  interval: 'the periods',
  compare: 'the comparison',
  way: 'the way looked at',
};

/** A change of the question as a noun: "Change of the split and who is counted". */
export function sayChange(keys: readonly (keyof View)[]): string {
  const names = keys.map((key) => NAMES[key]).filter((name) => name !== undefined);
  return names.length === 0 ? 'Change of the question' : `Change of ${formatList(names)}`;
}
