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
  expect(app.faults).toEqual([]);
  await app.close();
});

async function keepShop(page: Page, people = 40): Promise<void> {
  await page.locator('input[type=file][aria-label="Files to read"]').setInputFiles([shopLog(people)]);
  await page.getByLabel('Name of the journey').fill('Shop');
  await showJourney(page);
}

async function showJourney(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
}

async function addToShop(page: Page, files: readonly GivenFile[]): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).click();
  await page.locator('input[type=file][aria-label="Add files to Shop"]').setInputFiles([...files]);
}

/** What the list says of the shop. */
async function listed(page: Page): Promise<string> {
  const said = await page
    .locator('[data-name="Shop"]')
    .getByText(/events/)
    .innerText();
  return said.replaceAll('\u00a0', ' ');
}

/** Visits of other people than those of the shop's log. */
function newcomers(count: number, name: string): GivenFile {
  const rows = Array.from({ length: count }, (_, i) => `n${i},1 - visit,2026-02-01T08:00:00.000Z,mail`);
  return csv(name, `user_id,event,time,channel\n${rows.join('\n')}\n`);
}

describe('files added to a journey', () => {
  test('that hold all of a part take its place, others stand beside it', async () => {
    const page = await app.open();
    await keepShop(page);
    await addToShop(page, [shopLog(80, 'june.csv')]);
    await page.getByText('This takes the place of “shop.csv” in “Shop”').waitFor();
    await showJourney(page);
    await addToShop(page, [newcomers(5, 'more.csv')]);
    await page.getByText('“more.csv” is added to “Shop”.').waitFor();
    await showJourney(page);
    await page.getByRole('link', { name: 'Data' }).click();
    expect(await listed(page)).toMatch(/^85 people · 145 events/);
    expect(await page.getByRole('button', { name: /^Open / }).count()).toBe(1);
    expect(await folderCount(page)).toBe(1);
    await page.reload();
    expect(await listed(page)).toMatch(/^85 people · 145 events/);
  });

  test('of which every row is there add nothing and say so', async () => {
    const page = await app.open();
    await keepShop(page);
    const log = shopLog(40, 'copy.csv');
    await addToShop(page, [{ ...log, buffer: Buffer.concat([log.buffer, Buffer.from('\n\n')]) }]);
    await page.getByText(/All 70.rows of “copy\.csv” are in “Shop” already/).waitFor();
    expect(await folderCount(page)).toBe(1);
  });

  test('dropped on the journey in the list go into it', async () => {
    const page = await app.open();
    await keepShop(page);
    await page.getByRole('link', { name: 'Data' }).click();
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['user_id,event,time,channel\nn1,1 - visit,2026-02-01T08:00:00Z,mail\n'], 'one.csv'));
      return data;
    });
    const row = page.locator('[data-name="Shop"]');
    await row.dispatchEvent('dragover', { dataTransfer: transfer });
    await page.getByText('Let go: Handrail shows how it adds them to “Shop”').waitFor();
    await row.dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByRole('heading', { name: 'A file for “Shop”' }).waitFor();
    await page.getByText('“one.csv” is added to “Shop”.').waitFor();
  });

  test('that another tab has changed meanwhile are not lost, nor is its change', async () => {
    const page = await app.open();
    await keepShop(page);
    await addToShop(page, [newcomers(5, 'more.csv')]);
    await page.getByText('“more.csv” is added to “Shop”.').waitFor();
    const other = await app.open();
    await addToShop(other, [newcomers(9, 'others.csv')]);
    await showJourney(other);
    await page.getByRole('button', { name: 'Show the journey' }).click();
    await page.getByText('“Shop” was changed in another tab').waitFor();
    await other.getByRole('link', { name: 'Data' }).click();
    expect(await listed(other)).toMatch(/^49 people · 79 events/);
  });
});

