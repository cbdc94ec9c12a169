import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtApp } from './app.ts';
import { shopLog } from './files.ts';
import { type HostedShop, LINK, stairs, startShop, VISITS } from './hosted-shop.ts';

let shop: HostedShop;
let server: HostedShop['server'];
let app: HostedShop['app'];

beforeEach(async () => {
  shop = await startShop();
  ({ server, app } = shop);
});
afterEach(() => shop.close());

/** Waits until the application is kept and answers for this page. */
function kept(page: Page): Promise<unknown> {
  return page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** Puts a version of the application on the server that differs by its title. */
async function release(title: string): Promise<void> {
  const [page, worker] = await Promise.all(
    ['index.html', 'service-worker.js'].map((name) => readFile(join(builtApp, name), 'utf8')),
  );
  server.put('index.html', (page ?? '').replace(/<title>.*<\/title>/, `<title>${title}</title>`));
  server.put('service-worker.js', (worker ?? '').replaceAll(/(version:[`"'])[0-9a-f]{16}/g, '$10123456789abcdef'));
}

describe('after the first visit', () => {
  test('the application starts without its server, and says of when the journey is', async () => {
    const page = await app.open(LINK);
    const before = await stairs(page);
    await kept(page);
    await server.goAway();
    await page.reload();
    expect(await stairs(page)).toEqual(before);
    await page.getByText(/^Kept copy of \d+ \w+ \d{4}, \d\d:\d\d; the server could not be reached\.$/).waitFor();
    await page.goto(`${app.address}${LINK}&window=7d`);
    await stairs(page);
    expect(await page.getByRole('radio', { name: '7 days' }).isChecked()).toBe(true);

    await server.comeBack();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => page.getByText('Kept copy').count()).toBe(0);
  });

  test('files are read without a server, from a page that was never reloaded', async () => {
    const page = await app.open('#/data');
    await kept(page);
    await server.goAway();
    await page.setInputFiles('input[type=file]', [shopLog(40)]);
    await page.getByRole('button', { name: 'Show the journey' }).click();
    expect(await stairs(page)).toMatchObject({ Awareness: '40' });
  });

  test('only the application is kept: no data, no maps', async () => {
    const page = await app.open(LINK);
    await stairs(page);
    await kept(page);
    const addresses = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(
        names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
      );
      return all.flat();
    });
    expect(addresses).toContain(app.address);
    expect(addresses).toContain(`${app.address}manifest.webmanifest`);
    expect(addresses.filter((address) => /\/data\/|\.map$|summary\.png/.test(address))).toEqual([]);
    const shown = await page.request.get(`${app.address}${VISITS}`);
    expect(await shown.text()).toContain('user_id,event,time');
  });

  test('it can be installed', async () => {
    const page = await app.open('#/data');
    await kept(page);
    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
  });
});

describe('a new version', () => {
  test('is offered, and taken when the person wants it', async () => {
    const page = await app.open(LINK);
    await stairs(page);
    await kept(page);
    await release('Handrail, newer');
    await page.reload();
    expect(await page.title()).toBe('Handrail');
    await page.getByText('A new version is ready').waitFor();
    const other = await app.open('#/data');
    expect(await other.title()).toBe('Handrail');
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => page.title(), { timeout: 15_000 }).toBe('Handrail, newer');
    await stairs(page);
    // The other page is left alone, and goes on.
    expect(await other.title()).toBe('Handrail');
    await other.setInputFiles('input[type=file]', [shopLog(40)]);
    await other.getByRole('button', { name: 'Show the journey' }).waitFor();
    await server.goAway();
    await page.reload();
    expect(await page.title()).toBe('Handrail, newer');
    await stairs(page);
  });

  test('is not offered while an import is prepared', async () => {
    const page = await app.open('#/data');
    await kept(page);
    await release('Handrail, newer');
    await page.setInputFiles('input[type=file]', [shopLog(40)]);
    await page.getByRole('button', { name: 'Show the journey' }).waitFor();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
    });
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.waiting != null);
    expect(await page.getByText('A new version is ready').count()).toBe(0);
    await page.getByRole('button', { name: 'Show the journey' }).click();
    await stairs(page);
    await page.getByText('A new version is ready').waitFor();
  });

  test('that cannot be fetched whole changes nothing', async () => {
    const page = await app.open(LINK);
    await stairs(page);
    await kept(page);
    await release('Handrail, newer');
    server.put('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
    server.fail('icon.svg', 'gone');
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
    });
    await expect.poll(() => server.heard.includes('404 icon.svg')).toBe(true);
    await server.goAway();
    await page.reload();
    expect(await page.title()).toBe('Handrail');
    await stairs(page);
    expect(await page.getByText('A new version is ready').count()).toBe(0);
  });
});
