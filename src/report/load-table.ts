import { identifier } from '../backends/clickhouse/statement.ts';
import type { EventColumns } from '../engine/columns.ts';
import { PropertyReader } from '../engine/property-reader.ts';
import type { DatasetProfile } from '../journey/profile.ts';

/** Rows that are sent at a time. */
const ROWS = 100_000;
const OWN = ['person', 'time', 'event', 'value', 'place', 'date_only', 'load'];

/** A property's column in a loaded table; its own name unless a column of the table's has it. */
export function propertyColumn(property: string): string {
  return OWN.includes(property) ? `property ${property}` : property;
}

/** `shop`.`events`; a name with no dot or several is a table's alone. */
export function tableIdentifier(name: string): string {
  const [database = '', table, ...more] = name.split('.');
  if (table === undefined || more.length > 0 || database === '' || table === '') return identifier(name);
  return `${identifier(database)}.${identifier(table)}`;
}

/** Names that repeat are kept once per part, times and places as differences, and people lie together in order of time. */
export function createTableSql(table: string, properties: readonly string[]): string {
  const columns = [
    'person String CODEC(ZSTD(1))',
    `time DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1))`,
    'event LowCardinality(String)',
    'value Nullable(Float64) CODEC(ZSTD(1))',
    'place UInt64 CODEC(Delta, ZSTD(1))',
    'date_only UInt8 CODEC(ZSTD(1))',
    'load LowCardinality(String)',
    ...properties.map((property) => `${identifier(propertyColumn(property))} LowCardinality(String)`),
  ];
  return `CREATE TABLE IF NOT EXISTS ${tableIdentifier(table)} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY (person, time)`;
}

/** The statement that inserts rows as `rowsToLoad` writes them. */
export function insertSql(table: string, properties: readonly string[]): string {
  const columns = [...OWN, ...properties.map(propertyColumn)].map(identifier).join(', ');
  return `INSERT INTO ${tableIdentifier(table)} (${columns}) FORMAT JSONCompactEachRow`;
}

/**
 * All events as lines of JSON, some at a time. A person's property stands at each of their events that has none of its
 * own; `place` keeps the order of equal times, counted on from `firstPlace`.
 */
export function* rowsToLoad(
  columns: EventColumns,
  profile: DatasetProfile,
  { load, firstPlace }: { readonly load: string; readonly firstPlace: number },
): Generator<string> {
  const decoder = new TextDecoder();
  const readers = Object.keys(columns.properties).map((property) => new PropertyReader(columns, property));
  const dated = new Set(profile.sources.filter(({ dateOnly }) => dateOnly).map(({ sourceIndex }) => sourceIndex));
  const { bytes, offsets } = columns.personKeys;
  let lines: string[] = [];
  for (let person = 0; person < columns.personCount; person++) {
    const key = decoder.decode(bytes.subarray(offsets[person], offsets[person + 1]));
    for (let row = columns.personStart[person]!; row < columns.personStart[person + 1]!; row++) {
      const value = columns.value?.[row] ?? Number.NaN;
      const values = readers.map((reader) => {
        const code = reader.read(row, person);
        return code === 0 ? '' : (reader.values[code - 1] ?? '');
      });
      lines.push(
        JSON.stringify([
          key,
          utcText(columns.timeUs[row]!),
          columns.names[columns.name[row]!],
          Number.isNaN(value) ? null : value,
          firstPlace + row,
          dated.has(columns.source[row]!) ? 1 : 0,
          load,
          ...values,
        ]),
      );
      if (lines.length < ROWS) continue;
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** `2026-03-01 10:00:00.000000`, in UTC. */
function utcText(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  const text = new Date(seconds * 1000).toISOString();
  return `${text.slice(0, -5).replace('T', ' ')}.${String(us - seconds * 1_000_000).padStart(6, '0')}`;
}
