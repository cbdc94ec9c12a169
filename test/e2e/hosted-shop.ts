import type { Page } from 'playwright';
import { builtApp, type RunningApp, type StartOptions, startApp } from './app.ts';
import { type FaultyServer, serveFaultily } from './faulty-server.ts';
import { shopLog } from './files.ts';

/** A small journey that an organisation puts beside the page, with known answers. */
export const PLAN = 'data/shop/plan.json';
export const VISITS = 'data/shop/visits.csv';
export const LINK = `?plan=${PLAN}`;

export interface HostedShop {
  readonly server: FaultyServer;
  readonly app: RunningApp;
  close(): Promise<void>;
}

/** A server with the built page and the shop beside it, and a browser on it. */
export async function startShop(visits: Buffer = shopLog(400).buffer, options: StartOptions = {}): Promise<HostedShop> {
  const server = await serveFaultily(builtApp);
  server.put(PLAN, plan());
  server.put(VISITS, visits);
  const app = await startApp({ ...options, address: server.address });
  return {
    server,
    app,
    close: async () => {
      await app.close();
      await server.close();
    },
  };
}

export function plan(changes: object = {}): string {
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

/** The people of each measured stage, as the table beside the picture has them. */
export async function stairs(page: Page): Promise<Record<string, string>> {
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  const rows = await page.getByRole('table').first().locator('tbody tr').all();
  const cells = await Promise.all(rows.map((row) => row.locator('th,td').allInnerTexts()));
  await page.getByRole('button', { name: 'Show as picture' }).first().click();
  return Object.fromEntries(
    cells.map(([name = '', people = '']) => [name.split('\n')[0] ?? '', people.split('\n')[0] ?? '']),
  );
}
