import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredDataset } from '../../src/backends/embedded/catalogue.ts';
import { EmbeddedStore } from '../../src/backends/embedded/embedded-store.ts';
import { listFolders, readVersion, removeFolder, sha256 } from '../../src/backends/embedded/version-folder.ts';
import type { Plan } from '../../src/journey/plan.ts';
import { compileFunnel } from '../../src/questions/compile.ts';

const NOW_MS = Date.UTC(2026, 5, 1);
const plan: Plan = {
  handrail: 1,
  name: 'Gifts',
  sources: [
    {
      files: 'log.csv',
      shape: 'events',
      person: 'mail',
      time: 'time',
      event: 'event',
      value: 'amount',
      properties: { channel: 'channel' },
    },
  ],
  stages: { awareness: { label: 'Seen', enter: ['visit'] }, action: { enter: ['gift'] } },
  timeZone: 'UTC',
};

const rows = Array.from({ length: 60 }, (_, i) => {
  const visit = `p${i}@example.org,visit,2026-01-01T10:00:${String(i).padStart(2, '0')}Z,mail,`;
  return i % 4 === 0 ? `${visit}\np${i}@example.org,gift,2026-01-02T10:00:00Z,,12.50` : visit;
});
const log = `mail,event,time,channel,amount\n${rows.join('\n')}\np1@example.org,visit,never,mail,\n`;

let here: EmbeddedStore;
let dataset: StoredDataset;
let saved: Blob;

beforeEach(async () => {
  here = new EmbeddedStore();
  await clear();
  const read = await here.read([new File([log], 'log.csv')], plan, { nowUs: NOW_MS * 1000 });
  const headers = { 'log.csv': ['mail', 'event', 'time', 'channel', 'amount'] };
  dataset = await here.keep(read, { name: 'Gifts', plan, nowMs: NOW_MS, headers });
  saved = await here.save(dataset);
});
afterEach(() => here.close());

/** As on a computer that has never seen it. */
async function clear(): Promise<void> {
  for (const each of await here.catalogue.list()) await here.catalogue.remove(each.id);
  for (const folder of await listFolders()) await removeFolder(folder);
}

function fileOf(...parts: BlobPart[]): File {
  return new File(parts, 'Gifts.handrail');
}

async function reached(of: StoredDataset): Promise<number[]> {
  const { answer } = await here.backend(of).run(compileFunnel(of.plan, of.profile, {}));
  return answer.steps.map((step) => step.reached);
}

describe('a journey saved as one file', () => {
  test('opens elsewhere with the same columns, plan, salt, account and figures', async () => {
    const columns = await readVersion(dataset.version, 'Gifts');
    const profile = await here.profile(dataset);
    const figures = await reached(dataset);
    await clear();
    const shares: number[] = [];
    const { read, ...about } = await here.open(fileOf(saved), { onProgress: (share) => shares.push(share) });
    const { name, plan: planned, createdAtMs, headers } = dataset;
    expect(about).toEqual({ name, plan: planned, createdAtMs, headers });
    expect(read.salt).toEqual(dataset.salt);
    expect(read.profile).toEqual(profile);
    expect(read.profile.quality.parts[0]?.rejects).toHaveLength(1);
    expect(await readVersion(read.version, 'Gifts')).toEqual(columns);
    expect(read.version.manifestSha256).toBe(dataset.version.manifestSha256);
    const kept = await here.keep(read, { name, plan: planned, nowMs: createdAtMs, headers });
    expect(await reached(kept)).toEqual(figures);
    expect(figures).toEqual([60, 15]);
    expect(shares.at(-1)).toBe(1);
  });

  test('knows the people of a list again, for it has the salt', async () => {
    await clear();
    const { read } = await here.open(fileOf(saved));
    const again = await here.read([new File([log], 'log.csv')], plan, { nowUs: NOW_MS * 1000, salt: read.salt });
    const keysOf = async (version: typeof read.version) => (await readVersion(version, 'Gifts')).personKeys;
    expect(await keysOf(again.version)).toEqual(await keysOf(read.version));
  });

  test('holds no address', async () => {
    const body = saved.slice((await saved.text()).indexOf('\n') + 1);
    const text = await new Response(body.stream().pipeThrough(new DecompressionStream('gzip'))).text();
    expect(text).toContain('visit');
    expect(text).not.toMatch(/p\d+@example/);
  });

  test('is not made of a damaged dataset', async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
    const handle = await (await root.getDirectoryHandle(dataset.version.folder)).getFileHandle('value.bin');
    const writer = await handle.createWritable({ keepExistingData: true });
    await writer.write({ type: 'write', position: 0, data: new Uint8Array([255]) });
    await writer.close();
    await expect(here.save(dataset)).rejects.toMatchObject({ code: 'dataset-damaged', details: { file: 'value.bin' } });
  });
});

