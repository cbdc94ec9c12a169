import { HandrailError } from '../../journey/errors.ts';
import { nearestName } from '../../journey/nearest.ts';
import type { QualityNote } from '../../journey/quality-report.ts';
import type { ReadingWatch } from '../open-table.ts';
import type { SlicedSource } from '../random-access.ts';
import { RowWriter } from '../row-writer.ts';
import { MAX_COLUMNS, type OpenTable, type RowSink, type TableHints } from '../table.ts';
import type { ZipMember } from '../zip/zip-archive.ts';
import { type SheetHead, sheetHead } from './sheet-head.ts';
import { type Merge, MergeList, type SheetRow, SheetRows } from './sheet-rows.ts';
import { type Sheet, Workbook } from './workbook.ts';

const SAMPLE_ROWS = 200;
/** Columns of a table are known by so many of its first rows. */
const LEAST_SAMPLE = 1000;

interface Found {
  readonly sheet: Sheet;
  readonly head: SheetHead | null;
  readonly whole: boolean;
  readonly merges: readonly Merge[];
}

/**
 * A sheet of a workbook: the one that is asked for, or the first one that is shown and holds a table. The watch
 * hears how many bytes of the file are done with. Throws `file-unreadable`, `file-header-only`, `sheet-missing`, `too-many-columns`.
 */
export async function openXlsx(
  file: SlicedSource,
  members: readonly ZipMember[],
  hints: TableHints,
  { onBytes, onLook }: ReadingWatch,
): Promise<OpenTable> {
  const workbook = new Workbook(file, members, onLook);
  await workbook.load();
  const { sheet, head, whole, merges } = await chooseSheet(workbook, file.name, hints);
  if (head === null) throw new HandrailError('file-header-only', { file: file.name, columns: 0 });
  const width = head.header.length;
  if (width > MAX_COLUMNS) {
    throw new HandrailError('too-many-columns', { file: file.name, columns: width, limit: MAX_COLUMNS });
  }
  const shown = workbook.sheets.filter(({ name, hidden }) => !hidden || name === sheet.name).map(({ name }) => name);
  return {
    format: 'xlsx',
    streams: false,
    head: {
      dialect: { delimiter: 44, quote: 34, escape: -1, newline: 'lf', skipBlanks: false },
      header: head.header,
      headerLine: head.headerLine,
      preambleLines: head.preambleLines,
      width,
      rows: head.rows.slice(0, hints.sampleRows ?? SAMPLE_ROWS),
      place: 'row',
    },
    whole,
    rowCount: null,
    encoding: 'utf-8',
    sheets: shown,
    sheet: sheet.name,
    async read(sink: RowSink, step: () => Promise<void>): Promise<void> {
      const writer = new RowWriter(width, sink);
      const rows = new SheetRows(workbook, byTop(merges), ({ line, cells }) => {
        writer.begin(line);
        for (let k = 0; k < width; k++) {
          const cell = cells[head.columns[k]!];
          if (cell !== undefined) writer.putText(k, cell);
        }
        writer.tell();
      });
      await workbook.read(sheet.path, rows, async (share) => {
        onBytes(Math.round(share * file.size));
        await step();
        return !writer.stopped;
      });
      writer.end();
    },
    notes(): QualityNote[] {
      const others = shown.filter((name) => name !== sheet.name);
      const notes: QualityNote[] = [{ code: 'format', format: 'an Excel workbook' }];
      if (others.length > 0 || hints.sheet !== undefined) notes.push({ code: 'sheet', sheet: sheet.name, others });
      if (head.preambleLines > 0) notes.push({ code: 'preamble', lines: head.preambleLines });
      return notes;
    },
    close: () => Promise.resolve(),
  };
}

async function chooseSheet(workbook: Workbook, file: string, hints: TableHints): Promise<Found> {
  const { sheets } = workbook;
  if (hints.sheet !== undefined) {
    const named = sheets.find(({ name }) => name === hints.sheet);
    if (named !== undefined) return look(workbook, named, hints);
    const names = sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
    const nearest = nearestName(hints.sheet, names);
    throw new HandrailError('sheet-missing', { file, sheet: hints.sheet, sheets: names, nearest });
  }
  const shown = sheets.filter(({ hidden }) => !hidden);
  const [wanted] = hints.columns ?? [];
  let first: Found | null = null;
  for (const sheet of shown) {
    const found = await look(workbook, sheet, hints);
    const rank = rankOf(found);
    // A plan's columns may stand on a sheet further behind.
    if (rank === TABLE && (wanted === undefined || found.head?.header.includes(wanted))) return found;
    if (first === null || rank > rankOf(first)) first = found;
  }
  if (first === null) throw workbook.damaged('it has no sheet that is shown');
  return first;
}

/** A single column is a cover, or remarks. */
const TABLE = 3;

/** How much a sheet is like a table. */
function rankOf({ head }: Found): number {
  if (head === null) return 0;
  if (head.rows.length === 0) return 1;
  return head.header.length > 1 ? TABLE : 2;
}

/** Reads the beginning of a sheet, and the merged cells at its end. */
async function look(workbook: Workbook, sheet: Sheet, hints: TableHints): Promise<Found> {
  const list = new MergeList();
  await workbook.read(sheet.path, list);
  const limit = Math.max(LEAST_SAMPLE, hints.sampleRows ?? 0);
  const rows: SheetRow[] = [];
  let whole = true;
  const reader = new SheetRows(workbook, byTop(list.merges), (row) => {
    if (rows.length < limit) rows.push(row);
    else whole = false;
  });
  await workbook.read(sheet.path, reader, () => whole);
  return { sheet, head: sheetHead(rows, list.merges, hints.columns ?? []), whole, merges: list.merges };
}

/** Merged cells over several rows, in the order in which reading meets them. */
function byTop(merges: readonly Merge[]): Merge[] {
  return merges.filter(({ top, bottom }) => bottom > top).sort((a, b) => a.top - b.top);
}
