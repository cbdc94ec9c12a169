import type { Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningApp, startApp } from './app.ts';
import { csv, shopLog, threeLists } from './files.ts';
import { overflow, tabTo, violations } from './looking.ts';

let app: RunningApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(async () => {
  await app.close();
});

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

/** A log with so many columns that they do not fit beside one another, and an event that belongs to no stage. */
function wideLog() {
  const names = Array.from({ length: 20 }, (_, i) => `property_${i}`);
  const rows = Array.from({ length: 60 }, (_, i) => {
    const event = ['visit', 'sign up', 'purchase', 'xyzzy'][i % 4];
    return [
      `u${i % 15}`,
      event,
      `2026-01-${String((i % 28) + 1).padStart(2, '0')}T10:00:00Z`,
      ...names.map((_, k) => (i + k) % 5),
    ];
  });
  return csv('wide.csv', [['user_id', 'event', 'time', ...names], ...rows].map((row) => row.join(',')).join('\n'));
}

test('the focus begins at the title of each screen, and the steps are a few keys away', async () => {
  const page = await app.open();
  await page.setInputFiles('input[type=file]', [wideLog()]);
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  await expect.poll(() => focused(page)).toBe('One file, one journey');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip the columns, to the steps');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('Which step does each event belong to?');
  await page.getByRole('group', { name: /^xyzzy/ }).waitFor();
  let tabs = 0;
  for (
    const isThere = () => page.evaluate(() => document.activeElement?.getAttribute('data-card') === 'xyzzy');
    !(await isThere());
  ) {
    await page.keyboard.press('Tab');
    tabs += 1;
    expect(tabs).toBeLessThan(16);
  }
  await tabTo(page, 'Show the journey');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  expect(app.faults).toEqual([]);
});

test('files that cannot be read are not called a journey, and one question is not called several', async () => {
  const page = await app.open();
  const photo = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]) };
  await page.setInputFiles('input[type=file]', [photo]);
  await page.getByRole('heading', { level: 1, name: 'This file cannot be read' }).waitFor();
  await page.getByText('A picture holds no rows').waitFor();
  expect(await page.getByText('Save it as CSV').count()).toBe(0);

  await page.setInputFiles('input[type=file]', [shopLog(20)]);
  await page.getByRole('heading', { level: 1, name: 'One file, one journey' }).waitFor();
  await page.getByText('One that cannot be read is left out.').waitFor();
  await page.getByRole('button', { name: 'Remove photo.png' }).click();
  await page.getByText(/^This is how we read it\./).waitFor();
  await page.getByLabel('user_id is').selectOption('unused');
  await page.getByText('1 question must be answered before it can be read.').waitFor();
  await page.setInputFiles('input[type=file]', threeLists().slice(0, 1));
  await page.getByText('1 question must be answered before they can be read; it stands with its file.').waitFor();
  expect(app.faults).toEqual([]);
});

test('what scrolls aside shows that it does, and quiet buttons begin where the words do', async () => {
  const page = await app.open();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.setInputFiles('input[type=file]', [wideLog()]);
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  const rows = page.getByRole('region', { name: 'The first rows of wide.csv' });
  expect(await rows.evaluate((each) => each.scrollWidth > each.clientWidth)).toBe(true);
  expect(await rows.evaluate((each) => getComputedStyle(each).backgroundAttachment)).toBe(
    'local, local, scroll, scroll',
  );
  const edges = await page.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find(
      (each) => each.textContent === 'Save this account as CSV',
    );
    const words = button?.firstChild;
    const range = document.createRange();
    if (words) range.selectNode(words);
    const place = document.querySelector('[aria-label^="The account"] dl')?.getBoundingClientRect().left ?? 0;
    return Math.abs(range.getBoundingClientRect().left - place);
  });
  expect(edges).toBeLessThan(2);
  expect(await overflow(page)).toBe(0);
});
