import type { TextColumn } from '../engine/columns.ts';
import { HandrailError } from '../journey/errors.ts';
import type { KeyDifference } from '../journey/plan.ts';
import type { NearMiss } from '../journey/quality-report.ts';
import { ByteDictionary, MAX_TEXTS } from './bytes/dictionary.ts';
import { BitSet } from './bytes/growable.ts';
import { hex, SHORT_BYTES, sha256, sha256Short } from './bytes/sha256.ts';
import { loadSha256, sha256Wasm } from './bytes/sha256-wasm.ts';
import { TextPool } from './bytes/text-pool.ts';
import { differencesOf, KEY_DIFFERENCES, loosened, OddKeys } from './key-differences.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const EMAIL = /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>.]+$/u;
const EMAIL_WITHIN = /([^\s@"<>,;|:]{1,64})@([^\s@"<>,;|]+\.[^\s@"<>.,;|]+)/gu;
/** As address books write it: `Ada Lovelace <ada@river.org>`, `mailto:ada@river.org`. */
const EMAIL_WRAPPED = /^(?:[^<>]*<\s*([^<>]+?)\s*>|mailto:(.+))$/iu;
const PHONE_SHAPE = /^[+(]?[\d\s().\-/]+$/u;
/** Signs that no eye sees. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;

const HEX_CODES = encoder.encode('0123456789abcdef');

/** The key without what surrounds it: blanks, invisible signs, the name beside an address. */
function bare(key: string): string {
  const text = key.replace(INVISIBLE, '').trim();
  const wrapped = text.includes('@') ? EMAIL_WRAPPED.exec(text) : null;
  return wrapped?.[1] ?? wrapped?.[2] ?? text;
}

/** A key that looks like a contact, as it is stored or hashed. */
export function contactText(key: string): string {
  return bare(key).normalize('NFC').toLowerCase();
}

/**
 * Whether a key looks like an e-mail address or a phone number. Ids made of digits alone are neither, unless their column
 * says that it holds phone numbers (`inPhoneColumn`).
 */
export function isContact(key: string, inPhoneColumn = false): boolean {
  const text = bare(key);
  if (text.includes('@')) return EMAIL.test(text);
  if (text.length > 24 || !PHONE_SHAPE.test(text)) return false;
  const digits = text.replace(/\D/gu, '').length;
  if (digits < (inPhoneColumn ? 5 : 7) || digits > 15) return false;
  if (inPhoneColumn || text.startsWith('+')) return true;
  if (/^\d{4}-\d{1,2}-\d{1,2}/u.test(text)) return false;
  if (/^\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$/u.test(text)) return true;
  return (text.startsWith('00') || text.startsWith('0') || text.startsWith('(')) && /[\s()\-/]/u.test(text);
}

/** The key with its middle hidden: `m••@river.org`, `+4••`, `m••`. */
export function maskKey(key: string, inPhoneColumn = false): string {
  if (!isContact(key, inPhoneColumn)) return key;
  const text = bare(key);
  const at = text.indexOf('@');
  return at > 0 ? `${[...text][0]!}••${text.slice(at)}` : `${text.slice(0, 2)}••`;
}

/** A text in which every e-mail address is masked, wherever it stands. */
export function maskEmails(text: string): string {
  return text.replace(EMAIL_WITHIN, (_, name: string, domain: string) => `${[...name][0]!}••@${domain}`);
}

/**
 * The people of an import by their keys. Keys that look like an e-mail or a phone number are trimmed, lower-cased and,
 * unless they are kept, replaced by the first 16 bytes of SHA-256(salt, key) as hexadecimal text; other ids stay as they
 * are. Keys can be joined: then they mean one person.
 */
export class PersonKeys {
  /** Whether a key was hashed, or kept although it looks like a contact. */
  sawContact = false;
  private readonly dictionary: ByteDictionary;
  /** By dictionary entry: the entry that stands for it, or itself. */
  private targets: Uint32Array = new Uint32Array(1024);
  /** Whether any entry is stood for by another one. */
  private redirected = false;
  private readonly contacts = new BitSet();
  private readonly salt: Uint8Array;
  private readonly kept: boolean;
  /** Whether a key was hashed, so that the fast way to do it was asked for. */
  private hashes = false;
  private readonly plain = new Uint8Array(SHORT_BYTES + 4);
  /** Differences that make no other person. */
  private readonly loose: readonly KeyDifference[];
  private readonly odd = new OddKeys();

  constructor(salt: Uint8Array, kept: boolean, seed: number, loose: readonly KeyDifference[] = []) {
    this.salt = salt;
    this.kept = kept;
    this.loose = loose;
    this.dictionary = new ByteDictionary(seed, () => {
      throw new HandrailError('too-many-values', { column: 'person', limit: MAX_TEXTS });
    });
  }

  get size(): number {
    return this.dictionary.size;
  }

  /**
   * The person's code, new when the key is. Codes of joined keys differ until `rootOf` is asked. `inPhoneColumn`: keys of
   * digits alone are phone numbers.
   */
  codeOf(bytes: Uint8Array, start: number, end: number, inPhoneColumn = false): number {
    const before = this.dictionary.size;
    const entry = this.dictionary.intern(bytes, start, end);
    if (entry >= before) this.settle(entry, bytes, start, end, inPhoneColumn);
    return this.targets[entry]!;
  }

  /** `codeOf` for the keys `from..to` of one buffer, none of them empty, into the same places of `codes`. */
  codesOf(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    from: number,
    to: number,
    codes: Int32Array,
    inPhoneColumn: boolean,
  ): void {
    const onNew = (entry: number, k: number): void => this.settle(entry, bytes, starts[k]!, ends[k]!, inPhoneColumn);
    this.dictionary.internMany(bytes, starts, ends, from, to, codes, onNew);
    const { targets } = this;
    if (this.redirected) for (let k = from; k < to; k++) codes[k] = targets[codes[k]!]!;
  }

  /** A pool for plain keys, whose codes `codesOfPool` gives. */
  newPool(): TextPool {
    return new TextPool(this.dictionary.seed);
  }

  /** `codeOf` for the keys of a pool, which is emptied. */
  codesOfPool(pool: TextPool, codes: Int32Array): void {
    const { size: count } = pool;
    const before = this.dictionary.size;
    this.dictionary.internPool(pool, codes);
    this.grow();
    const { targets } = this;
    // Plain keys stand for themselves.
    for (let entry = before; entry < this.dictionary.size; entry++) targets[entry] = entry;
    if (this.redirected) for (let k = 0; k < count; k++) codes[k] = targets[codes[k]!]!;
  }

  /** Finds out which person a new entry stands for. */
  private settle(entry: number, bytes: Uint8Array, start: number, end: number, inPhoneColumn: boolean): void {
    this.grow();
    this.targets[entry] = entry;
    if (!mayBeContact(bytes, start, end, inPhoneColumn)) {
      if (isOdd(bytes, start, end)) this.settleId(entry, bytes, start, end);
      return;
    }
    const length = this.kept ? 0 : this.hashPlainEmail(bytes, start, end);
    if (length > 0) {
      this.become(entry, this.plain, length);
      return;
    }
    const key = decoder.decode(bytes.subarray(start, end));
    if (!isContact(key, inPhoneColumn)) {
      this.settleId(entry, bytes, start, end);
      return;
    }
    const plain = this.plainContact(key);
    const kept = loosened(plain, true, this.loose);
    const stored = encoder.encode(this.storedContact(kept));
    this.become(entry, stored, stored.length);
    const differences = differencesOf(kept, true);
    if (differences.length > 0) {
      this.odd.note(this.targets[entry]!, this.storedContact(loosened(kept, true, KEY_DIFFERENCES)), differences);
    }
  }

  /** Settles an id with upper case or blanks, which may differ from another one in nothing else. */
  private settleId(entry: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.loose.length === 0 && this.odd.noteAscii(entry, bytes, start, end)) return;
    const key = decoder.decode(bytes.subarray(start, end));
    const kept = loosened(key, false, this.loose);
    if (kept !== key) {
      const stored = encoder.encode(kept);
      const before = this.dictionary.size;
      const target = this.dictionary.intern(stored, 0, stored.length);
      this.grow();
      if (target >= before) this.targets[target] = target;
      this.targets[entry] = this.targets[target]!;
      this.redirected = true;
    }
    const differences = differencesOf(kept, false);
    if (differences.length > 0) {
      this.odd.note(this.targets[entry]!, loosened(kept, false, KEY_DIFFERENCES), differences);
    }
  }

  /** People that would be one without small differences between their keys; `personOf` is -1 for nobody. */
  nearMisses(personOf: (code: number) => number): NearMiss[] {
    const find = (stored: Uint8Array): number => {
      const entry = this.dictionary.find(stored, 0, stored.length);
      return entry < 0 ? -1 : this.targets[entry]!;
    };
    const show = (code: number): string | null =>
      this.contacts.has(code) ? null : decoder.decode(this.dictionary.bytesOf(code));
    return this.odd.nearMisses(find, personOf, show);
  }

  /** Makes the entry stand for the contact that is stored under the given bytes. */
  private become(entry: number, stored: Uint8Array, length: number): void {
    this.sawContact = true;
    const before = this.dictionary.size;
    const target = this.dictionary.intern(stored, 0, length);
    this.grow();
    if (target >= before) this.targets[target] = target;
    this.targets[entry] = target;
    this.redirected = true;
    this.contacts.add(target);
  }

  /** The person's code, or -1 when the key is unknown. */
  find(bytes: Uint8Array, start: number, end: number, inPhoneColumn = false): number {
    const entry = this.dictionary.find(bytes, start, end);
    if (entry >= 0) return this.targets[entry]!;
    if (!mayBeContact(bytes, start, end, inPhoneColumn)) return this.findLoose(bytes, start, end);
    const key = decoder.decode(bytes.subarray(start, end));
    if (!isContact(key, inPhoneColumn)) return this.findLoose(bytes, start, end);
    const stored = encoder.encode(this.storedContact(loosened(this.plainContact(key), true, this.loose)));
    const target = this.dictionary.find(stored, 0, stored.length);
    return target >= 0 ? this.targets[target]! : -1;
  }

  /** An id as the plan's differences leave it. */
  private findLoose(bytes: Uint8Array, start: number, end: number): number {
    if (this.loose.length === 0) return -1;
    const kept = encoder.encode(loosened(decoder.decode(bytes.subarray(start, end)), false, this.loose));
    const entry = this.dictionary.find(kept, 0, kept.length);
    return entry < 0 ? -1 : this.targets[entry]!;
  }

  /** Whether the person's key looked like a contact and was hashed. */
  isHashed(code: number): boolean {
    return !this.kept && this.contacts.has(code);
  }

  /** Gives up what look-ups need; the next one makes it again. */
  rest(): void {
    this.dictionary.rest();
  }

  /** Makes two codes mean one person. */
  join(a: number, b: number): void {
    const rootA = this.rootOf(a);
    const rootB = this.rootOf(b);
    if (rootA === rootB) return;
    this.redirected = true;
    this.targets[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  /** The code that stands for all keys of the person. */
  rootOf(code: number): number {
    let root = code;
    while (this.targets[root] !== root) root = this.targets[root]!;
    for (let at = code; this.targets[at] !== root; ) {
      const next = this.targets[at]!;
      this.targets[at] = root;
      at = next;
    }
    return root;
  }

  /** The stored key's bytes, valid until a key is added. */
  bytesOf(code: number): Uint8Array {
    return this.dictionary.bytesOf(code);
  }

  /** The stored keys of the codes, one behind the other. */
  textColumn(codes: Uint32Array): TextColumn {
    return this.dictionary.textColumn(codes);
  }

  lengthOf(code: number): number {
    return this.dictionary.lengthOf(code);
  }

  private plainContact(key: string): string {
    return contactText(key);
  }

  private storedContact(plain: string): string {
    if (this.kept) return plain;
    const text = encoder.encode(plain);
    const salted = new Uint8Array(this.salt.length + text.length);
    salted.set(this.salt);
    salted.set(text, this.salt.length);
    return hex(sha256(salted).subarray(0, 16));
  }

  /**
   * The stored key of an address of letters, digits and the commonest signs, into `plain` without making a string; returns
   * its length, 0 for any other key.
   */
  private hashPlainEmail(bytes: Uint8Array, start: number, end: number): number {
    const { plain } = this;
    let to = this.salt.length;
    if (to + end - start > SHORT_BYTES) return 0;
    const from = to;
    let at = -1;
    let dot = -1;
    for (let i = start; i < end; i++) {
      let c = bytes[i]!;
      if (c >= 65 && c <= 90) c |= 32;
      if (c === 64) {
        if (at >= 0) return 0;
        at = to;
      } else if (c === 46) dot = to;
      else if (!((c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 45 || c === 95)) return 0;
      plain[to++] = c;
    }
    if (at <= from || dot <= at + 1 || dot === to - 1) return 0;
    for (let i = 0; i < from; i++) plain[i] = this.salt[i]!;
    if (!this.hashes) {
      this.hashes = true;
      void loadSha256();
    }
    const digest = sha256Wasm(plain, to);
    if (digest !== null) {
      for (let k = 0; k < 32; k += 2) {
        const byte = digest[k >> 1]!;
        plain[k] = HEX_CODES[byte >> 4]!;
        plain[k + 1] = HEX_CODES[byte & 15]!;
      }
      return 32;
    }
    const words = sha256Short(plain, to);
    for (let k = 0; k < 32; k++) plain[k] = HEX_CODES[(words[k >> 3]! >>> (28 - (k & 7) * 4)) & 15]!;
    return 32;
  }

  private grow(): void {
    if (this.dictionary.size <= this.targets.length) return;
    const wider = new Uint32Array(Math.max(this.dictionary.size, this.targets.length * 2));
    wider.set(this.targets);
    this.targets = wider;
  }
}

/** Whether a key has upper case or blanks, or may have: signs above ASCII are looked at as text. */
function isOdd(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    if (c > 127 || (c >= 65 && c <= 90) || c <= 32) return true;
  }
  return false;
}

/** Cheaply rules out most keys: an e-mail has an `@`; a phone number has no letter and a sign among its digits. */
function mayBeContact(bytes: Uint8Array, start: number, end: number, inPhoneColumn: boolean): boolean {
  let letters = false;
  let signs = inPhoneColumn;
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    if (c === 64) return true;
    // Bytes above ASCII may be blanks that do not break.
    if (c > 57 && c < 128) letters = true;
    else if (c < 48 || c > 127) signs = true;
  }
  return signs && !letters;
}
