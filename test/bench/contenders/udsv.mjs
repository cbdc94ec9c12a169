import { createReadStream } from 'node:fs';
import { inferSchema, initParser } from 'udsv';
import { RowColumns } from './row-columns.mjs';

export async function importFile(path) {
  const columns = new RowColumns();
  let parser = null;
  const take = (row) => {
    columns.add(row[0], row[1], row[2], row[3], row[4]);
  };
  for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    parser ??= initParser(inferSchema(text, { encl: '"' }));
    parser.chunk(text, parser.stringArrs, take);
  }
  parser.end();
  return columns.finish();
}
