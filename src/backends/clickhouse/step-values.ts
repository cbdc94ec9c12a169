import type { ValueSample } from '../../engine/answer.ts';
import type { EvidenceQuery } from '../../engine/query.ts';
import { People } from './people.ts';
import { type Asking, numberOf, numbersOf, Params } from './statement.ts';
import type { EventTable } from './table.ts';

/** More values than this are handed on in part, as the embedded engine does. */
const MOST_VALUES = 2000;

/** Per step, the values of the events that fit it, of anybody, within `during`. */
export function* stepValues(query: EvidenceQuery, table: EventTable): Asking<readonly (ValueSample | null)[]> {
  const value = table.value();
  if (value === null) return query.steps.map(() => null);
  const params = new Params();
  const scope = {
    ...query,
    filters: [],
    exclusions: [],
    calendarDays: false,
    order: 'ordered' as const,
    entered: null,
  };
  const people = new People(scope, table, params, value);
  const rows = `SELECT arrayJoin(arrayZip(M, W)) AS e, e.1 AS m, e.2 AS w FROM (${people.sql(null)})`;
  const columns = query.steps.flatMap((_, k) => {
    const fits = `bitTest(m, ${k})`;
    return [
      `arraySort(groupArrayIf(w, ${fits})) AS all${k}`,
      `length(all${k}) AS n${k}`,
      `avgIf(w, ${fits}) AS mean${k}`,
      `if(n${k} < 2, 0, varSampStableIf(w, ${fits})) AS variance${k}`,
    ];
  });
  const kept = query.steps.flatMap((_, k) => [
    `n${k}`,
    `ifNotFinite(mean${k}, 0) AS mean${k}_`,
    `ifNotFinite(variance${k}, 0) AS variance${k}_`,
    `arrayMap(i -> all${k}[intDiv(i * n${k}, least(n${k}, ${MOST_VALUES})) + 1], range(least(n${k}, ${MOST_VALUES}))) AS values${k}`,
  ]);
  const [row] = yield {
    sql: `SELECT ${kept.join(', ')} FROM (SELECT ${columns.join(', ')} FROM (${rows}) WHERE isNotNull(w) AND NOT isNaN(w))`,
    params: params.values,
  };
  return query.steps.map((_, k) => {
    const n = numberOf(row, `n${k}`);
    if (n === 0) return null;
    return {
      n,
      mean: numberOf(row, `mean${k}_`),
      variance: numberOf(row, `variance${k}_`),
      values: numbersOf(row, `values${k}`),
    };
  });
}
