import type { PlanSource } from '../../journey/plan.ts';

export type Encoding = NonNullable<PlanSource['encoding']>;

/** The encoding of a text by its first bytes, and the length of its byte order mark. */
export function detectEncoding(head: Uint8Array): { readonly encoding: Encoding; readonly bomBytes: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  // Latin text in UTF-16 has a zero in every second byte.
  const pairs = Math.min(head.length, 4096) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  if (pairs >= 2 && odd > pairs * 0.4 && even < pairs * 0.05) return { encoding: 'utf-16le', bomBytes: 0 };
  if (pairs >= 2 && even > pairs * 0.4 && odd < pairs * 0.05) return { encoding: 'utf-16be', bomBytes: 0 };
  const { valid, invalid } = countSequences(head);
  if (invalid > 0 && valid < invalid * 4) return { encoding: 'windows-1252', bomBytes: 0 };
  return { encoding: 'utf-8', bomBytes: 0 };
}

/** Valid and invalid multi-byte sequences of UTF-8; one cut off at the end counts as neither. */
function countSequences(bytes: Uint8Array): { readonly valid: number; readonly invalid: number } {
  let valid = 0;
  let invalid = 0;
  const words = wordsWithin(bytes);
  for (let i = firstNonAscii(bytes, words, 0); i < bytes.length; i = firstNonAscii(bytes, words, i)) {
    const length = sequenceLength(bytes, i);
    if (length === 0) break;
    if (length > 0) valid++;
    else invalid++;
    i += Math.abs(length);
  }
  return { valid, invalid };
}

/**
 * Length of the UTF-8 sequence at `i` (which is not ASCII). Negative: that many bytes stand for one replaced character.
 * 0: the bytes end before the sequence does.
 */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i]!;
  const need = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
  if (need === 0) return -1;
  let low = 0x80;
  let high = 0xbf;
  if (lead === 0xe0) low = 0xa0;
  else if (lead === 0xed) high = 0x9f;
  else if (lead === 0xf0) low = 0x90;
  else if (lead === 0xf4) high = 0x8f;
  for (let k = 1; k <= need; k++) {
    const byte = bytes[i + k];
    if (byte === undefined) return 0;
    if (byte < low || byte > high) return -k;
    low = 0x80;
    high = 0xbf;
  }
  return need + 1;
}

/**
 * Turns the chunks of a text in any of the known encodings into valid UTF-8. A file that began as ASCII and then holds
 * bytes that are not UTF-8 is read on as Windows-1252 unless the encoding was given.
 */
export class TextStream {
  encoding: Encoding;
  /** Sequences that made no character and were replaced. */
  replaced = 0;
  private readonly given: boolean;
  private sawMultiByte = false;
  private carry: Uint8Array = EMPTY;
  private readonly decoder: TextDecoder | null;
  private readonly encoder = new TextEncoder();

  constructor(encoding: Encoding, given: boolean) {
    this.encoding = encoding;
    this.given = given;
    this.decoder = encoding.startsWith('utf-16') ? new TextDecoder(encoding, { ignoreBOM: true }) : null;
  }

  push(chunk: Uint8Array): Uint8Array {
    if (this.decoder !== null) return this.encodeCounted(this.decoder.decode(chunk, { stream: true }));
    if (this.encoding === 'windows-1252') return fromWindows1252(chunk);
    return this.clean(chunk, false);
  }

  end(): Uint8Array {
    if (this.decoder !== null) return this.encodeCounted(this.decoder.decode());
    return this.carry.length > 0 ? this.clean(EMPTY, true) : EMPTY;
  }

  private encodeCounted(text: string): Uint8Array {
    if (text.includes('\ufffd')) for (const c of text) if (c === '\ufffd') this.replaced++;
    return this.encoder.encode(text);
  }

  private clean(chunk: Uint8Array, final: boolean): Uint8Array {
    let bytes = chunk;
    if (this.carry.length > 0) {
      bytes = new Uint8Array(this.carry.length + chunk.length);
      bytes.set(this.carry);
      bytes.set(chunk, this.carry.length);
      this.carry = EMPTY;
    }
    const words = wordsWithin(bytes);
    let i = firstNonAscii(bytes, words, 0);
    if (i === bytes.length) return bytes;
    const parts: Uint8Array[] = [];
    let from = 0;
    while (i < bytes.length) {
      let length = sequenceLength(bytes, i);
      if (length === 0) {
        if (!final) {
          this.carry = bytes.slice(i);
          break;
        }
        length = i - bytes.length;
      }
      if (length > 0) {
        this.sawMultiByte = true;
        i += length;
      } else if (!this.given && !this.sawMultiByte) {
        this.encoding = 'windows-1252';
        parts.push(bytes.subarray(from, i), fromWindows1252(bytes.subarray(i)));
        return joined(parts);
      } else {
        parts.push(bytes.subarray(from, i), REPLACEMENT);
        this.replaced++;
        i -= length;
        from = i;
      }
      if (i < bytes.length && bytes[i]! < 0x80) i = firstNonAscii(bytes, words, i);
    }
    if (parts.length === 0) return bytes.subarray(0, i);
    parts.push(bytes.subarray(from, i));
    return joined(parts);
  }
}

const EMPTY = new Uint8Array(0);
const NO_WORDS = new Int32Array(0);
const REPLACEMENT = Uint8Array.of(0xef, 0xbf, 0xbd);

/** The whole words of memory that the bytes fill. */
function wordsWithin(bytes: Uint8Array): Int32Array {
  const skipped = -bytes.byteOffset & 3;
  return bytes.length < skipped + 4
    ? NO_WORDS
    : new Int32Array(bytes.buffer, bytes.byteOffset + skipped, (bytes.length - skipped) >> 2);
}

/** Where the first byte at or behind `from` is that is not ASCII. `words` are those within the bytes. */
function firstNonAscii(bytes: Uint8Array, words: Int32Array, from: number): number {
  const { length } = bytes;
  const skipped = -bytes.byteOffset & 3;
  let i = from;
  while (i < length && ((i - skipped) & 3) !== 0 && bytes[i]! < 0x80) i++;
  if (((i - skipped) & 3) === 0) {
    let w = (i - skipped) >> 2;
    const eights = words.length - 7;
    for (; w < eights; w += 8) {
      const first = words[w]! | words[w + 1]! | words[w + 2]! | words[w + 3]!;
      const second = words[w + 4]! | words[w + 5]! | words[w + 6]! | words[w + 7]!;
      if (((first | second) & 0x80808080) !== 0) break;
    }
    while (w < words.length && (words[w]! & 0x80808080) === 0) w++;
    i = w * 4 + skipped;
  }
  while (i < length && bytes[i]! < 0x80) i++;
  return i;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The characters of the bytes 0x80–0x9F; the five that Windows-1252 leaves open are the C1 controls, as browsers do. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function fromWindows1252(bytes: Uint8Array): Uint8Array {
  if (firstNonAscii(bytes, wordsWithin(bytes), 0) === bytes.length) return bytes;
  const out = new Uint8Array(bytes.length * 3);
  let to = 0;
  for (const byte of bytes) {
    if (byte < 0x80) {
      out[to++] = byte;
      continue;
    }
    const code = byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte;
    if (code < 0x800) out[to++] = 0xc0 | (code >> 6);
    else {
      out[to++] = 0xe0 | (code >> 12);
      out[to++] = 0x80 | ((code >> 6) & 0x3f);
    }
    out[to++] = 0x80 | (code & 0x3f);
  }
  return out.subarray(0, to);
}
