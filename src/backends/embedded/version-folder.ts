import type { EventColumns } from '../../engine/columns.ts';
import { HandrailError, toHandrailError } from '../../journey/errors.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { FORMAT_VERSION } from './format-versions.ts';
import {
  byteOrder,
  type FileSeal,
  filesAside,
  type KnownRows,
  MANIFEST_FILE,
  type Manifest,
  PROFILE_FILE,
  packColumns,
  unpackColumns,
} from './manifest.ts';

/**
 * Dataset versions in the origin's private file system: one immutable folder each. A folder counts only when the
 * catalogue names it; everything else is an unfinished import or a leftover, which `sweep` removes.
 */
const ROOT = 'dataset-versions';

/** Where a version lies and how to know that it is the one that was written. */
export interface VersionRef {
  readonly folder: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifestSha256: string;
  readonly bytes: number;
  /** Whether the digests of its rows lie in it, so that files can be added. */
  readonly rowsKnown?: boolean;
}

async function root(): Promise<FileSystemDirectoryHandle> {
  try {
    const storage = await navigator.storage.getDirectory();
    return await storage.getDirectoryHandle(ROOT, { create: true });
  } catch (error) {
    throw new HandrailError('storage-unavailable', { why: toHandrailError(error).message }, { cause: error });
  }
}

export function folderLock(folder: string): string {
  return `handrail-version-${folder}`;
}

export async function listFolders(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await root()).keys()) names.push(name);
  return names;
}

export async function removeFolder(folder: string): Promise<void> {
  try {
    await (await root()).removeEntry(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}

/**
 * Writes a version, its manifest last. Runs in a worker. Leaves nothing behind when it fails; throws `storage-full` when
 * the browser gives no more room.
 */
export async function writeVersion(
  folder: string,
  columns: EventColumns,
  profile: DatasetProfile,
  known: KnownRows,
  signal: AbortSignal,
): Promise<VersionRef> {
  const packed = packColumns(columns, profile, known);
  let bytes = 0;
  for (const content of packed.files.values()) bytes += content.byteLength;
  return writeFolder(folder, bytes, async (write) => {
    const files: Record<string, FileSeal> = {};
    for (const [name, content] of packed.files) {
      signal.throwIfAborted();
      files[name] = { bytes: content.byteLength, sha256: await sha256(content) };
      await write(name, content);
    }
    const manifest: Manifest = {
      format: FORMAT_VERSION,
      byteOrder: byteOrder(),
      eventCount: columns.eventCount,
      personCount: columns.personCount,
      keys: profile.keys,
      sources: profile.sources.map(({ sourceIndex, shape, files: read, dateOnly }) => ({
        sourceIndex,
        shape,
        files: read,
        dateOnly,
      })),
      columns: packed.columns,
      ...(packed.rows && { rows: packed.rows }),
      ...(packed.aliases && { aliases: packed.aliases }),
      files,
    };
    const text = new TextEncoder().encode(JSON.stringify(manifest));
    await write(MANIFEST_FILE, text);
    signal.throwIfAborted();
    return {
      folder,
      manifestSha256: await sha256(text),
      bytes: bytes + text.byteLength,
      rowsKnown: packed.rows !== undefined,
    };
  });
}

/**
 * Lets `fill` write a folder of about `bytes`. Leaves nothing behind when that fails; throws `storage-full` when the
 * browser gives no more room. Runs in a worker.
 */
export async function writeFolder<T>(
  folder: string,
  bytes: number,
  fill: (write: (name: string, content: Uint8Array) => Promise<void>) => Promise<T>,
): Promise<T> {
  await expectRoom(bytes);
  await removeFolder(folder);
  try {
    const directory = await (await root()).getDirectoryHandle(folder, { create: true });
    return await fill((name, content) => writeFile(directory, name, content));
  } catch (error) {
    await removeFolder(folder).catch(() => undefined);
    if (isQuota(error)) throw new HandrailError('storage-full', { neededBytes: bytes }, { cause: error });
    throw error;
  }
}

async function expectRoom(neededBytes: number): Promise<void> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota !== undefined && usage !== undefined && quota - usage < neededBytes) {
    throw new HandrailError('storage-full', { neededBytes });
  }
}

export function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

async function writeFile(directory: FileSystemDirectoryHandle, name: string, content: Uint8Array): Promise<void> {
  const handle = await directory.getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle();
  try {
    let written = 0;
    while (written < content.byteLength) {
      const count = access.write(content.subarray(written) as Uint8Array<ArrayBuffer>, { at: written });
      if (count === 0) throw new DOMException('nothing was written', 'QuotaExceededError');
      written += count;
    }
    access.flush();
  } finally {
    access.close();
  }
}

