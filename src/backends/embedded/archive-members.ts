import { expandArchives } from '../../importers/archives.ts';
import { blobSource } from '../../importers/byte-source.ts';
import { HandrailError } from '../../journey/errors.ts';

/** So much is gathered in memory before the browser keeps it elsewhere. */
const PIECE_BYTES = 16 * 1024 * 1024;

const TELL_EVERY_MS = 100;

/**
 * The tables in an archive as files of their own; any other file as it is. `onShare` hears how much is unpacked, 0..1. Rejects with `file-unreadable`,
 * `archive-without-tables`, `unpacks-too-far`, `cancelled`.
 */
export async function archiveMembers(
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<readonly File[]> {
  const given = blobSource(file, file.name);
  const members = await expandArchives([given]);
  if (members[0] === given) return [file];
  const files: File[] = [];
  const all = members.reduce((sum, { size }) => sum + size, 0);
  let unpacked = 0;
  let toldAt = performance.now();
  const onBytes = (bytes: number): void => {
    unpacked += bytes;
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    onShare(Math.min(1, unpacked / Math.max(1, all)));
  };
  for (const member of members) {
    const blobs = await blobsOf(member.stream(), onBytes, signal);
    files.push(new File(blobs, member.name, { lastModified: file.lastModified }));
  }
  return files;
}

async function blobsOf(
  stream: ReadableStream<Uint8Array>,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Blob[]> {
  const blobs: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      if (signal.aborted) throw new HandrailError('cancelled', {});
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value as Uint8Array<ArrayBuffer>);
      size += value.length;
      onBytes(value.length);
      if (size < PIECE_BYTES) continue;
      blobs.push(new Blob(pieces));
      pieces = [];
      size = 0;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return [...blobs, new Blob(pieces)];
}