describe('a saved file that is not what was saved', () => {
  const damaged = { code: 'saved-damaged', details: { file: 'Gifts.handrail' } };

  async function refuses(file: File, why: object): Promise<void> {
    const before = await listFolders();
    await expect(here.open(file)).rejects.toMatchObject(why);
    expect(await listFolders()).toEqual(before);
    expect(await here.catalogue.list()).toEqual([dataset]);
  }

  test('with any single byte changed is refused, and nothing changes', async () => {
    const bytes = new Uint8Array(await saved.arrayBuffer());
    // Of gzip's own header a byte may change that means nothing: what it was packed on, when.
    const places = [20, 60, ...Array.from({ length: 12 }, (_, i) => Math.floor((bytes.length * (i + 3)) / 16))];
    for (const place of places) {
      const changed = bytes.slice();
      changed[place] = (changed[place] ?? 0) ^ 0x10;
      await refuses(fileOf(changed), damaged);
    }
  });

  test.each([0, 10, 100, 400])('that ends after %i bytes is refused', async (length) => {
    await refuses(fileOf(saved.slice(0, length)), damaged);
  });

  test('that lacks its last byte, or has one more, is refused', async () => {
    await refuses(fileOf(saved.slice(0, saved.size - 1)), damaged);
    await refuses(fileOf(saved, 'x'), damaged);
  });

  test('of a later version says so', async () => {
    const text = await saved.slice(0, 40).text();
    const later = fileOf(text.replace('handrail-journey 1', 'handrail-journey 2'), saved.slice(40));
    await refuses(later, { code: 'saved-newer-version', details: { file: 'Gifts.handrail', version: '2' } });
  });

  test('with a plan of a later version says so', async () => {
    const file = await rewritten((header) => ({ ...header, plan: { ...(header.plan as object), handrail: 2 } }));
    await refuses(file, { code: 'plan-newer-version', details: { version: '2' } });
  });

  test('whose checksums are right and whose parts are not is refused', async () => {
    await refuses(await rewritten((header) => ({ ...header, salt: 'none' })), damaged);
    await refuses(await rewritten(({ headers: _, ...header }) => header), damaged);
    await refuses(await rewritten((header) => header, bent({ eventCount: 10 })), damaged);
    await refuses(await rewritten((header) => header, bent({ format: 9 })), {
      code: 'saved-newer-version',
      details: { version: '9' },
    });
    await refuses(
      await rewritten((header) => header, bent({ files: { '../time.bin': { bytes: 1, sha256: '' } } })),
      damaged,
    );
  });

  test('a stopped opening leaves nothing', async () => {
    const controller = new AbortController();
    const opening = here.open(fileOf(saved), { signal: controller.signal });
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(listFolders).toEqual([dataset.version.folder]);
  });
});

type Json = Record<string, unknown>;

function bent(changes: Json): (manifest: Json) => Json {
  return (manifest) => ({ ...manifest, ...changes });
}

/** The saved file with another header or manifest and right checksums, as somebody who means harm would write it. */
async function rewritten(
  changeHeader: (header: Json) => Json,
  changeManifest: ((manifest: Json) => Json) | null = null,
): Promise<File> {
  const all = new Uint8Array(await saved.arrayBuffer());
  const lineEnd = all.indexOf(10) + 1;
  const headerBytes = Number(new TextDecoder().decode(all.subarray(0, lineEnd)).split(' ')[2]);
  const body = new Blob([all.subarray(lineEnd)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const plain = new Uint8Array(await new Response(body).arrayBuffer());
  const header = JSON.parse(new TextDecoder().decode(plain.subarray(0, headerBytes))) as Json & {
    manifest: { bytes: number };
  };
  const rest = plain.subarray(headerBytes + header.manifest.bytes);
  let manifest = plain.subarray(headerBytes, headerBytes + header.manifest.bytes);
  if (changeManifest) {
    const parsed = JSON.parse(new TextDecoder().decode(manifest)) as Json;
    manifest = new TextEncoder().encode(JSON.stringify(changeManifest(parsed)));
  }
  const sealed = { ...header, manifest: { bytes: manifest.byteLength, sha256: await sha256(manifest) } };
  const text = new TextEncoder().encode(JSON.stringify(changeHeader(sealed)));
  const packed = new Blob([text, manifest, rest]).stream().pipeThrough(new CompressionStream('gzip'));
  const line = `handrail-journey 1 ${text.byteLength} ${await sha256(text)}\n`;
  return fileOf(line, await new Response(packed).blob());
}
