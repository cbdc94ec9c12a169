import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { csv, shopLog } from './files.ts';
import { type HostedShop, LINK, PLAN, plan, stairs, startShop, VISITS } from './hosted-shop.ts';

let shop: HostedShop;
let server: HostedShop['server'];
let app: HostedShop['app'];

beforeEach(async () => {
  shop = await startShop();
  ({ server, app } = shop);
});
afterEach(() => shop.close());

/** The same in the browser of somebody else. */
async function elsewhere<T>(look: (page: Page) => Promise<T>, href: string): Promise<T> {
  const other = await startApp({ address: '' });
  try {
    return await look(await other.open(href));
  } finally {
    await other.close();
  }
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

  test('shows the same question in another profile', async () => {
    const page = await app.open(LINK);
    await page.getByRole('radio', { name: '7 days' }).check();
    await page.waitForURL(/window=7d/);
    const before = await stairs(page);
    await elsewhere(async (other) => {
      expect(await stairs(other)).toEqual(before);
      expect(await other.getByRole('radio', { name: '7 days' }).isChecked()).toBe(true);
    }, page.url());
  });

  test('carries a question of its own, before or behind the #', async () => {
    const page = await app.open(`${LINK}&v=1&window=7d`);
    await stairs(page);
    expect(await page.getByRole('radio', { name: '7 days' }).isChecked()).toBe(true);
    await page.goto('about:blank');
    await page.goto(`${app.address}#/?plan=${PLAN}&v=1&window=14d`);
    await stairs(page);
    expect(await page.getByRole('radio', { name: '14 days' }).isChecked()).toBe(true);
    expect(page.url()).not.toContain('plan=');
  });

  test('reads packed files, also where the server unpacks them on the way', async () => {
    const source = { shape: 'events', person: 'user_id', time: 'time', event: 'event' };
    server.put(PLAN, plan({ sources: [{ files: 'visits.csv.gz', ...source }] }));
    server.put(`${VISITS}.gz`, gzipSync(shopLog(400).buffer));
    const page = await app.open(LINK);
    expect(await stairs(page)).toMatchObject({ Visited: '400' });
    server.put(`${VISITS}.gz`, gzipSync(shopLog(800).buffer));
    server.fail(`${VISITS}.gz`, 'unpacks');
    await page.reload();
    await page.getByText('The server had newer data').waitFor();
    expect(await stairs(page)).toMatchObject({ Visited: '800' });
  });

  test('is refused when it leads elsewhere', async () => {
    const page = await app.open('?plan=https://elsewhere.example/plan.json');
    await page.getByText('“https://elsewhere.example/plan.json” lies elsewhere than this page').waitFor();
    await page.getByRole('button', { name: 'Go to your data' }).click();
    await page.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
  });

  test('says what is not there, and what a plan may not ask', async () => {
    const page = await app.open('?plan=data/none/plan.json');
    await page.getByText('There is no “handrail/data/none/plan.json” on').waitFor();
    server.fail(VISITS, 'page');
    await page.goto(`${app.address}${LINK}`);
    await page.getByText('There is no “handrail/data/shop/visits.csv”').waitFor();
    server.fail(VISITS, null);
    server.put(PLAN, plan({ sources: [{ files: 'visits*.csv', shape: 'events', person: 'user_id' }] }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('In the plan, sources[0].files is “visits*.csv”').waitFor();
    server.put(PLAN, plan());
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await stairs(page)).toMatchObject({ Visited: '400' });
  });
});

