import { HandrailError } from '../../journey/errors.ts';
import type { QualityNote } from '../../journey/quality-report.ts';
import { type FileText, HEAD_BYTES } from '../file-text.ts';
import type { OpenTable, RowSink, TableHints } from '../table.ts';
import { MAX_COLUMNS } from '../table.ts';
import { countRows, readHead, refuseFirstLine } from './head.ts';
import { CsvScanner } from './scanner.ts';

/** A text cut by delimiters. Throws `file-not-text`, `too-many-columns`. */
export function openCsv(text: FileText, file: string, hints: TableHints): OpenTable {
  const head = readHead(text.head, text.whole, hints);
  if (head === null) refuseFirstLine(text.head.subarray(0, HEAD_BYTES), file);
  if (head.width > MAX_COLUMNS) {
    throw new HandrailError('too-many-columns', { file, columns: head.width, limit: MAX_COLUMNS });
  }
  return {
    format: 'csv',
    streams: true,
    head,
    whole: text.whole,
    rowCount: null,
    get encoding() {
      return text.text.encoding;
    },
    rowsLookedAt: () => countRows(text.head, text.whole, head),
    sheets: [],
    sheet: null,
    async read(sink: RowSink, step: () => Promise<void>): Promise<void> {
      const scanner = new CsvScanner(head.dialect, 0, sink);
      scanner.feed(text.head);
      await step();
      for await (const chunk of text.rest()) {
        scanner.feed(chunk);
        await step();
      }
      scanner.end();
    },
    notes(): QualityNote[] {
      const notes: QualityNote[] = [{ code: 'delimiter', delimiter: String.fromCharCode(head.dialect.delimiter) }];
      if (head.preambleLines > 0) notes.push({ code: 'preamble', lines: head.preambleLines });
      return [...notes, ...text.notes()];
    },
    close: text.close,
  };
}
