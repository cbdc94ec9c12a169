import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StoredDataset } from '../../src/backends/embedded/catalogue.ts';
import { EmbeddedStore, type ReadFiles } from '../../src/backends/embedded/embedded-store.ts';
import { listFolders, removeFolder } from '../../src/backends/embedded/version-folder.ts';
import { keyHash } from '../../src/importers/forgotten.ts';
import { personMark } from '../../src/importers/row-people.ts';
import type { Plan } from '../../src/journey/plan.ts';
import { compileFunnel } from '../../src/questions/compile.ts';

const NOW_MS = Date.UTC(2026, 5, 1);
const plan: Plan = {
  handrail: 1,
  sources: [{ files: 'log.csv', shape: 'events', person: 'user', time: 'time', event: 'event' }],
  stages: { awareness: { enter: ['visit'] }, action: { enter: ['gift'] } },
  timeZone: 'UTC',
};

function log(from: number, to: number, name = 'log.csv'): File {
  const rows = Array.from({ length: to - from }, (_, i) => `u${from + i},visit,2026-01-01T10:00:00Z`);
  return new File([`user,event,time\n${rows.join('\n')}\n`], name);
}

let store: EmbeddedStore;
const others: EmbeddedStore[] = [];

beforeEach(async () => {
  store = new EmbeddedStore();
  for (const dataset of await store.catalogue.list()) await store.remove(dataset);
  await store.forgetRemoved();
  await store.catalogue.clearForgotten();
  for (const folder of await listFolders()) await removeFolder(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const each of [store, ...others.splice(0)]) each.close();
});

async function kept(file = log(0, 40)): Promise<StoredDataset> {
  return store.keep(await store.read([file], plan, { nowUs: NOW_MS * 1000 }), { name: 'Log', plan, nowMs: NOW_MS });
}

function added(of: EmbeddedStore, into: StoredDataset, file: File, signal?: AbortSignal): Promise<ReadFiles> {
  const sources = plan.sources.map((source) => ({ ...source, files: file.name }));
  return of.read([file], { ...plan, sources }, { nowUs: NOW_MS * 1000, into, signal });
}

function keepAdded(of: EmbeddedStore, read: ReadFiles, into: StoredDataset): Promise<StoredDataset> {
  return of.keep(read, { name: into.name, plan: read.into?.plan ?? plan, nowMs: NOW_MS, replaces: into.id });
}

async function people(of: EmbeddedStore, dataset: StoredDataset): Promise<number | undefined> {
  const { answer } = await of.backend(dataset).run(compileFunnel(dataset.plan, dataset.profile));
  return answer.steps[0]?.reached;
}

/** The dataset is there as it was, and nothing else. */
async function expectUnharmed(dataset: StoredDataset): Promise<void> {
  expect(await store.catalogue.list()).toEqual([dataset]);
  await expect.poll(listFolders).toEqual([dataset.version.folder]);
  expect(await people(store, dataset)).toBe(40);
}

describe('files added to a dataset', () => {
  test('make one new version, in which people of both are one', async () => {
    const before = await kept();
    const after = await keepAdded(store, await added(store, before, log(30, 60, 'more.csv')), before);
    expect(after.profile).toMatchObject({ eventCount: 60, personCount: 60 });
    expect(after.id).toBe(before.id);
    expect(await listFolders()).toEqual([after.version.folder]);
    expect(await people(store, after)).toBe(60);
  });

  test('that were stopped leave it as it was', async () => {
    const before = await kept();
    const controller = new AbortController();
    const reading = added(store, before, log(0, 50_000, 'more.csv'), controller.signal);
    setTimeout(() => controller.abort(), 20);
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await expectUnharmed(before);
  });

  test('in two tabs at once: the second is told, and nothing of the first is lost', async () => {
    const before = await kept();
    const other = new EmbeddedStore();
    others.push(other);
    const [mine, theirs] = await Promise.all([
      added(store, before, log(40, 50, 'mine.csv')),
      added(other, before, log(50, 70, 'theirs.csv')),
    ]);
    const after = await keepAdded(other, theirs, before);
    await expect(keepAdded(store, mine, before)).rejects.toMatchObject({
      code: 'dataset-changed',
      details: { dataset: 'Log' },
    });
    await store.discard(mine);
    expect(await listFolders()).toEqual([after.version.folder]);
    expect(await people(store, after)).toBe(60);
  });
});

test('a disk that is full when the catalogue is written leaves the dataset as it was', async () => {
  const before = await kept();
  const read = await added(store, before, log(40, 50, 'more.csv'));
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(keepAdded(store, read, before)).rejects.toMatchObject({ code: 'storage-full' });
  vi.restoreAllMocks();
  await store.discard(read);
  await expectUnharmed(before);
});

