import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './app.ts';
import { csv, type GivenFile, shopLog } from './files.ts';

let app: RunningApp;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  page = await app.open();
  await give([shopLog(40, 'former.csv')]);
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
});
afterAll(async () => {
  await app.close();
});
beforeEach(async () => {
  await page.goto(`${app.address}#/data`);
  await page.reload();
  await page.getByRole('heading', { name: 'Former' }).waitFor();
});

async function give(files: readonly GivenFile[]): Promise<void> {
  await page.setInputFiles('input[type=file]', [...files]);
}

/** The former dataset opens with its numbers, and nothing else lies in storage. */
async function formerIsUnharmed(): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
        let folders = 0;
        for await (const _ of root.keys()) folders += 1;
        return folders;
      }),
    )
    .toBe(1);
  await page.goto(`${app.address}#/data`);
  await page.reload();
  await page.getByRole('button', { name: 'Open Former' }).click();
  await page.getByText('40 people who came to know').or(page.getByText('Of 40')).first().waitFor();
}

describe('a hostile file ends in a sentence and leaves the former dataset unharmed', () => {
  test('a binary file renamed to .csv', async () => {
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(4000, 7)]);
    await give([{ name: 'photo.csv', mimeType: 'text/csv', buffer: png }]);
    await page.getByText('is not a text table, whatever its name says: it looks like PNG').waitFor();
    await formerIsUnharmed();
  });

  test('an empty file', async () => {
    await give([csv('nothing.csv', '')]);
    await page
      .getByText(/nothing\.csv.* is empty/)
      .first()
      .waitFor();
    await formerIsUnharmed();
  });

  test('a header alone', async () => {
    await give([csv('header.csv', 'user_id,event,time\n')]);
    await page.getByText(/has a header of 3.columns and no rows/).waitFor();
    await formerIsUnharmed();
  });

  test('a cancel half-way leaves nothing behind', async () => {
    const big = gzipSync(shopLog(400_000).buffer, { level: 1 });
    await give([{ name: 'big.csv.gz', mimeType: 'application/gzip', buffer: big }]);
    await page.getByRole('progressbar').waitFor();
    await page
      .getByText(/[1-9][\d,]*.rows/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Stopped, as you asked').waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    await formerIsUnharmed();
  });

  test('the same file again adds nothing and says where it is', async () => {
    await give([shopLog(40, 'a new name.csv')]);
    await page.getByText(/is already in .*Former.*, byte for byte/).waitFor();
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    await formerIsUnharmed();
  });

  test('a stray quote in row 3 of 100,000 costs one row at most', async () => {
    const lines = ['user_id,event,time,note'];
    for (let row = 1; row <= 100_000; row += 1) {
      const note = row === 3 ? '"a quote that never ends' : 'fine';
      lines.push(`u${row},visit,2026-01-01T10:00:00Z,${note}`);
    }
    await give([csv('stray.csv', lines.join('\n'))]);
    await page.getByRole('button', { name: 'Show the journey' }).waitFor();
    const [read = 0, accepted = 0, rejected = 0, excluded = 0] = (await page.locator('dl dd').allInnerTexts()).map(
      (text) => Number.parseInt(text.replace(/,/g, ''), 10),
    );
    expect(read).toBe(100_000);
    expect(accepted).toBeGreaterThanOrEqual(99_999);
    expect(accepted + rejected + excluded).toBe(read);
    await page.getByRole('button', { name: 'Start over' }).click();
    await formerIsUnharmed();
  });
});

test('a full disk ends in a sentence and leaves nothing behind', async () => {
  const session = await app.context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.address).origin, quotaSize: 200_000 });
  await give([shopLog(30_000, 'large.csv')]);
  await page.getByText('The browser has no room for this dataset').waitFor();
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.address).origin });
  await formerIsUnharmed();
});

test('a damaged dataset is named and can be deleted', async () => {
  await give([shopLog(60, 'doomed.csv')]);
  await page.getByRole('radio', { name: 'Another journey' }).check();
  await page.getByLabel('Name of the journey').fill('Doomed');
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
  await page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
    for await (const folder of root.values()) {
      if (folder.kind !== 'directory') continue;
      const directory = folder as FileSystemDirectoryHandle;
      const time = await directory.getFileHandle('time.bin');
      if ((await time.getFile()).size !== (60 + 30 + 15) * 8) continue;
      const writer = await time.createWritable({ keepExistingData: true });
      await writer.write({ type: 'write', position: 8, data: new Uint8Array([1, 2, 3]) });
      await writer.close();
    }
  });
  await page.reload();
  await page.getByText(/The stored dataset .*Doomed.* is damaged: .*time\.bin/).waitFor();
  await page.getByRole('button', { name: 'Go to your data' }).click();
  await page.getByRole('button', { name: 'Delete Doomed' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete for good: Doomed' }).click();
  await formerIsUnharmed();
});
