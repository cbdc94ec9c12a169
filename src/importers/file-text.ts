import { HandrailError } from '../journey/errors.ts';
import type { QualityNote } from '../journey/quality-report.ts';
import type { ByteSource } from './byte-source.ts';
import { isGzip } from './bytes/file-kind.ts';
import { detectEncoding, type Encoding, TextStream } from './bytes/text-stream.ts';

export const HEAD_BYTES = 256 * 1024;

/** The bytes of a file in chunks, unpacked when it is packed by gzip. */
export interface FileBytes {
  /** The first bytes, a little over HEAD_BYTES at most. */
  readonly head: Uint8Array;
  /** Whether `head` is all. */
  readonly whole: boolean;
  /** Whether the bytes were packed. */
  readonly packed: boolean;
  /** The next chunk behind the head, or `null` at the end. */
  next(): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** The text of a file as valid UTF-8 in chunks. */
export interface FileText {
  /** The first part of the text, at most a little over HEAD_BYTES. */
  readonly head: Uint8Array;
  /** Whether `head` is the whole text. */
  readonly whole: boolean;
  readonly text: TextStream;
  /** The chunks behind the head. */
  rest(): AsyncGenerator<Uint8Array>;
  /** The encoding, when there is something to say about it. */
  notes(): QualityNote[];
  close(): Promise<void>;
}

/** Opens a file. `onChunk` hears every chunk as stored. Throws `file-empty`, `file-unreadable`. */
export async function openBytes(file: ByteSource, onChunk: (chunk: Uint8Array) => void): Promise<FileBytes> {
  const raw = file.stream().getReader();
  const unreadable = (cause: unknown): HandrailError =>
    new HandrailError(
      'file-unreadable',
      { file: file.name, why: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  const damaged = (cause: unknown): HandrailError =>
    new HandrailError(
      'file-unreadable',
      { file: file.name, why: 'its gzip data is damaged or cut off', remedy: 'anew' },
      { cause },
    );
  let packed = false;
  /** Bytes of the file, as stored, that `onChunk` has heard. */
  let stored = 0;
  const read = async (from: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | null> => {
    try {
      const { done, value } = await from.read();
      return done ? null : value;
    } catch (cause) {
      if (cause instanceof HandrailError) throw cause;
      throw packed ? damaged(cause) : unreadable(cause);
    }
  };
  const readCounted = async (): Promise<Uint8Array | null> => {
    const chunk = await read(raw);
    if (chunk !== null) {
      stored += chunk.length;
      onChunk(chunk);
    }
    return chunk;
  };
  let first = await readCounted();
  while (first !== null && first.length < 2) {
    const more = await readCounted();
    if (more === null) break;
    first = concat([first, more]);
  }
  let next = readCounted;
  let close = (): Promise<void> => raw.cancel().catch(() => undefined);
  if (first !== null && isGzip(first)) {
    packed = true;
    const unpacked = unpack(first, readCounted).getReader();
    let told = 0;
    let again: AsyncGenerator<Uint8Array> | null = null;
    const others = (): Promise<AsyncGenerator<Uint8Array>> => partsBehind(file, told, stored, onChunk);
    next = async () => {
      if (again === null) {
        try {
          const { done, value } = await unpacked.read();
          told += value?.length ?? 0;
          return done ? null : value;
        } catch (cause) {
          if (cause instanceof HandrailError) throw cause;
          // A browser unpacks the first of several parts, and takes the others for damage.
          again = await others();
        }
      }
      try {
        const { done, value } = await again.next();
        return done ? null : value;
      } catch (cause) {
        throw cause instanceof HandrailError ? cause : damaged(cause);
      }
    };
    close = async () => {
      await unpacked.cancel().catch(() => undefined);
      await again?.return(undefined).catch(() => undefined);
      await raw.cancel().catch(() => undefined);
    };
    first = await next();
  }
  try {
    const parts: Uint8Array[] = [];
    let size = 0;
    for (let chunk = first; chunk !== null; chunk = await next()) {
      parts.push(chunk);
      size += chunk.length;
      if (size >= HEAD_BYTES) break;
    }
    const head = concat(parts);
    if (head.length === 0) throw new HandrailError('file-empty', { file: file.name });
    return { head, whole: size < HEAD_BYTES, packed, next, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Decodes the bytes of a text. Throws `file-empty` for one of blanks. */
export function decodeText(bytes: FileBytes, file: string, encoding: Encoding | undefined): FileText {
  const { whole, close } = bytes;
  const found = detectEncoding(bytes.head);
  // A byte order mark is never wrong, and a plan may have been made for another file.
  const used: Encoding = found.bomBytes > 0 ? found.encoding : (encoding ?? found.encoding);
  const text = new TextStream(used, encoding !== undefined || found.bomBytes > 0);
  const decoded = text.push(bytes.head.subarray(found.bomBytes));
  const head = whole ? concat([decoded, text.end()]) : decoded;
  if (whole && isBlank(head)) throw new HandrailError('file-empty', { file });
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    if (whole) return;
    for (let chunk = await bytes.next(); chunk !== null; chunk = await bytes.next()) yield text.push(chunk);
    yield text.end();
  };
  const notes = (): QualityNote[] => {
    const { encoding: last, replaced } = text;
    return last !== 'utf-8' || replaced > 0 ? [{ code: 'encoding', encoding: last, replaced }] : [];
  };
  return { head, whole, text, rest, notes, close };
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 32);
}

/**
 * What a gzip file of several parts unpacks to behind the first `told` bytes. It is read from its beginning; `onChunk` hears
 * what lies behind the first `stored` bytes.
 */
async function partsBehind(
  file: ByteSource,
  told: number,
  stored: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<AsyncGenerator<Uint8Array>> {
  const { gunzip } = await import('./zip/gunzip.ts');
  let passed = 0;
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      passed += chunk.length;
      if (passed > stored) onChunk(chunk.subarray(Math.max(0, chunk.length - (passed - stored))));
      controller.enqueue(chunk);
    },
  });
  const pieces = gunzip(file.stream().pipeThrough(heard));
  return (async function* () {
    let skip = told;
    for await (const piece of pieces) {
      if (skip < piece.length) yield piece.subarray(skip);
      skip = Math.max(0, skip - piece.length);
    }
  })();
}

/** Unpacks gzip, pulling packed chunks only as fast as they are used. */
function unpack(first: Uint8Array, next: () => Promise<Uint8Array | null>): ReadableStream<Uint8Array> {
  let ahead: Uint8Array | null = first;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const chunk = ahead ?? (await next());
      ahead = null;
      if (chunk === null) controller.close();
      else controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
  return packed.pipeThrough(new DecompressionStream('gzip'));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
