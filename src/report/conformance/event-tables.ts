import { identifier } from '../../backends/clickhouse/statement.ts';
import type { EventTable } from '../../backends/clickhouse/table.ts';
import type { EventColumns } from '../../engine/columns.ts';
import { PropertyReader } from '../../engine/property-reader.ts';
import type { TableSource } from '../../journey/table-source.ts';
import type { LocalClickHouse } from './local-clickhouse.ts';

/** Puts event columns into a table of their own, or spreads them over several, row by row. */
export function tableOf(clickhouse: LocalClickHouse, columns: EventColumns, spread = 1): EventTable {
  const names = Object.keys(columns.properties);
  const readers = names.map((name) => new PropertyReader(columns, name));
  const tables = Array.from({ length: spread }, (_, index) => `events ${index}`);
  const rows = tables.map((): string[] => []);
  const decoder = new TextDecoder();
  for (let person = 0; person < columns.personCount; person++) {
    const { bytes, offsets } = columns.personKeys;
    const key = decoder.decode(bytes.subarray(offsets[person], offsets[person + 1]));
    for (let row = columns.personStart[person] ?? 0; row < (columns.personStart[person + 1] ?? 0); row++) {
      const values = readers.map((reader) => {
        const code = reader.read(row, person);
        return code === 0 ? '' : (reader.values[code - 1] ?? '');
      });
      const value = columns.value?.[row] ?? Number.NaN;
      // A whole-number hash spreads the rows of a person over all tables.
      const at = (Math.imul(row + 1, 0x9e3779b1) >>> 0) % spread;
      rows[at]?.push(
        JSON.stringify([
          key,
          columns.timeUs[row],
          columns.names[columns.name[row] ?? 0],
          row,
          Number.isNaN(value) ? null : value,
          ...values,
        ]),
      );
    }
  }
  tables.forEach((table, index) => {
    clickhouse.drop(table);
    const properties = names.map((_, n) => `, ${identifier(`property ${n}`)} LowCardinality(String)`).join('');
    clickhouse.exec(
      `CREATE TABLE ${identifier(table)} (who String, at_us Int64, at DateTime64(6, 'UTC') ALIAS fromUnixTimestamp64Micro(at_us, 'UTC'), what LowCardinality(String), place UInt32, worth Nullable(Float64)${properties}) ENGINE = Memory`,
    );
    if (rows[index]?.length)
      clickhouse.exec(`INSERT INTO ${identifier(table)} FORMAT JSONCompactEachRow ${rows[index].join('\n')}`);
  });
  const source: TableSource = {
    name: 'events',
    sourceIndex: 0,
    database: null,
    tables,
    person: 'who',
    time: 'at',
    event: 'what',
    value: 'worth',
    order: 'place',
    properties: Object.fromEntries(names.map((name, n) => [name, `property ${n}`])),
    exclude: [],
    until: null,
  };
  return clickhouse.table(source);
}
