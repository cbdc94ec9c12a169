import type { DatasetProfile, PropertyProfile } from '../../journey/profile.ts';
import { type Asking, numberOf, Params, type Statement, textOf } from './statement.ts';
import type { EventTable } from './table.ts';

/** More names of events than this are no names. */
const MOST_NAMES = 10_000;
const TOP_VALUES = 20;

/** `until`: the end of the source as the plan says; `nowUs`: later events do not count. */
export interface ProfileOptions {
  readonly timeZone: string;
  readonly nowUs: number;
  readonly untilUs: number | null;
}

/** What is known about a table without asking a question. A table without rows has a profile without events. */
export function* profile(table: EventTable, { timeZone, nowUs, untilUs }: ProfileOptions): Asking<DatasetProfile> {
  const [all] = yield totals(table, timeZone, nowUs);
  const names = yield eventNames(table, timeZone);
  const properties: PropertyProfile[] = [];
  for (const name of Object.keys(table.source.properties)) {
    const rows = yield values(table, name);
    properties.push({
      name,
      of: 'event',
      distinct: rows[0] === undefined ? 0 : numberOf(rows[0], 'distinct_'),
      top: rows.map((row) => ({ value: textOf(row, 'value'), count: numberOf(row, 'events') })),
    });
  }
  const { source } = table;
  const events = numberOf(all, 'events');
  const people = numberOf(all, 'people');
  const late = numberOf(all, 'late');
  const [firstUs, lastUs] = events === 0 ? [null, null] : [numberOf(all, 'first'), numberOf(all, 'last')];
  return {
    eventCount: events,
    personCount: people,
    firstUs,
    lastUs,
    nowUs,
    timeZone,
    keys: 'kept',
    sources: [
      {
        sourceIndex: source.sourceIndex,
        shape: 'clickhouse',
        files: [],
        dateOnly: table.dateOnly || numberOf(all, 'dated') > 0,
        events,
        firstUs,
        lastUs,
        untilUs,
        eventNames: names.map((row) => textOf(row, 'name')),
      },
    ],
    eventNames: names.map((row) => ({
      name: textOf(row, 'name'),
      events: numberOf(row, 'events'),
      people: numberOf(row, 'people'),
      firstUs: numberOf(row, 'first'),
      lastUs: numberOf(row, 'last'),
    })),
    properties,
    quality: {
      rowsRead: events + late,
      rowsAccepted: events,
      rowsRejected: 0,
      rowsExcluded: late,
      parts: [
        {
          file: source.name,
          sourceIndex: source.sourceIndex,
          rowsRead: events + late,
          rowsAccepted: events,
          rowsRejected: 0,
          rowsExcluded: late,
          people,
          rejectedBy: {},
          excludedBy: late === 0 ? [] : [{ reason: 'in-the-future', detail: '', rows: late }],
          rejects: [],
          cellProblems: [],
          notes: [],
        },
      ],
      matches: [],
    },
  };
}

function rows(table: EventTable, columns: string, conditions: readonly string[]): string {
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return table.tables.map((from) => `SELECT ${columns} FROM ${from}${where}`).join(' UNION ALL ');
}

function totals(table: EventTable, timeZone: string, nowUs: number): Statement {
  const params = new Params();
  const now = params.int(nowUs);
  const from = rows(
    table,
    `${table.person()} AS p, ${table.timeUs(params.text(timeZone))} AS t, ${table.dateOnlyColumn ?? 'toUInt8(0)'} AS dated_`,
    table.conditions(params, { future: true }),
  );
  return {
    sql: `SELECT countIf(t <= ${now}) AS events, countIf(t > ${now}) AS late, uniqExactIf(p, t <= ${now}) AS people, minIf(t, t <= ${now}) AS first, maxIf(t, t <= ${now}) AS last, max(dated_) AS dated FROM (${from})`,
    params: params.values,
  };
}

function eventNames(table: EventTable, timeZone: string): Statement {
  const params = new Params();
  const columns = `CAST(${table.event()} AS String) AS name, ${table.person()} AS p, ${table.timeUs(params.text(timeZone))} AS t`;
  const from = rows(table, columns, table.conditions(params));
  return {
    sql: `SELECT name, count() AS events, uniqExact(p) AS people, min(t) AS first, max(t) AS last FROM (${from}) GROUP BY name ORDER BY events DESC, name LIMIT ${MOST_NAMES}`,
    params: params.values,
  };
}

function values(table: EventTable, property: string): Statement {
  const params = new Params();
  const from = rows(table, `CAST(${table.property(property)} AS String) AS value`, table.conditions(params));
  const counted = `SELECT value, count() AS events FROM (${from}) WHERE value != '' GROUP BY value`;
  return {
    sql: `SELECT *, count() OVER () AS distinct_ FROM (${counted}) ORDER BY events DESC, value LIMIT ${TOP_VALUES}`,
    params: params.values,
  };
}

/** The columns of one table, as the user who asks may see them. */
export function columnsStatement(database: string | null, table: string): Statement {
  const params = new Params();
  const place = database === null ? 'currentDatabase()' : params.text(database);
  return {
    sql: `SELECT name, type FROM system.columns WHERE database = ${place} AND table = ${params.text(table)} ORDER BY position`,
    params: params.values,
  };
}
