import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium as driver, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { chromium } from '../chromium.ts';
import { builtApp, folderCount, stop } from './app.ts';
import { csv, type GivenFile, shopLog } from './files.ts';

const MOMENTS = 20;
const PEOPLE = 50_000;

let server: Awaited<ReturnType<typeof serve>>;
let context: BrowserContext;
let profile: string;
let address: string;

beforeAll(async () => {
  server = await serve({ folder: builtApp, port: 0 });
  address = `http://localhost:${(server.address() as { port: number }).port}/`;
  profile = await mkdtemp(join(tmpdir(), 'handrail-kill-'));
  const { executablePath, args, env } = await chromium();
  context = await driver.launchPersistentContext(profile, { executablePath, args, env, headless: true });
});
afterAll(async () => {
  await context.close();
  await stop(server);
  await rm(profile, { recursive: true, force: true });
});

async function expectStairs(page: Page, figures: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  await expect.poll(() => page.getByRole('table').first().innerText()).toMatch(figures);
}

/** The same moments in every run. */
function shares(count: number): number[] {
  let state = 0x5eed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  });
}

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}#/data`);
  await page
    .getByRole('heading', { name: 'Kept in this browser' })
    .or(page.getByText('Bring the lists'))
    .first()
    .waitFor();
  return page;
}

/** The whole process of the page ends, with its workers, as when the browser or the memory kills it. */
async function kill(page: Page): Promise<void> {
  const gone = new Promise<void>((resolve) => page.once('crash', () => resolve()));
  const session = await context.newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined);
  await gone;
  await page.close();
}

/** A longer version of the shop's log: what it holds goes into the journey that is there. */
function longLog(): GivenFile {
  const rows = [shopLog(40).buffer.toString().trimEnd()];
  for (let person = 0; person < PEOPLE; person += 1) rows.push(`n${person},1 - visit,2026-03-01T08:00:00.000Z,mail`);
  return csv('longer.csv', `${rows.join('\n')}\n`);
}

/** More new people than there is room for. */
function longestLog(): GivenFile {
  const rows = ['user_id,event,time,channel'];
  for (let person = 0; person < PEOPLE; person += 1) rows.push(`m${person},1 - visit,2026-04-01T08:00:00.000Z,mail`);
  return csv('longest.csv', `${rows.join('\n')}\n`);
}

/** How far an import has come, by what can be seen of it: rows that were read, then files that were written. */
function watch(page: Page): Promise<{ text: string; folders: number }> {
  return page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
    let folders = 0;
    for await (const _ of root.keys()) folders += 1;
    return { text: document.body.innerText, folders };
  });
}

test('a page killed at twenty moments of an import leaves the journey that was there, and nothing else', async () => {
  const page = await open();
  await page.locator('input[type=file][aria-label="Files to read"]').setInputFiles([shopLog(40)]);
  await page.getByLabel('Name of the journey').fill('Shop');
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  const journey = page.url();
  const log = longLog();

  // How long the whole import takes here, from the file to the end of its reading.
  await page.goto(`${address}#/data`);
  const startedMs = Date.now();
  await page.locator('input[type=file][aria-label="Add files to Shop"]').setInputFiles([log]);
  await page.getByText('This takes the place of “shop.csv”').waitFor();
  const wholeMs = Date.now() - startedMs;
  await page.close();

  const states = new Set<string>();
  for (const share of shares(MOMENTS)) {
    const victim = await context.newPage();
    await victim.goto(journey);
    await expectStairs(victim, /40[\s\S]*20[\s\S]*10/);
    await victim.getByRole('link', { name: 'Data' }).click();
    await victim.locator('input[type=file][aria-label="Add files to Shop"]').setInputFiles([log]);
    await victim.waitForTimeout(share * wholeMs);
    const { folders, text } = await watch(victim);
    states.add(text.includes('takes the place') ? 'read' : folders > 1 ? 'writing' : 'reading');
    await kill(victim);
  }

  const after = await open();
  await expect.poll(() => folderCount(after)).toBe(1);
  const said = await after
    .locator('[data-name="Shop"]')
    .getByText(/events/)
    .innerText();
  expect(said.replaceAll('\u00a0', ' ')).toMatch(/^40 people · 70 events/);
  await after.goto(journey);
  await expectStairs(after, /40[\s\S]*20[\s\S]*10/);
  expect(states.size).toBeGreaterThan(1);

  // While it is kept there is the one or the other, whole.
  const last = await open();
  await last.locator('input[type=file][aria-label="Add files to Shop"]').setInputFiles([log]);
  await last.getByText('This takes the place of “shop.csv”').waitFor();
  await last.getByRole('button', { name: 'Show the journey' }).dispatchEvent('click');
  await kill(last);
  const end = await open();
  await expect.poll(() => folderCount(end)).toBe(1);
  await end.goto(journey);
  await expectStairs(end, /(?:40|50,040)[\s\S]*20[\s\S]*10/);
}, 400_000);

test('a disk that gets full while files are added is said, and the journey that was there stays', async () => {
  const page = await open();
  const before = await page
    .locator('[data-name="Shop"]')
    .getByText(/events/)
    .innerText();
  const session = await context.newCDPSession(page);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin: address.slice(0, -1) });
  for (const roomBytes of [1, 100_000, 1_000_000]) {
    await session.send('Storage.overrideQuotaForOrigin', {
      origin: address.slice(0, -1),
      quotaSize: usage + roomBytes,
    });
    await page.locator('input[type=file][aria-label="Add files to Shop"]').setInputFiles([longestLog()]);
    await page.getByText('The browser has no room for this dataset').waitFor();
    await expect.poll(() => folderCount(page)).toBe(1);
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByText('The browser has no room for this dataset').waitFor({ state: 'detached' });
  }
  await session.send('Storage.overrideQuotaForOrigin', { origin: address.slice(0, -1) });
  await page.reload();
  expect(
    await page
      .locator('[data-name="Shop"]')
      .getByText(/events/)
      .innerText(),
  ).toBe(before);
  await page.close();
}, 120_000);
