import { HandrailError } from '../journey/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { bytesSource } from './byte-source.ts';
import type { FileBytes } from './file-text.ts';

/** What is held in memory of a file that can only be read from its beginning. */
const MAX_HELD_BYTES = 1 << 30;

export type SlicedSource = ByteSource & Required<Pick<ByteSource, 'slice'>>;

/** The file for a format that is read from its end: itself, or a copy in memory of what is packed in it. */
export async function sliced(file: ByteSource, bytes: FileBytes): Promise<SlicedSource> {
  if (file.slice !== undefined && !bytes.packed) {
    const { name, size, slice, inArchive = false } = file;
    return { name, size, inArchive, stream: () => file.stream(), slice: (from, to) => slice.call(file, from, to) };
  }
  const parts = [bytes.head];
  let size = bytes.head.length;
  for (let chunk = bytes.whole ? null : await bytes.next(); chunk !== null; chunk = await bytes.next()) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MAX_HELD_BYTES)
      throw new HandrailError('unpacks-too-far', { file: file.name, limitBytes: MAX_HELD_BYTES });
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const held = bytesSource(all, file.name, 1 << 20);
  return { ...held, inArchive: file.inArchive ?? false, slice: held.slice! };
}
