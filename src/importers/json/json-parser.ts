import type { PathNode, RecordPaths } from './paths.ts';

/** Values may be nested so deep. */
export const MAX_DEPTH = 200;

/** Why a value could not be read. */
export type JsonProblem = 'more' | 'damaged' | 'too-deep';

/** Hears of the values of a record. */
export interface JsonLeaves {
  /** A value as it stands in the text, without the quotes of a string. `escaped`: it has backslashes to resolve. */
  leaf(node: PathNode, bytes: Uint8Array, from: number, to: number, escaped: boolean): void;
  nothing(node: PathNode): void;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;

/**
 * Reads JSON (RFC 8259) from UTF-8 bytes without making values of it: every leaf is told as the range of bytes where it
 * stands, so that a number of any length stays what it is. Arrays are told as their text, but for arrays of pairs `{key,
 * value}`, whose values stand under their keys.
 */
export class JsonParser {
  /** Set when a value could not be read, and where. */
  problem: JsonProblem = 'more';
  problemAt = 0;
  private buf: Uint8Array = new Uint8Array(0);
  private length = 0;
  private final = false;
  private stringEscaped = false;
  private readonly paths: RecordPaths;
  private readonly leaves: JsonLeaves;
  private scratch = new Uint8Array(64);

  constructor(paths: RecordPaths, leaves: JsonLeaves) {
    this.paths = paths;
    this.leaves = leaves;
  }

  /** The text at hand is `bytes[..length)`; `final`: nothing comes behind it. */
  on(bytes: Uint8Array, length: number, final: boolean): void {
    this.buf = bytes;
    this.length = length;
    this.final = final;
  }

  /** Where the blanks from `i` on end. */
  skipBlanks(i: number): number {
    const { buf, length } = this;
    for (; i < length; i++) {
      const c = buf[i]!;
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break;
    }
    return i;
  }

  /** Reads the object that begins at `i` into leaves. Returns where it ends, or -1 with `problem`. */
  object(i: number, node: PathNode | null, depth: number): number {
    if (depth > MAX_DEPTH) return this.fail(i, 'too-deep');
    i = this.skipBlanks(i + 1);
    if (i < this.length && this.buf[i] === CLOSE_OBJECT) return i + 1;
    for (;;) {
      if (i >= this.length) return this.short(i);
      if (this.buf[i] !== QUOTE) return this.fail(i, 'damaged');
      const keyFrom = i + 1;
      i = this.string(i);
      if (i < 0) return -1;
      const child = node === null ? null : this.childOf(node, keyFrom, i - 1);
      i = this.skipBlanks(i);
      if (i >= this.length) return this.short(i);
      if (this.buf[i] !== COLON) return this.fail(i, 'damaged');
      i = this.value(i + 1, child, depth);
      if (i < 0) return -1;
      i = this.skipBlanks(i);
      if (i >= this.length) return this.short(i);
      const c = this.buf[i]!;
      if (c === CLOSE_OBJECT) return i + 1;
      if (c !== COMMA) return this.fail(i, 'damaged');
      i = this.skipBlanks(i + 1);
    }
  }

  /** Reads any value from `i` on. */
  value(i: number, node: PathNode | null, depth: number): number {
    i = this.skipBlanks(i);
    if (i >= this.length) return this.short(i);
    const c = this.buf[i]!;
    if (c === QUOTE) {
      const end = this.string(i);
      if (end >= 0 && node !== null) this.leaves.leaf(node, this.buf, i + 1, end - 1, this.stringEscaped);
      return end;
    }
    if (c === OPEN_OBJECT) return this.object(i, node, depth + 1);
    if (c === OPEN_ARRAY) return this.arrayLeaf(i, node, depth + 1);
    const end = c === 116 || c === 102 || c === 110 ? this.literal(i, c) : this.number(i);
    if (end < 0 || node === null) return end;
    if (c === 110) this.leaves.nothing(node);
    else this.leaves.leaf(node, this.buf, i, end, false);
    return end;
  }

  private arrayLeaf(i: number, node: PathNode | null, depth: number): number {
    const end = this.array(i, depth);
    if (end < 0 || node === null) return end;
    if (this.isOfPairs(i)) this.pairs(i, node);
    else this.leaves.leaf(node, this.buf, i, end, false);
    return end;
  }

