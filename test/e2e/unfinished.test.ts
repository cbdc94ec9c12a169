import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningApp, startApp } from './app.ts';
import { shopLog } from './files.ts';
import { overflow, violations } from './looking.ts';

let app: RunningApp;
let folder: string;
let log: string;
beforeEach(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'handrail-unfinished-'));
  log = join(folder, 'shop.csv');
  await writeFile(log, shopLog(40).buffer);
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const moved = (page: Page) => page.locator('[data-place="motivation"] [data-card="2 - sign up"]');

/** Reloads; whether the browser asked before. */
async function reload(page: Page): Promise<boolean> {
  let asked = false;
  page.once('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    void dialog.accept();
  });
  await page.reload();
  page.removeAllListeners('dialog');
  return asked;
}

test('what was decided about an import is asked about before it is left, and is there again with the file', async () => {
  const page = await app.open();
  await page.setInputFiles('input[type=file]', log);
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  const guessed = await page
    .locator('[data-place]', { has: page.locator('[data-card="2 - sign up"]') })
    .getAttribute('data-place');
  expect(guessed).not.toBe('motivation');
  expect(await reload(page)).toBe(false);
  await page.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
  expect(await page.getByText('You had begun').count()).toBe(0);

  await page.setInputFiles('input[type=file]', log);
  await page.getByRole('button', { name: 'Move 2 - sign up to Motivation' }).click({ force: true });
  await moved(page).waitFor();
  await page.getByLabel('Label of the stage Motivation').fill('Signed up');
  await page.getByLabel('Label of the stage Motivation').press('Enter');
  await page.getByLabel('Name of the journey').fill('Corner shop');
  await page.getByLabel('How long do people have').selectOption('14d');
  expect(await reload(page)).toBe(true);

  await page.getByText(/^You had begun with “shop.csv” on /).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.setInputFiles('input[type=file]', log);
  await page.getByText(/^Columns and steps are as you left them on /).waitFor();
  await moved(page).waitFor();
  expect(await page.getByLabel('Label of the stage Motivation').inputValue()).toBe('Signed up');
  expect(await page.getByLabel('Name of the journey').inputValue()).toBe('Corner shop');
  expect(await page.getByLabel('How long do people have').inputValue()).toBe('14d');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.getByText('Signed up').filter({ visible: true }).first().waitFor();
  // What is kept is unfinished no more.
  expect(await reload(page)).toBe(false);
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
  expect(await page.getByText('You had begun').count()).toBe(0);
  expect(app.faults).toEqual([]);
});

test('columns are read as somebody said, until they are guessed anew; another file has nothing of it', async () => {
  const page = await app.open();
  const shape = page.getByLabel(/^What is a row of/);
  const drop = (file: string) => page.setInputFiles('input[type=file]', file);
  await drop(log);
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  await shape.selectOption('list');
  await page.locator('[data-card="shop"]').waitFor();
  expect(await reload(page)).toBe(true);

  const other = join(folder, 'other.csv');
  await writeFile(other, shopLog(24).buffer);
  await drop(other);
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  expect(await page.getByText('as you left them').count()).toBe(0);
  expect(await shape.inputValue()).toBe('events');
  await page.getByRole('button', { name: 'Start over' }).click();

  await page.getByText(/^You had begun with “shop.csv” on /).waitFor();
  await drop(log);
  await page.getByText(/^Columns and steps are as you left them on /).waitFor();
  await page.locator('[data-card="shop"]').waitFor();
  expect(await shape.inputValue()).toBe('list');
  await page.getByRole('button', { name: 'Guess them anew' }).click();
  await page.locator('[data-card="2 - sign up"]').waitFor();
  expect(await shape.inputValue()).toBe('events');
  expect(await page.getByText('as you left them').count()).toBe(0);
  expect(app.faults).toEqual([]);
});
