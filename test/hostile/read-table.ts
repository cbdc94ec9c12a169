import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bytesSource } from '../../src/importers/byte-source.ts';
import { openTable } from '../../src/importers/open-table.ts';
import type { RowSink } from '../../src/importers/table.ts';

/** A file as the importer cuts it: texts of all cells, and how many pieces were no row. */
export interface ReadTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly bad: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export async function readTable(bytes: Uint8Array, name: string): Promise<ReadTable> {
  const table = await openTable(bytesSource(bytes, name), {}, { onBytes: () => undefined });
  const { header, headerLine, width } = table.head;
  const rows: string[][] = [];
  let bad = 0;
  const sink: RowSink = {
    row(row) {
      if (row.line === headerLine) row.expected = width;
      if (row.line <= headerLine) return;
      const cells = Array.from({ length: Math.min(row.count, 4096) }, (_, k) => {
        row.cell(k);
        return decoder.decode(row.cellBuf.subarray(row.cellStart, row.cellEnd));
      });
      if (cells.some((cell) => cell.trim() !== '')) rows.push(cells);
    },
    badLine: (row) => {
      if (row.line > headerLine) bad++;
    },
  };
  try {
    await table.read(sink, () => Promise.resolve());
  } finally {
    await table.close();
  }
  return { header, rows, bad };
}

export interface FolderFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All files below a folder whose names fit. */
export function filesBelow(folder: string, fits: (name: string) => boolean): FolderFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && fits(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));
}
