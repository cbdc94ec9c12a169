import type { EventColumns } from '../../src/engine/columns.ts';
import { buildColumns } from '../../src/importers/build-columns.ts';
import { EventTable } from '../../src/importers/event-table.ts';
import { importFiles } from '../../src/importers/import.ts';
import { NumberColumn } from '../../src/importers/number-column.ts';
import { openTable } from '../../src/importers/open-table.ts';
import { Part } from '../../src/importers/part.ts';
import { SourceReader } from '../../src/importers/source-reader.ts';
import { ImportClock, TimeColumn } from '../../src/importers/times/time-column.ts';
import type { PlanSource } from '../../src/journey/plan.ts';
import { parsePlan } from '../../src/journey/plan-file.ts';
import { nodeFile } from '../../src/report/node-file.ts';

const SOURCE: PlanSource = {
  files: '*.csv',
  shape: 'events',
  person: 'user_id',
  event: 'event',
  time: 'time',
  value: 'amount',
  properties: { channel: 'channel' },
};
const PLAN = {
  handrail: 1,
  timeZone: 'UTC',
  sources: [SOURCE],
  stages: {
    awareness: { enter: ['page viewed'] },
    interest: { enter: ['newsletter opened'] },
    motivation: { enter: ['checkout'] },
    action: { enter: ['purchase'] },
  },
  window: '30d',
};
const NOW_US = Date.UTC(2030, 0, 1) * 1000;
const SALT = new Uint8Array(0);

/** The event log as the application imports it: with the file's digest and the report on its quality. */
export async function importEventLog(path: string): Promise<EventColumns> {
  const { plan } = parsePlan(JSON.stringify(PLAN), 'plan.json');
  const { columns, profile } = await importFiles([await nodeFile(path)], plan, { salt: SALT, nowUs: NOW_US });
  if (profile.quality.rowsAccepted !== profile.quality.rowsRead) throw new Error('rows were refused');
  return columns;
}

/**
 * The part of an import that others do too: from the file to sorted columns, with quotes, UTF-8, numbers and times checked
 * and every row accounted for.
 */
export async function readEventLog(path: string): Promise<EventColumns> {
  const table = new EventTable(SALT, false);
  const time = new TimeColumn('sources[0]', SOURCE, 'UTC', new ImportClock('UTC', ['UTC']));
  const part = new Part('events.csv', 0, false, undefined);
  const opened = await openTable(await nodeFile(path), { columns: Object.values(SOURCE.properties ?? {}) }, NOBODY);
  const reader = new SourceReader({
    ...{ table, part, source: SOURCE, sourceIndex: 0, head: opened.head, time },
    ...{ numbers: new NumberColumn(undefined), pending: new Map<number, number>(), nowUs: NOW_US },
  });
  await opened.read(reader, () => Promise.resolve());
  table.settleKeys();
  await opened.close();
  time.decide();
  if (time.hasPending || part.rowsAccepted !== part.rowsRead) throw new Error('rows were refused or are open');
  return buildColumns(table, [{ from: 0, to: table.rows, sourceIndex: 0 }]).columns;
}

const NOBODY = { onBytes: () => undefined };
