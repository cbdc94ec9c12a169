import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EmbeddedStore, type ReadFiles } from '../../src/backends/embedded/embedded-store.ts';
import { folderLock, listFolders, removeFolder } from '../../src/backends/embedded/version-folder.ts';
import type { Plan } from '../../src/journey/plan.ts';
import { compileFunnel } from '../../src/questions/compile.ts';

const NOW_MS = Date.UTC(2026, 5, 1);
const plan: Plan = {
  handrail: 1,
  sources: [
    {
      files: 'log.csv',
      shape: 'events',
      person: 'user',
      time: 'time',
      event: 'event',
      properties: { __proto__x: 'channel' },
    },
  ],
  stages: { awareness: { enter: ['visit'] }, action: { enter: ['gift'] } },
  timeZone: 'UTC',
};

function log(people: number, name = 'log.csv'): File {
  const rows = Array.from({ length: people }, (_, i) => {
    const visit = `u${i},visit,2026-01-01T10:00:00Z,mail`;
    return i % 4 === 0 ? `${visit}\nu${i},gift,2026-01-02T10:00:00Z,` : visit;
  });
  return new File([`user,event,time,channel\n${rows.join('\n')}\n`], name, { lastModified: 1 });
}

let store: EmbeddedStore;
const others: EmbeddedStore[] = [];

function otherTab(): EmbeddedStore {
  const other = new EmbeddedStore();
  others.push(other);
  return other;
}

beforeEach(async () => {
  store = new EmbeddedStore();
  for (const dataset of await store.catalogue.list()) await store.remove(dataset);
  await store.forgetRemoved();
  for (const folder of await listFolders()) await removeFolder(folder);
});
afterEach(() => {
  for (const each of [store, ...others.splice(0)]) each.close();
});

function read(file = log(40), signal?: AbortSignal): Promise<ReadFiles> {
  return store.read([file], plan, { nowUs: NOW_MS * 1000, signal });
}

async function kept(people = 40, name = 'Log') {
  return store.keep(await read(log(people)), { name, plan, nowMs: NOW_MS });
}

async function people(of: EmbeddedStore, dataset: Awaited<ReturnType<typeof kept>>): Promise<number[]> {
  const question = compileFunnel(dataset.plan, dataset.profile, {});
  const { answer, source } = await of.backend(dataset).run(question);
  expect(source).toBe('embedded');
  return answer.steps.map(({ reached }) => reached);
}

