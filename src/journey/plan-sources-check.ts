import { HandrailError } from './errors.ts';
import type { Plan, PlanSource } from './plan.ts';

/** What a source must have besides what the schema says of each key. Throws `plan-missing-key` or `plan-wrong-value`. */
export function checkSources(plan: Plan): void {
  plan.sources.forEach((source, i) => {
    checkSource(source, `sources[${i}]`);
  });
}

function checkSource(source: PlanSource, path: string): void {
  const missing = (key: string, expected: string): HandrailError =>
    new HandrailError('plan-missing-key', { path: `${path}.${key}`, expected });
  if (source.shape !== 'clickhouse' && source.files === '') throw missing('files', 'the name of a file');
  if (source.shape !== 'costs' && source.person === '') throw missing('person', 'the column that names the person');
  if (source.shape === 'costs') {
    if (source.time === undefined) throw missing('time', 'the column with the day');
    if (source.value === undefined) throw missing('value', 'the column with what was spent');
  }
  if (source.shape === 'clickhouse') {
    if (source.table === undefined) throw missing('table', 'a table as "shop.events"');
    if (source.time === undefined) throw missing('time', 'the column with the time');
    if (source.event === undefined) throw missing('event', 'the column with the name of the event');
  }
  if (source.shape === 'dates' && Object.keys(source.dates ?? {}).length === 0) {
    throw missing('dates', 'date columns and their events as { "Became a Lead Date": "Lead" }');
  }
  source.exclude?.forEach((rule, i) => {
    if ((rule.in === undefined) !== (rule.notIn === undefined)) return;
    if (rule.in === undefined) throw missing(`exclude[${i}].in`, 'a list of values');
    throw new HandrailError('plan-wrong-value', {
      path: `${path}.exclude[${i}].notIn`,
      value: JSON.stringify(rule.notIn),
      expected: 'left out, because the rule has "in" already',
    });
  });
}
