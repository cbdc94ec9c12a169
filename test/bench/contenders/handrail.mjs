import { pathToFileURL } from 'node:url';
import { check } from './row-columns.mjs';

let importEventLog = null;

export async function prepare({ built }) {
  ({ importEventLog } = await import(pathToFileURL(built).href));
}

export async function importFile(path) {
  const columns = await importEventLog(path);
  return () => check(columns.timeUs, columns.value, (row) => columns.names[columns.name[row]], columns.personCount);
}
