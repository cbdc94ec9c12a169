import type { EventColumns } from '../../src/engine/columns.ts';
import { importFiles } from '../../src/importers/import.ts';
import { parsePlan } from '../../src/journey/plan-file.ts';
import { nodeFile } from '../../src/report/node-file.ts';

const PLAN = {
  handrail: 1,
  timeZone: 'UTC',
  sources: [
    {
      files: '*.csv',
      shape: 'events',
      person: 'user_id',
      event: 'event',
      time: 'time',
      value: 'amount',
      properties: { channel: 'channel' },
    },
  ],
  stages: {
    awareness: { enter: ['page viewed'] },
    interest: { enter: ['newsletter opened'] },
    motivation: { enter: ['checkout'] },
    action: { enter: ['purchase'] },
  },
  window: '30d',
};

/** The event log as the application reads it: quotes, UTF-8, numbers and times checked, every row accounted for. */
export async function importEventLog(path: string): Promise<EventColumns> {
  const { plan } = parsePlan(JSON.stringify(PLAN), 'plan.json');
  const { columns, profile } = await importFiles([await nodeFile(path)], plan, {
    salt: new Uint8Array(0),
    nowUs: Date.UTC(2030, 0, 1) * 1000,
  });
  if (profile.quality.rowsAccepted !== profile.quality.rowsRead) throw new Error('rows were refused');
  return columns;
}
