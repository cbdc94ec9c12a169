import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderCount, type RunningApp, startApp } from './app.ts';
import { csv, type GivenFile, shopLog, threeLists } from './files.ts';

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

async function showJourney(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
}

/** The people of each measured stage, as the table beside the picture has them. */
async function stairs(page: Page): Promise<Record<string, string>> {
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  const rows = await page.getByRole('table').first().locator('tbody tr').all();
  const cells = await Promise.all(rows.map((row) => row.locator('th,td').allInnerTexts()));
  await page.getByRole('button', { name: 'Show as picture' }).first().click();
  return Object.fromEntries(
    cells.map(([name = '', people = '']) => [name.split('\n')[0] ?? '', people.split('\n')[0] ?? '']),
  );
}

describe('from dropped files to the stairs', () => {
  test('three lists are joined by e-mail, kept, and the same after a reload', async () => {
    const page = await app.open();
    await give(page, threeLists());
    await page.getByRole('heading', { name: 'Three files, one journey' }).waitFor();
    await page.getByRole('group', { name: /^newsletter, 12 events/ }).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: '86 % of the 7' }).count()).toBe(1);
    await showJourney(page);
    const before = await stairs(page);
    expect(before).toMatchObject({ Interest: '12', Motivation: '6', Action: '3' });
    await page.reload();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    expect(await stairs(page)).toEqual(before);
    expect(app.faults).toEqual([]);
  });

  test('addresses are not kept', async () => {
    const page = await app.open();
    await give(page, threeLists());
    await showJourney(page);
    const stored = await page.evaluate(async () => {
      const texts: string[] = [];
      const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
        for await (const handle of folder.values()) {
          if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
          else texts.push(await (await (handle as FileSystemFileHandle).getFile()).text());
        }
      };
      await walk(await navigator.storage.getDirectory());
      return texts.join('\n');
    });
    expect(stored.length).toBeGreaterThan(1000);
    expect(stored).not.toContain('example.org');
  });

  test('refused payments are left out, and kept where somebody says so', async () => {
    const page = await app.open();
    const rows = Array.from({ length: 30 }, (_, i) => {
      const status = i % 3 === 0 ? 'Failed' : 'Paid';
      return `u${i}@example.org,2026-01-${String((i % 28) + 1).padStart(2, '0')}T10:00:00Z,${status},20.00`;
    });
    await give(page, [csv('payments.csv', ['Customer Email,Created,Status,Amount', ...rows].join('\n'))]);
    const figures = page.locator('dl').first();
    await expect.poll(() => figures.textContent().catch(() => '')).toMatch(/Left out10/);
    await page.getByRole('button', { name: 'Keep them, the rows in which Status is Failed' }).click();
    await expect.poll(() => figures.textContent().catch(() => '')).toMatch(/Left out0/);
  });

  test('a window changed in the summary is in the address, and the back button undoes it', async () => {
    const page = await app.open();
    await give(page, [shopLog(400)]);
    await showJourney(page);
    expect(await stairs(page)).toMatchObject({ Awareness: '400', Interest: '200', Action: '100' });
    await page.getByRole('radio', { name: '7 days' }).check();
    await page.waitForURL(/window=7d/);
    await page.reload();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    expect(await page.getByRole('radio', { name: '7 days' }).isChecked()).toBe(true);
    await page.goBack();
    await expect.poll(() => page.url()).not.toContain('window');
  });

  test('events are moved between stages, and the saved plan reads the files the same way', async () => {
    const page = await app.open();
    await give(page, [shopLog(40)]);
    await page.getByRole('group', { name: /^2 - sign up/ }).press('ArrowRight');
    await page.getByRole('textbox', { name: 'Label of the stage Motivation' }).fill('Signed up');
    await page.getByRole('textbox', { name: 'Label of the stage Motivation' }).press('Enter');
    await page.getByLabel('How long do people have').selectOption('30d');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the plan' }).click();
    const plan = await readFile(await (await download).path(), 'utf8');
    expect(JSON.parse(plan)).toMatchObject({
      handrail: 1,
      window: '30d',
      stages: { motivation: { label: 'Signed up', enter: ['2 - sign up'] }, interest: { enter: [] } },
    });

    await page.getByRole('button', { name: 'Start over' }).click();
    await give(page, [
      { name: 'shop.plan.json', mimeType: 'application/json', buffer: Buffer.from(plan) },
      shopLog(80),
    ]);
    await page.getByText('says how these files are read').waitFor();
    await showJourney(page);
    expect(await stairs(page)).toMatchObject({ 'Signed up': '40' });
  });

  test('a list is renamed, and deleted only after a second thought', async () => {
    const page = await app.open();
    await give(page, [shopLog(40)]);
    await showJourney(page);
    await page.getByRole('link', { name: 'Data' }).click();
    await page.getByRole('button', { name: 'Rename Shop' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Corner shop');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('heading', { name: 'Corner shop' }).waitFor();
    await page.getByRole('button', { name: 'Delete Corner shop' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await page.getByRole('heading', { name: 'Corner shop' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Delete Corner shop' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Corner shop' }).count()).toBe(0);
    expect(await folderCount(page)).toBe(1);
    await page.getByRole('button', { name: 'Delete for good: Corner shop' }).click();
    await expect.poll(() => folderCount(page)).toBe(0);
  });
});

describe('what comes back', () => {
  test('the rejected rows of a stored journey, after a reload too', async () => {
    const page = await app.open();
    const { buffer, ...log } = shopLog(40);
    await give(page, [{ ...log, buffer: Buffer.concat([buffer, Buffer.from('u99,1 - visit,never,mail\n')]) }]);
    await showJourney(page);
    await page.reload();
    await page.getByText('How each file was read').click();
    await page.getByRole('button', { name: 'See the rejected rows' }).click();
    await page.getByRole('heading', { name: '1 row was rejected' }).waitFor();
    await page.getByText('u99,1 - visit,never,mail').waitFor();
  });

  test('a longer version of a file is read as before and updates its dataset', async () => {
    const page = await app.open();
    await give(page, [shopLog(40)]);
    await page.getByRole('group', { name: /^2 - sign up/ }).press('ArrowRight');
    await page.getByLabel('Name of the journey').fill('Corner shop');
    await showJourney(page);
    await page.getByRole('link', { name: 'Data' }).click();
    await give(page, [shopLog(80, 'shop-until-june.csv')]);
    await page.getByText('These are newer files of “Corner shop”').waitFor();
    await page.getByText('as the last file with these columns').waitFor();
    await showJourney(page);
    expect(await stairs(page)).toMatchObject({ Awareness: '80', Motivation: '40', Action: '20' });
    await page.getByRole('link', { name: 'Data' }).click();
    expect(await page.getByRole('button', { name: /^Open / }).count()).toBe(1);
  });

  test('a fresh browser opens the sample by itself, once', async () => {
    const page = await app.open('');
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    const people = (await stairs(page)).Interest ?? '0';
    expect(Number(people.replace(/,/g, ''))).toBeGreaterThan(1000);
    await page.getByRole('link', { name: 'Data' }).click();
    await page.getByRole('button', { name: /^Delete River Trust/ }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Look at a sample first' }).waitFor();
    await page.goto(`${app.address}?#/`);
    await page.getByRole('heading', { name: 'Bring the lists you already have' }).waitFor();
    expect(app.faults).toEqual([]);
  });
});

describe('what must be asked', () => {
  test('a list without dates tells no order, until somebody says one', async () => {
    const page = await app.open();
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `lead-${i}`);
    const dated = (count: number, month: string) =>
      ids(count).map((id, i) => `${id},2026-${month}-${String((i % 28) + 1).padStart(2, '0')}T10:00:00Z`);
    await give(page, [
      csv('leads.csv', ['lead_id,created_at', ...dated(60, '01')].join('\n')),
      csv('won deals.csv', ['lead_id,won_date', ...dated(20, '02')].join('\n')),
      csv('sellers.csv', ['lead_id,city', ...ids(10).map((id) => `${id},Bath`)].join('\n')),
    ]);
    const order = page.getByLabel('In which order?');
    await expect.poll(() => order.inputValue()).toBe('any');
    await page.getByText('“sellers” has no date of its own, so nothing tells what came first.').waitFor();
    await page.locator('[data-place="relationship"]').getByText('10 people').waitFor();
    await order.selectOption('ordered');
    await page.getByText('“sellers” stands on borrowed dates').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await showJourney(page);
    expect(await stairs(page)).toMatchObject({ '1 step or more': '60', '2 steps or more': '20', 'All 3 steps': '10' });
  });

  test('dates that fit both orders are asked about, and read as answered', async () => {
    const page = await app.open();
    const rows = Array.from({ length: 10 }, (_, i) => `u${i},0${(i % 9) + 1}/04/2026,visit`);
    await give(page, [csv('visits.csv', ['user_id,date,event', ...rows].join('\n'))]);
    await page.getByRole('button', { name: 'Month first: 3/4 is March 4' }).click();
    await page.getByRole('cell', { name: '4 Jan 2026' }).or(page.getByText('4 Jan 2026')).first().waitFor();
    await page.getByRole('button', { name: 'Show the journey' }).waitFor();
  });

  test('a file without a person waits for a column', async () => {
    const page = await app.open();
    await give(page, [csv('odd.csv', 'note,colour\nhello,red\nworld,blue\nthere,red\n')]);
    await page.getByText('Which column names the person?').waitFor();
    expect(await page.getByRole('button', { name: 'Show the journey' }).count()).toBe(0);
  });

  test('a source that ends early is asked about where a window makes it matter', async () => {
    const page = await app.open();
    const early = Array.from({ length: 20 }, (_, i) => `u${i},2026-01-0${(i % 9) + 1}T10:00:00Z`);
    const late = Array.from({ length: 20 }, (_, i) => `u${i},2026-06-0${(i % 9) + 1}T10:00:00Z`);
    await give(page, [
      csv('petition.csv', ['user_id,signed_at', ...early].join('\n')),
      csv('donations.csv', ['user_id,paid_at', ...late].join('\n')),
    ]);
    await page.getByLabel('How long do people have').selectOption('30d');
    await page.getByText(/The last row of .*petition\.csv.* is of 9 Jan 2026/).waitFor();
    await page.getByRole('button', { name: 'It ended then, nothing is missing' }).click();
    await showJourney(page);
    expect(await stairs(page)).toMatchObject({ Motivation: '20' });
  });
});
