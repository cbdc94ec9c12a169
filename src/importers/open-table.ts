import { HandrailError } from '../journey/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { formatOf } from './bytes/file-kind.ts';
import { detectEncoding } from './bytes/text-stream.ts';
import { openCsv } from './csv/open-csv.ts';
import { decodeText, type FileBytes, openBytes } from './file-text.ts';
import type { OpenTable, TableHints } from './table.ts';

/** Parsers of other formats than CSV are loaded when a file needs them. */
async function openJsonLazily(bytes: FileBytes, file: string, hints: TableHints): Promise<OpenTable> {
  const { openJson } = await import('./json/open-json.ts');
  // JSON is UTF-8 (RFC 8259, 8.1), whatever its bytes look like, but for the rare one in UTF-16.
  const { encoding } = detectEncoding(bytes.head);
  const known = hints.encoding ?? (encoding === 'windows-1252' ? 'utf-8' : encoding);
  return openJson(decodeText(bytes, file, known), file, hints);
}

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
      case 'json':
        return await openJsonLazily(bytes, file.name, hints);
      default:
        throw new HandrailError('file-not-text', { file: file.name, looksLike });
    }
  } catch (error) {
    await bytes.close();
    throw error;
  }
}
