import { HandrailError } from '../../journey/errors.ts';
import { openTable, type ReadingWatch } from '../open-table.ts';
import type { SlicedSource } from '../random-access.ts';
import type { OpenTable, TableHints } from '../table.ts';
import { isWorkbook, membersOf } from './members.ts';
import { listZip } from './zip-archive.ts';

/** A workbook, or an archive of one table. Throws `archive-of-several`, `archive-without-tables`, and what its table throws. */
export async function openArchive(file: SlicedSource, hints: TableHints, watch: ReadingWatch): Promise<OpenTable> {
  const members = await listZip(file);
  if (isWorkbook(members)) {
    const { openXlsx } = await import('../xlsx/open-xlsx.ts');
    return openXlsx(file, members, hints, watch);
  }
  if (file.inArchive === true) throw new HandrailError('file-not-text', { file: file.name, looksLike: 'zip' });
  const tables = (await membersOf(file)) ?? [];
  const [table] = tables;
  if (table === undefined || tables.length > 1) {
    throw new HandrailError('archive-of-several', { file: file.name, tables: tables.map(({ name }) => name) });
  }
  const opened = await openTable(table, hints, { onBytes: watch.onBytes, onLook: watch.onLook });
  return { ...opened, streams: false };
}
