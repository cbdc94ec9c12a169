import type { PlanSource, SourceShape } from '../journey/plan.ts';

/** What a column is for. `alias`: another key of the same person. */
export type Role = 'person' | 'alias' | 'time' | 'event' | 'value' | 'property' | 'unused';

export function roleOf(source: PlanSource, column: string): Role {
  if (source.person === column) return 'person';
  if (source.aliases?.includes(column)) return 'alias';
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
  const { event: _, ...rest } = source;
  return shape === 'list' ? { ...rest, shape, event: listName } : { ...rest, shape };
}

/** The columns without which a source cannot be read, that are still missing. */
export function missingRoles(source: PlanSource): ('person' | 'time' | 'event')[] {
  const missing: ('person' | 'time' | 'event')[] = [];
  if (source.person === '') missing.push('person');
  if (source.shape === 'events' && source.time === undefined) missing.push('time');
  if (source.shape !== 'people' && (source.event === undefined || source.event === '')) missing.push('event');
  return missing;
}

function withoutRole(source: PlanSource, column: string): PlanSource {
  const { aliases, time, event, value, properties, ...rest } = source;
  const otherAliases = (aliases ?? []).filter((other) => other !== column);
  const otherProperties = Object.entries(properties ?? {}).filter(([, other]) => other !== column);
  return {
    ...rest,
    person: rest.person === column ? '' : rest.person,
    ...(otherAliases.length > 0 ? { aliases: otherAliases } : {}),
    ...(time === undefined || time === column ? {} : { time }),
    ...(event === undefined || (source.shape === 'events' && event === column) ? {} : { event }),
    ...(value === undefined || value === column ? {} : { value }),
    ...(otherProperties.length > 0 ? { properties: Object.fromEntries(otherProperties) } : {}),
  };
}

function freeName(source: PlanSource, column: string): string {
  const names = Object.keys(source.properties ?? {});
  let name = column;
  for (let number = 2; names.includes(name); number += 1) name = `${column} ${number}`;
  return name;
}
