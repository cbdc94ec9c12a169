import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './app.ts';
import { shopLog, threeLists } from './files.ts';
import { LINK, plan as shopPlan, startShop } from './hosted-shop.ts';
import { overflow, violations } from './looking.ts';

let app: RunningApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(async () => {
  await app.close();
});

async function give(page: Page): Promise<void> {
  await page.setInputFiles('input[type=file]', [shopLog(80)]);
  await page.getByRole('button', { name: 'Show the journey' }).waitFor();
}

const stage = (page: Page, id: string) => page.locator(`[data-place="${id}"]`);
const card = (page: Page, name: string) => page.locator(`[data-card="${name}"]`);

/** Moves a card by its arrow keys, which it keeps the focus for. */
async function press(page: Page, name: string, key: 'ArrowLeft' | 'ArrowRight', to: string): Promise<void> {
  await card(page, name).focus();
  for (let moves = 0; moves < 6 && (await stage(page, to).locator(`[data-card="${name}"]`).count()) === 0; moves += 1) {
    const from = await placeOf(page, name);
    await page.keyboard.press(key);
    await expect.poll(() => placeOf(page, name)).not.toBe(from);
  }
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-card'))).toBe(name);
}

function placeOf(page: Page, name: string): Promise<string | null> {
  return page.locator('[data-place]', { has: card(page, name) }).getAttribute('data-place');
}

async function showJourney(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
}

/** The table of the stairs, row by row. */
async function stairs(page: Page): Promise<string[]> {
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  const rows = await page.getByRole('table').first().locator('tbody tr').allInnerTexts();
  await page.getByRole('button', { name: 'Show as picture' }).first().click();
  return rows.map((row) => row.replace(/\s+/g, ' '));
}

/** What a person changes, once sign-ups are an interest: they call it so. */
async function label(page: Page): Promise<void> {
  const field = page.getByLabel('Label of the stage Interest');
  await field.fill('Signed up');
  await field.press('Enter');
  await page.getByRole('button', { name: 'Move 1 - visit to Signed up' }).waitFor({ state: 'attached' });
}

async function toSteps(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Change the steps' }).first().click();
  await page.getByRole('heading', { name: 'Change the steps', level: 1 }).waitFor();
}

