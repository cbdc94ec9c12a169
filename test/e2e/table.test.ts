import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsePlan } from '../../src/journey/plan-file.ts';
import { ClickHouseDoor } from '../../src/server/clickhouse-door.ts';
import { ClickHouseStandIn, type Heard } from '../../src/server/clickhouse-stand-in.ts';
import { serve } from '../../src/server/serve.ts';
import { builtApp, type RunningApp, startApp, stop } from './app.ts';

const DAY_US = 86_400e6;
const FIRST_US = Date.UTC(2026, 0, 5) * 1000;
const LAST_US = Date.UTC(2026, 5, 30) * 1000;

const PLAN = JSON.stringify({
  handrail: 1,
  name: 'Corner shop',
  sources: [
    {
      shape: 'clickhouse',
      table: 'shop.events',
      person: 'user_id',
      time: 'at',
      event: 'event',
      until: '2026-06-30',
    },
  ],
  stages: { awareness: { enter: ['visit'] }, action: { enter: ['order'] } },
  timeZone: 'UTC',
  window: '30d',
});
const COLUMNS = { user_id: 'String', at: 'DateTime64(6)', event: 'LowCardinality(String)' };

let folder: string;
let clickhouse: ClickHouseStandIn;
let server: Server;
let app: RunningApp;
/** Lets an awaited answer come. */
let goOn: () => void = () => {};
let isSlow = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-table-'));
  await cp(builtApp, folder, { recursive: true });
  await mkdir(join(folder, 'data', 'shop'), { recursive: true });
  await writeFile(join(folder, 'data', 'shop', 'plan.json'), PLAN);
  clickhouse = await ClickHouseStandIn.start(COLUMNS);
  clickhouse.script = says;
  const address = { url: clickhouse.url, user: null, password: null };
  const { plan } = parsePlan(PLAN, 'plan.json');
  const door = new ClickHouseDoor({ address, plan, origins: [], nowUs: () => Date.UTC(2026, 6, 1) * 1000 });
  server = await serve({ folder, port: 0, door });
  app = await startApp({ address: `http://localhost:${(server.address() as AddressInfo).port}/` });
});
afterAll(async () => {
  await app?.close();
  clickhouse?.stop();
  if (server) await stop(server);
  await rm(folder, { recursive: true, force: true });
});

/** What the table says: 9,000 people, of whom 1,800 order within thirty days and 900 within seven. */
function says(heard: Heard, response: ServerResponse): void {
  const rows = rowsFor(heard);
  const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  if (!isSlow || !isFunnel(heard)) {
    response.end(body);
    return;
  }
  // Progress comes in the head of an answer that is not there yet.
  const socket = response.socket;
  socket?.write('HTTP/1.1 200 OK\r\n');
  const tell = () => socket?.write('X-ClickHouse-Progress: {"read_rows":"12500","total_rows_to_read":"50000"}\r\n');
  const telling = setInterval(tell, 100);
  socket?.once('close', () => clearInterval(telling));
  goOn = () => {
    clearInterval(telling);
    socket?.end(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
}

function isFunnel({ sql }: Heard): boolean {
  return sql.includes('AS spoiled') && !sql.includes('AS everybody');
}

function rowsFor(heard: Heard): readonly object[] {
  const { sql, query } = heard;
  if (sql.includes('uniqExactIf(')) {
    return [{ events: 50_000, late: 12, people: 9000, first: FIRST_US, last: LAST_US, dated: 0 }];
  }
  if (sql.includes('uniqExact(p) AS people')) {
    return ['visit', 'order'].map((name) => ({ name, events: 25_000, people: 9000, first: FIRST_US, last: LAST_US }));
  }
  if (!isFunnel(heard)) return [];
  const isWeek = [...query.values()].includes(String(7 * DAY_US));
  const ordered = isWeek ? 900 : 1800;
  return [
    {
      ...{ d1: 9000, m1: 9000, x1: 9000 - ordered, d2: ordered, m2: ordered, x2: ordered },
      ...{ i0: 9000, b0: 0, i1: ordered, b1: 0, spoiled: 0 },
      ...{ before1_n: ordered, before1_sum: ordered * DAY_US, before1_q: [DAY_US, DAY_US, DAY_US, DAY_US] },
      ...{ since1_n: ordered, since1_sum: ordered * DAY_US, since1_q: [DAY_US, DAY_US, DAY_US, DAY_US] },
    },
  ];
}

async function headline(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).innerText()).replaceAll('\u00a0', ' ');
}

test('a plan with a table is opened by its link, asked, asked anew, and says when nothing answers', async () => {
  const page = await app.open('?plan=data/shop/plan.json');
  await page.getByText('Answered by ClickHouse in').first().waitFor({ timeout: 60_000 });
  expect(await headline(page)).toContain('Of 9,000 people who came to know Corner shop, 1,800 acted.');
  const banner = page.getByRole('banner');
  expect(await banner.innerText()).toContain('Questions go to this page’s own server, which asks the table.');
  expect(await page.locator('main').innerText()).not.toMatch(/Data none|Account of rows|rejected/);

  isSlow = true;
  await page.getByRole('radio', { name: '7 days' }).click({ force: true });
  await page.getByText('12,500 of 50,000 rows read').waitFor();
  isSlow = false;
  goOn();
  await expect.poll(() => headline(page)).toContain('900 acted.');
  expect(await page.getByText('12,500 of 50,000 rows read').count()).toBe(0);

  await page.getByRole('link', { name: 'Journey', exact: true }).click();
  await page.getByText('Who these people are is not fetched').waitFor();
  expect(await page.getByRole('button', { name: /List these people/ }).count()).toBe(0);

  await page.getByRole('link', { name: 'Tools', exact: true }).click();
  await page.getByText(/^Answered by ClickHouse in [\d,]+ ms/).waitFor();

  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByText('its events stay in the ClickHouse table shop.events').waitFor();
  for (const name of [/^Export the events/, /^Save as one file/, /^Add files to/, /^Forget a person/]) {
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  }

  await page.getByRole('button', { name: 'Open Corner shop' }).click();
  await page.getByText('Answered by ClickHouse in').first().waitFor();
  expect(app.faults).toEqual([]);
  clickhouse.stop();
  await page.getByRole('radio', { name: '14 days' }).click({ force: true });
  const alert = page.getByRole('alert').filter({ hasText: 'This question could not be answered.' });
  await alert.getByText(/could not be reached|broke off/).waitFor();
  await alert.getByText('Below stands the answer before it.').waitFor();
  expect(await headline(page)).toContain('1,800 acted.');

  await page.reload();
  await page.getByRole('button', { name: 'Ask again' }).waitFor();
  expect(await page.locator('main').innerText()).toMatch(/could not be reached|broke off/);
});
