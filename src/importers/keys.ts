import { ByteDictionary } from './bytes/dictionary.ts';
import { BitSet } from './bytes/growable.ts';
import { hex, sha256 } from './bytes/sha256.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const EMAIL = /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>.]+$/u;
const EMAIL_WITHIN = /([^\s@"<>,;|:]{1,64})@([^\s@"<>,;|]+\.[^\s@"<>.,;|]+)/gu;
const PHONE_SHAPE = /^[+(]?[\d\s().\-/]+$/u;

/** Whether a key looks like an e-mail address or a phone number. Ids made of digits alone are neither. */
export function isContact(key: string): boolean {
  const text = key.trim();
  if (text.includes('@')) return EMAIL.test(text);
  if (text.length > 24 || !PHONE_SHAPE.test(text)) return false;
  const digits = text.replace(/\D/gu, '').length;
  if (digits < 7 || digits > 15) return false;
  if (text.startsWith('+')) return true;
  if (/^\d{4}-\d{1,2}-\d{1,2}/u.test(text)) return false;
  if (/^\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$/u.test(text)) return true;
  return (text.startsWith('00') || text.startsWith('0') || text.startsWith('(')) && /[\s()\-/]/u.test(text);
}

/** The key with its middle hidden: `m••@river.org`, `+4••`, `m••`. */
export function maskKey(key: string): string {
  const text = key.trim();
  if (text === '') return key;
  if (!isContact(text)) return key;
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
  private readonly contacts = new BitSet();
  private readonly salt: Uint8Array;
  private readonly kept: boolean;

  constructor(salt: Uint8Array, kept: boolean, seed: number) {
    this.salt = salt;
    this.kept = kept;
    this.dictionary = new ByteDictionary(seed);
  }

  get size(): number {
    return this.dictionary.size;
  }

  /** The person's code, new when the key is. Codes of joined keys differ until `rootOf` is asked. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    const before = this.dictionary.size;
    const entry = this.dictionary.intern(bytes, start, end);
    if (entry < before) return this.targets[entry]!;
    this.grow();
    this.targets[entry] = entry;
    if (!mayBeContact(bytes, start, end)) return entry;
    const key = decoder.decode(bytes.subarray(start, end));
    if (!isContact(key)) return entry;
    this.sawContact = true;
    const stored = encoder.encode(this.storedKey(key));
    const canonical = this.dictionary.intern(stored, 0, stored.length);
    this.grow();
    if (canonical > entry) this.targets[canonical] = canonical;
    this.targets[entry] = canonical;
    this.contacts.add(canonical);
    return canonical;
  }

  /** The person's code, or -1 when the key is unknown. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const entry = this.dictionary.find(bytes, start, end);
    if (entry >= 0) return this.targets[entry]!;
    if (!mayBeContact(bytes, start, end)) return -1;
    const key = decoder.decode(bytes.subarray(start, end));
    if (!isContact(key)) return -1;
    const stored = encoder.encode(this.storedKey(key));
    const canonical = this.dictionary.find(stored, 0, stored.length);
    return canonical >= 0 ? this.targets[canonical]! : -1;
  }

  /** Whether the person's key looked like a contact and was hashed. */
  isHashed(code: number): boolean {
    return !this.kept && this.contacts.has(code);
  }

  /** Makes two codes mean one person. */
  join(a: number, b: number): void {
    const rootA = this.rootOf(a);
    const rootB = this.rootOf(b);
    if (rootA === rootB) return;
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

  lengthOf(code: number): number {
    return this.dictionary.lengthOf(code);
  }

  private storedKey(key: string): string {
    const plain = key.trim().toLowerCase();
    if (this.kept) return plain;
    const text = encoder.encode(plain);
    const salted = new Uint8Array(this.salt.length + text.length);
    salted.set(this.salt);
    salted.set(text, this.salt.length);
    return hex(sha256(salted).subarray(0, 16));
  }

  private grow(): void {
    if (this.dictionary.size <= this.targets.length) return;
    const wider = new Uint32Array(this.targets.length * 2);
    wider.set(this.targets);
    this.targets = wider;
  }
}

/** Cheaply rules out most keys: an e-mail has an `@`; a phone number has no letter and a sign among its digits. */
function mayBeContact(bytes: Uint8Array, start: number, end: number): boolean {
  let letters = false;
  let signs = false;
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    if (c === 64) return true;
    if (c > 57) letters = true;
    else if (c < 48) signs = true;
  }
  return signs && !letters;
}