describe('a person who is forgotten', () => {
  /** A list of these people and of ten others, with a row of Ada's that cannot be read. */
  const list = (name: string, ...mails: readonly string[]) => {
    const all = [...Array.from({ length: 10 }, (_, i) => `other${i}@example.org`), ...mails];
    const rows = all.map(
      (mail, i) => `${mail},${i % 2 ? '2 - sign up' : '1 - visit'},2026-01-${String(i + 10)}T10:00:00Z`,
    );
    return csv(name, `email,event,time\n${rows.join('\n')}\nada@example.org,1 - visit,never\n`);
  };

  test('leaves nothing behind, and does not come back with the file', async () => {
    const page = await app.open();
    const files = page.locator('input[type=file][aria-label="Files to read"]');
    await files.setInputFiles([list('newsletter.csv', 'ada@example.org', 'bob@example.org', 'Ada@example.org ')]);
    await page.getByLabel('Name of the journey').fill('Shop');
    await showJourney(page);
    await page.getByRole('link', { name: 'Data' }).click();
    expect(await listed(page)).toMatch(/^12 people · 13 events/);
    await page.getByRole('button', { name: 'Forget a person…' }).click();
    await page.getByLabel('Their address, number or id').fill('ADA@example.org');
    await page.getByRole('button', { name: 'Forget them' }).click();
    await page.getByText(/2.events and 1.rejected row left “Shop”/).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect.poll(() => listed(page)).toMatch(/^11 people · 11 events/);
    expect(await storedText(page)).not.toMatch(/a••@example/);
    expect(await folderCount(page)).toBe(1);

    await page
      .locator('input[type=file][aria-label="Add files to Shop"]')
      .setInputFiles([
        list('newsletter-longer.csv', 'ada@example.org', 'bob@example.org', 'Ada@example.org ', 'cy@example.org'),
      ]);
    await page.getByText('This takes the place of “newsletter.csv”').waitFor();
    await page.getByText(/left out: of people who were forgotten/).waitFor({ state: 'attached' });
    await showJourney(page);
    await page.getByRole('link', { name: 'Data' }).click();
    expect(await listed(page)).toMatch(/^12 people · 12 events/);

    await files.setInputFiles([list('petition.csv', 'ada@example.org', 'dan@example.org', 'eve@example.org')]);
    await page.getByText(/2.rows left out: of people who were forgotten/).waitFor({ state: 'attached' });
  });
});

test('a person who was forgotten by one key is gone under all, from every file that is kept', async () => {
  const page = await app.open();
  const rows = Array.from(
    { length: 12 },
    (_, i) => `p${i}@example.org,device-${i},1 - visit,2026-01-10T10:00:00Z,town ${i}`,
  );
  const log = csv(
    'log.csv',
    `email,anonymous id,event,time,town\n${rows.join('\n')}\n,device-7,2 - sign up,2026-01-11T10:00:00Z,Ulm\n`,
  );
  const plan = {
    handrail: 1,
    timeZone: 'UTC',
    sources: [
      {
        files: 'log.csv',
        shape: 'events',
        person: 'email',
        aliases: ['anonymous id'],
        time: 'time',
        event: 'event',
        properties: { town: 'town' },
      },
    ],
    stages: { awareness: { enter: ['1 - visit'] }, interest: { enter: ['2 - sign up'] } },
  };
  const planFile = { name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(plan)) };
  await page.locator('input[type=file][aria-label="Files to read"]').setInputFiles([planFile, log]);
  await page.getByLabel('Name of the journey').fill('Shop');
  await showJourney(page);
  await page.getByRole('link', { name: 'Data' }).click();
  expect(await listed(page)).toMatch(/^12 people · 13 events/);
  expect(await storedText(page)).toContain('town 7');
  const before = await digestBytes(page);
  await page.getByRole('button', { name: 'Forget a person…' }).click();
  await page.getByLabel('Their address, number or id').fill('device-7');
  await page.getByRole('button', { name: 'Forget them' }).click();
  await page.getByText(/2.events left “Shop”. They were known by 1.other key as well/).waitFor();
  const stored = await storedText(page);
  for (const trace of ['device-7', 'town 7', 'Ulm', 'p7@']) expect(stored).not.toContain(trace);
  expect(await digestBytes(page)).toBe(before - 2 * 8);
});

/** How many bytes the digests of rows take. */
function digestBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let bytes = 0;
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const handle of folder.values()) {
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
        else if (/^rows-\d+\.bin$/.test(handle.name)) bytes += (await (handle as FileSystemFileHandle).getFile()).size;
      }
    };
    await walk(await navigator.storage.getDirectory());
    return bytes;
  });
}

