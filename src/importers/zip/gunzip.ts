import { Inflater, type PackedInput } from './inflate.ts';

const HEAD_BYTES = 10;
const TAIL_BYTES = 8;
const HAS_CHECK = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_REMARK = 16;
const DEFLATED = 8;

/** Names and remarks are as long at most. */
const MOST_TEXT_BYTES = 65_536;

/**
 * The unpacked bytes of a gzip file (RFC 1952) of one part or of several, one behind the other, as programs write that add to
 * a log. Zeros behind the last part pad it. Throws an `Error` when the file is damaged or cut off.
 */
export async function* gunzip(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new Packed(stream.getReader());
  try {
    for (let part = 0; await isPart(input, part); part++) {
      await passHead(input);
      yield* unpackPart(input);
    }
  } finally {
    await input.close();
  }
}

class Packed implements PackedInput {
  buf: Uint8Array = new Uint8Array(0);
  at = 0;
  length = 0;
  ended = false;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.reader = reader;
  }

  /** Reads until so many bytes are at hand; false at the end. */
  async has(count: number): Promise<boolean> {
    while (this.length - this.at < count) {
      if (this.ended) return false;
      await this.more();
    }
    return true;
  }

  async more(): Promise<void> {
    const { done, value } = await this.reader.read();
    if (done) {
      this.ended = true;
      return;
    }
    const left = this.buf.subarray(this.at, this.length);
    const joined = new Uint8Array(left.length + value.length);
    joined.set(left);
    joined.set(value, left.length);
    this.buf = joined;
    this.at = 0;
    this.length = joined.length;
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => undefined);
  }
}

/** Whether another part begins here. */
async function isPart(input: Packed, part: number): Promise<boolean> {
  if (!(await input.has(1))) {
    if (part === 0) throw new Error('it is empty');
    return false;
  }
  if (part === 0 || input.buf[input.at] !== 0) return true;
  while (await input.has(1)) if (input.buf[input.at++] !== 0) throw new Error('it goes on as something else');
  return false;
}

async function passHead(input: Packed): Promise<void> {
  const need = async (count: number): Promise<void> => {
    if (!(await input.has(count))) throw new Error('it is cut off');
  };
  await need(HEAD_BYTES);
  const { buf, at } = input;
  if (buf[at] !== 0x1f || buf[at + 1] !== 0x8b || buf[at + 2] !== DEFLATED)
    throw new Error('it goes on as something else');
  const flags = buf[at + 3]!;
  input.at += HEAD_BYTES;
  if ((flags & HAS_EXTRA) !== 0) {
    await need(2);
    const extra = input.buf[input.at]! | (input.buf[input.at + 1]! << 8);
    await need(2 + extra);
    input.at += 2 + extra;
  }
  for (const flag of [HAS_NAME, HAS_REMARK]) {
    for (let length = 0; (flags & flag) !== 0; length++) {
      await need(1);
      if (length > MOST_TEXT_BYTES) throw new Error('a name in it never ends');
      if (input.buf[input.at++] === 0) break;
    }
  }
  if ((flags & HAS_CHECK) === 0) return;
  await need(2);
  input.at += 2;
}

async function* unpackPart(input: Packed): AsyncGenerator<Uint8Array> {
  const inflater = new Inflater(input);
  let check = -1;
  let length = 0;
  for (let state = inflater.run(); ; state = inflater.run()) {
    const piece = inflater.out.slice(inflater.from, inflater.to);
    if (piece.length > 0) {
      check = crcOf(piece, check);
      length += piece.length;
      yield piece;
    }
    if (state === 'done') break;
    if (state === 'more') await input.more();
  }
  if (!(await input.has(TAIL_BYTES))) throw new Error('it is cut off');
  const tail = new DataView(input.buf.buffer, input.buf.byteOffset + input.at, TAIL_BYTES);
  if (tail.getUint32(0, true) !== ~check >>> 0 || tail.getUint32(4, true) !== length >>> 0) {
    throw new Error('it is not what was packed');
  }
  input.at += TAIL_BYTES;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let k = 0; k < 8; k++) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 (RFC 1952, 8), before its last negation. */
function crcOf(bytes: Uint8Array, crc: number): number {
  let check = crc;
  for (let i = 0; i < bytes.length; i++) check = CRC_TABLE[(check ^ bytes[i]!) & 255]! ^ (check >>> 8);
  return check;
}
