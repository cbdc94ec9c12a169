import type { TableColumn } from '../backends/clickhouse/table.ts';

/** The plan's source for a table, as far as names and types of its columns tell. */
export interface MappedSource {
  readonly shape: 'clickhouse';
  readonly table: string;
  readonly person: string;
  readonly time: string;
  readonly event: string;
  readonly value?: string;
  readonly orderBy?: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** More columns than this are no properties that one would ask for. */
const MOST_PROPERTIES = 40;

const PERSON = [
  /^(person|user|visitor|customer|contact|client|member|donor|distinct|anonymous|profile)s?[_ -]?(id|key|uuid)?$/i,
  /(user|person|visitor|customer|contact|distinct).*(id|key)$/i,
  /e-?mail/i,
  /^(uid|who)$/i,
];
const TIME = [/^(time|timestamp|ts|at|event_?time|occurred|occurred_at|created_?at|date|day)$/i, /time|date|_at$/i];
const EVENT = [/^(event|event_?name|event_?type|action|what)$/i, /event|action/i, /^(name|type|kind)$/i];
const VALUE = [/^(value|amount|revenue|total|price|gift|sum)$/i, /value|amount|revenue/i];
const ORDER = [/^(place|seq|sequence|order_?no|row_?(no|number)|offset|insert_?id|event_?id)$/i];

/** Columns that mark a table that was loaded from files. */
const LOADED = ['place', 'date_only', 'load'];

/** `null` for what no column fits. */
export function guessSource(
  table: string,
  columns: readonly TableColumn[],
): MappedSource | { readonly missing: 'person' | 'time' | 'event' } {
  const isTime = ({ type }: TableColumn): boolean => /Date/.test(type);
  const isText = ({ type }: TableColumn): boolean => /String|Enum|UUID/.test(type);
  const isNumber = ({ type }: TableColumn): boolean => /^(Nullable\()?(U?Int|Float|Decimal)/.test(type);
  const taken = new Set<string>();
  const pick = (patterns: readonly RegExp[], fits: (column: TableColumn) => boolean): string | undefined => {
    for (const pattern of patterns) {
      const found = columns.find((column) => !taken.has(column.name) && fits(column) && pattern.test(column.name));
      if (found === undefined) continue;
      taken.add(found.name);
      return found.name;
    }
    return undefined;
  };
  const time = pick([...TIME, /./], isTime);
  const person = pick(PERSON, (column) => isText(column) || isNumber(column));
  const event = pick(EVENT, isText);
  if (person === undefined) return { missing: 'person' };
  if (time === undefined) return { missing: 'time' };
  if (event === undefined) return { missing: 'event' };
  const value = pick(VALUE, isNumber);
  const orderBy = pick(ORDER, (column) => isNumber(column) || isText(column));
  // Which load a row came with says nothing of its event.
  if (LOADED.every((name) => columns.some((column) => column.name === name))) taken.add('load');
  const properties = columns.filter((column) => !taken.has(column.name) && isText(column)).slice(0, MOST_PROPERTIES);
  return {
    shape: 'clickhouse',
    table,
    person,
    time,
    event,
    ...(value === undefined ? {} : { value }),
    ...(orderBy === undefined ? {} : { orderBy }),
    properties: Object.fromEntries(properties.map(({ name }) => [name, name])),
  };
}
