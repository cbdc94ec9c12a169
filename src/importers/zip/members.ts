import { HandrailError } from '../../journey/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { isZip } from '../bytes/file-kind.ts';
import { openBytes } from '../file-text.ts';
import type { SlicedSource } from '../random-access.ts';
import { sliced } from '../random-access.ts';
import { listZip, memberStream, type ZipMember } from './zip-archive.ts';

/** More files than that in one archive are no data of one journey. */
const MAX_MEMBERS = 1000;
const TABLE_NAME = /\.(?:csv|tsv|tab|txt|json|jsonl|ndjson|parquet|pq|xlsx)(?:\.gz)?$/iu;

/**
 * The tables in an archive, named as there: without their folders where that tells them apart. `null` for a file that is no
 * archive, or a workbook. Throws `file-unreadable`, `archive-without-tables`.
 */
export async function membersOf(file: ByteSource): Promise<ByteSource[] | null> {
  const archive = await asArchive(file);
  if (archive === null) return null;
  const all = await listZip(archive);
  if (isWorkbook(all)) return null;
  const tables = all.filter(({ path }) => isTable(path));
  if (tables.length === 0 || tables.length > MAX_MEMBERS) {
    throw new HandrailError('archive-without-tables', { file: file.name, members: all.length, tables: tables.length });
  }
  const plain = tables.map(({ path }) => path.split('/').at(-1)!);
  return tables.map((member, i) => {
    const isAlone = plain.indexOf(plain[i]!) === i && plain.lastIndexOf(plain[i]!) === i;
    return memberSource(archive, member, isAlone ? plain[i]! : member.path);
  });
}

export function isWorkbook(members: readonly ZipMember[]): boolean {
  return (
    members.some(({ path }) => path === '[Content_Types].xml') && members.some(({ path }) => path.startsWith('xl/'))
  );
}

function memberSource(archive: SlicedSource, member: ZipMember, name: string): ByteSource {
  return { name, size: member.bytes, inArchive: true, stream: () => memberStream(archive, member) };
}

/** Tables by their names; what systems put beside them is none. */
function isTable(path: string): boolean {
  const name = path.split('/').at(-1)!;
  return TABLE_NAME.test(name) && !path.startsWith('__MACOSX/') && !name.startsWith('.');
}

async function asArchive(file: ByteSource): Promise<SlicedSource | null> {
  if (file.slice !== undefined && !isZip(await file.slice(0, 4).catch(() => new Uint8Array(0)))) return null;
  const bytes = await openBytes(file, () => undefined).catch((error: unknown) => {
    if (error instanceof HandrailError) return null;
    throw error;
  });
  if (bytes === null) return null;
  try {
    return isZip(bytes.head) ? await sliced(file, bytes) : null;
  } finally {
    await bytes.close();
  }
}