describe('what was imported', () => {
  test('is exported as CSV that runs nothing, and as Parquet, and read again as it was', async () => {
    const page = await app.open();
    const { buffer, ...log } = shopLog(40);
    const hostile = Buffer.from('u99,=1+1,2026-02-03T04:05:06.789012Z,@mail\n');
    await page
      .locator('input[type=file][aria-label="Files to read"]')
      .setInputFiles([{ ...log, buffer: Buffer.concat([buffer, hostile]) }]);
    await page.getByLabel('Name of the journey').fill('Shop');
    await showJourney(page);
    await page.getByRole('link', { name: 'Data' }).click();
    const table = await exported(page, 'CSV, for spreadsheets');
    const lines = table.buffer.toString().trimEnd().split('\r\n');
    expect(lines[0]).toBe('person,time,event,source,channel');
    expect(lines).toHaveLength(72);
    expect(lines).toContain(`u99,2026-02-03T04:05:06.789012Z,"'=1+1",shop.csv,"'@mail"`);

    const parquet = await exported(page, 'Parquet, for data tools');
    const other = await startApp();
    try {
      const elsewhere = await other.open();
      await elsewhere.locator('input[type=file][aria-label="Files to read"]').setInputFiles([parquet]);
      await elsewhere.getByLabel('Name of the journey').fill('Shop');
      await showJourney(elsewhere);
      await elsewhere.getByRole('link', { name: 'Data' }).click();
      expect(await listed(elsewhere)).toMatch(/^41 people · 71 events/);
      const again = await exported(elsewhere, 'CSV, for spreadsheets');
      const cells = (text: string) =>
        text
          .trimEnd()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',').slice(0, 3).join());
      expect(cells(again.buffer.toString()).toSorted()).toEqual(cells(table.buffer.toString()).toSorted());
    } finally {
      await other.close();
    }
  });

  test('leaves nothing in the browser once it is deleted for good', async () => {
    const page = await app.open();
    await keepShop(page);
    await addToShop(page, [newcomers(5, 'more.csv')]);
    await page.getByText('“more.csv” is added to “Shop”.').waitFor();
    await showJourney(page);
    await page.getByRole('link', { name: 'Data' }).click();
    await page.getByRole('button', { name: 'Delete Shop' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete for good: Shop' }).click();
    await expect.poll(() => kept(page)).toEqual({ files: [], records: {}, words: [] });
  });
});

describe('the people behind a figure', () => {
  test('are listed with their addresses out of the original file, of which nothing is kept', async () => {
    const page = await app.open();
    const rows = Array.from({ length: 12 }, (_, i) => {
      const person = `${i % 2 ? 'Person' : 'person'}${i}@example.org,${i === 3 ? '=cmd' : `Name ${i}`}`;
      const visit = `${person},1 - visit,2026-01-0${(i % 9) + 1}T10:00:00Z`;
      return i % 3 === 0 ? `${visit}\n${person},2 - sign up,2026-02-01T10:00:00Z` : visit;
    });
    const log = csv('contacts.csv', `email,full name,event,time\n${rows.join('\n')}\n`);
    await page.locator('input[type=file][aria-label="Files to read"]').setInputFiles([log]);
    await page.getByLabel('Name of the journey').fill('Shop');
    await showJourney(page);
    const before = await storedText(page);
    await page.getByRole('link', { name: /look closer at these people, and list them/ }).press('Enter');
    await page.getByRole('button', { name: 'List these people…' }).click();
    await page.getByRole('radio', { name: 'Went on' }).press('Space');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByLabel('Original files').setInputFiles([log]),
    ]);
    const list = (await readFile(await download.path())).toString().trimEnd().split('\r\n');
    expect(list).toEqual([
      'email,full name,event,time',
      'person0@example.org,Name 0,1 - visit,2026-01-01T10:00:00Z',
      `Person3@example.org,"'=cmd",1 - visit,2026-01-04T10:00:00Z`,
      'person6@example.org,Name 6,1 - visit,2026-01-07T10:00:00Z',
      'Person9@example.org,Name 9,1 - visit,2026-01-01T10:00:00Z',
    ]);
    await page.getByText(/All 4.people were found/).waitFor();
    expect(await storedText(page)).toBe(before);
    expect(before).not.toContain('@example.org');
  });
});

async function exported(page: Page, format: string): Promise<GivenFile> {
  await page.getByRole('button', { name: 'Export the events of Shop' }).click();
  await page.getByRole('radio', { name: format }).press('Space');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export', exact: true }).last().click(),
  ]);
  return {
    name: download.suggestedFilename(),
    mimeType: 'application/octet-stream',
    buffer: await readFile(await download.path()),
  };
}

/** What a stranger with this browser could find: files, records by store, and words of the journey in small storage. */
function kept(page: Page) {
  return page.evaluate(async () => {
    const files: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const handle of folder.values()) {
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
        else files.push(handle.name);
      }
    };
    await walk(await navigator.storage.getDirectory());
    const records: Record<string, number> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const counting = database.transaction(store).objectStore(store).count();
        const count = await new Promise<number>((resolve) => {
          counting.onsuccess = () => resolve(counting.result);
        });
        if (count > 0) records[store] = count;
      }
      database.close();
    }
    const small = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
    return { files, records, words: ['Shop', 'sign up', 'mail'].filter((word) => small.includes(word)) };
  });
}

/** Everything that the page keeps, as one text. */
function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
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
}