describe('the steps of a journey that is there', () => {
  test('are changed in place: the figures equal those of a fresh import, undo takes them back, a reload keeps them', async () => {
    const page = await app.open();
    await give(page);
    // The event that was forgotten.
    await press(page, '2 - sign up', 'ArrowRight', 'none');
    await showJourney(page);
    const before = await stairs(page);
    expect(before.join('\n')).not.toContain('Signed up');

    await toSteps(page);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Change the steps');
    await card(page, '2 - sign up').dragTo(stage(page, 'interest'));
    await stage(page, 'interest').locator('[data-card="2 - sign up"]').waitFor();
    await label(page);
    await page.getByRole('button', { name: 'See the summary' }).click();
    await page.getByText('Signed up').filter({ visible: true }).first().waitFor();
    const after = await stairs(page);
    expect(after).not.toEqual(before);
    expect(after.join('\n')).toMatch(/Signed up 40\b/);

    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.locator('button[title="Redo: Label of Interest"]').waitFor();
    await page.locator('button[title="Undo: Move of “2 - sign up”"]').click();
    await expect.poll(() => stairs(page)).toEqual(before);
    await page.keyboard.press('Control+Shift+Z');
    await page.locator('button[title="Redo: Label of Interest"]').waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await page.getByText('Signed up').filter({ visible: true }).first().waitFor();
    await expect.poll(() => stairs(page)).toEqual(after);

    await page.reload();
    await page.getByText('Signed up').filter({ visible: true }).first().waitFor();
    expect(await stairs(page)).toEqual(after);

    // The plan as a file carries the change, and the command counts with it what the screen shows.
    await page.goto(`${app.address}#/data`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Save the plan of/ }).click();
    const folder = await mkdtemp(join(tmpdir(), 'handrail-steps-'));
    try {
      await (await download).saveAs(join(folder, 'plan.json'));
      const log = shopLog(80);
      await writeFile(join(folder, log.name), log.buffer);
      const plan = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8'));
      expect(plan.stages.interest).toEqual({ label: 'Signed up', enter: ['2 - sign up'] });
      const bin = join(import.meta.dirname, '..', '..', 'src', 'report', 'bin', 'handrail.mjs');
      const args = ['report', '--plan', join(folder, 'plan.json'), '--format', 'json', join(folder, log.name)];
      const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args]);
      const counted: { readonly stages: readonly { readonly label: string; readonly reached: number | null }[] } =
        JSON.parse(stdout);
      const measured = counted.stages.filter(({ reached }) => reached !== null);
      expect(measured.map(({ label, reached }) => `${label} ${reached}`)).toEqual([
        'Awareness 80',
        'Signed up 40',
        'Action 20',
      ]);
      for (const { label, reached } of measured) expect(after.join('\n')).toContain(`${label} ${reached}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }

    const other = await startApp();
    try {
      const fresh = await other.open();
      await give(fresh);
      await press(fresh, '2 - sign up', 'ArrowLeft', 'interest');
      await label(fresh);
      await showJourney(fresh);
      expect(await stairs(fresh)).toEqual(after);
    } finally {
      await other.close();
    }
    expect(app.faults).toEqual([]);
  });

  test('are reached from the journey’s question, follow quick keys, and tell the first time from later ones', async () => {
    const page = await app.open();
    await page.setInputFiles('input[type=file]', threeLists());
    await showJourney(page);
    await page.getByRole('link', { name: 'Journey', exact: true }).click();
    await page.getByRole('button', { name: /^Stages/ }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Change the steps' }).click();
    await page.getByRole('heading', { name: 'Change the steps', level: 1 }).waitFor();

    await card(page, 'newsletter').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await stage(page, 'action').locator('[data-card="newsletter"]').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-card'))).toBe('newsletter');
    await page.keyboard.press('Control+z');
    await stage(page, 'motivation').locator('[data-card="newsletter"]').waitFor();
    await page.keyboard.press('Control+z');
    await stage(page, 'interest').locator('[data-card="newsletter"]').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-card'))).toBe('newsletter');

    await page.getByLabel('Which times of donations count here').selectOption('first');
    await stage(page, 'relationship').locator('[data-card="donations"]').waitFor();
    await page.getByRole('button', { name: 'See the summary' }).click();
    expect((await stairs(page)).join('\n')).toMatch(/Action 3\b[\s\S]*Relationship 1\b/);
    expect(app.faults).toEqual([]);
  });

  test('may become fewer under a question that asked for a later one, or none at all', async () => {
    const page = await app.open();
    await give(page);
    await showJourney(page);
    const id = /journey\/([^/?]+)/.exec(page.url())?.[1] ?? '';
    await page.goto(`${app.address}?v=1&by=channel%3A3&interval=month#/journey/${id}/question`);
    await page.getByRole('heading', { level: 1, name: /^Of 80 people/ }).waitFor();
    await toSteps(page);
    await press(page, '2 - sign up', 'ArrowRight', 'none');
    await page.getByRole('button', { name: 'See the journey' }).click();
    await page
      .getByRole('heading', { level: 1, name: /^Of 80 people at Awareness, 20 came as far as Action/ })
      .waitFor();
    expect(new URL(page.url()).search).toBe('?v=1&interval=month');

    await toSteps(page);
    await press(page, '3 - purchase', 'ArrowRight', 'none');
    await press(page, '1 - visit', 'ArrowRight', 'none');
    await page.getByText('Put at least one event into a step first').waitFor();
    await page.getByRole('link', { name: 'Summary' }).click();
    await page.getByRole('heading', { name: 'This journey cannot be shown' }).waitFor();
    await page.getByRole('button', { name: 'Change the steps' }).click();
    await press(page, '1 - visit', 'ArrowLeft', 'interest');
    await page.getByRole('button', { name: 'See the summary' }).click();
    expect((await stairs(page)).join('\n')).toMatch(/Interest 80\b/);
    expect(app.faults).toEqual([]);
  });

  test('of a journey that others share change in this browser’s copy, and it says so', async () => {
    const shop = await startShop();
    try {
      shop.server.put('data/shop/plan.json', shopPlan({ stages: { awareness: { enter: ['1 - visit', '0 - saw'] } } }));
      const page = await shop.app.open(LINK);
      await page.getByRole('heading', { name: 'The stairs' }).waitFor();
      await toSteps(page);
      await page.getByText('“0 - saw” does not occur in this data.').waitFor();
      expect(await page.getByText('Changed here').count()).toBe(0);
      await press(page, '3 - purchase', 'ArrowLeft', 'action');
      await page.getByText('Changed here').waitFor();
      await page.getByRole('button', { name: 'Back to the server’s plan' }).click();
      await stage(page, 'none').locator('[data-card="3 - purchase"]').waitFor();
      expect(shop.app.faults).toEqual([]);
    } finally {
      await shop.close();
    }
  });
});

test.each(['light', 'dark'] as const)('the steps fit a telephone and have no violation, %s', async (colorScheme) => {
  const phone = await startApp({ viewport: { width: 390, height: 844 }, colorScheme, touch: true });
  try {
    const page = await phone.open();
    await give(page);
    await showJourney(page);
    await toSteps(page);
    await page.getByRole('button', { name: 'Move 1 - visit to Interest' }).tap();
    await stage(page, 'interest').locator('[data-card="1 - visit"]').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});

test.each(['#/nowhere', '#/journey', '#/journey/a/b/c', '#/journey/%E0%A4%A/x', '#nonsense'])(
  'an unknown address says so and leads home: %s',
  async (address) => {
    const page = await app.open(address);
    await page.getByRole('heading', { level: 1, name: 'There is nothing at this address' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go to your data' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bring the lists you already have' }).waitFor();
    expect(app.faults).toEqual([]);
  },
);
