import {
  type AsyncBuffer,
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { HandrailError } from '../../journey/errors.ts';
import type { QualityNote } from '../../journey/quality-report.ts';
import type { ByteSource } from '../byte-source.ts';
import { headSink } from '../head-rows.ts';
import { RowWriter } from '../row-writer.ts';
import { type HeadRow, MAX_COLUMNS, type OpenTable, type RowSink, type TableHints } from '../table.ts';
import { CachedSlices } from './cached-slices.ts';
import { ParquetColumn } from './parquet-columns.ts';

const SAMPLE_ROWS = 200;
/** Rows are decoded so many at a time; a nested column only in whole row groups. */
const WINDOW_ROWS = 1 << 16;
/** What a page may unpack to. */
const MAX_PAGE_BYTES = 1 << 29;

/**
 * A Parquet file. Only the columns that are asked for are read, some rows at a time. `onBytes` hears how many bytes of the
 * file are done with. Throws `file-unreadable`, `too-many-columns`, `file-header-only`.
 */
export async function openParquet(
  file: ByteSource & Required<Pick<ByteSource, 'slice'>>,
  hints: TableHints,
  onBytes: (bytes: number) => void,
): Promise<OpenTable> {
  const slices = new CachedSlices(file);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof HandrailError) throw cause;
      const why = `its Parquet data is damaged: ${cause instanceof Error ? cause.message : String(cause)}`;
      throw new HandrailError('file-unreadable', { file: file.name, why, remedy: 'anew' }, { cause });
    }
  };
  const metadata = await guarded(() => parquetMetadataAsync(slices, { geoparquet: false }));
  const rowCount = checkedRows(metadata, file);
  const all = await guarded(async () => parquetSchema(metadata).children.map((tree) => new ParquetColumn(tree)));
  const fixed = all.flatMap((column) => column.names());
  refuseWide(fixed.length, file.name);
  if (rowCount === 0) throw new HandrailError('file-header-only', { file: file.name, columns: fixed.length });

  const sampled = Math.min(hints.sampleRows ?? SAMPLE_ROWS, rowCount);
  const first = await guarded(() => window(slices, metadata, all, 0, sampled));
  const columnAt = new Map(fixed.map((name, i) => [name, i]));
  const note = (name: string): void => {
    if (!columnAt.has(name)) columnAt.set(name, columnAt.size);
  };
  for (const row of first) for (const [k, column] of all.entries()) if (column.isNested) column.cells(row[k], note);
  refuseWide(columnAt.size, file.name);
  const found = [...columnAt.keys()];
  const missing = new Set((hints.columns ?? []).filter((name) => !columnAt.has(name)));
  for (const name of missing) if (all.some((column) => column.isNested && column.mayHold(name))) note(name);
  const header = [...columnAt.keys()];
  const tellRows = (rows: readonly unknown[][], columns: readonly ParquetColumn[], from: number, writer: RowWriter) => {
    const places = columns.map((column) => columnAt.get(column.name) ?? -1);
    const onCell = (name: string, text: string): void => {
      const at = columnAt.get(name);
      if (at === undefined) return;
      writer.putText(at, text);
      missing.delete(name);
    };
    for (let r = 0; r < rows.length && !writer.stopped; r++) {
      writer.begin(from + r + 1);
      const row = rows[r]!;
      for (let k = 0; k < columns.length; k++) {
        const column = columns[k]!;
        if (column.isNested) column.cells(row[k], onCell);
        else writer.putText(places[k]!, column.text(row[k]));
      }
      writer.tell();
    }
  };
  const rows: HeadRow[] = [];
  tellRows(first, all, 0, new RowWriter(header.length, headSink(rows, sampled)));
  return {
    format: 'parquet',
    streams: false,
    head: {
      dialect: { delimiter: 44, quote: 34, escape: -1, newline: 'lf', skipBlanks: false },
      header,
      headerLine: 0,
      preambleLines: 0,
      width: header.length,
      rows,
      place: 'row',
    },
    whole: sampled === rowCount,
    rowCount,
    encoding: 'utf-8',
    sheets: [],
    sheet: null,
    async read(sink: RowSink, step: () => Promise<void>): Promise<void> {
      const named = hints.columns;
      const columns = named === undefined ? all : all.filter((column) => named.some((name) => column.mayHold(name)));
      const writer = new RowWriter(header.length, sink);
      let from = 0;
      for (const group of metadata.row_groups) {
        const groupEnd = from + Number(group.num_rows);
        const windowRows = columns.some((column) => column.isNested) ? groupEnd - from : WINDOW_ROWS;
        const bytesPerRow = Number(group.total_compressed_size ?? group.total_byte_size) / Math.max(1, groupEnd - from);
        while (from < groupEnd) {
          const to = Math.min(groupEnd, from + windowRows);
          const read = await guarded(() => window(slices, metadata, columns, from, to));
          tellRows(read, columns, from, writer);
          onBytes(Math.round((to - from) * bytesPerRow));
          await step();
          from = to;
        }
        slices.forget();
      }
      writer.end();
    },
    notes(): QualityNote[] {
      return [{ code: 'format', format: 'Parquet' }];
    },
    missing: () => [...missing].filter((name) => !found.includes(name)),
    close: () => Promise.resolve(),
  };
}