test('what an earlier version of the application kept is opened, and can be added to no more than before', async () => {
  const read = await store.read([log(0, 40)], plan, { nowUs: NOW_MS * 1000 });
  const dataset = await store.keep(read, { name: 'Old', plan, nowMs: NOW_MS });
  store.close();
  await store.catalogue.close();
  // As version 1 of the catalogue had it: one store, and no word of rows that are known.
  await deleteDB('handrail');
  const { rowsKnown: _, ...version } = dataset.version;
  const old = await openDB('handrail', 1, {
    upgrade: (database) => void database.createObjectStore('datasets', { keyPath: 'id' }),
  });
  await old.put('datasets', { ...dataset, version });
  old.close();
  const fresh = new EmbeddedStore();
  others.push(fresh);
  const [found] = await fresh.catalogue.list();
  expect(found).toEqual({ ...dataset, version });
  expect(await people(fresh, dataset)).toBe(40);
  expect(await fresh.catalogue.forgotten()).toEqual([]);
  await fresh.catalogue.close();
});

/** All files of the stored versions, by name. */
async function storedFiles(): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
    for await (const handle of folder.values()) {
      if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
      else {
        const file = await (handle as FileSystemFileHandle).getFile();
        found.set(handle.name, new Uint8Array(await file.arrayBuffer()));
      }
    }
  };
  await walk(await navigator.storage.getDirectory());
  return found;
}

/** Names of the stored files that hold the text, or these bytes. */
async function filesWith(...needles: readonly (string | Uint8Array)[]): Promise<string[]> {
  const latin = new TextDecoder('latin1');
  const texts = needles.map((needle) => (typeof needle === 'string' ? needle : latin.decode(needle)));
  const files = [...(await storedFiles())].map(([name, bytes]) => [name, latin.decode(bytes)] as const);
  return files.filter(([, text]) => texts.some((needle) => text.includes(needle))).map(([name]) => name);
}

function bytesOf(hash: string): Uint8Array {
  return Uint8Array.from({ length: hash.length / 2 }, (_, i) => Number.parseInt(hash.slice(i * 2, i * 2 + 2), 16));
}

