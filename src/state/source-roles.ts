import type { PlanSource, SourceShape } from '../journey/plan.ts';
import { datedName } from '../journey/shape-guess.ts';

/** What a column is for. `alias`: another key of the same person. `date`: when the person reached a stage. */
export type Role = 'person' | 'alias' | 'time' | 'date' | 'event' | 'value' | 'property' | 'unused';

export function roleOf(source: PlanSource, column: string): Role {
  if (source.person === column) return 'person';
  if (source.aliases?.includes(column)) return 'alias';
  if (source.shape === 'dates' && Object.hasOwn(source.dates ?? {}, column)) return 'date';
  if (source.time === column) return 'time';
  if (source.shape === 'events' && source.event === column) return 'event';
  if (source.value === column) return 'value';
  return Object.values(source.properties ?? {}).includes(column) ? 'property' : 'unused';
}

/** The source with a column in a role. A role that only one column can have leaves the column that had it. */
export function withRole(source: PlanSource, column: string, role: Role): PlanSource {
  const freed = withoutRole(source, column);
  switch (role) {
    case 'person':
    case 'time':
    case 'event':
    case 'value':
      return { ...freed, [role]: column };
    case 'date':
      return { ...freed, dates: withEntry(freed.dates, column, datedName(column) || column) };
    case 'alias':
      return { ...freed, aliases: [...(freed.aliases ?? []), column] };
    case 'property':
      return { ...freed, properties: { ...freed.properties, [freeName(freed, column)]: column } };
    case 'unused':
      return freed;
  }
}

/** The source read in another shape. `listName`: what every row of a list means. */
export function withShape(source: PlanSource, shape: SourceShape, listName: string): PlanSource {
  if (source.shape === shape) return source;
  const {
    event: _,
    eventElse: _else,
    dates,
    channel: _channel,
    currency: _currency,
    currencyColumn: _column,
    ...rest
  } = source;
  const time = rest.time ?? Object.keys(dates ?? {})[0];
  const timed = time === undefined ? rest : { ...rest, time };
  switch (shape) {
    case 'list':
      return { ...timed, shape, event: listName };
    case 'dates': {
      const { time: only, ...untimed } = rest;
      return { ...untimed, shape, dates: dates ?? (only === undefined ? {} : { [only]: datedName(only) || listName }) };
    }
    case 'costs': {
      const { aliases: _aliases, ...alone } = timed;
      return { ...alone, shape, person: '' };
    }
    case 'events':
    case 'people':
    case 'clickhouse':
      return { ...timed, shape };
  }
}

/** The source with another event for one of its date columns. A condition of the date stays. */
export function withDatedEvent(source: PlanSource, column: string, event: string): PlanSource {
  const date = source.dates?.[column];
  return { ...source, dates: withEntry(source.dates, column, typeof date === 'object' ? { ...date, event } : event) };
}

/** A role without which a source cannot be read. */
export type NeededRole = 'person' | 'time' | 'event' | 'date' | 'value';

/** The columns without which a source cannot be read, that are still missing. */
export function missingRoles(source: PlanSource): NeededRole[] {
  const { shape, person, time, event, value, dates } = source;
  const needs: readonly (readonly [NeededRole, boolean])[] = [
    ['person', shape !== 'costs' && person === ''],
    ['time', (shape === 'events' || shape === 'costs') && time === undefined],
    ['event', (shape === 'events' || shape === 'list') && (event === undefined || event === '')],
    ['date', shape === 'dates' && Object.keys(dates ?? {}).length === 0],
    ['value', shape === 'costs' && value === undefined],
  ];
  return needs.flatMap(([role, isMissing]) => (isMissing ? [role] : []));
}

function withoutRole(source: PlanSource, column: string): PlanSource {
  const { aliases, time, event, value, properties, dates, ...rest } = source;
  const otherDates = Object.entries(dates ?? {}).filter(([other]) => other !== column);
  const otherAliases = (aliases ?? []).filter((other) => other !== column);
  const otherProperties = Object.entries(properties ?? {}).filter(([, other]) => other !== column);
  return {
    ...rest,
    person: rest.person === column ? '' : rest.person,
    ...(otherAliases.length > 0 ? { aliases: otherAliases } : {}),
    ...(time === undefined || time === column ? {} : { time }),
    ...(event === undefined || (source.shape === 'events' && event === column) ? {} : { event }),
    ...(value === undefined || value === column ? {} : { value }),
    ...(dates === undefined ? {} : { dates: Object.fromEntries(otherDates) }),
    ...(otherProperties.length > 0 ? { properties: Object.fromEntries(otherProperties) } : {}),
  };
}

/** A record with one more entry; the column may be called as a part of every object is. */
function withEntry<T>(record: Readonly<Record<string, T>> | undefined, key: string, value: T): Record<string, T> {
  const others = Object.entries(record ?? {});
  const at = others.findIndex(([name]) => name === key);
  return Object.fromEntries(at < 0 ? [...others, [key, value]] : others.with(at, [key, value]));
}

function freeName(source: PlanSource, column: string): string {
  const names = Object.keys(source.properties ?? {});
  let name = column;
  for (let number = 2; names.includes(name); number += 1) name = `${column} ${number}`;
  return name;
}
