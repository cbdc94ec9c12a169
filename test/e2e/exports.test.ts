import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './app.ts';
import { csv, type GivenFile } from './files.ts';
import { overflow, violations, WIDTHS } from './looking.ts';

let app: RunningApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(async () => {
  await app.close();
});

function exported(name: string): GivenFile {
  const buffer = readFileSync(join(import.meta.dirname, '..', 'exports', name));
  return { name, mimeType: 'text/csv', buffer };
}

async function give(page: Page, ...files: readonly GivenFile[]): Promise<void> {
  await page.setInputFiles('input[type=file]', [...files]);
}

const figures = (page: Page) =>
  page
    .locator('dl')
    .first()
    .textContent()
    .catch(() => '');

describe('a file that a product exported', () => {
  test('is known by its header, and read as such when somebody says yes', async () => {
    const page = await app.open();
    await give(page, exported('hubspot-contacts.csv'));
    await page.getByText('This looks like a HubSpot contacts export.').waitFor();
    await page.getByRole('group', { name: /^Customer, 1 event/ }).waitFor();
    await expect.poll(() => figures(page)).toMatch(/Rows read3Accepted2Rejected1/);
    const yes = page.getByRole('button', { name: 'Yes, read it so' });
    await yes.focus();
    await page.keyboard.press('Enter');
    await page.getByText('as a HubSpot contacts export').waitFor();
    expect(await page.getByText('This looks like').count()).toBe(0);
    await page.getByText('What the dates stand for').click();
    await page.getByLabel('A date in Became a Trial Tester Date means').fill('Trial');
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: /^Trial, 1 event/ }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the plan' }).click();
    const plan = JSON.parse(await readFile(await (await download).path(), 'utf8'));
    expect(plan.sources[0]).toMatchObject({
      shape: 'dates',
      person: 'Record ID',
      dates: { 'Became a Lead Date': 'Lead', 'Became a Trial Tester Date': 'Trial' },
    });
    expect(app.faults).toEqual([]);
  });

  test('can be read as any other table, and as the export after all', async () => {
    const page = await app.open();
    await give(page, exported('stripe-payments.csv'));
    await expect.poll(() => figures(page)).toMatch(/Left out3/);
    await page.getByRole('button', { name: 'No, as any other table' }).click();
    await page.getByRole('button', { name: 'Read it as a Stripe payments export' }).click();
    await page.getByText('as a Stripe payments export').waitFor();
    await expect.poll(() => figures(page)).toMatch(/Left out3/);
    expect(app.faults).toEqual([]);
  });

  test('may tell of costs, which are kept beside the events', async () => {
    const page = await app.open();
    await give(page, exported('mailchimp-audience.csv'), exported('google-ads-costs.csv'));
    await page.getByText('This looks like a Google Ads cost report.').waitFor();
    await page.getByText(/^Costs on Google Ads: EUR\s1,259\.66 on 2\sdays\.$/).waitFor();
    for (const size of Object.values(WIDTHS)) {
      await page.setViewportSize(size);
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
    }
    expect(app.faults).toEqual([]);
  });
});

describe('keys that nearly agree', () => {
  test('are offered as a rule, which makes one person of them and can be taken back', async () => {
    const page = await app.open();
    await give(
      page,
      csv('newsletter.csv', 'id,date\nA-1,2026-01-01\nB-2,2026-01-02\nC-3,2026-01-03\n'),
      csv('gifts.csv', 'id,date,amount\na-1,2026-02-01,5\nb-2,2026-02-02,7\nx-9,2026-02-03,9\n'),
    );
    await expect.poll(() => figures(page)).toMatch(/People6/);
    await page.getByText('differ from another one in nothing but upper and lower case').waitFor();
    expect(await page.getByText('are in no other file').count()).toBe(2);
    await page.getByRole('button', { name: 'Take them for one' }).click();
    await expect.poll(() => figures(page)).toMatch(/People4/);
    await page.getByRole('button', { name: 'Keep them apart' }).click();
    await expect.poll(() => figures(page)).toMatch(/People6/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save this account as CSV' }).click();
    const account = await readFile(await (await download).path(), 'utf8');
    expect(account.split('\r\n')).toContain('gifts.csv,rows read,3,,,,,');
    expect(account).toContain('people with nearly the same key,2');
    expect(app.faults).toEqual([]);
  });
});
