import { HandrailError } from '../../journey/errors.ts';
import type { QualityNote } from '../../journey/quality-report.ts';
import type { FileText } from '../file-text.ts';
import { readableRows } from '../head-rows.ts';
import { RowWriter } from '../row-writer.ts';
import { type BadLine, MAX_COLUMNS, type OpenTable, type RowSink, type TableHints } from '../table.ts';
import { unescapeJson } from './json-parser.ts';
import { type PathNode, RecordPaths } from './paths.ts';
import { type RecordHandler, RecordStream } from './record-stream.ts';

const SAMPLE_RECORDS = 200;

/**
 * A text of JSON records: an array of objects, or objects one to a line. Nested values become columns named by their keys
 * joined by dots. Throws `json-damaged`, `json-too-deep`, `json-without-records`, `too-many-columns`.
 */
export function openJson(text: FileText, file: string, hints: TableHints): OpenTable {
  // Twice as many places as columns: objects around the values are places too.
  const paths = new RecordPaths(MAX_COLUMNS * 2);
  const found = discover(text, file, paths, hints.sampleRows ?? SAMPLE_RECORDS);
  // One object with something behind it is a damaged document, and no text of lines.
  if (found.objects === 1 && !found.isArray && text.whole) found.damage = found.firstBad;
  if (found.objects === 0 || (found.objects === 1 && found.damage !== null)) refuse(found, file);
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
    const stream = new RecordStream(file, paths, tell);
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
    sheets: [],
    sheet: null,
    async read(sink: RowSink, step: () => Promise<void>): Promise<void> {
      const tell = new RowTeller(width, sink);
      const stream = new RecordStream(file, paths, tell);
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
      return [{ code: 'format', format: found.isArray ? 'JSON' : 'JSON lines' }, ...text.notes()];
    },
    missing: () => paths.missing(),
    close: text.close,
  };
}

interface Found {
  objects: number;
  bad: number;
  isArray: boolean;
  damage: { readonly line: number; readonly column: number } | null;
  firstBad: { readonly line: number; readonly column: number } | null;
}

/** Walks over the records of the head, so that the paths know its columns. */
function discover(text: FileText, file: string, paths: RecordPaths, limit: number): Found {
  const found: Found = { objects: 0, bad: 0, isArray: false, damage: null, firstBad: null };
  const stream = new RecordStream(file, paths, {
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
  });
  stream.feed(text.head);
  if (text.whole) stream.end();
  found.isArray = stream.isArray;
  found.damage = stream.firstDamage;
  found.firstBad = stream.firstBad;
  return found;
}

function refuse(found: Found, file: string): never {
  if (found.damage !== null) throw new HandrailError('json-damaged', { file, ...found.damage });
  throw new HandrailError('json-without-records', { file, others: found.bad });
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
