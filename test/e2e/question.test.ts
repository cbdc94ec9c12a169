import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { seasonLog } from './files.ts';
import { type HostedShop, LINK, PLAN, plan, startShop, VISITS } from './hosted-shop.ts';

let shop: HostedShop;
beforeEach(async () => {
  shop = await startShop(seasonLog().buffer);
});
afterEach(() => shop.close());

/** Opens the hosted shop's Journey screen under a question. */
async function openQuestion(question = ''): Promise<Page> {
  const page = await shop.app.open(LINK);
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.getByRole('link', { name: 'Journey', exact: true }).click();
  await answered(page);
  if (question !== '') {
    const url = new URL(page.url());
    url.search = question;
    await page.goto(url.href);
    await answered(page);
  }
  return page;
}

/** Waits until nothing is counted any more. */
async function answered(page: Page): Promise<void> {
  await page.getByText('Counted:').waitFor();
  await page.locator('article[aria-busy="false"]').waitFor();
  await page.getByRole('table').first().waitFor();
}

/** Everything that tells one question from another: who is counted, what is asked, every table's and picture's figures. */
async function shown(page: Page): Promise<readonly string[]> {
  await answered(page);
  const places =
    'article h1, article > header > p, section[aria-label="The question"] button, article table, article svg > desc';
  const texts = await page.locator(places).evaluateAll((all) => all.map(({ textContent }) => textContent ?? ''));
  return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

const counted = async (page: Page) =>
  (await page.locator('p').filter({ hasText: 'Counted:' }).innerText()).replaceAll('\u00a0', ' ');

/** The people of the first group that begins with `name`, stage by stage. */
async function people(page: Page, name: string): Promise<readonly string[]> {
  await page.getByRole('radio', { name: 'People' }).check({ force: true });
  const row = page.getByRole('row', { name: new RegExp(`^${name}`) }).first();
  return (await row.locator('td b').allInnerTexts()).map((text) => text.trim());
}

describe('one question in one address', () => {
  const FULL = 'v=1&window=20d&by=channel%3Astep1&where=channel%3Astep1%3D%3Amail%2C%3Aads&interval=month';

  test('is the same after a reload, in another profile, and after back and forward', async () => {
    const page = await openQuestion(FULL);
    const before = await shown(page);
    expect(before.join('\n')).toContain('within 20 days');
    await page.reload();
    expect(await shown(page)).toEqual(before);

    const other = await startApp({ address: '' });
    try {
      expect(await shown(await other.open(page.url()))).toEqual(before);
    } finally {
      await other.close();
    }

    const address = page.url();
    await page.getByRole('radio', { name: 'Weeks' }).check({ force: true });
    await page.waitForURL((url) => !url.search.includes('interval'));
    const weekly = await shown(page);
    expect(weekly).not.toEqual(before);
    await page.goBack();
    await page.waitForURL(address);
    expect(await shown(page)).toEqual(before);
    await page.goForward();
    await page.waitForURL((url) => !url.search.includes('interval'));
    expect(await shown(page)).toEqual(weekly);
    expect(shop.app.faults).toEqual([]);
  });

  /** Links as they were written by version 1. They must be read for ever, so these texts never change. */
  test.each([
    ['v=1&window=7d&order=strict', 'Everybody who entered, within 7 days, in order, with nothing in between.'],
    [
      'v=1&entered=2026-01-12..2026-02-08&window=none',
      'People who entered 12 Jan – 8 Feb 2026, without a time limit, in order.',
    ],
    [
      'v=1&where=channel%3Astep1%3D%3Amail&without=%7B%22event%22%3A%222%20-%20sign%20up%22%2C%22from%22%3A%22awareness%22%2C%22to%22%3A%22action%22%7D',
      'Everybody who entered, with channel “mail” carried when they entered, within 30 days, in order, without those who had “2 - sign up” between Visited and Action.',
    ],
    [
      'v=1&during=2026-01-05..2026-03-01&asOf=2026-03-31',
      'Everybody who entered, by what they did 5 Jan – 1 Mar 2026, within 30 days, in order.',
    ],
    ['v=1&by=channel%3Alast&counting=implied&interval=day&way=awareness..action', 'within 30 days, in order.'],
    [
      'v=1&entered=2026-03-02..&compare=period%3A2026-01-05..2026-03-01',
      'People who entered since 2 Mar 2026, within 30 days, in order.',
    ],
    ['v=1&by=channel%3Astep1&compare=groups%3A%3Amail%2C%3Aads', 'Everybody who entered, within 30 days, in order.'],
  ])('is read from a link of version 1: %s', async (link, sentence) => {
    const page = await openQuestion(link);
    expect(await counted(page)).toContain(sentence);
    expect(await page.getByText('This question could not be answered').count()).toBe(0);
    // Nothing of it was lost: a reload asks the same.
    const before = await shown(page);
    await page.reload();
    expect(await shown(page)).toEqual(before);
  });

  test('drawn over a span of the trend leaves one entry in the history', async () => {
    const page = await openQuestion();
    const chart = page.getByRole('slider', { name: /^The rate over time/ });
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (!box) throw new Error('the trend has no place');
    const entries = await page.evaluate(() => history.length);
    const before = page.url();
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
    await page.mouse.down();
    for (let step = 1; step <= 10; step += 1) {
      await page.mouse.move(box.x + box.width * (0.3 + step * 0.03), box.y + box.height / 2);
    }
    await page.mouse.up();
    await page.waitForURL(/entered=2026-\d\d-\d\d\.\.2026-\d\d-\d\d/);
    expect(await page.evaluate(() => history.length)).toBe(entries + 1);
    await answered(page);
    expect(await counted(page)).toMatch(/entered \d+ \w+ – \d+ \w+ 2026/);
    await page.goBack();
    await page.waitForURL(before);
  });

  test('typed as a day is asked about once, when the day is whole', async () => {
    const page = await openQuestion();
    const entries = await page.evaluate(() => history.length);
    await page.getByRole('button', { name: /^Days/ }).click();
    await page.getByLabel('From', { exact: true }).focus();
    await page.keyboard.type('02022026');
    await page.keyboard.press('Enter');
    await page.waitForURL(/entered=2026-02-02/);
    expect(await page.evaluate(() => history.length)).toBe(entries + 1);
  });
});

describe('undo of the question', () => {
  const time = async (page: Page) =>
    (await page.getByRole('button', { name: /^Time limit/ }).innerText()).replaceAll('\u00a0', ' ');

  async function twoChanges(page: Page): Promise<void> {
    await page.getByRole('button', { name: /^Time limit/ }).click();
    await page.getByRole('radio', { name: '14 days' }).check({ force: true });
    await page.waitForURL(/window=14d/);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'Months' }).check({ force: true });
    await page.waitForURL(/interval=month/);
  }

  test('goes back by keys and by its button, and forward again', async () => {
    const page = await openQuestion();
    const start = await shown(page);
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await twoChanges(page);
    const end = await shown(page);
    const entries = await page.evaluate(() => history.length);

    await page.keyboard.press('Control+z');
    await page.waitForURL((url) => !url.search.includes('interval'));
    await page.getByText('Undone: Change of the periods').waitFor({ state: 'attached' });
    expect(await time(page)).toContain('14 days');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL((url) => url.search === '');
    expect(await shown(page)).toEqual(start);
    expect(await page.getByRole('button', { name: 'Undo' }).getAttribute('aria-disabled')).toBe('true');

    await page.getByRole('button', { name: 'Redo' }).click();
    await page.waitForURL(/window=14d/);
    await page.keyboard.press('Control+Shift+Z');
    await page.waitForURL(/interval=month/);
    expect(await shown(page)).toEqual(end);
    // Undo and redo walk along the history and do not lengthen it.
    expect(await page.evaluate(() => history.length)).toBe(entries);
  });

  test('and the browser’s back are the same step', async () => {
    const page = await openQuestion();
    await twoChanges(page);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('interval'));
    await page.keyboard.press('Control+z');
    await page.waitForURL((url) => url.search === '');
    // There is nothing more to undo, so the keys do not leave the screen.
    await page.keyboard.press('Control+z');
    await page.goForward();
    await page.waitForURL(/window=14d/);
    await page.keyboard.press('Control+y');
    await page.waitForURL(/window=14d.*interval=month/);
    await page.keyboard.press('Control+z');
    await page.waitForURL((url) => !url.search.includes('interval'));
    expect(page.url()).toContain('window=14d');
  });

  test('reaches over a reload, and not beyond the link that was opened', async () => {
    const page = await openQuestion('v=1&window=7d');
    await page.getByRole('radio', { name: 'Days' }).check({ force: true });
    await page.waitForURL(/interval=day/);
    await page.reload();
    await answered(page);
    await page.keyboard.press('Control+z');
    await page.waitForURL((url) => !url.search.includes('interval'));
    expect(page.url()).toContain('window=7d');
    await answered(page);
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  test('a new question ends what could be redone', async () => {
    const page = await openQuestion();
    await page.getByRole('radio', { name: 'Months' }).check({ force: true });
    await page.waitForURL(/interval=month/);
    await page.keyboard.press('Control+z');
    await page.waitForURL((url) => url.search === '');
    await page.getByRole('radio', { name: 'Days' }).check({ force: true });
    await page.waitForURL(/interval=day/);
    await page.keyboard.press('Control+z');
    await page.waitForURL((url) => url.search === '');
    await page.keyboard.press('Control+Shift+Z');
    await page.waitForURL(/interval=day/);
  });

  test('works on the summary as well', async () => {
    const page = await shop.app.open(LINK);
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    await page.getByRole('radio', { name: '7 days' }).check({ force: true });
    await page.waitForURL(/window=7d/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL((url) => !url.search.includes('window'));
    expect(await page.getByRole('radio', { name: '30 days' }).isChecked()).toBe(true);
  });
});

describe('undo of an answer about a file’s end', () => {
  test('asks again, and takes the answer back up', async () => {
    const source = (files: string) => ({
      files,
      shape: 'events',
      person: 'user_id',
      time: 'time',
      event: 'event',
      properties: { channel: 'channel' },
    });
    shop.server.put(PLAN, plan({ sources: [source('visits.csv'), source('gifts.csv')] }));
    const gifts = Array.from({ length: 40 }, (_, k) => `v${k},3 - purchase,2026-09-0${1 + (k % 9)}T09:00:00Z,mail`);
    shop.server.put('data/shop/gifts.csv', ['user_id,event,time,channel', ...gifts].join('\n'));
    const page = await shop.app.open(LINK);
    const asked = page.getByText(/The last row of .*visits\.csv/);
    await asked.waitFor();
    await page.getByRole('button', { name: 'It ended then, nothing is missing' }).click();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await asked.waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    await page.keyboard.press('Control+z');
    await asked.waitFor();
  });
});

/**
 * Two ways of healing kidney stones (Charig and others, British Medical Journal 1986, 292:879–882), four times over:
 * the open one heals more of the small stones and more of the large ones, and fewer of all.
 */
function healings(): string {
  const cases = [
    { way: 'open', size: 'small', people: 87, healed: 81 },
    { way: 'open', size: 'large', people: 263, healed: 192 },
    { way: 'closed', size: 'small', people: 270, healed: 234 },
    { way: 'closed', size: 'large', people: 80, healed: 55 },
  ];
  const rows = cases.flatMap(({ way, size, people: all, healed }) =>
    Array.from({ length: 4 * all }, (_, k) => {
      const row = (event: string, day: number) =>
        `${way}-${size}-${k},${event},2026-01-0${day}T09:00:00Z,${way},${size}`;
      return [row('1 - visit', 1), ...(k < 4 * healed ? [row('2 - sign up', 2)] : [])];
    }).flat(),
  );
  return ['user_id,event,time,channel,size', ...rows, 'last,3 - purchase,2026-01-09T09:00:00Z,open,small'].join('\n');
}

test('a difference that turns round in every group is said', async () => {
  const [source] = JSON.parse(plan()).sources;
  shop.server.put(PLAN, plan({ sources: [{ ...source, properties: { channel: 'channel', size: 'size' } }] }));
  shop.server.put(VISITS, healings());
  const page = await openQuestion('v=1&window=none&by=channel%3Astep1&compare=groups%3A%3Aopen%2C%3Aclosed');
  await page.getByText('In every group it is the other way round').waitFor();
  const words = (await page.getByText(/Simpson’s paradox/).innerText()).replace(/[\u2068\u2069]/g, '');
  expect(words).toContain(
    'From Visited to Interest, open is lower in all, but higher than closed in every group of size',
  );

  // Within one size there is nothing to turn round.
  const url = new URL(page.url());
  url.searchParams.append('where', 'size:step1=:small');
  await page.goto(url.href);
  await answered(page);
  expect(await page.getByText(/Simpson’s paradox/).count()).toBe(0);
});

test('a filtered funnel equals its row of the breakdown', async () => {
  const page = await openQuestion('v=1&by=channel%3Astep1');
  for (const channel of ['mail', 'ads']) {
    const row = await people(page, channel);
    expect(row.map((count) => Number(count.replace(/\D/g, ''))).every((count) => count > 0)).toBe(true);
    await page.getByRole('button', { name: `Ask only about ${channel}` }).click();
    await page.waitForURL(/where=/);
    await answered(page);
    await expect.poll(() => people(page, 'Everybody')).toEqual(row);
    await page.keyboard.press('Control+z');
    await page.waitForURL((url) => !url.search.includes('where'));
    await answered(page);
  }
});