describe('a person who is forgotten', () => {
  test('leaves no byte: not their key, its hash, the digests of their rows, nor what only they had', async () => {
    const source = { ...plan.sources[0]!, aliases: ['device'], properties: { note: 'note' }, value: 'amount' };
    const wide: Plan = { ...plan, sources: [source] };
    const rows = [
      'user,device,time,event,note,amount',
      ',dev-ada-1,2026-01-01T10:00:00Z,visit,only hers,1',
      'ada@x.org,dev-ada-1,2026-01-02T10:00:00Z,gift,only hers,gratis',
      'bob@x.org,dev-bob,2026-01-02T10:00:00Z,visit,his,2',
      ',dev-ada-1,never,visit,rejected,3',
      'bob@x.org,dev-bob,2026-01-03T10:00:00Z,gift,his,3',
    ];
    const file = (name: string, more = '') => new File([`${rows.join('\n')}\n${more}`], name);
    const nowUs = NOW_MS * 1000;
    const read = await store.read([file('log.csv')], wide, { nowUs });
    const dataset = await store.keep(read, { name: 'Log', plan: wide, nowMs: NOW_MS });
    const { salt } = dataset;
    const mark = (stored: string) =>
      new Uint8Array(Uint32Array.of(personMark(new TextEncoder().encode(stored))).buffer);
    const hashes = ['ada@x.org', 'dev-ada-1'].map((key) => keyHash(salt, key));
    const traces = [...hashes, ...hashes.map(bytesOf), mark('dev-ada-1'), 'dev-ada-1', 'only hers', 'gratis'];
    for (const trace of traces.slice(hashes.length)) expect(await filesWith(trace)).not.toEqual([]);
    const digests = (await storedFiles()).get('rows-0.bin')!;
    expect(digests.length).toBe(4 * 8);

    const [found] = await store.forgetPerson('ada@x.org', [dataset], false);
    expect(found).toMatchObject({ events: 2, rejects: 1 });
    expect(found?.otherKeys).toEqual([hashes[1]]);
    expect(await filesWith(...traces, digests.subarray(0, 8), digests.subarray(8, 16))).toEqual([]);
    expect((await storedFiles()).get('rows-0.bin')).toEqual(digests.slice(16));
    const [after] = await store.catalogue.list();
    expect(JSON.stringify(after)).not.toMatch(/ada|only hers|gratis/);
    expect(await listFolders()).toEqual([after?.version.folder]);

    // The same file adds nothing, a longer one only what is not hers, and neither brings back a device of hers.
    const sources = (name: string) => ({ ...wide, sources: [{ ...source, files: name }] });
    await expect(store.read([file('again.csv')], sources('again.csv'), { nowUs, into: after })).rejects.toMatchObject({
      code: 'rows-already-here',
      details: { rows: 2 },
    });
    const more = 'cy@x.org,,2026-01-04T10:00:00Z,visit,,\n,dev-ada-1,2026-01-05T10:00:00Z,visit,,\n';
    const longer = await store.read([file('longer.csv', more)], sources('longer.csv'), { nowUs, into: after });
    expect(longer.into?.addition.replaced).toEqual(['log.csv']);
    expect(longer.profile).toMatchObject({ eventCount: 3, personCount: 2 });
    await store.discard(longer);
    const alone = new File([`${rows[0]}\n${rows[1]}\n${rows[3]}\n`], 'alone.csv');
    const device = await store.read([alone], sources('alone.csv'), { nowUs, salt });
    expect(device.profile.personCount).toBe(1);
    await store.discard(device);
  });

  test('by any of their keys is known by all', async () => {
    const source = { ...plan.sources[0]!, aliases: ['device'] };
    const wide: Plan = { ...plan, sources: [source] };
    const content =
      'user,device,time,event\nada@x.org,d1,2026-01-02T10:00:00Z,gift\nbob@x.org,d2,2026-01-02T10:00:00Z,gift\n';
    const read = await store.read([new File([content], 'log.csv')], wide, { nowUs: NOW_MS * 1000 });
    const dataset = await store.keep(read, { name: 'Log', plan: wide, nowMs: NOW_MS });
    const [found] = await store.forgetPerson('d1', [dataset], true);
    expect(found).toMatchObject({ events: 1, otherKeys: [keyHash(dataset.salt, 'ada@x.org')] });
    const again = await store.read([new File([content], 'log.csv')], wide, { nowUs: NOW_MS * 1000 });
    expect(again.profile.personCount).toBe(1);
    await store.discard(again);
  });

  test('comes back neither with a dataset that another tab removed, nor with what it had read', async () => {
    const one = await kept(mails('ada', 'bob'));
    const other = new EmbeddedStore();
    others.push(other);
    const reading = await other.read([mails('ada', 'cy')], plan, { nowUs: NOW_MS * 1000 });
    const [two, three] = [await kept(mails('ada', 'dan')), await kept(mails('ada', 'eve'))];
    await other.remove(two);
    await store.forgetPerson('ada@x.org', [two], false).catch(() => undefined);
    await other.takeBack(two);
    expect((await store.catalogue.get(two.id))?.profile).toMatchObject({ personCount: 1, eventCount: 1 });
    await other.remove(three);
    await store.forgetPerson('ada@x.org', await store.catalogue.list(), true);
    const refusal = { code: 'forgotten-meanwhile' };
    await expect(other.takeBack(three)).rejects.toMatchObject(refusal);
    await expect(other.keep(reading, { name: 'Other', plan, nowMs: NOW_MS })).rejects.toMatchObject(refusal);
    await other.discard(reading);
    expect((await store.catalogue.get(one.id))?.profile.personCount).toBe(1);
    await expect.poll(async () => (await listFolders()).length).toBe(2);
  });

  const mails = (...names: readonly string[]) =>
    new File(
      [`user,event,time\n${names.map((name) => `${name}@x.org,visit,2026-01-01T10:00:00Z`).join('\n')}\n`],
      'log.csv',
    );
  test('is in no dataset, not in one saved before, and does not come back', async () => {
    const dataset = await kept(mails('ada', 'bob', 'ada'));
    const saved = new File([await store.save(dataset)], 'log.handrail');
    const found = await store.forgetPerson(' Ada@x.org', [dataset], true);
    expect(found).toMatchObject([{ events: 2, rejects: 0 }]);
    const [after] = await store.catalogue.list();
    expect(after?.profile).toMatchObject({ eventCount: 1, personCount: 1 });
    expect(await listFolders()).toEqual([after?.version.folder]);
    expect(await people(store, after!)).toBe(1);

    const again = await store.read([mails('ada', 'bob', 'cy')], plan, { nowUs: NOW_MS * 1000 });
    expect(again.profile).toMatchObject({ personCount: 2 });
    expect(again.profile.quality.parts[0]?.excludedBy).toEqual([{ reason: 'forgotten', detail: '', rows: 1 }]);
    await store.discard(again);

    const opened = await store.open(saved);
    expect(opened.read.profile).toMatchObject({ eventCount: 1, personCount: 1 });
    await store.discard(opened.read);
    expect(await listFolders()).toEqual([after?.version.folder]);
  });

  test('is no other one whose address looks alike', async () => {
    const one = await kept(mails('ada', 'ada+news', 'ADA', 'bob'));
    await store.forgetPerson('ada+news@x.org', [one], true);
    const [after] = await store.catalogue.list();
    expect(after?.profile).toMatchObject({ eventCount: 3, personCount: 2 });
    expect((await storedFiles()).get('rows-0.bin')?.length).toBe(3 * 8);
    const again = await store.read([mails('ada', 'ada+news', 'bob')], plan, { nowUs: NOW_MS * 1000 });
    expect(again.profile).toMatchObject({ personCount: 2 });
    await store.discard(again);
  });

  test('from one dataset stays in the others', async () => {
    const one = await kept(mails('ada', 'bob'));
    const other = await store.keep(await store.read([mails('ada', 'cy')], plan, { nowUs: NOW_MS * 1000 }), {
      name: 'Other',
      plan,
      nowMs: NOW_MS + 1,
    });
    await store.forgetPerson('ada@x.org', [one], false);
    expect((await store.catalogue.get(one.id))?.profile.personCount).toBe(1);
    expect((await store.catalogue.get(other.id))?.profile.personCount).toBe(2);
    const fresh = await store.read([mails('ada')], plan, { nowUs: NOW_MS * 1000 });
    expect(fresh.profile.personCount).toBe(1);
    await store.discard(fresh);
  });
});
