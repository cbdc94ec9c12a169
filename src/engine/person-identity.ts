import type { EventColumns } from './columns.ts';

/** Times are taken modulo this prime, so that no product leaves the whole numbers of a double. */
const TIMES_MODULO = 65_521;

/**
 * A number for each person by which chance is drawn alike wherever their events lie, and whatever their key is called: a
 * key is hashed with a salt of its own in every browser, and everybody who opens a journey has to see the same figures. It
 * is made of the person's events alone, the sum over them of MurmurHash3 of the name (UTF-8, x86, 32 bits, seed 0; Austin
 * Appleby, public domain) times the microseconds modulo 65,521, modulo 2³². People with equal events get equal numbers,
 * and may stand for each other.
 */
export class PersonIdentity {
  private readonly columns: Pick<EventColumns, 'personStart' | 'timeUs' | 'name'>;
  private readonly ofName: readonly number[];
  private readonly known: Uint32Array;
  private readonly isKnown: Uint8Array;

  constructor(columns: Pick<EventColumns, 'personCount' | 'personStart' | 'timeUs' | 'name' | 'names'>) {
    this.columns = columns;
    this.ofName = columns.names.map((name) => {
      const bytes = utf8Of(name);
      return murmurHash3(bytes, 0, bytes.length);
    });
    this.known = new Uint32Array(columns.personCount);
    this.isKnown = new Uint8Array(columns.personCount);
  }

  of(person: number): number {
    if (this.isKnown[person] === 0) {
      const { personStart, timeUs, name } = this.columns;
      let sum = 0;
      for (let row = personStart[person]!; row < personStart[person + 1]!; row++) {
        const time = ((timeUs[row]! % TIMES_MODULO) + TIMES_MODULO) % TIMES_MODULO;
        sum = (sum + this.ofName[name[row]!]! * time) % 4_294_967_296;
      }
      this.known[person] = sum;
      this.isKnown[person] = 1;
    }
    return this.known[person]!;
  }
}

/** The UTF-8 of a text; half a pair of surrogates becomes U+FFFD. */
function utf8Of(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return Uint8Array.from(bytes);
}

/** Of the bytes from `from` up to, not including, `to`; an unsigned number of 32 bits. */
export function murmurHash3(bytes: Uint8Array, from: number, to: number): number {
  const whole = from + ((to - from) & ~3);
  let h = 0;
  for (let at = from; at < whole; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    h ^= scrambled(word);
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  let rest = 0;
  for (let at = to - 1; at >= whole; at--) rest = (rest << 8) | bytes[at]!;
  if (whole < to) h ^= scrambled(rest);
  h ^= to - from;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function scrambled(word: number): number {
  const k = Math.imul(word, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}