  private array(i: number, depth: number): number {
    if (depth > MAX_DEPTH) return this.fail(i, 'too-deep');
    i = this.skipBlanks(i + 1);
    if (i < this.length && this.buf[i] === CLOSE_ARRAY) return i + 1;
    for (;;) {
      i = this.value(i, null, depth);
      if (i < 0) return -1;
      i = this.skipBlanks(i);
      if (i >= this.length) return this.short(i);
      const c = this.buf[i]!;
      if (c === CLOSE_ARRAY) return i + 1;
      if (c !== COMMA) return this.fail(i, 'damaged');
      i++;
    }
  }

  /** Whether the array at `i`, which was read before, holds objects of a `key` and a `value` alone. */
  private isOfPairs(i: number): boolean {
    const { buf } = this;
    i = this.skipBlanks(i + 1);
    if (buf[i] === CLOSE_ARRAY) return false;
    for (;;) {
      if (buf[i] !== OPEN_OBJECT) return false;
      const end = this.object(i, null, 0);
      let keys = 0;
      for (const [from, to, valueAt] of this.members(i)) {
        const isKey = to - from === 3 && buf[from] === 107 && buf[from + 1] === 101 && buf[from + 2] === 121;
        if (isKey) {
          if (buf[valueAt] !== QUOTE) return false;
          keys++;
        } else if (!this.isValueKey(from, to)) return false;
      }
      if (keys !== 1) return false;
      i = this.skipBlanks(end);
      if (buf[i] === CLOSE_ARRAY) return true;
      i = this.skipBlanks(i + 1);
    }
  }

  private isValueKey(from: number, to: number): boolean {
    return to - from === 5 && this.buf[from] === 118 && this.buf[from + 1] === 97 && this.buf[to - 1] === 101;
  }

  private pairs(i: number, node: PathNode): void {
    const { buf } = this;
    i = this.skipBlanks(i + 1);
    for (;;) {
      let child: PathNode | null = null;
      for (const [from, to, valueAt] of this.members(i)) {
        if (this.isValueKey(from, to)) continue;
        const end = this.string(valueAt);
        child = this.childOf(node, valueAt + 1, end - 1);
      }
      if (child !== null) {
        for (const [from, to, valueAt] of this.members(i)) {
          if (!this.isValueKey(from, to)) continue;
          if (buf[valueAt] === OPEN_OBJECT) this.onlyValue(valueAt, child);
          else this.value(valueAt, child, 0);
        }
      }
      i = this.skipBlanks(this.object(i, null, 0));
      if (buf[i] === CLOSE_ARRAY) return;
      i = this.skipBlanks(i + 1);
    }
  }

  /** Of a value written by type (`{"string_value": null, "int_value": 3}`), the member that is not null. */
  private onlyValue(at: number, node: PathNode): void {
    this.leaves.nothing(node);
    for (const [, , valueAt] of this.members(at)) {
      if (this.buf[valueAt] === 110) continue;
      this.value(valueAt, node, 0);
      return;
    }
  }

  /** The members of an object that was read before: where their keys and their values stand. */
  private *members(at: number): Generator<readonly [from: number, to: number, valueAt: number]> {
    let i = this.skipBlanks(at + 1);
    while (this.buf[i] === QUOTE) {
      const keyEnd = this.string(i);
      const valueAt = this.skipBlanks(this.skipBlanks(keyEnd) + 1);
      yield [i + 1, keyEnd - 1, valueAt];
      i = this.skipBlanks(this.value(valueAt, null, 0));
      if (this.buf[i] !== COMMA) return;
      i = this.skipBlanks(i + 1);
    }
  }

  private childOf(node: PathNode, from: number, to: number): PathNode | null {
    if (!this.stringEscaped) return this.paths.under(node, this.buf, from, to);
    if (this.scratch.length < to - from) this.scratch = new Uint8Array((to - from) * 2);
    const length = unescapeJson(this.buf, from, to, this.scratch, 0);
    return this.paths.under(node, this.scratch, 0, length);
  }

