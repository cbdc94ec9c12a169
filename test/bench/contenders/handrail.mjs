import { pathToFileURL } from 'node:url';
import { check } from './row-columns.mjs';

export async function importFile(path, { built }) {
  const { importEventLog } = await import(pathToFileURL(built).href);
  const columns = await importEventLog(path);
  return () => check(columns.timeUs, columns.value, (row) => columns.names[columns.name[row]], columns.personCount);
}
