import { hex, sha256 } from './sha256.ts';

const BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * Tells the same file again: SHA-256 over the SHA-256 digests of the file's 4 MiB blocks, one after the other. As hard
 * to collide as SHA-256, and each block is hashed beside the reading by the platform's own code (`crypto.subtle` takes
 * no stream).
 */
export class FileDigest {
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private filled = 0;
  private readonly digests: Promise<Uint8Array>[] = [];

  add(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const part = chunk.subarray(at, at + BLOCK_BYTES - this.filled);
      this.block.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === BLOCK_BYTES) {
        // `digest` takes a copy of its input at once (Web Cryptography, 14.3.5), so that one block serves them all.
        this.digests.push(digestOf(this.block));
        this.filled = 0;
      }
    }
  }

  /** The digest as 64 hexadecimal digits. */
  async finish(): Promise<string> {
    if (this.filled > 0 || this.digests.length === 0) this.digests.push(digestOf(this.block.subarray(0, this.filled)));
    const parts = await Promise.all(this.digests);
    const all = new Uint8Array(parts.length * 32);
    parts.forEach((part, i) => {
      all.set(part, i * 32);
    });
    return hex(sha256(all));
  }
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  // Without a secure context there is no crypto.subtle.
  if (globalThis.crypto?.subtle === undefined) return sha256(bytes);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** The digest of a whole stream. Calls `onBytes` with the size of every chunk. */
export async function digestStream(
  stream: ReadableStream<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const digest = new FileDigest();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      digest.add(value);
      onBytes(value.length);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
  return digest.finish();
}
