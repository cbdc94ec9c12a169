import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shellFiles } from './shell-files.ts';

let folder: string;
const put = async (path: string, content: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-shell-'));
  for (const path of ['index.html', 'assets/b.js', 'assets/b.js.map', 'assets/a.css', 'data/x/plan.json', 'icon.svg']) {
    await put(path, path);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('lists what the page needs to start: no data, no maps', async () => {
  expect((await shellFiles(folder)).files).toEqual(['assets/a.css', 'assets/b.js', 'icon.svg']);
});

it('has a version that changes with the page or a file of it, and with nothing else', async () => {
  const before = await shellFiles(folder);
  await put('data/x/plan.json', 'other');
  await put('service-worker.js', 'new');
  expect(await shellFiles(folder)).toEqual(before);
  await put('index.html', 'other');
  const after = await shellFiles(folder);
  expect(after.version).not.toBe(before.version);
  await put('icon.svg', 'other');
  expect((await shellFiles(folder)).version).not.toBe(after.version);
});
