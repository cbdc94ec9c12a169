import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { shopLog, threeLists } from './files.ts';
import { overflow, tabTo, violations, WIDTHS } from './looking.ts';

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.each(['wide', 'narrow'] as const)('start and summary have no violation, %s', async (width) => {
    const app = await startApp({ colorScheme, viewport: WIDTHS[width] });
    try {
      const page = await app.open();
      await page.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.setInputFiles('input[type=file]', threeLists());
      await page.getByRole('button', { name: 'Show the journey' }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.getByRole('button', { name: 'Show the journey' }).click();
      await page.getByRole('heading', { name: 'The stairs' }).waitFor();
      await page.waitForTimeout(800);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.getByRole('link', { name: 'Data' }).click();
      await page.getByRole('button', { name: /^Delete / }).click();
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Keep it' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: /^Save as one file/ }).click();
      await download;
      await page.getByRole('button', { name: /^Delete / }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('button', { name: /^Undo/ }).waitFor();
      await page.getByText('is saved as one file').waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.getByRole('button', { name: 'Copy diagnostics' }).click();
      await page.getByRole('region', { name: 'What is copied' }).waitFor();
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    } finally {
      await app.close();
    }
  });
});

test('files come in, a step is changed and the journey is shown by keyboard alone', async () => {
  const app = await startApp();
  try {
    const page = await app.open();
    await page.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, 'Choose files');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles([shopLog(40)]);
    await page.getByRole('button', { name: 'Show the journey' }).waitFor();

    await tabTo(page, '2 - sign up, 20 events');
    await page.keyboard.press('ArrowRight');
    const moved = page.locator('[data-place="motivation"] [data-card="2 - sign up"]');
    await moved.waitFor();
    // The focus goes with the card, so that the next press moves it on.
    await expect.poll(() => moved.evaluate((card) => card === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowLeft');
    await page.locator('[data-place="interest"] [data-card="2 - sign up"]').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('[data-place="awareness"] [data-card="2 - sign up"]').waitFor();

    await page.keyboard.press('Control+z');
    await page.locator('[data-place="interest"] [data-card="2 - sign up"]').waitFor();

    await tabTo(page, 'Show the journey');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();

    await page.getByRole('link', { name: 'Data' }).focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'Delete Shop');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Delete');
    await page.keyboard.press('Enter');
    await page.getByText('“Shop” is deleted.').waitFor();
    await tabTo(page, 'Undo, take back Shop');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    await tabTo(page, 'Copy diagnostics');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'What is copied' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  } finally {
    await app.close();
  }
});