/** The rows `from..to` as values by column. */
async function window(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly ParquetColumn[],
  from: number,
  to: number,
): Promise<unknown[][]> {
  if (columns.length === 0) return Array.from({ length: to - from }, () => []);
  let rows: unknown[][] = [];
  await parquetRead({
    file,
    metadata,
    columns: columns.map(({ name }) => name),
    rowStart: from,
    rowEnd: to,
    compressors: BOUNDED,
    parsers: RAW,
    utf8: false,
    geoparquet: false,
    onComplete: (complete) => {
      rows = complete;
    },
  });
  return rows;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Values that the reader would make objects of, with less than all their digits. */
const RAW = {
  timestampFromMilliseconds: (value: bigint): unknown => value,
  timestampFromMicroseconds: (value: bigint): unknown => value,
  timestampFromNanoseconds: (value: bigint): unknown => value,
  dateFromDays: (value: number): unknown => value,
  jsonFromBytes: (bytes: Uint8Array | undefined): unknown => bytes && decoder.decode(bytes),
  stringFromBytes: (bytes: Uint8Array | undefined): unknown => bytes && decoder.decode(bytes),
};

const BOUNDED = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number): Uint8Array => {
      if (length > MAX_PAGE_BYTES) throw new Error(`a page says that it unpacks to ${length} bytes`);
      return unpack(input, length);
    },
  ]),
);

/** The number of rows, when what the file says of itself is possible. */
function checkedRows(metadata: FileMetaData, file: ByteSource): number {
  const damaged = (why: string): HandrailError =>
    new HandrailError('file-unreadable', {
      file: file.name,
      why: `its Parquet data is damaged: ${why}`,
      remedy: 'anew',
    });
  let rows = 0;
  for (const group of metadata.row_groups) {
    const inGroup = Number(group.num_rows);
    if (!(inGroup >= 0) || inGroup > 2 ** 31) throw damaged(`a row group says that it has ${inGroup} rows`);
    rows += inGroup;
    for (const { meta_data: chunk } of group.columns) {
      if (chunk === undefined || !liesWithin(chunk, file.size)) throw damaged('a column does not say where it lies');
      // Hardly a byte per thousand values is the least that any encoding needs.
      if (Number(chunk.num_values) < 0 || Number(chunk.num_values) > file.size * 100_000) {
        throw damaged(`a column says that it has ${chunk.num_values} values`);
      }
    }
  }
  return rows;
}

/** Whether a column's piece of a row group is a piece of the file. */
function liesWithin(chunk: ColumnMetaData, size: number): boolean {
  const { data_page_offset: data, dictionary_page_offset: dictionary, total_compressed_size: packed } = chunk;
  const from = Number(dictionary === undefined ? data : dictionary < data ? dictionary : data);
  return Array.isArray(chunk.path_in_schema) && from >= 0 && Number(packed) >= 0 && from + Number(packed) <= size;
}

function refuseWide(columns: number, file: string): void {
  if (columns > MAX_COLUMNS) throw new HandrailError('too-many-columns', { file, columns, limit: MAX_COLUMNS });
}
