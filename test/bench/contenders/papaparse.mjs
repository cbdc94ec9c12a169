import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { RowColumns } from './row-columns.mjs';

export function importFile(path) {
  const columns = new RowColumns();
  let header = true;
  return new Promise((resolve, reject) => {
    Papa.parse(createReadStream(path, { encoding: 'utf8' }), {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (const row of data) {
          if (header) header = false;
          else columns.add(row[0], row[1], row[2], row[3], row[4]);
        }
      },
      complete: () => resolve(columns.finish()),
      error: reject,
    });
  });
}
