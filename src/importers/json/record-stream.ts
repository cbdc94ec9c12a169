import { HandrailError } from '../../journey/errors.ts';
import type { BadLine } from '../table.ts';
import { type JsonLeaves, JsonParser, MAX_DEPTH } from './json-parser.ts';
import type { RecordPaths } from './paths.ts';
import { TokenWalk } from './token-walk.ts';
import type { WrappedList } from './wrapped-lists.ts';

export const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** What a stream of records tells. */
export interface RecordHandler extends JsonLeaves {
  /** A record begins, or begins anew with more of its bytes. */
  begin(place: number): void;
  end(): void;
  /** A piece that is no record: where its bytes are. */
  bad(place: number, bytes: Uint8Array, from: number, to: number, reason: BadLine): void;
}

const NEWLINE = 10;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const COMMA = 44;
const OPEN_OBJECT = 123;

/**
 * Cuts a text into JSON records: the elements of one array, which may lie within an object, or objects that follow each
 * other, mostly one to a line. A line that is no JSON is told and left out; in an array nothing behind a damage can be
 * trusted.
 */
export class RecordStream {
  isArray = false;
  /** The first damage of a text of lines: its line and column. */
  firstDamage: { readonly line: number; readonly column: number } | null = null;
  /** The first piece of a text of lines that is no record. */
  firstBad: { readonly line: number; readonly column: number } | null = null;
  stopped = false;
  private buf: Uint8Array = new Uint8Array(1 << 16);
  private length = 0;
  private next = 0;
  private retryAt = 0;
  private line = 1;
  /** Where the line at hand begins, counted from `next`'s buffer; negative when its beginning is gone. */
  private lineStart = 0;
  /** The line end found last. */
  private newline = -1;
  /** Between that and here is no other one. */
  private searchedTo = 0;
  private record = 0;
  private state: 'start' | 'lines' | 'first' | 'element' | 'separator' | 'around' | 'done' = 'start';
  private skipping = false;
  private readonly file: string;
  private readonly parser: JsonParser;
  private readonly handler: RecordHandler;
  private readonly paths: RecordPaths;
  private readonly list: WrappedList | null;
  /** What lies behind the list. */
  private readonly walk: TokenWalk;

  /** `list`: whose elements the records are; it begins in the first chunk. */
  constructor(file: string, paths: RecordPaths, handler: RecordHandler, list: WrappedList | null = null) {
    this.file = file;
    this.handler = handler;
    this.paths = paths;
    this.list = list;
    this.parser = new JsonParser(paths, handler);
    this.walk = new TokenWalk(this.parser, list?.objects);
  }

  feed(chunk: Uint8Array): void {
    if (this.stopped) return;
    if (this.length + chunk.length > this.buf.length) {
      const kept = this.length - this.next;
      const target = kept + chunk.length > this.buf.length ? new Uint8Array((kept + chunk.length) * 2) : this.buf;
      target.set(this.buf.subarray(this.next, this.length));
      this.buf = target;
      this.lineStart -= this.next;
      this.newline -= this.next;
      this.searchedTo -= this.next;
      this.length = kept;
      this.next = 0;
    }
    this.buf.set(chunk, this.length);
    this.length += chunk.length;
    if (this.length - this.next >= this.retryAt) this.scan(false);
  }

  end(): void {
    if (!this.stopped) this.scan(true);
  }

  private scan(final: boolean): void {
    const { parser, buf } = this;
    parser.on(buf, this.length, final);
    this.retryAt = 0;
    while (!this.stopped) {
      if (this.skipping && !this.skipLine()) break;
      if (this.state === 'start' && this.list !== null) this.moveTo(this.list.at);
      this.moveTo(parser.skipBlanks(this.next));
      if (this.next >= this.length) break;
      const c = buf[this.next]!;
      if (this.state === 'around') {
        if (!this.passAround()) break;
      } else if (this.state === 'start') {
        this.isArray = c === OPEN_ARRAY;
        this.state = this.isArray ? 'first' : 'lines';
        if (this.isArray) this.moveTo(this.next + 1);
      } else if (this.state === 'done') this.damaged(this.next);
      else if (this.state === 'separator') {
        if (c !== COMMA && c !== CLOSE_ARRAY) this.damaged(this.next);
        this.state = c === COMMA ? 'element' : this.behindArray();
        this.moveTo(this.next + 1);
      } else if (this.state === 'first' && c === CLOSE_ARRAY) {
        this.state = this.behindArray();
        this.moveTo(this.next + 1);
      } else if (!this.readRecord(c)) break;
    }
    if (final && this.isArray && this.state !== 'done' && !this.stopped) this.damaged(this.length);
  }