describe('a server that changes', () => {
  test('gives newer data, which takes the place of the old', async () => {
    const page = await app.open(LINK);
    await stairs(page);
    server.put(VISITS, shopLog(800).buffer);
    await page.reload();
    await page.getByText('The server had newer data').waitFor();
    expect(await stairs(page)).toMatchObject({ Visited: '800' });
    await page.getByRole('button', { name: 'Good' }).click();
    await expect.poll(() => page.getByText('The server had newer data').count()).toBe(0);
  });

  test('and tells nothing of it, is found out by the bytes', async () => {
    server.fail(PLAN, 'silent');
    server.fail(VISITS, 'silent');
    const page = await app.open(LINK);
    await stairs(page);
    const folder = () =>
      page.evaluate(async () => {
        const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
        const names: string[] = [];
        for await (const name of root.keys()) names.push(name);
        return names;
      });
    const before = await folder();
    server.heard.length = 0;
    await page.reload();
    await stairs(page);
    await expect.poll(() => server.heard).toEqual([`200 ${PLAN}`, `200 ${VISITS}`]);
    await expect.poll(() => page.getByText('Fetching').count()).toBe(0);
    expect(await folder()).toEqual(before);
    server.put(VISITS, shopLog(80).buffer);
    await page.reload();
    await page.getByText('The server had newer data').waitFor();
    expect(await stairs(page)).toMatchObject({ Visited: '80' });
  });

  test('changes a plan: labels without reading anew, columns with', async () => {
    const page = await app.open(LINK);
    await stairs(page);
    server.put(
      PLAN,
      plan({ stages: { awareness: { label: 'Came by', enter: ['1 - visit'] }, action: { enter: ['3 - purchase'] } } }),
    );
    server.heard.length = 0;
    await page.reload();
    await page.getByText('The plan on the server has changed').waitFor();
    expect(await stairs(page)).toMatchObject({ 'Came by': '400', Action: '100' });
    expect(server.heard).toEqual([`200 ${PLAN}`, `304 ${VISITS}`]);
    server.put(PLAN, plan({ timeZone: 'UTC' }));
    await page.reload();
    await page.getByText('The server had newer data').waitFor();
    expect(server.heard.slice(2)).toEqual([`200 ${PLAN}`, `200 ${VISITS}`]);
  });

  test.each([
    ['Keep mine', ['My shop']],
    ['Take the server’s', ['Corner shop 2']],
    ['Keep both', ['Corner shop 2', 'My shop, as changed here']],
  ])('and a copy that was changed here: %s', async (choice, names) => {
    const page = await app.open(LINK);
    await stairs(page);
    await page.getByRole('link', { name: 'Data' }).click();
    await page.getByRole('button', { name: 'Rename Corner shop' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('My shop');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('button', { name: 'Open My shop' }).click();
    await page.getByText('Changed here').waitFor();
    server.put(PLAN, plan({ name: 'Corner shop 2', window: '14d' }));
    await page.reload();
    await page.getByText('The plan on the server has changed, and you had changed your copy of it.').waitFor();
    await page.getByRole('button', { name: choice }).click();
    await expect.poll(() => page.getByText('you had changed your copy').count()).toBe(0);
    await page.getByRole('link', { name: 'Data' }).click();
    const list = page.getByRole('button', { name: /^Open / });
    await expect
      .poll(async () => (await list.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).sort())
      .toEqual(names.map((name) => `Open ${name}`));
    for (const name of names) {
      await page.getByRole('button', { name: `Open ${name}` }).click();
      expect(await stairs(page)).toMatchObject({ Visited: '400' });
      expect(
        await page.getByRole('radio', { name: name.startsWith('Corner') ? '14 days' : '30 days' }).isChecked(),
      ).toBe(true);
      await page.getByRole('link', { name: 'Data' }).click();
    }
    expect(app.faults).toEqual([]);
  });
});

describe('a server that fails', () => {
  test('half-way at the first time: a sentence and a retry', async () => {
    server.fail(VISITS, 'breaks off');
    const page = await app.open(LINK);
    await page.getByText(/The connection broke off after .* of “handrail\/data\/shop\/visits.csv”/).waitFor();
    server.fail(VISITS, null);
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await stairs(page)).toMatchObject({ Visited: '400' });
  });

  test('half-way at newer data: what is kept is unharmed', async () => {
    const page = await app.open(LINK);
    await stairs(page);
    server.put(VISITS, shopLog(800).buffer);
    server.fail(VISITS, 'breaks off');
    await page.reload();
    await page.getByText(/The connection broke off/).waitFor();
    await page.getByText(/^Kept copy of .* 2\d{3}, \d\d:\d\d; a newer one could not be had/).waitFor();
    expect(await stairs(page)).toMatchObject({ Visited: '400' });
    server.fail(VISITS, null);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The server had newer data').waitFor();
    expect(await stairs(page)).toMatchObject({ Visited: '800' });
  });

  test('to go on: progress, and a cancel that leaves nothing behind', async () => {
    server.put(VISITS, shopLog(20_000).buffer);
    server.fail(VISITS, 'hangs');
    const page = await app.open(LINK);
    await page.getByText('Fetching visits.csv, file 1 of 1').waitFor();
    await page.getByText(/kB of .*[kM]B/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
    expect(await page.getByRole('button', { name: /^Open / }).count()).toBe(0);
  });

  test('with data that cannot be read keeps the former', async () => {
    const page = await app.open(LINK);
    await stairs(page);
    server.put(VISITS, csv('visits.csv', 'who,what\nu1,visit\n').buffer);
    await page.reload();
    await page.getByText('has no column “user_id”').waitFor();
    expect(await stairs(page)).toMatchObject({ Visited: '400' });
  });
});
