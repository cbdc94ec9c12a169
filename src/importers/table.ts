import type { QualityNote, RejectReason, RowPlace } from '../journey/quality-report.ts';
import type { Dialect } from './csv/cells.ts';

/** Only so many columns can be read. */
export const MAX_COLUMNS = 4096;

/** The row at hand of a table of any format: its cells are ranges of UTF-8 bytes, valid while the row is told. */
export interface RowCells {
  /** Holds the bytes of most cells; they stay in place until the sink's `flush`. */
  readonly buf: Uint8Array;
  /** Number of cells of the row; only the first MAX_COLUMNS can be asked for. */
  readonly count: number;
  /** Where the row stands in the file, from 1: a line, row or record, as the head's `place` says. */
  readonly line: number;
  /** The bytes in `buf` from which the row was made, as far as they are known. */
  readonly rowStart: number;
  readonly rowEnd: number;
  /** Rows with this many cells are right; 0 while unknown. */
  expected: number;
  /** Set by the sink to stop after the current row. */
  stopped: boolean;
  /** Where `cell` left the bytes of the cell it was asked for. */
  readonly cellBuf: Uint8Array;
  readonly cellStart: number;
  readonly cellEnd: number;
  /** Puts the bytes of cell `index` into `cellBuf[cellStart..cellEnd)`; an absent cell is empty. */
  cell(index: number): void;
}

/**
 * Neighbouring rows that are cut alike: each is one line, as wide as the header, and all cells lie in `buf` as they are.
 * One of them is the row at hand.
 */
export interface RowRun extends RowCells {
  readonly rows: number;
  /** Of `buf`, with at least three bytes behind the last cell. */
  readonly view: DataView;
  /** By column: where the rows' cells begin and end in `buf`. */
  readonly starts: readonly Int32Array[];
  readonly ends: readonly Int32Array[];
  /** By row, set by the reader: 1 where the row was accepted. */
  readonly accepted: Uint8Array;
  /** Makes `row`, from 0, the one at hand. */
  at(row: number): void;
}

/** Why a piece of the file could not be cut into cells. */
export type BadLine = Extract<
  RejectReason,
  'stray-quote' | 'line-too-long' | 'bad-record' | 'not-a-record' | 'too-deep'
>;

/** Hears of the rows of a table one by one. */
export interface RowSink {
  row(row: RowCells): void;
  /** Several rows at once, for sinks that make use of it; the others hear of them one by one. */
  readonly rows?: ((run: RowRun) => void) | undefined;
  /** A piece that could not be cut into cells: `row.rowStart` to `row.rowEnd`. */
  badLine(row: RowCells, reason: BadLine): void;
  /** The bytes of the rows told so far are about to move. */
  flush?(): void;
}

/** What the first part of a table shows about how to read the whole. */
export interface TableHead {
  readonly dialect: Dialect;
  readonly header: readonly string[];
  /** Where the header stands, as rows do; 0 when the columns' names are no row of the file. */
  readonly headerLine: number;
  /** Lines before the header that are not blank. */
  readonly preambleLines: number;
  /** Number of cells in the header row, which may be more than MAX_COLUMNS. */
  readonly width: number;
  /** The rows behind the header, as far as the head reaches. */
  readonly rows: readonly HeadRow[];
  /** What `line` counts. */
  readonly place: RowPlace;
}

export interface HeadRow {
  readonly line: number;
  readonly width: number;
  readonly cells: readonly string[];
}

/** What a plan or a person said about how to read a file. */
export interface TableHints {
  readonly delimiter?: string | undefined;
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | undefined;
  readonly sheet?: string | undefined;
  /** Columns that the file holds. */
  readonly columns?: readonly string[];
  /** How many rows to look at. */
  readonly sampleRows?: number;
}

export type TableFormat = 'csv' | 'json' | 'ndjson' | 'parquet' | 'xlsx';

/** A file of any format, opened: what its first rows show, and the way to all of them. */
export interface OpenTable {
  readonly format: TableFormat;
  /** Whether reading passes over all bytes of the file, from the first to the last. */
  readonly streams: boolean;
  readonly head: TableHead;
  /** Whether the head's rows are all that the file has, but for what was not asked for. */
  readonly whole: boolean;
  /** Number of rows where the file says it, else `null`. */
  readonly rowCount: number | null;
  /** Encoding of a text. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Counts the rows of the part that was looked at, more than the head holds as texts, for formats that can. */
  rowsLookedAt?(): number;
  /** Names of the sheets to choose from, the one that is read among them; none for a format without. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** Tells all rows to the sink, waiting for `step` now and then. */
  read(sink: RowSink, step: () => Promise<void>): Promise<void>;
  /** What was decided while reading, complete after `read`. */
  notes(): QualityNote[];
  /** Columns that were asked for and stand nowhere, known after `read`, for formats whose rows have columns of their own. */
  missing?(): readonly string[];
  close(): Promise<void>;
}
