import { type JsonParser, MAX_DEPTH } from './json-parser.ts';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export type JsonToken = 'open' | 'close' | 'key' | 'scalar' | 'sign';

/** Goes over JSON token by token, so that values of any length pass through little memory. */
export class TokenWalk {
  /** Objects and arrays around the place at hand, as the bytes that opened them. */
  readonly around: number[];
  /** What the last token was. */
  token: JsonToken = 'sign';
  private expects: 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close' | 'nothing';
  private readonly parser: JsonParser;

  /** `objects`: so many are open around the place where the walk begins, behind a value; 0: it begins with a value. */
  constructor(parser: JsonParser, objects = 0) {
    this.parser = parser;
    this.around = Array.from({ length: objects }, () => OPEN_OBJECT);
    this.expects = objects === 0 ? 'value' : 'comma-or-close';
  }

  get isDone(): boolean {
    return this.expects === 'nothing';
  }

  /** Passes the token at `i`, where no blank is. Returns where it ends, or -1 with the parser's `problem`. */
  pass(bytes: Uint8Array, i: number): number {
    const c = bytes[i]!;
    const { around, parser, expects } = this;
    const isKey = expects === 'key' || expects === 'key-or-close';
    const isValue = expects === 'value' || expects === 'value-or-close';
    if (isValue && (c === OPEN_OBJECT || c === OPEN_ARRAY)) {
      if (around.length >= MAX_DEPTH) return parser.fail(i, 'too-deep');
      around.push(c);
      this.token = 'open';
      this.expects = c === OPEN_OBJECT ? 'key-or-close' : 'value-or-close';
      return i + 1;
    }
    if (expects.endsWith('or-close') && this.closes(c)) {
      around.pop();
      this.token = 'close';
      this.behindValue();
      return i + 1;
    }
    if (isValue || (isKey && c === QUOTE)) {
      const end = parser.value(i, null, 0);
      if (end < 0) return -1;
      this.token = isKey ? 'key' : 'scalar';
      if (isKey) this.expects = 'colon';
      else this.behindValue();
      return end;
    }
    this.token = 'sign';
    if (expects === 'colon' && c === COLON) this.expects = 'value';
    else if (expects === 'comma-or-close' && c === COMMA) {
      this.expects = around.at(-1) === OPEN_OBJECT ? 'key' : 'value';
    } else return parser.fail(i, 'damaged');
    return i + 1;
  }

  private closes(c: number): boolean {
    const open = this.around.at(-1);
    return (c === CLOSE_OBJECT && open === OPEN_OBJECT) || (c === CLOSE_ARRAY && open === OPEN_ARRAY);
  }

  private behindValue(): void {
    this.expects = this.around.length === 0 ? 'nothing' : 'comma-or-close';
  }
}
