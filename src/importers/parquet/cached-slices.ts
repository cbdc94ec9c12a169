import type { AsyncBuffer } from 'hyparquet';
import type { ByteSource } from '../byte-source.ts';

const KEPT_BYTES = 256 * 1024 * 1024;

/** A file whose pieces are kept until they are done with: rows are decoded in turns, each of which asks for the same pieces. */
export class CachedSlices implements AsyncBuffer {
  readonly byteLength: number;
  private readonly file: ByteSource & Required<Pick<ByteSource, 'slice'>>;
  private readonly kept = new Map<string, ArrayBuffer>();
  private keptBytes = 0;

  constructor(file: ByteSource & Required<Pick<ByteSource, 'slice'>>) {
    this.file = file;
    this.byteLength = file.size;
  }

  slice(start: number, end: number = this.byteLength): Promise<ArrayBuffer> {
    const piece = this.read(start, end);
    // Pieces are asked for ahead, also such as nobody waits for when another one fails.
    piece.catch(() => undefined);
    return piece;
  }

  private async read(start: number, end: number): Promise<ArrayBuffer> {
    if (!(start >= 0 && start <= end && end <= this.byteLength)) {
      throw new RangeError(`the bytes ${start} to ${end} lie outside of the file`);
    }
    const key = `${start} ${end}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const bytes = await this.file.slice(start, end);
    const own = new Uint8Array(bytes.length);
    own.set(bytes);
    if (this.keptBytes + own.length <= KEPT_BYTES) {
      this.kept.set(key, own.buffer);
      this.keptBytes += own.length;
    }
    return own.buffer;
  }

  forget(): void {
    this.kept.clear();
    this.keptBytes = 0;
  }
}