describe('a dataset in the browser', () => {
  test('is read, kept and asked', async () => {
    const dataset = await kept();
    expect(await people(store, dataset)).toEqual([40, 10]);
    expect(await store.catalogue.list()).toHaveLength(1);
  });

  test('is there for another tab, which hears of it', async () => {
    const other = otherTab();
    const heard = new Promise<void>((resolve) => void other.catalogue.subscribe(resolve));
    const dataset = await kept();
    await heard;
    const [seen] = await other.catalogue.list();
    expect(seen?.id).toBe(dataset.id);
    expect(await people(other, dataset)).toEqual([40, 10]);
    expect(await people(store, dataset)).toEqual([40, 10]);
  });

  test('gets a new version in one step, and the old one goes', async () => {
    const before = await kept(40);
    const after = await store.keep(await read(log(80)), { name: 'Log', plan, nowMs: NOW_MS, replaces: before.id });
    expect(after.id).toBe(before.id);
    expect(await listFolders()).toEqual([after.version.folder]);
    expect(await people(store, after)).toEqual([80, 20]);
  });

  test('is renamed and deleted', async () => {
    const dataset = await kept();
    await store.catalogue.change(dataset.id, (each) => ({ ...each, name: 'Other' }));
    expect((await store.catalogue.get(dataset.id))?.name).toBe('Other');
    expect(await store.remove(dataset)).toBe(true);
    expect(await store.catalogue.list()).toEqual([]);
    expect(await store.forgetRemoved()).toBe(1);
    expect(await listFolders()).toEqual([]);
  });

  test('is taken back after it was deleted, whole', async () => {
    const dataset = await kept();
    await store.remove(dataset);
    // Another tab that starts meanwhile sweeps, and leaves it alone.
    await otherTab().sweep();
    await store.takeBack(dataset);
    expect(await store.catalogue.list()).toEqual([dataset]);
    expect(await people(store, dataset)).toEqual([40, 10]);
    await otherTab().sweep();
    expect(await listFolders()).toEqual([dataset.version.folder]);
  });

  test('that has come again meanwhile stays as it came', async () => {
    const dataset = await kept();
    await store.remove(dataset);
    const again = await store.keep(await read(log(80)), { name: 'Log', plan, nowMs: NOW_MS, id: dataset.id });
    await store.takeBack(dataset);
    expect(await store.catalogue.list()).toEqual([again]);
    expect(await listFolders()).toEqual([again.version.folder]);
  });

  test('cannot be taken back once it was forgotten', async () => {
    const dataset = await kept();
    await store.remove(dataset);
    await store.forgetRemoved();
    await expect(store.takeBack(dataset)).rejects.toMatchObject({ code: 'dataset-missing' });
    expect(await store.catalogue.list()).toEqual([]);
  });

  test('holds its rejected rows beside the catalogue', async () => {
    const file = new File(
      ['user,event,time,channel\nu1,visit,2026-01-01T10:00:00Z,mail\nu2,visit,never,mail\n'],
      'log.csv',
    );
    const dataset = await store.keep(await read(file), { name: 'Log', plan, nowMs: NOW_MS });
    expect(dataset.profile.quality.rowsRejected).toBe(1);
    expect(dataset.profile.quality.parts[0]?.rejects).toEqual([]);
    const full = await store.profile(dataset);
    expect(full.quality.parts[0]?.rejects).toMatchObject([{ line: 3, reason: 'bad-time', value: 'never' }]);
  });

  test('tells the very same file again, whatever its name', async () => {
    const dataset = await kept();
    expect(await store.datasetsWith(log(40, 'renamed.csv'))).toMatchObject([{ id: dataset.id }]);
    expect(await store.datasetsWith(log(41))).toEqual([]);
  });
});

describe('what was begun and not finished', () => {
  test('a discarded reading leaves nothing', async () => {
    await store.discard(await read());
    expect(await listFolders()).toEqual([]);
  });

  test('a cancelled reading leaves nothing', async () => {
    const controller = new AbortController();
    const reading = read(log(50_000), controller.signal);
    setTimeout(() => controller.abort(), 30);
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(listFolders).toEqual([]);
  });

  test('a failed reading leaves nothing', async () => {
    await expect(read(new File([''], 'log.csv'))).rejects.toMatchObject({ code: 'file-empty' });
    expect(await listFolders()).toEqual([]);
  });

  test('leftovers are swept; datasets and what another tab writes are not', async () => {
    const dataset = await kept();
    const writing = await otherTab().read([log(20)], plan, { nowUs: NOW_MS * 1000 });
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
    await root.getDirectoryHandle('left-over', { create: true });
    await store.sweep();
    expect((await listFolders()).sort()).toEqual([dataset.version.folder, writing.version.folder].sort());
    const locks = await navigator.locks.query();
    expect(locks.held?.map(({ name }) => name)).toContain(folderLock(writing.version.folder));
  });
});

describe('storage that went wrong', () => {
  test('a changed byte is found and named', async () => {
    const dataset = await kept();
    await overwrite(dataset.version.folder, 'name.bin');
    await expect(people(store, dataset)).rejects.toMatchObject({
      code: 'dataset-damaged',
      details: { dataset: 'Log', file: 'name.bin' },
    });
  });

  test('a changed manifest is found', async () => {
    const dataset = await kept();
    await overwrite(dataset.version.folder, 'manifest.json');
    await expect(people(store, dataset)).rejects.toMatchObject({ details: { file: 'manifest.json' } });
  });

  test('a folder that is gone is said to be missing', async () => {
    const dataset = await kept();
    await removeFolder(dataset.version.folder);
    await expect(people(store, dataset)).rejects.toMatchObject({
      code: 'dataset-missing',
      details: { dataset: 'Log' },
    });
  });
});

async function overwrite(folder: string, file: string): Promise<void> {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
  const handle = await (await root.getDirectoryHandle(folder)).getFileHandle(file);
  const writer = await handle.createWritable({ keepExistingData: true });
  await writer.write({ type: 'write', position: 1, data: new Uint8Array([255]) });
  await writer.close();
}
