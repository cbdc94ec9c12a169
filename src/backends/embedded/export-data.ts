import { csvCell } from '../../journey/csv-cell.ts';
import type { StoredDataset } from './catalogue.ts';
import { type ExportColumn, exportTable } from './event-rows.ts';
import { readVersion } from './version-folder.ts';

export type ExportFormat = 'csv' | 'parquet';

const ROWS_PER_PIECE = 50_000;

/** All events of a dataset as one file, made piece by piece. Throws `dataset-damaged` or `dataset-missing`. */
export async function exportData(
  { name, version, profile }: Pick<StoredDataset, 'name' | 'version' | 'profile'>,
  format: ExportFormat,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const columns = await readVersion(version, name);
  const sources: string[] = [];
  for (const { sourceIndex, files } of profile.sources)
    sources[sourceIndex] = files.map((file) => file.name).join(', ');
  const table = exportTable(columns, sources);
  const pieces: BlobPart[] = [];
  const write = format === 'csv' ? csvWriter(table.columns, pieces) : await parquetWriter(table.columns, pieces);
  for (let from = 0; from < table.rows; from += ROWS_PER_PIECE) {
    signal.throwIfAborted();
    write.rows(from, Math.min(table.rows, from + ROWS_PER_PIECE));
    onShare(Math.min(1, (from + ROWS_PER_PIECE) / table.rows));
    // The worker hears of a cancel between two pieces.
    await new Promise((resolve) => setTimeout(resolve));
  }
  write.end();
  return new Blob(pieces, { type: format === 'csv' ? 'text/csv' : 'application/vnd.apache.parquet' });
}

interface TableWriter {
  rows(from: number, to: number): void;
  end(): void;
}

function csvWriter(columns: readonly ExportColumn[], pieces: BlobPart[]): TableWriter {
  pieces.push(`${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`);
  return {
    rows: (from, to) => {
      let text = '';
      for (let row = from; row < to; row++) {
        text += `${columns.map((column) => cellOf(column, row)).join(',')}\r\n`;
      }
      // In a blob of its own the text leaves the worker's memory.
      pieces.push(new Blob([text]));
    },
    end: () => undefined,
  };
}

function cellOf(column: ExportColumn, row: number): string {
  if (column.kind !== 'time') return csvCell(column.at(row));
  const us = column.at(row);
  return us === null ? '' : isoTime(us);
}

/** ISO 8601 in UTC, with as many digits as the time has. */
function isoTime(us: number): string {
  const text = new Date(Math.floor(us / 1000)).toISOString();
  const rest = ((us % 1000) + 1000) % 1000;
  return rest === 0 ? text : text.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}

async function parquetWriter(columns: readonly ExportColumn[], pieces: BlobPart[]): Promise<TableWriter> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const writer = new ByteWriter();
  const flush = (): void => {
    pieces.push(new Blob([writer.buffer.slice(0, writer.index)]));
    writer.index = 0;
  };
  const parquet = new ParquetWriter({
    writer,
    createdBy: 'Handrail',
    schema: [
      { name: 'events', num_children: columns.length },
      ...columns.map(({ name, kind }) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[kind] })),
    ],
  });
  return {
    rows: (from, to) => {
      const rows = Array.from({ length: to - from }, (_, i) => from + i);
      void parquet.write({
        columnData: columns.map((column) => ({ name: column.name, data: rows.map(parquetValue(column)) })),
        rowGroupSize: ROWS_PER_PIECE,
      });
      flush();
    },
    end: () => {
      void parquet.finish();
      flush();
    },
  };
}

const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
} as const;

function parquetValue(column: ExportColumn): (row: number) => string | number | bigint | null {
  if (column.kind !== 'time') return column.at;
  return (row) => {
    const us = column.at(row);
    return us === null ? null : BigInt(us);
  };
}
