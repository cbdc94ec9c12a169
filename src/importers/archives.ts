import type { ByteSource } from './byte-source.ts';
import { isGzip, isZip } from './bytes/file-kind.ts';

/**
 * The files, with every zip archive replaced by the tables in it. `fits`: whether somebody expects a file of that name; an
 * archive of one table then keeps its own. Throws `file-unreadable`, `archive-without-tables`, `unpacks-too-far`.
 */
export async function expandArchives(
  files: readonly ByteSource[],
  fits: (name: string) => boolean = () => false,
): Promise<readonly ByteSource[]> {
  const expanded: ByteSource[] = [];
  for (const file of files) {
    const members = (await mayBeArchive(file)) ? await (await import('./zip/members.ts')).membersOf(file) : null;
    if (members === null) expanded.push(file);
    else if (members.length === 1 && fits(file.name)) expanded.push({ ...members[0]!, name: file.name });
    else {
      for (const member of members) {
        // Two archives may hold files of one name.
        const wide = `${file.name}/${member.name}`;
        const isTaken = expanded.some(({ name }) => name === member.name);
        expanded.push(isTaken && (fits(wide) || !fits(member.name)) ? { ...member, name: wide } : member);
      }
    }
  }
  return expanded;
}

async function mayBeArchive(file: ByteSource): Promise<boolean> {
  const first = await firstBytes(file).catch(() => new Uint8Array(0));
  return isZip(first) || (isGzip(first) && /\.zip\b/iu.test(file.name));
}

async function firstBytes(file: ByteSource): Promise<Uint8Array> {
  if (file.slice !== undefined) return file.slice(0, 4);
  const reader = file.stream().getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return value ?? new Uint8Array(0);
}
