import type { ValueSample } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { EventMatcher } from './event-matcher.ts';
import { NumberList } from './quantiles.ts';
import type { Step } from './query.ts';

/** More values than this are handed on in part. */
const MOST_VALUES = 2000;

/** Collects the values of the events that fit each step. */
export class StepValues {
  private readonly columns: EventColumns;
  private readonly lists: readonly NumberList[];

  constructor(columns: EventColumns, steps: number) {
    this.columns = columns;
    this.lists = Array.from({ length: steps }, () => new NumberList());
  }

  /** `null` when no event has a value, so that no row has to be asked. */
  matcher(steps: readonly Step[]): EventMatcher | null {
    return this.columns.value === null ? null : new EventMatcher(this.columns, steps, []);
  }

  /** `within`: whether the row counts; it is asked anyhow, because occurrences are told apart on the way. */
  ask(matcher: EventMatcher, row: number, person: number, within: boolean): void {
    matcher.ask(row, person, this.columns.name[row]!);
    const value = this.columns.value?.[row] ?? Number.NaN;
    if (!within || Number.isNaN(value)) return;
    for (let rest = matcher.stepMask; rest !== 0; rest &= rest - 1)
      this.lists[31 - Math.clz32(rest & -rest)]!.push(value);
  }

  samples(): readonly (ValueSample | null)[] {
    return this.lists.map((list) => sampleOf(list.view()));
  }
}

function sampleOf(values: Float64Array): ValueSample | null {
  const n = values.length;
  if (n === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = n < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const kept = Math.min(n, MOST_VALUES);
  // In order of size, so that the part does not depend on the order of people.
  const sorted = values.slice().sort();
  return { n, mean, variance, values: Array.from({ length: kept }, (_, i) => sorted[Math.floor((i * n) / kept)]!) };
}
