import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { csv, type GivenFile, seasonLog } from './files.ts';
import { LINK, startShop } from './hosted-shop.ts';
import { overflow, violations, WIDTHS } from './looking.ts';

/** Thirty campaigns, some with names of a length that nobody foresaw. */
function campaignLog(): GivenFile {
  const rows = ['user_id,event,time,channel'];
  for (let person = 0; person < 1800; person += 1) {
    const number = person % 30;
    const name = number % 3 === 0 ? `campaign-${number}-${'with-a-very-long-name-'.repeat(4)}` : `c ${number}`;
    const at = (days: number) => new Date(Date.UTC(2026, 0, 5 + (person % 60) + days, 9)).toISOString();
    rows.push(`v${person},1 - visit,${at(0)},${name}`);
    if (person % 7 < 3) rows.push(`v${person},2 - sign up,${at(1)},${name}`);
    if (person % 11 < 3) rows.push(`v${person},3 - purchase,${at(2)},${name}`);
  }
  return csv('campaigns.csv', `${rows.join('\n')}\n`);
}

async function answered(page: Page): Promise<void> {
  await page.getByText('Counted:').waitFor();
  await page.locator('article[aria-busy="false"]').waitFor();
}

describe.each(['light', 'dark'] as const)('the Journey screen in the %s scheme', (colorScheme) => {
  test.each(['wide', 'narrow'] as const)('has no violation in any of its states, %s', async (width) => {
    const shop = await startShop(seasonLog().buffer, { colorScheme, viewport: WIDTHS[width] });
    try {
      const page = await shop.app.open(LINK);
      await page.getByRole('heading', { name: 'The stairs' }).waitFor();
      const summary = new URL(page.url());
      const look = async (state: string) => {
        expect(await violations(page), state).toEqual([]);
        expect(await overflow(page), state).toBe(0);
      };
      const ask = async (question: string) => {
        const url = new URL(summary);
        url.search = question;
        url.hash = `${summary.hash.split('?')[0]}/question`;
        await page.goto(url.href);
        await answered(page);
      };
      await ask('');
      await look('without groups');
      await ask('v=1&by=channel%3Astep1&compare=groups%3A%3Amail%2C%3Aads');
      await page.getByRole('table', { name: 'mail beside ads' }).waitFor();
      await look('split and compared');

      for (const part of [/^Time limit/, /^Steps/, /^Days/, /^Split by/, /^Only/, /^Without/, /^Stages/]) {
        await page.getByRole('button', { name: part }).click();
        await page.locator('[role=dialog]:popover-open').waitFor();
        await look(`open: ${part.source}`);
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: 'Export' }).first().click();
      await page.locator('[role=dialog]:popover-open').waitFor();
      await look('taking away');
      await page.keyboard.press('Escape');
      await page.locator('main button[aria-describedby]:has(+ [role=tooltip])').first().focus();
      await page.locator('[role=tooltip]:popover-open').waitFor();
      await look('a word explained');
      const pictures = page.getByRole('button', { name: 'Show as table' });
      for (let left = await pictures.count(); left > 0; left -= 1) await pictures.first().click();
      await look('pictures as tables');
      await page.getByRole('radio', { name: 'People' }).check({ force: true });
      await look('people');

      await ask('v=1&entered=2026-03-02..2026-03-29&compare=period%3A2026-02-02..2026-03-01');
      await look('two periods');
      await ask('v=1&entered=2020-01-01..2020-02-01');
      await page.getByText('Nobody entered under this question').waitFor();
      await look('nobody');
      await page.goto(page.url().replace(/\?.*#/, '?v=1&by=nothing%3Astep1#'));
      await page.getByText('This journey cannot be shown').waitFor();
      await look('a property that is not there');
      await page.goto(page.url().replace(/journey\/[^/]+/, 'journey/none'));
      await page.getByText('This journey cannot be shown').waitFor();
      await look('a journey that is not there');
    } finally {
      await shop.close();
    }
  });
});

test.each(['wide', 'narrow'] as const)('thirty groups and long names fit, %s', async (width) => {
  const shop = await startShop(campaignLog().buffer, { viewport: WIDTHS[width] });
  try {
    const page = await shop.app.open(LINK);
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    const url = new URL(page.url());
    url.search = 'v=1&by=channel%3Astep1';
    url.hash = `${url.hash.split('?')[0]}/question`;
    await page.goto(url.href);
    await answered(page);
    await page.getByRole('row', { name: /\(other: 5 values\)/ }).waitFor();
    expect(await page.getByRole('table').first().locator('tbody tr').count()).toBe(27);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  } finally {
    await shop.close();
  }
});
