import { HandrailError } from '../../journey/errors.ts';
import { nearestName } from '../../journey/nearest.ts';
import type { TableSource } from '../../journey/table-source.ts';
import { identifier, type Params } from './statement.ts';

export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

/** A source whose columns are known to be there. */
export class EventTable {
  readonly source: TableSource;
  /** Later events do not count; `null`: all do. */
  private readonly nowUs: number | null;
  private readonly types: ReadonlyMap<string, string>;

  /** Throws `clickhouse-column-missing` when the tables lack a column that the source names. */
  constructor(source: TableSource, columns: readonly TableColumn[], nowUs: number | null = null) {
    this.source = source;
    this.nowUs = nowUs;
    this.types = new Map(columns.map(({ name, type }) => [name, type]));
    const named = [
      ['person', source.person],
      ['time', source.time],
      ['event', source.event],
      ['value', source.value],
      ['order', source.order],
      ...Object.entries(source.properties).map(([property, column]) => [`properties.${property}`, column] as const),
      ...source.exclude.map(({ column }) => ['exclude', column] as const),
    ] as const;
    for (const [key, column] of named) {
      if (column === null || this.types.has(column)) continue;
      throw new HandrailError('clickhouse-column-missing', {
        table: source.tables[0] ?? '',
        key,
        column,
        nearest: nearestName(column, [...this.types.keys()]),
      });
    }
    if (!isTime(this.typeOf(source.time))) {
      throw new HandrailError('clickhouse-column-type', {
        table: source.tables[0] ?? '',
        column: source.time,
        type: this.typeOf(source.time),
        expected: 'DateTime64, DateTime or Date',
      });
    }
  }

  /** What each table is read from. Its columns are named with the table, so that no alias of ours can stand for one. */
  get tables(): readonly string[] {
    const { database, tables } = this.source;
    const place = database === null ? '' : `${identifier(database)}.`;
    return tables.map((table) => `${place}${identifier(table)} AS src`);
  }

  /** Whether times are days without a clock. */
  get dateOnly(): boolean {
    return /^(Nullable\()?Date(32)?\b(?!Time)/.test(this.typeOf(this.source.time));
  }

  /** A column of loaded tables: whether the row's time is a day without a clock. */
  get dateOnlyColumn(): string | null {
    return this.types.get(DATE_ONLY) === 'UInt8' ? columnOf(DATE_ONLY) : null;
  }

  /** Microseconds since 1970 UTC. */
  timeUs(zone: string): string {
    const column = columnOf(this.source.time);
    const type = this.typeOf(this.source.time);
    const inner = /Nullable/.test(type) ? `assumeNotNull(${column})` : column;
    if (this.dateOnly) return `toUnixTimestamp64Micro(toDateTime64(${inner}, 6, ${zone}))`;
    if (/DateTime64/.test(type)) return `toUnixTimestamp64Micro(toDateTime64(${inner}, 6))`;
    return `toInt64(toUnixTimestamp(${inner})) * 1000000`;
  }

  person(): string {
    const column = columnOf(this.source.person);
    const type = this.typeOf(this.source.person);
    return /Nullable/.test(type) ? `assumeNotNull(${column})` : column;
  }

  order(): string {
    return this.source.order === null ? 'toUInt8(0)' : columnOf(this.source.order);
  }

  /**
   * What rows go by, of their time `t` and their order `o`: one number where the order is a whole number, which aggregate
   * functions compare many times as fast as a pair.
   */
  rank(): string {
    if (this.source.order === null) return 't';
    if (!/^U?Int(8|16|32|64)$/.test(this.typeOf(this.source.order))) return '(t, o)';
    return `toInt128(t) * toInt128('${2n ** 64n}') + o`;
  }

  event(): string {
    return this.text(this.source.event);
  }

  value(): string | null {
    return this.source.value === null ? null : `toFloat64OrNull(toString(${columnOf(this.source.value)}))`;
  }

  /** A property as text, empty for none; a property that the source does not map is none everywhere. */
  property(name: string): string {
    const column = Object.hasOwn(this.source.properties, name) ? this.source.properties[name] : undefined;
    return column === undefined ? `''` : this.text(column);
  }

  /** Which rows are read at all: those with a person and a time, as the source says. */
  conditions(params: Params, { future = false } = {}): readonly string[] {
    const { person, time, exclude } = this.source;
    const type = this.typeOf(person);
    const conditions: string[] = [];
    if (/String/.test(type)) conditions.push(`${columnOf(person)} != ''`);
    else if (/Nullable/.test(type)) conditions.push(`isNotNull(${columnOf(person)})`);
    if (/Nullable/.test(this.typeOf(time))) conditions.push(`isNotNull(${columnOf(time)})`);
    for (const { column, values, keep } of exclude) {
      conditions.push(`${keep ? '' : 'NOT '}has(${params.texts(values)}, ${this.text(column)})`);
    }
    if (this.nowUs !== null && !future) conditions.push(this.notLater(this.nowUs, params));
    return conditions;
  }

  /** In the column's own type, so that an index by time serves. */
  private notLater(us: number, params: Params): string {
    const limit = `fromUnixTimestamp64Micro(${params.int(us)}, 'UTC')`;
    return `${columnOf(this.source.time)} <= ${this.dateOnly ? `toDate32(${limit})` : limit}`;
  }

  /** A column as text. */
  text(column: string): string {
    const type = this.typeOf(column);
    const name = columnOf(column);
    if (type === 'String' || type === 'LowCardinality(String)') return name;
    if (/^(LowCardinality\()?Nullable\(String\)/.test(type)) return `ifNull(${name}, '')`;
    return `ifNull(toString(${name}), '')`;
  }

  private typeOf(column: string): string {
    return this.types.get(column) ?? '';
  }
}

const DATE_ONLY = 'date_only';

function columnOf(name: string): string {
  return `src.${identifier(name)}`;
}

function isTime(type: string): boolean {
  return /^(LowCardinality\()?(Nullable\()?(Date|Date32|DateTime|DateTime64)\b/.test(type);
}
