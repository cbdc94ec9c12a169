import { HandrailError } from '../journey/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { formatOf } from './bytes/file-kind.ts';
import { detectEncoding } from './bytes/text-stream.ts';
import { openCsv } from './csv/open-csv.ts';
import { decodeText, type FileBytes, openBytes } from './file-text.ts';
import { sliced } from './random-access.ts';
import type { OpenTable, TableHints } from './table.ts';

/** Hears how far the reading is. */
export interface ReadingWatch {
  /** So many more bytes of the file, as stored, are done with. */
  readonly onBytes: (bytes: number) => void;
  /** The chunks of the file, as stored, in order; all of them in formats that stream. */
  readonly onChunk?: (chunk: Uint8Array) => void;
  /** So many more bytes, as stored, were looked through before the first row is told; stops the looking by throwing. */
  readonly onLook?: ((bytes: number) => void | Promise<void>) | undefined;
}

/** Parsers of other formats than CSV are loaded when a file needs them. */
async function openJsonLazily(bytes: FileBytes, file: string, hints: TableHints): Promise<OpenTable> {
  const { openJson } = await import('./json/open-json.ts');
  // JSON is UTF-8 (RFC 8259, 8.1), whatever its bytes look like, but for the rare one in UTF-16.
  const { encoding } = detectEncoding(bytes.head);
  const known = hints.encoding ?? (encoding === 'windows-1252' ? 'utf-8' : encoding);
  return openJson(decodeText(bytes, file, known), file, hints);
}

/**
 * Opens a file of any format that can be read. Throws `file-empty`,
 * `file-not-text`, `file-unreadable`, and what its format throws.
 */
export async function openTable(file: ByteSource, hints: TableHints, watch: ReadingWatch): Promise<OpenTable> {
  let streams = true;
  const bytes = await openBytes(file, (chunk) => {
    watch.onChunk?.(chunk);
    if (streams) watch.onBytes(chunk.length);
  });
  try {
    const { format, looksLike } = formatOf(bytes.head, file.name);
    switch (format) {
      case 'csv':
        return openCsv(decodeText(bytes, file.name, hints.encoding), file.name, hints);
      case 'json':
        return await openJsonLazily(bytes, file.name, hints);
      case 'parquet': {
        streams = false;
        const { openParquet } = await import('./parquet/open-parquet.ts');
        const whole = await sliced(file, bytes);
        await bytes.close();
        return await openParquet(whole, hints, watch.onBytes);
      }
      case 'zip': {
        streams = false;
        const { openArchive } = await import('./zip/open-archive.ts');
        const whole = await sliced(file, bytes);
        await bytes.close();
        return await openArchive(whole, hints, watch);
      }
      default:
        throw new HandrailError('file-not-text', { file: file.name, looksLike });
    }
  } catch (error) {
    await bytes.close();
    throw error;
  }
}
