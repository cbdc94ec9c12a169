/** A file as the importer sees it: a name, a size and its bytes, as often as asked. */
export interface ByteSource {
  readonly name: string;
  /** In bytes, as stored (compressed when the file is). */
  readonly size: number;
  /** Whether it lies in an archive: what it holds is no archive again. */
  readonly inArchive?: boolean;
  stream(): ReadableStream<Uint8Array>;
  /** The bytes `from..to`, for formats that are read from the end; without it they are taken from the stream. */
  slice?(from: number, to: number): Promise<Uint8Array>;
}

/** A `File` or a named `Blob` as a ByteSource. */
export function blobSource(blob: Blob, name: string): ByteSource {
  return {
    name,
    size: blob.size,
    stream: () => blob.stream(),
    slice: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
  };
}

/** Bytes in memory as a ByteSource, handed out in chunks of `chunkBytes`. */
export function bytesSource(bytes: Uint8Array, name: string, chunkBytes = 65_536): ByteSource {
  const stream = (): ReadableStream<Uint8Array> => {
    let at = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) {
          controller.close();
          return;
        }
        controller.enqueue(bytes.subarray(at, at + chunkBytes));
        at += chunkBytes;
      },
    });
  };
  return { name, size: bytes.length, stream, slice: (from, to) => Promise.resolve(bytes.subarray(from, to)) };
}
