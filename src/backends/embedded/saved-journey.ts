import { HandrailError, isCode } from '../../journey/errors.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { ByteQueue } from './byte-queue.ts';
import type { StoredDataset } from './catalogue.ts';
import { checkColumns, checkManifest, checkProfile } from './check-version.ts';
import { MANIFEST_FILE } from './manifest.ts';
import { parseHeader, readFirstLine, type SavedHeader, toHex, writeHeader } from './saved-header.ts';
import { openFiles, readProfile, readVersion, sha256, type VersionRef, writeFolder } from './version-folder.ts';

export type Savable = Pick<StoredDataset, 'name' | 'plan' | 'salt' | 'version' | 'createdAtMs' | 'headers'>;

/** How often a large column hands over a piece, so that progress is told and a cancel is heard. */
const PIECE_BYTES = 1024 * 1024;

/**
 * A stored dataset as one file. Every column is checked on the way, so that a damaged one is not saved: throws
 * `dataset-damaged` or `dataset-missing`.
 */
export async function packJourney(
  dataset: Savable,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const { name, plan, salt, createdAtMs, headers, version } = dataset;
  const { text, manifest, read } = await openFiles(version, name);
  const { line, content } = await writeHeader({
    name,
    plan,
    salt: toHex(salt),
    createdAtMs,
    headers,
    manifest: { bytes: text.byteLength, sha256: version.manifestSha256 },
    bytes: version.bytes,
  });
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield content;
    yield text;
    let done = text.byteLength;
    for (const file of Object.keys(manifest.files)) {
      const column = new Uint8Array(await read(file));
      for (let at = 0; at < column.byteLength; at += PIECE_BYTES) {
        signal.throwIfAborted();
        const piece = column.subarray(at, at + PIECE_BYTES);
        yield piece;
        done += piece.byteLength;
        onShare(done / version.bytes);
      }
    }
  }
  let failure: unknown = null;
  const packed = streamOf(pieces(), (error) => {
    failure = error;
  }).pipeThrough(new CompressionStream('gzip') as Through);
  try {
    return new Blob([line, await new Response(packed as ReadableStream<Uint8Array<ArrayBuffer>>).blob()]);
  } catch (error) {
    // A response says only that it failed, not why.
    throw failure ?? error;
  }
}

export interface Unpacked {
  readonly header: SavedHeader;
  readonly version: VersionRef;
  readonly profile: DatasetProfile;
}

/**
 * Writes a saved journey into a folder of its own and reads it back. Leaves nothing behind when it fails: throws
 * `saved-newer-version`, `saved-damaged`, `storage-full` or what a plan file can be refused for.
 */
export async function unpackJourney(
  file: File,
  folder: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Unpacked> {
  const first = await readFirstLine(file);
  const body = file.slice(first.bodyAt).stream() as ReadableStream<Uint8Array>;
  const queue = new ByteQueue(body.pipeThrough(new DecompressionStream('gzip') as Through));
  try {
    const headerText = await sealed(await queue.take(first.headerBytes), first.headerSha256);
    const header = parseHeader(decode(headerText));
    return await writeFolder(folder, header.bytes, async (write) => {
      const text = await sealed(await queue.take(header.manifest.bytes), header.manifest.sha256);
      const manifest = checkManifest(JSON.parse(decode(text)), file.name);
      let bytes = text.byteLength;
      for (const [name, seal] of Object.entries(manifest.files)) {
        signal.throwIfAborted();
        await write(name, await sealed(await queue.take(seal.bytes), seal.sha256));
        bytes += seal.bytes;
        onShare(bytes / header.bytes);
      }
      await queue.end();
      await write(MANIFEST_FILE, text);
      const rowsKnown = manifest.rows !== undefined;
      const version = { folder, manifestSha256: header.manifest.sha256, bytes, rowsKnown };
      const profile = checkProfile(await readProfile(version, header.name));
      checkColumns(await readVersion(version, header.name), profile);
      signal.throwIfAborted();
      return { header, version, profile };
    });
  } catch (error) {
    await queue.cancel();
    const isTold = PASSED_ON.some((code) => isCode(error, code)) || signal.aborted;
    throw isTold ? error : new HandrailError('saved-damaged', { file: file.name }, { cause: error });
  }
}

const PASSED_ON = ['saved-newer-version', 'plan-newer-version', 'storage-full', 'storage-unavailable'] as const;

async function sealed(content: Uint8Array, expected: string): Promise<Uint8Array> {
  if ((await sha256(content)) !== expected) throw new Error('a checksum is wrong');
  return content;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

type Through = ReadableWritablePair<Uint8Array, Uint8Array>;

function streamOf(pieces: AsyncGenerator<Uint8Array>, onFailure: (error: unknown) => void): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        onFailure(error);
        throw error;
      }
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
