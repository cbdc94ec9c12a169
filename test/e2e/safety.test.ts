import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderCount, type RunningApp, startApp } from './app.ts';
import { csv, type GivenFile, shopLog } from './files.ts';

let app: RunningApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(async () => {
  await app.close();
});

async function give(page: Page, files: readonly GivenFile[]): Promise<void> {
  await page.setInputFiles('input[type=file]', [...files]);
}

/** Keeps a journey of 40 people and comes back to the data. */
async function keepShop(page: Page): Promise<void> {
  await give(page, [shopLog(40)]);
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('heading', { name: 'Shop' }).waitFor();
}

async function deleteShop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete Shop' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('“Shop” is deleted.').waitFor();
}

async function saveShop(page: Page): Promise<GivenFile> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as one file: Shop' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Shop.handrail');
  return { name: 'Shop.handrail', mimeType: '', buffer: await readFile(await file.path()) };
}

describe('a deleted journey', () => {
  test('comes back by its button, and by the keyboard', async () => {
    const page = await app.open();
    await keepShop(page);
    await deleteShop(page);
    expect(await page.getByRole('heading', { name: 'Shop' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo, take back Shop' }).click();
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    await deleteShop(page);
    await page.keyboard.press('Control+z');
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    await page.getByRole('button', { name: 'Open Shop' }).click();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    expect(app.faults).toEqual([]);
  });

  test('is gone with the page', async () => {
    const page = await app.open();
    await keepShop(page);
    await deleteShop(page);
    expect(await folderCount(page)).toBe(1);
    await page.close();
    const next = await app.open();
    await next.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
    await expect.poll(() => folderCount(next)).toBe(0);
    expect(await next.getByText('is deleted').count()).toBe(0);
  });

  test('a new name is taken back as well', async () => {
    const page = await app.open();
    await keepShop(page);
    await page.getByRole('button', { name: 'Rename Shop' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Corner shop');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('heading', { name: 'Corner shop' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByRole('heading', { name: 'Shop', exact: true }).waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByRole('heading', { name: 'Corner shop' }).waitFor();
  });
});

describe('edits of the plan', () => {
  test('moves, labels and answers are undone one by one, and the focus stays with the card', async () => {
    const page = await app.open();
    await give(page, [shopLog(40)]);
    await page.getByRole('group', { name: /^2 - sign up/ }).press('ArrowRight');
    await page.locator('[data-place="motivation"] [data-card="2 - sign up"]').waitFor();
    const label = page.getByRole('textbox', { name: 'Label of the stage Action' });
    await label.fill('Bought');
    // In a field the keys belong to its text.
    await label.press('Control+z');
    await label.fill('Bought');
    await label.press('Enter');
    await page.getByLabel('How long do people have').selectOption('30d');

    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await page.getByLabel('How long do people have').inputValue()).toBe('none');
    await page.keyboard.press('Control+z');
    await expect.poll(() => label.inputValue()).toBe('Action');
    const card = page.locator('[data-card="2 - sign up"]');
    await card.focus();
    await page.keyboard.press('Control+z');
    const back = page.locator('[data-place="interest"] [data-card="2 - sign up"]');
    await back.waitFor();
    await expect.poll(() => back.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+y');
    await page.locator('[data-place="motivation"] [data-card="2 - sign up"]').waitFor();
  });
});

test('another reading of a column and a removed file are taken back, and the files are read anew', async () => {
  const page = await app.open();
  await give(page, [shopLog(40)]);
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  await page.getByLabel('channel is').selectOption('unused');
  await expect.poll(() => page.getByLabel('channel is').count()).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.getByLabel('channel is').inputValue()).toBe('property');
  await page.getByRole('button', { name: 'Remove shop.csv' }).click();
  await page.getByText('Bring the lists you already have').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  await page.getByRole('group', { name: /^2 - sign up, 20 events/ }).waitFor();
});

describe('a journey saved as one file', () => {
  test('opens in another browser with the same figures', async () => {
    const page = await app.open();
    await keepShop(page);
    const saved = await saveShop(page);
    const other = await startApp();
    try {
      const elsewhere = await other.open();
      await give(elsewhere, [saved]);
      await elsewhere.getByRole('heading', { name: 'The stairs' }).waitFor();
      await elsewhere.getByRole('button', { name: 'Show as table' }).first().click();
      const table = elsewhere.getByRole('table').first();
      await expect.poll(() => table.innerText()).toMatch(/40[\s\S]*20[\s\S]*10/);
      expect(other.faults).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('is known where it came from', async () => {
    const page = await app.open();
    await keepShop(page);
    await give(page, [await saveShop(page)]);
    await page.getByText('“Shop.handrail” is already in “Shop”').waitFor();
    expect(await page.getByRole('button', { name: /^Open Shop/ }).count()).toBe(1);
    expect(await folderCount(page)).toBe(1);
  });

  test('damaged or of a later version, ends in a sentence and leaves all as it was', async () => {
    const page = await app.open();
    await keepShop(page);
    const saved = await saveShop(page);
    const damaged = Buffer.from(saved.buffer);
    const middle = Math.floor(damaged.length / 2);
    damaged[middle] = (damaged[middle] ?? 0) ^ 1;
    await give(page, [{ ...saved, buffer: damaged }]);
    await page.getByText('“Shop.handrail” is not a whole journey as Handrail saves it').waitFor();
    const later = Buffer.concat([Buffer.from('handrail-journey 2 '), saved.buffer.subarray(19)]);
    await give(page, [{ ...saved, name: 'later.handrail', buffer: later }]);
    await page.getByText('“later.handrail” was saved by a later Handrail, in version 2').waitFor();
    expect(await page.getByRole('button', { name: /^Open Shop/ }).count()).toBe(1);
    expect(await folderCount(page)).toBe(1);
  });
});

test('diagnostics hold no cell of the data, and are exactly what is copied', async () => {
  const page = await app.open();
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const rows = Array.from({ length: 30 }, (_, i) => [
    `person${i}@example.org`,
    `2026-01-${String((i % 28) + 1).padStart(2, '0')}T10:00:00Z`,
    i % 5 === 0 ? 'Refunded' : 'Paid',
    `${1234 + i * 17}.75`,
    ['Lighthouse', 'Harbour', 'Quay'][i % 3] ?? '',
  ]);
  const header = ['Customer Email', 'Created', 'Status', 'Amount', 'Campaign'];
  await give(page, [csv('secret-gifts.csv', [header, ...rows].map((cells) => cells.join(',')).join('\n'))]);
  await page.getByRole('group', { name: /^secret gifts/ }).press('ArrowLeft');
  await page.getByRole('textbox', { name: 'Label of the stage Relationship' }).fill('Generous');
  await page.getByLabel('Name of the journey').fill('Hidden pier');
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.getByRole('link', { name: 'Data' }).click();
  await give(page, [csv('secret-empty.csv', ''), csv('secret-more.csv', [header, ...rows.slice(1)].join('\n'))]);
  await page.getByText('is empty').waitFor();
  await page.getByRole('button', { name: 'Copy diagnostics' }).click();
  const shown = await page.getByRole('region', { name: 'What is copied' }).innerText();
  const report = JSON.parse(shown) as { journeys: unknown[]; filesBeingRead: unknown[]; errors: { code: string }[] };
  expect(report.journeys).toHaveLength(1);
  expect(report.filesBeingRead).toHaveLength(2);
  expect(report.errors.map(({ code }) => code)).toContain('file-empty');
  const said = shown.toLowerCase();
  const words = [...header, ...rows.flat(), 'secret', 'gifts', 'Generous', 'Hidden', 'pier', 'example.org'];
  expect(
    words.filter(
      (word) => said.includes(`"${word.toLowerCase()}"`) || (word.length > 6 && said.includes(word.toLowerCase())),
    ),
  ).toEqual([]);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
});

test('the browser is asked once to keep what is stored, and its answer is said', async () => {
  await app.context.addInitScript(() => {
    const counter = globalThis as unknown as { asked: number };
    counter.asked = Number(sessionStorage.getItem('asked') ?? 0);
    navigator.storage.persist = async () => {
      counter.asked += 1;
      sessionStorage.setItem('asked', String(counter.asked));
      return false;
    };
  });
  const page = await app.open();
  const asked = () => page.evaluate(() => (globalThis as unknown as { asked: number }).asked);
  expect(await asked()).toBe(0);
  await keepShop(page);
  expect(await asked()).toBe(1);
  await page.getByText('was asked to keep them and has not promised it').waitFor();
  await page.getByText(/used, .* free of what this browser gives/).waitFor();
  await give(page, [shopLog(60, 'other.csv')]);
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.reload();
  expect(await asked()).toBe(1);
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Ask the browser again to keep them' }).click();
  await expect.poll(asked).toBe(2);
});
