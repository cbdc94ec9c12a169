import { HandrailError } from '../journey/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { formatOf } from './bytes/file-kind.ts';
import { openCsv } from './csv/open-csv.ts';
import { decodeText, openBytes } from './file-text.ts';
import type { OpenTable, TableHints } from './table.ts';

/**
 * Opens a file of any format that can be read. `onChunk` hears every chunk as stored, once, in order. Throws `file-empty`,
 * `file-not-text`, `file-unreadable`, and what its format throws.
 */
export async function openTable(
  file: ByteSource,
  hints: TableHints,
  onChunk: (chunk: Uint8Array) => void,
): Promise<OpenTable> {
  const bytes = await openBytes(file, onChunk);
  try {
    const { format, looksLike } = formatOf(bytes.head, file.name);
    switch (format) {
      case 'csv':
        return openCsv(decodeText(bytes, file.name, hints.encoding), file.name, hints);
      default:
        throw new HandrailError('file-not-text', { file: file.name, looksLike });
    }
  } catch (error) {
    await bytes.close();
    throw error;
  }
}