/**
 * Reads a version. Throws `dataset-missing` when its folder is gone and `dataset-damaged` with the file that is not as it
 * was written; `name` is the dataset's name, for the sentence.
 */
export async function readVersion(ref: VersionRef, name: string): Promise<EventColumns> {
  const { directory, manifest } = await openVersion(ref, name);
  const buffers = new Map<string, ArrayBuffer>();
  const aside = filesAside(manifest);
  await Promise.all(
    Object.entries(manifest.files)
      .filter(([file]) => !aside.has(file))
      .map(async ([file, seal]) => buffers.set(file, await readSealed(directory, file, seal, name))),
  );
  const read = (file: string): ArrayBuffer => {
    const buffer = buffers.get(file);
    if (buffer === undefined) throw new HandrailError('dataset-damaged', { dataset: name, file });
    return buffer;
  };
  return unpackColumns(manifest, read);
}

/** The whole profile of a version, rejected rows included. Throws as `readVersion` does. */
export async function readProfile(ref: VersionRef, name: string): Promise<DatasetProfile> {
  const { directory, manifest } = await openVersion(ref, name);
  const seal = manifest.files[PROFILE_FILE];
  if (seal === undefined) throw new HandrailError('dataset-damaged', { dataset: name, file: PROFILE_FILE });
  const buffer = await readSealed(directory, PROFILE_FILE, seal, name);
  return JSON.parse(new TextDecoder().decode(buffer)) as DatasetProfile;
}

/** What is known of the rows of a version. Throws as `readVersion` does. */
export async function readKnownRows(ref: VersionRef, name: string): Promise<KnownRows> {
  const { manifest, read } = await openFiles(ref, name);
  if (manifest.rows === undefined) return { digests: null, people: null };
  const found = new Map<number, Uint32Array>();
  const marks = new Map<number, Uint32Array>();
  for (const { sourceIndex, digests, people } of manifest.rows) {
    found.set(sourceIndex, new Uint32Array(await read(digests.file)));
    if (people) marks.set(sourceIndex, new Uint32Array(await read(people.file)));
  }
  const aliases = new Uint8Array(manifest.aliases ? await read(manifest.aliases.file) : new ArrayBuffer(0));
  return { digests: found, people: { marks, aliases } };
}

/** The manifest of a version and its files one by one, each checked. Throws as `readVersion` does. */
export async function openFiles(
  ref: VersionRef,
  name: string,
): Promise<{ readonly text: Uint8Array; readonly manifest: Manifest; read(file: string): Promise<ArrayBuffer> }> {
  const { directory, manifest, text } = await openVersion(ref, name);
  return {
    text,
    manifest,
    read: (file) => {
      const seal = manifest.files[file];
      if (seal === undefined) throw new HandrailError('dataset-damaged', { dataset: name, file });
      return readSealed(directory, file, seal, name);
    },
  };
}

async function openVersion(ref: VersionRef, name: string) {
  let directory: FileSystemDirectoryHandle;
  try {
    directory = await (await root()).getDirectoryHandle(ref.folder);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new HandrailError('dataset-missing', { dataset: name }, { cause: error });
  }
  const damaged = () => new HandrailError('dataset-damaged', { dataset: name, file: MANIFEST_FILE });
  const buffer = await readFile(directory, MANIFEST_FILE).catch(() => null);
  if (buffer === null || (await sha256(new Uint8Array(buffer))) !== ref.manifestSha256) throw damaged();
  const manifest = JSON.parse(new TextDecoder().decode(buffer)) as Manifest;
  if (manifest.format !== FORMAT_VERSION || manifest.byteOrder !== byteOrder()) throw damaged();
  return { directory, manifest, text: new Uint8Array(buffer) };
}

async function readSealed(
  directory: FileSystemDirectoryHandle,
  file: string,
  seal: FileSeal,
  dataset: string,
): Promise<ArrayBuffer> {
  const buffer = await readFile(directory, file).catch(() => null);
  if (buffer?.byteLength !== seal.bytes || (await sha256(new Uint8Array(buffer))) !== seal.sha256) {
    throw new HandrailError('dataset-damaged', { dataset, file });
  }
  return buffer;
}

async function readFile(directory: FileSystemDirectoryHandle, name: string): Promise<ArrayBuffer> {
  const handle = await directory.getFileHandle(name);
  return (await handle.getFile()).arrayBuffer();
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
