import { HandrailError } from '../../journey/errors.ts';
import { nearestName } from '../../journey/nearest.ts';
import type { QualityNote } from '../../journey/quality-report.ts';
import { type FileText, HEAD_BYTES } from '../file-text.ts';
import { readableRows } from '../head-rows.ts';
import { RowWriter } from '../row-writer.ts';
import { type BadLine, MAX_COLUMNS, type OpenTable, type RowSink, type TableHints } from '../table.ts';
import { unescapeJson } from './json-parser.ts';
import { type PathNode, RecordPaths } from './paths.ts';
import { type RecordHandler, RecordStream } from './record-stream.ts';
import { largest, type WrappedList, wrappedLists } from './wrapped-lists.ts';

const SAMPLE_RECORDS = 200;
/** Files that say of themselves that they hold a record to a line. */
const LINES = /\.(?:ndjson|jsonl)(?:\.gz)?$/iu;
/** So many lists in one object are no table: their names are values. */
const MOST_LISTS = 20;

/**
 * A text of JSON records: an array of objects, also one within an object (`hints.sheet`: the keys that lead to it, joined
 * by dots; by default the longest), or objects one to a line. Nested values become columns named by their keys joined by
 * dots. Throws `json-damaged`, `json-too-deep`, `json-without-records`, `json-many-lists`, `json-keyed`, `sheet-missing`,
 * `too-many-columns`.
 */
export function openJson(text: FileText, file: string, hints: TableHints): OpenTable {
  // Twice as many places as columns: objects around the values are places too.
  const paths = new RecordPaths(MAX_COLUMNS * 2);
  const { list, lists } = chooseList(text, file, hints);
  const found = discover(text, file, paths, hints.sampleRows ?? SAMPLE_RECORDS, list);
  // One object with something behind it is a damaged document, and no text of lines.
  if (found.objects === 1 && !found.isArray && text.whole) found.damage = found.firstBad;
  if (found.objects === 0 || (found.objects === 1 && found.damage !== null)) refuse(found, file, text.whole);
  if (found.objects === 1 && !found.isArray && text.whole) refuseKeyed(paths, file);
  const seen = new Set(paths.columns([]));
  if (seen.size > MAX_COLUMNS || paths.overflown) {
    throw new HandrailError('too-many-columns', { file, columns: seen.size, limit: MAX_COLUMNS });
  }
  const header = paths.columns(hints.columns ?? []);
  const width = header.length;
  const feedHead = (stream: RecordStream): void => {
    stream.feed(text.head);
    if (text.whole) stream.end();
  };
  const rows = readableRows(hints.sampleRows ?? SAMPLE_RECORDS, (sink) => {
    const tell = new RowTeller(width, sink);
    const stream = new RecordStream(file, paths, tell, list);
    tell.onRow = () => {
      stream.stopped = tell.writer.stopped;
    };
    feedHead(stream);
    tell.writer.end();
  });
  return {
    format: found.isArray ? 'json' : 'ndjson',
    streams: true,
    head: {
      dialect: { delimiter: 44, quote: 34, escape: -1, newline: 'lf', skipBlanks: false },
      header,
      headerLine: 0,
      preambleLines: 0,
      width,
      rows,
      place: found.isArray ? 'record' : 'line',
    },
    whole: text.whole,
    rowCount: null,
    get encoding() {
      return text.text.encoding;
    },
    rowsLookedAt: () => discover(text, file, new RecordPaths(MAX_COLUMNS * 2), Number.POSITIVE_INFINITY, list).objects,
    sheets: lists,
    sheet: list?.path ?? null,
    async read(sink: RowSink, step: () => Promise<void>): Promise<void> {
      const tell = new RowTeller(width, sink);
      const stream = new RecordStream(file, paths, tell, list);
      stream.feed(text.head);
      tell.writer.end();
      await step();
      for await (const chunk of text.rest()) {
        stream.feed(chunk);
        await step();
      }
      stream.end();
      tell.writer.end();
    },
    notes(): QualityNote[] {
      const notes: QualityNote[] = [{ code: 'format', format: found.isArray ? 'JSON' : 'JSON lines' }];
      if (list) notes.push({ code: 'list', list: list.path, others: lists.filter((path) => path !== list.path) });
      return [...notes, ...text.notes()];
    },
    missing: () => paths.missing(),
    close: text.close,
  };
}

interface Chosen {
  readonly list: WrappedList | null;
  /** The paths of all lists to choose from. */
  readonly lists: readonly string[];
}