  private behindArray(): 'around' | 'done' {
    return this.list === null ? 'done' : 'around';
  }

  /** Passes a token of what lies around the list; false when more bytes are needed. */
  private passAround(): boolean {
    const end = this.walk.pass(this.buf, this.next);
    if (end < 0) {
      if (this.parser.problem === 'more' && this.length - this.next <= MAX_RECORD_BYTES) return false;
      this.damaged(this.parser.problem === 'more' ? this.next : this.parser.problemAt);
    }
    this.moveTo(end);
    if (this.walk.isDone) this.state = 'done';
    return true;
  }

  /** Reads one record; false when more bytes are needed. */
  private readRecord(first: number): boolean {
    const { parser, handler, next } = this;
    const place = this.isArray ? this.record + 1 : this.line;
    const isObject = first === OPEN_OBJECT;
    if (isObject) handler.begin(place);
    const end = isObject ? parser.object(next, this.paths.root, 1) : parser.value(next, null, this.isArray ? 1 : 0);
    if (end >= 0) {
      if (isObject) handler.end();
      else {
        this.firstBad ??= this.placeOf(next);
        handler.bad(place, this.buf, next, end, 'not-a-record');
      }
      this.record++;
      this.moveTo(end);
      if (this.isArray) this.state = 'separator';
      return true;
    }
    if (parser.problem === 'more') {
      const waiting = this.length - next;
      if (waiting <= MAX_RECORD_BYTES) {
        this.retryAt = waiting >= 1 << 17 ? Math.min(waiting * 2, MAX_RECORD_BYTES + 1) : 0;
        return false;
      }
      if (this.isArray) {
        throw new HandrailError('record-too-long', { file: this.file, record: place, limitBytes: MAX_RECORD_BYTES });
      }
      return this.leaveLine(place, 'line-too-long');
    }
    if (this.isArray) {
      if (parser.problem === 'too-deep') {
        throw new HandrailError('json-too-deep', {
          file: this.file,
          ...this.placeOf(parser.problemAt),
          limit: MAX_DEPTH,
        });
      }
      this.damaged(parser.problemAt);
    }
    this.firstDamage ??= this.placeOf(parser.problemAt);
    this.firstBad ??= this.firstDamage;
    return this.leaveLine(place, parser.problem === 'too-deep' ? 'too-deep' : 'bad-record');
  }

  private leaveLine(place: number, reason: BadLine): boolean {
    const end = this.buf.indexOf(NEWLINE, this.next);
    const to = end < 0 || end > this.length ? this.length : end;
    this.handler.bad(place, this.buf, this.next, to, reason);
    this.record++;
    this.skipping = true;
    return true;
  }

  /** Goes on behind the end of the line; false when it is not there yet. */
  private skipLine(): boolean {
    const end = this.buf.indexOf(NEWLINE, this.next);
    if (end < 0 || end >= this.length) {
      this.moveTo(this.length);
      return false;
    }
    this.skipping = false;
    this.moveTo(end + 1);
    return true;
  }

  /** Moves on, counting lines. */
  private moveTo(to: number): void {
    for (let i = this.newlineFrom(this.next); i < to; i = this.newlineFrom(i + 1)) {
      this.line++;
      this.lineStart = i + 1;
    }
    this.next = to;
  }

  /** The first line end from `at` on. Every byte is looked at once: a document may be one line. */
  private newlineFrom(at: number): number {
    if (this.newline >= at) return this.newline;
    const from = Math.max(at, this.searchedTo);
    const found = from < this.length ? this.buf.indexOf(NEWLINE, from) : -1;
    if (found < 0 || found >= this.length) {
      this.searchedTo = this.length;
      return this.length;
    }
    this.newline = found;
    this.searchedTo = found + 1;
    return found;
  }

  private placeOf(at: number): { readonly line: number; readonly column: number } {
    let { line, lineStart } = this;
    for (let i = this.next; i < at; i++) {
      if (this.buf[i] !== NEWLINE) continue;
      line++;
      lineStart = i + 1;
    }
    return { line, column: at - lineStart + 1 };
  }

  private damaged(at: number): never {
    throw new HandrailError('json-damaged', { file: this.file, ...this.placeOf(at) });
  }
}
