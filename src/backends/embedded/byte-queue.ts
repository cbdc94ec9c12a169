/** Takes exact numbers of bytes from a stream. Rejects when the stream ends before or fails. */
export class ByteQueue {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** The next `count` bytes. Memory grows with what arrives, not with what was promised. */
  async take(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.#rest.byteLength === 0) await this.#next();
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.byteLength);
      parts.push(part);
      missing -= part.byteLength;
    }
    const taken = new Uint8Array(count);
    let at = 0;
    for (const part of parts) {
      taken.set(part, at);
      at += part.byteLength;
    }
    return taken;
  }

  /** Makes sure that nothing is left, and that the stream ends well. */
  async end(): Promise<void> {
    if (this.#rest.byteLength > 0) throw new Error('more bytes than were promised');
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      if (value.byteLength > 0) throw new Error('more bytes than were promised');
    }
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }

  async #next(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) throw new Error('fewer bytes than were promised');
    this.#rest = value;
  }
}
