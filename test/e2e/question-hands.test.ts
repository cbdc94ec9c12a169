import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { seasonLog } from './files.ts';
import { type HostedShop, LINK, startShop } from './hosted-shop.ts';
import { overflow, tabTo, WIDTHS } from './looking.ts';

let shop: HostedShop | null = null;
afterEach(async () => {
  await shop?.close();
  shop = null;
});

async function openShop(touch = false): Promise<Page> {
  shop = await startShop(seasonLog().buffer, touch ? { touch, viewport: WIDTHS.narrow } : {});
  const page = await shop.app.open(LINK);
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  return page;
}

const groupsOf = (page: Page) => page.getByRole('table', { name: /^By channel/ });
const question = (page: Page) => new URL(page.url()).searchParams;

test('a question is asked, changed, compared and taken away by keyboard alone', async () => {
  const page = await openShop();
  await tabTo(page, 'Journey');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Stage by stage' }).waitFor();

  await tabTo(page, 'Split by');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Property');
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/by=channel/);
  await page.keyboard.press('Escape');
  await groupsOf(page).getByRole('row', { name: /^mail/ }).waitFor();

  // The focus is back at the part that was changed, and the next one follows it.
  await tabTo(page, 'Only');
  await page.keyboard.press('Enter');
  await tabTo(page, 'mail');
  await page.keyboard.press('Space');
  await page.waitForURL(/where=channel/);
  await tabTo(page, 'ads');
  await page.keyboard.press('Space');
  await page.waitForURL(/%2C%3Aads/);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Shift+Tab');
  await page.getByRole('button', { name: /^Time limit/ }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, '30 days');
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/window=14d/);
  await page.keyboard.press('Escape');

  await tabTo(page, 'Nothing');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/compare=groups/);
  await page.getByRole('table', { name: /^ads beside mail$/ }).waitFor();

  await page.keyboard.press('Control+z');
  await page.waitForURL((url) => !url.search.includes('compare=groups'));
  await page.keyboard.press('Control+Shift+Z');
  await page.waitForURL(/compare=groups/);
  const table = page.getByRole('table', { name: /^ads beside mail$/ });
  await table.waitFor();

  const card = page
    .locator('section,article > div')
    .filter({ has: page.getByRole('heading', { name: 'Side by side' }) });
  await card.getByRole('button', { name: 'Export' }).last().focus();
  await page.keyboard.press('Enter');
  const download = page.waitForEvent('download');
  await tabTo(page, 'Table as CSV');
  await page.keyboard.press('Enter');
  const file = await readFile(await (await download).path(), 'utf8');
  expect(file).toMatch(/mail/);
  expect(file).toMatch(/Visited,Interest,.*lower/);
  expect(shop?.app.faults).toEqual([]);
});

test('a question is asked, changed, compared and taken away by touch on a small screen', async () => {
  const page = await openShop(true);
  const tap = (place: Locator) => place.tap();
  await tap(page.getByRole('link', { name: 'Journey', exact: true }));
  await page.getByRole('heading', { name: 'Stage by stage' }).waitFor();

  await tap(page.getByRole('button', { name: /^Split by/ }));
  await page.getByLabel('Property').selectOption({ label: 'channel (2)' });
  await page.waitForURL(/by=channel/);
  await closePopover(page);
  await groupsOf(page).getByRole('row', { name: /mail/ }).waitFor();

  await tap(page.getByRole('button', { name: /^Only/ }));
  await tap(page.getByRole('checkbox', { name: /^mail/ }));
  await page.waitForURL(/where=channel/);
  await closePopover(page);

  await tap(page.getByRole('button', { name: /^Time limit/ }));
  await tap(page.getByRole('radio', { name: '14 days' }));
  await page.waitForURL(/window=14d/);
  await closePopover(page);

  await tap(page.getByRole('button', { name: 'Undo' }));
  await page.waitForURL((url) => !url.search.includes('window'));
  await tap(page.getByRole('button', { name: 'Undo' }));
  await page.waitForURL((url) => !url.search.includes('where'));
  expect(question(page).get('by')).toBe('channel:step1');

  await tap(page.getByRole('radio', { name: 'Two groups' }));
  const table = page.getByRole('table', { name: /^ads beside mail$/ });
  await table.waitFor();
  await tap(page.getByRole('radio', { name: 'Two periods' }));
  await page.waitForURL(/compare=period/);
  await page.getByLabel('Second period from').waitFor();

  const download = page.waitForEvent('download');
  await tap(page.getByRole('button', { name: 'Export' }).first());
  await tap(page.getByRole('button', { name: 'Table as CSV' }));
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  expect(await overflow(page)).toBe(0);
  // What a finger must hit is large enough for one.
  const small = await page.locator('main button:visible, main select:visible, main input:visible').evaluateAll((all) =>
    all
      .filter((each) => !each.matches('[type=radio], [type=checkbox], [aria-describedby]:has(+ [role=tooltip])'))
      .map((each) => ({ words: each.textContent?.slice(0, 30), height: each.getBoundingClientRect().height }))
      .filter(({ height }) => height < 43.5),
  );
  expect(small).toEqual([]);
});

