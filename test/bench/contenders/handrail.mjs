import { pathToFileURL } from 'node:url';
import { check } from './row-columns.mjs';

let read = null;

/** `whole`: with the file's digest and the report on its quality, which nobody else makes. */
export async function prepare({ built, whole }) {
  const { importEventLog, readEventLog } = await import(pathToFileURL(built).href);
  read = whole ? importEventLog : readEventLog;
}

export async function importFile(path) {
  const columns = await read(path);
  return () => check(columns.timeUs, columns.value, (row) => columns.names[columns.name[row]], columns.personCount);
}