/** The list that is read where the text is one object around it. */
function chooseList(text: FileText, file: string, hints: TableHints): Chosen {
  const none = { list: null, lists: [] };
  if (LINES.test(file)) return none;
  const looked = text.head.subarray(0, HEAD_BYTES);
  const wrapping = wrappedLists(looked, text.whole);
  if (wrapping === null || wrapping.lists.length === 0) return none;
  // With something behind the object these are lines, or a damaged document.
  if (wrapping.end !== null && !(text.whole && wrapping.end === looked.length)) return none;
  const { lists } = wrapping;
  const paths = lists.map(({ path }) => path);
  if (hints.sheet !== undefined) {
    const named = lists.find(({ path }) => path === hints.sheet);
    if (named !== undefined) return { list: named, lists: paths };
    const nearest = nearestName(hints.sheet, paths);
    throw new HandrailError('sheet-missing', { file, sheet: hints.sheet, sheets: paths, nearest });
  }
  if (lists.length > MOST_LISTS) throw new HandrailError('json-many-lists', { file, lists: paths.slice(0, 3) });
  if (hints.columns?.[0] !== undefined && text.whole && isOneRecord(text, file, hints.columns[0])) return none;
  return { list: largest(lists), lists: paths };
}

/** Whether the text's object has the column itself: then it is a record with a list in it. */
function isOneRecord(text: FileText, file: string, column: string): boolean {
  const paths = new RecordPaths(MAX_COLUMNS * 2);
  discover(text, file, paths, 1, null);
  return paths.columns([]).includes(column);
}

interface Found {
  objects: number;
  bad: number;
  isArray: boolean;
  damage: { readonly line: number; readonly column: number } | null;
  firstBad: { readonly line: number; readonly column: number } | null;
}

/** Walks over the records of the head, so that the paths know its columns. */
function discover(text: FileText, file: string, paths: RecordPaths, limit: number, list: WrappedList | null): Found {
  const found: Found = { objects: 0, bad: 0, isArray: false, damage: null, firstBad: null };
  const handler: RecordHandler = {
    begin: () => undefined,
    end: () => {
      if (++found.objects >= limit) stream.stopped = true;
    },
    bad: () => {
      found.bad++;
    },
    leaf: (node) => {
      node.sawValue = true;
    },
    nothing: (node) => {
      node.sawNull = true;
    },
  };
  const stream = new RecordStream(file, paths, handler, list);
  stream.feed(text.head);
  if (text.whole) stream.end();
  found.isArray = stream.isArray;
  found.damage = stream.firstDamage;
  found.firstBad = stream.firstBad;
  return found;
}

function refuse(found: Found, file: string, isWhole: boolean): never {
  if (found.damage !== null) throw new HandrailError('json-damaged', { file, ...found.damage });
  throw new HandrailError('json-without-records', {
    file,
    others: found.bad,
    ...(!isWhole && { lookedBytes: HEAD_BYTES }),
  });
}

/** Stops at an object of objects that are alike: its keys are values, and to read it as one record would lose all but one. */
function refuseKeyed(paths: RecordPaths, file: string): void {
  let { children } = paths.root;
  while (children.length === 1 && !children[0]!.sawValue) children = children[0]!.children;
  const [first] = children;
  if (first === undefined || children.length < 2 || LINES.test(file)) return;
  const own = (node: PathNode): Set<string> => new Set(node.children.map(({ name }) => name.slice(node.name.length)));
  const keys = own(first);
  const areAlike = children.every((node) => {
    const shared = [...own(node)].filter((key) => keys.has(key)).length;
    return !node.sawValue && shared > 0 && shared * 2 >= keys.size;
  });
  if (areAlike) throw new HandrailError('json-keyed', { file, keys: children.slice(0, 3).map(({ name }) => name) });
}

/** Makes rows of records. */
class RowTeller implements RecordHandler {
  readonly writer: RowWriter;
  onRow: () => void = () => undefined;

  constructor(width: number, sink: RowSink) {
    this.writer = new RowWriter(width, sink);
  }

  begin(place: number): void {
    this.writer.begin(place);
  }

  end(): void {
    this.writer.tell();
    this.onRow();
  }

  bad(place: number, bytes: Uint8Array, from: number, to: number, reason: BadLine): void {
    this.writer.tellBad(place, bytes, from, to, reason);
  }

  leaf(node: PathNode, bytes: Uint8Array, from: number, to: number, escaped: boolean): void {
    const { column } = node;
    if (column < 0) return;
    const { writer } = this;
    if (!escaped) {
      writer.put(column, bytes, from, to);
      return;
    }
    const start = writer.reserve(to - from);
    writer.endCell(column, unescapeJson(bytes, from, to, writer.buf, start));
  }

  nothing(node: PathNode): void {
    if (node.column >= 0) this.writer.put(node.column, NOTHING, 0, 0);
  }
}

const NOTHING = new Uint8Array(0);