async function closePopover(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).tap();
  await page
    .locator(':popover-open')
    .waitFor({ state: 'detached' })
    .catch(() => undefined);
  expect(await page.locator(':popover-open').count()).toBe(0);
}

/** Words of the glossary, where a question with groups and a comparison shows them. */
const TERMS = ['95 % interval', 'first contact', 'verdict', 'the rest'] as const;

describe('a word of the glossary says what it means', () => {
  const tip = (page: Page) => page.locator('[role=tooltip]:popover-open');

  async function withTerms(touch = false): Promise<Page> {
    const page = await openShop(touch);
    const url = new URL(page.url());
    url.search = 'v=1&by=channel%3Astep1';
    url.hash = `${url.hash.split('?')[0]}/question`;
    await page.goto(url.href);
    await groupsOf(page).waitFor();
    return page;
  }

  test('under a pointer and at focus, and is gone at Escape', async () => {
    const page = await withTerms();
    const terms = page.locator('main button[aria-describedby]:has(+ [role=tooltip])');
    const count = await terms.count();
    expect(count).toBeGreaterThan(3);
    for (let at = 0; at < count; at += 1) {
      const term = terms.nth(at);
      const meaning = (await page.locator(`[id="${await term.getAttribute('aria-describedby')}"]`).textContent()) ?? '';
      expect(meaning).toMatch(/^[A-Z].{20,}\.$/s);
      await term.hover();
      expect(await tip(page).textContent()).toBe(meaning);
      await page.mouse.move(0, 0);
      await expect.poll(() => tip(page).count()).toBe(0);
      await term.focus();
      expect(await tip(page).textContent()).toBe(meaning);
      await page.keyboard.press('Escape');
      await expect.poll(() => tip(page).count()).toBe(0);
    }
    for (const name of TERMS) expect(await terms.filter({ hasText: name }).count(), name).toBeGreaterThan(0);
  });

  test('at a tap, stays, and goes at a tap elsewhere', async () => {
    const page = await withTerms(true);
    const terms = page.locator('main button[aria-describedby]:has(+ [role=tooltip])');
    for (let at = 0; at < (await terms.count()); at += 1) {
      const term = terms.nth(at);
      await term.scrollIntoViewIfNeeded();
      await term.tap();
      await tip(page).waitFor();
      const box = await tip(page).boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= WIDTHS.narrow.width).toBe(true);
      await page.getByRole('heading', { level: 1 }).tap();
      await expect.poll(() => tip(page).count()).toBe(0);
    }
  });

  test('matured, in progress, interval, blind spot and calendar days all stand on the summary', async () => {
    shop = await startShop(Buffer.from(DATED));
    const page = await shop.app.open(LINK);
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    const terms = page.locator('main button[aria-describedby]:has(+ [role=tooltip])');
    for (const name of [/in progress/i, /interval/i, /blind spot/i, /calendar day/i, /time is over/i]) {
      const meaning = await terms.filter({ hasText: name }).first().getAttribute('aria-describedby');
      expect(await page.locator(`[id="${meaning}"]`).textContent(), String(name)).toMatch(/\.$/);
    }
  });
});

/** The same shop with dates alone, one buyer of whom no visit is known, and visitors of the last days. */
const DATED = [
  'user_id,event,time,channel',
  ...Array.from({ length: 120 }, (_, k) => `u${k},1 - visit,2026-0${1 + Math.floor(k / 40)}-${10 + (k % 19)},mail`),
  ...Array.from({ length: 60 }, (_, k) => `u${k},2 - sign up,2026-03-2${k % 9},mail`),
  'stranger,3 - purchase,2026-03-29,mail',
].join('\n');
