import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtApp, type RunningApp, startApp } from './app.ts';
import { type FaultyServer, serveFaultily } from './faulty-server.ts';
import { shopLog } from './files.ts';

const PLAN = 'data/shop/plan.json';
const VISITS = 'data/shop/visits.csv';

let server: FaultyServer;
let app: RunningApp;

beforeEach(async () => {
  server = await serveFaultily(builtApp);
  server.put(PLAN, plan());
  server.put(VISITS, shopLog(400).buffer);
  app = await startApp({ address: server.address });
});
afterEach(async () => {
  await app.close();
  await server.close();
});

function plan(changes: object = {}): string {
  return JSON.stringify({
    handrail: 1,
    name: 'Corner shop',
    sources: [
      {
        files: 'visits.csv',
        shape: 'events',
        person: 'user_id',
        time: 'time',
        event: 'event',
        properties: { channel: 'channel' },
      },
    ],
    stages: {
      awareness: { label: 'Visited', enter: ['1 - visit'] },
      interest: { enter: ['2 - sign up'] },
      action: { enter: ['3 - purchase'] },
    },
    timeZone: 'Europe/Berlin',
    window: '30d',
    ...changes,
  });
}

const LINK = `?plan=${PLAN}`;

async function stairs(page: Page): Promise<Record<string, string>> {
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  const rows = await page.getByRole('table').first().locator('tbody tr').all();
  const cells = await Promise.all(rows.map((row) => row.locator('th,td').allInnerTexts()));
  await page.getByRole('button', { name: 'Show as picture' }).first().click();
  return Object.fromEntries(
    cells.map(([name = '', people = '']) => [name.split('\n')[0] ?? '', people.split('\n')[0] ?? '']),
  );
}

describe('a link to a plan beside the page', () => {
  test('opens the journey, and asks for nothing twice that has not changed', async () => {
    const page = await app.open(LINK);
    expect(await stairs(page)).toMatchObject({ Visited: '400', Interest: '200', Action: '100' });
    expect(server.heard).toEqual([`200 ${PLAN}`, `200 ${VISITS}`]);
    server.heard.length = 0;
    await page.reload();
    expect(await stairs(page)).toMatchObject({ Visited: '400' });
    await expect.poll(() => server.heard).toEqual([`304 ${PLAN}`, `304 ${VISITS}`]);
    expect(await page.getByText('Kept copy').count()).toBe(0);
    expect(app.faults).toEqual([]);
  });
});
