import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './app.ts';
import { type GivenFile, shopLog, threeLists } from './files.ts';

let app: RunningApp;
let page: Page;
beforeEach(async () => {
  app = await startApp();
  page = await app.open();
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  await app.close();
});

/** The events of the shop as records. */
function records(people: number): Record<string, string>[] {
  const [header = '', ...rows] = shopLog(people).buffer.toString().trim().split('\n');
  const names = header.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, k) => [names[k]!, cell])));
}

function binary(name: string, bytes: Uint8Array | string): GivenFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

function parquet(people: number): GivenFile {
  const rows = records(people);
  const columnData = Object.keys(rows[0]!).map((name) =>
    name === 'time'
      ? { name, data: rows.map((row) => new Date(row.time!)), type: 'TIMESTAMP' as const }
      : { name, data: rows.map((row) => row[name]!) },
  );
  return binary('shop.parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
}

/** A workbook with a cover, the shop of 40 people, and the one of 20. */
function workbook(): GivenFile {
  const sheets = { Cover: [['Corner shop']], Shop: tableOf(40), 'Last year': tableOf(20) };
  const names = Object.keys(sheets);
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook><sheets>${names.map((name, i) => `<sheet name="${name}" r:id="r${i}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, i) => `<Relationship Id="r${i}" Type="/worksheet" Target="s${i}.xml"/>`).join('')}</Relationships>`,
  };
  Object.values(sheets).forEach((rows, i) => {
    const xml = rows.map((cells) => `<row>${cells.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('')}</row>`);
    parts[`xl/s${i}.xml`] = `<worksheet><sheetData>${xml.join('')}</sheetData></worksheet>`;
  });
  const packed = zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])));
  return binary('shop.xlsx', packed);
}

function tableOf(people: number): string[][] {
  return shopLog(people)
    .buffer.toString()
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

async function give(files: readonly GivenFile[]): Promise<void> {
  await page.setInputFiles('input[type=file]', [...files]);
}

async function peopleAtSignUp(): Promise<string> {
  const card = page.getByRole('group', { name: /^2 - sign up/ });
  await card.waitFor();
  return (await card.getAttribute('aria-label')) ?? (await card.innerText());
}

describe('a file of any format becomes a journey', () => {
  test.each<[string, () => GivenFile, string]>([
    ['a JSON array', () => binary('shop.json', JSON.stringify(records(40))), 'JSON ·'],
    [
      'JSON lines',
      () =>
        binary(
          'shop.ndjson',
          records(40)
            .map((record) => JSON.stringify(record))
            .join('\n'),
        ),
      'JSON lines ·',
    ],
    ['Parquet', () => parquet(40), 'Parquet ·'],
    ['a workbook', workbook, 'Excel workbook ·'],
  ])('%s', async (_, file, said) => {
    await give([file()]);
    await page.getByText(said, { exact: false }).first().waitFor();
    expect(await peopleAtSignUp()).toContain('20');
    await page.getByRole('button', { name: 'Show the journey' }).click();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  });

  test('another sheet of a workbook is read when it is chosen', async () => {
    await give([workbook()]);
    expect(await peopleAtSignUp()).toContain('20');
    const sheets = page.getByLabel('Sheet of shop.xlsx');
    expect(await sheets.locator('option').allInnerTexts()).toEqual([
      'Sheet “Cover”',
      'Sheet “Shop”',
      'Sheet “Last year”',
    ]);
    await sheets.selectOption('Last year');
    await expect.poll(peopleAtSignUp).toContain('10');
  });

  test('a list within a JSON object is read, and another one when it is chosen', async () => {
    const answer = { page: { next: null }, response: { items: records(40), older: records(20) } };
    await give([binary('shop.json', JSON.stringify(answer, null, 1))]);
    await page.getByText('JSON · list “response.items” ·').waitFor();
    expect(await peopleAtSignUp()).toContain('20');
    const lists = page.getByLabel('List of shop.json');
    expect(await lists.locator('option').allInnerTexts()).toEqual(['List “response.items”', 'List “response.older”']);
    await lists.selectOption('response.older');
    await expect.poll(peopleAtSignUp).toContain('10');
    await page.getByRole('button', { name: 'Show the journey' }).click();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  });

  test('an archive gives its tables, and one that is a bomb a sentence', async () => {
    const lists = Object.fromEntries(threeLists().map(({ name, buffer }) => [`lists/${name}`, new Uint8Array(buffer)]));
    await give([binary('lists.zip', zipSync({ ...lists, 'lists/photo.png': strToU8('x') }))]);
    await page.getByRole('heading', { name: 'Three files, one journey' }).waitFor();
    await page.getByRole('group', { name: /^newsletter, 12 events/ }).waitFor();
    await give([binary('bomb.zip', zipSync({ 'bomb.csv': new Uint8Array(20_000_000) }))]);
    await page
      .getByText(/bomb\.zip.*unpacks to more than/)
      .first()
      .waitFor();
    await page.getByRole('heading', { name: 'Three files, one journey' }).waitFor();
  });
});

test('a folder gives all the tables that lie in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-folder-'));
  try {
    await mkdir(join(folder, 'more'));
    for (const [i, { name, buffer }] of threeLists().entries()) {
      await writeFile(join(folder, i === 0 ? name : join('more', name)), buffer);
    }
    await writeFile(join(folder, 'notes.docx'), 'no table');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await (await chooser).setFiles(folder);
    await page.getByRole('heading', { name: 'Three files, one journey' }).waitFor();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a table copied from a spreadsheet is pasted, other texts are not, and fields keep what is pasted into them', async () => {
  const paste = (text: string, into = 'body') =>
    page
      .locator(into)
      .first()
      .evaluate((element, data) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', data);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, text);
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  await paste('just some words');
  await paste(shopLog(40).buffer.toString().replaceAll(',', '\t'));
  expect(await peopleAtSignUp()).toContain('20');
  expect(await page.getByText('pasted table').count()).toBeGreaterThan(0);
  await paste('a\tb\nc\td', 'input[type=text]');
  await paste('one line\tof cells');
  expect(await page.getByRole('button', { name: /^Remove / }).count()).toBe(1);
});