  /** Where the string that begins at `i` ends, behind its closing quote. */
  private string(i: number): number {
    const { buf, length } = this;
    this.stringEscaped = false;
    for (let j = i + 1; j < length; j++) {
      const c = buf[j]!;
      if (c === QUOTE) return j + 1;
      if (c < 32) return this.fail(j, 'damaged');
      if (c !== BACKSLASH) continue;
      this.stringEscaped = true;
      j++;
      if (j >= length) break;
      const e = buf[j]!;
      if (e === 117) {
        for (let k = 1; k <= 4; k++) {
          if (j + k >= length) return this.short(length);
          if (hexOf(buf[j + k]!) < 0) return this.fail(j + k, 'damaged');
        }
        j += 4;
      } else if (!ESCAPES.has(e)) return this.fail(j, 'damaged');
    }
    return this.short(length);
  }

  private literal(i: number, first: number): number {
    const word = first === 116 ? TRUE : first === 102 ? FALSE : NULL;
    for (let k = 0; k < word.length; k++) {
      if (i + k >= this.length) return this.short(i + k);
      if (this.buf[i + k] !== word[k]) return this.fail(i + k, 'damaged');
    }
    return i + word.length;
  }

  private number(i: number): number {
    const { buf, length } = this;
    if (buf[i] === 45) i++;
    if (i >= length) return this.short(i);
    if (buf[i] === 48) i++;
    else {
      const digits = this.digits(i);
      if (digits === i) return this.fail(i, 'damaged');
      i = digits;
    }
    if (i < length && buf[i] === 46) {
      const digits = this.digits(i + 1);
      if (digits === i + 1) return digits >= length ? this.short(digits) : this.fail(digits, 'damaged');
      i = digits;
    }
    if (i < length && (buf[i]! | 32) === 101) {
      i++;
      if (i < length && (buf[i] === 43 || buf[i] === 45)) i++;
      const digits = this.digits(i);
      if (digits === i) return digits >= length ? this.short(digits) : this.fail(digits, 'damaged');
      i = digits;
    }
    return i >= length && !this.final ? this.short(i) : i;
  }

  private digits(i: number): number {
    const { buf, length } = this;
    while (i < length && buf[i]! >= 48 && buf[i]! <= 57) i++;
    return i;
  }

  private short(i: number): -1 {
    return this.fail(i, this.final ? 'damaged' : 'more');
  }

  fail(i: number, problem: JsonProblem): -1 {
    this.problem = problem;
    this.problemAt = i;
    return -1;
  }
}

const TRUE = [116, 114, 117, 101];
const FALSE = [102, 97, 108, 115, 101];
const NULL = [110, 117, 108, 108];
/** What stands behind a backslash, and what it means. */
const ESCAPES: ReadonlyMap<number, number> = new Map([
  [34, 34],
  [92, 92],
  [47, 47],
  [98, 8],
  [102, 12],
  [110, 10],
  [114, 13],
  [116, 9],
]);

function hexOf(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const letter = c | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Writes the text of the string `bytes[from..to)` into `out` from `at` on; half a pair of surrogates becomes U+FFFD. */
export function unescapeJson(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  for (let i = from; i < to; i++) {
    const c = bytes[i]!;
    if (c !== BACKSLASH) {
      out[at++] = c;
      continue;
    }
    i++;
    const e = bytes[i]!;
    if (e !== 117) {
      out[at++] = ESCAPES.get(e)!;
      continue;
    }
    let code = hex4(bytes, i + 1);
    i += 4;
    if (code >= 0xd800 && code <= 0xdbff && bytes[i + 1] === BACKSLASH && bytes[i + 2] === 117 && i + 6 < to) {
      const low = hex4(bytes, i + 3);
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 6;
      }
    }
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    at = writeUtf8(code, out, at);
  }
  return at;
}

function hex4(bytes: Uint8Array, at: number): number {
  let code = 0;
  for (let k = 0; k < 4; k++) code = code * 16 + hexOf(bytes[at + k]!);
  return code;
}

function writeUtf8(code: number, out: Uint8Array, at: number): number {
  if (code < 0x80) out[at++] = code;
  else if (code < 0x800) {
    out[at++] = 0xc0 | (code >> 6);
    out[at++] = 0x80 | (code & 63);
  } else if (code < 0x10000) {
    out[at++] = 0xe0 | (code >> 12);
    out[at++] = 0x80 | ((code >> 6) & 63);
    out[at++] = 0x80 | (code & 63);
  } else {
    out[at++] = 0xf0 | (code >> 18);
    out[at++] = 0x80 | ((code >> 12) & 63);
    out[at++] = 0x80 | ((code >> 6) & 63);
    out[at++] = 0x80 | (code & 63);
  }
  return at;
}
