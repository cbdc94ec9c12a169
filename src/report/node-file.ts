import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteSource } from '../importers/byte-source.ts';
import { HandrailError } from '../journey/errors.ts';

const CHUNK_BYTES = 1 << 19;

/** A file on disk as a ByteSource. Throws `file-unreadable` when it is not there. */
export async function nodeFile(path: string): Promise<ByteSource> {
  const name = basename(path);
  const unreadable = (why: string, cause?: unknown): HandrailError =>
    new HandrailError('file-unreadable', { file: name, why }, { cause });
  const info = await stat(path).catch((cause: unknown) => {
    throw unreadable('there is no such file', cause);
  });
  if (!info.isFile()) throw unreadable('it is not a file');
  return { name, size: info.size, stream: () => fileStream(path), slice: (from, to) => filePiece(path, from, to) };
}

async function filePiece(path: string, from: number, to: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const piece = new Uint8Array(to - from);
    let filled = 0;
    while (filled < piece.length) {
      const { bytesRead } = await handle.read(piece, filled, piece.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return piece.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/** The file's bytes; the next chunk is read while the last one is used. */
function fileStream(path: string): ReadableStream<Uint8Array> {
  let handle: Awaited<ReturnType<typeof open>> | null = null;
  let ahead: Promise<Uint8Array> | null = null;
  const read = async (): Promise<Uint8Array> => {
    handle ??= await open(path);
    const chunk = new Uint8Array(CHUNK_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
    return chunk.subarray(0, bytesRead);
  };
  const close = async (): Promise<void> => {
    await ahead?.catch(() => undefined);
    await handle?.close();
    handle = null;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = await (ahead ?? read());
      if (chunk.length === 0) {
        await close();
        controller.close();
        return;
      }
      ahead = read();
      // Its failure is told when the chunk is asked for.
      ahead.catch(() => undefined);
      controller.enqueue(chunk);
    },
    cancel: close,
  });
}
