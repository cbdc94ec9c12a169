import { HandrailError } from '../../journey/errors.ts';
import type { SlicedSource } from '../random-access.ts';

/** One file within an archive. */
export interface ZipMember {
  /** Its path in the archive. */
  readonly path: string;
  readonly packedBytes: number;
  /** What the archive says that it unpacks to. */
  readonly bytes: number;
  readonly method: number;
  readonly encrypted: boolean;
  /** Where its own header begins. */
  readonly headerAt: number;
}

/** Packed data that grows further than this is taken for a bomb; deflate reaches 1,032 only with nothing but repetition. */
const MOST_GROWTH = 100;
/** What little data unpacks to harms nobody. */
const HARMLESS_BYTES = 1 << 20;
/** What one member may unpack to. */
export const MAX_UNPACKED_BYTES: number = 16 * 2 ** 30;
const MAX_DIRECTORY_BYTES = 64 * 2 ** 20;
const PIECE_BYTES = 1 << 20;

const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ALL_32 = 0xffffffff;

/** The files of an archive by its directory (APPNOTE 6.3.10, also with 64-bit sizes). Throws `file-unreadable`. */
export async function listZip(file: SlicedSource): Promise<ZipMember[]> {
  const damaged = (why: string): HandrailError => damagedZip(file.name, why);
  const tailFrom = Math.max(0, file.size - 65_557);
  const tail = viewOf(await file.slice(tailFrom, file.size));
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== END_OF_DIRECTORY) at--;
  if (at < 0) throw damaged('it has no directory; it may be cut off');
  let count = tail.getUint16(at + 10, true);
  let size = tail.getUint32(at + 12, true);
  let from = tail.getUint32(at + 16, true);
  if (at >= 20 && tail.getUint32(at - 20, true) === LOCATOR_64) {
    const end = Number(tail.getBigUint64(at - 12, true));
    if (end > file.size - 56) throw damaged('its directory lies outside of it');
    const end64 = viewOf(await file.slice(end, end + 56));
    if (end64.byteLength < 56 || end64.getUint32(0, true) !== END_OF_DIRECTORY_64)
      throw damaged('its directory is damaged');
    count = Number(end64.getBigUint64(32, true));
    size = Number(end64.getBigUint64(40, true));
    from = Number(end64.getBigUint64(48, true));
  }
  if (from + size > file.size || size > MAX_DIRECTORY_BYTES) throw damaged('its directory lies outside of it');
  return entriesOf(viewOf(await file.slice(from, from + size)), count, damaged);
}

function entriesOf(directory: DataView, count: number, damaged: (why: string) => HandrailError): ZipMember[] {
  const members: ZipMember[] = [];
  let at = 0;
  for (let k = 0; k < count && at + 46 <= directory.byteLength; k++) {
    if (directory.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged('its directory is damaged');
    const flags = directory.getUint16(at + 8, true);
    const nameLength = directory.getUint16(at + 28, true);
    const extraLength = directory.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw damaged('its directory is damaged');
    const name = new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameLength);
    const sizes = wideSizes(directory, at, at + 46 + nameLength, extraLength);
    members.push({
      path: pathOf(name, (flags & 0x800) !== 0),
      ...sizes,
      method: directory.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
    });
    at = next;
  }
  return members;
}

/** Sizes and place of an entry, from its extra field where they need 64 bits. */
function wideSizes(
  view: DataView,
  at: number,
  extraAt: number,
  extraLength: number,
): Pick<ZipMember, 'packedBytes' | 'bytes' | 'headerAt'> {
  const short = {
    bytes: view.getUint32(at + 24, true),
    packedBytes: view.getUint32(at + 20, true),
    headerAt: view.getUint32(at + 42, true),
  };
  for (let i = extraAt; i + 4 <= extraAt + extraLength; ) {
    const length = view.getUint16(i + 2, true);
    if (view.getUint16(i, true) === 1) {
      let from = i + 4;
      const wide = (value: number): number => {
        if (value !== ALL_32 || from + 8 > i + 4 + length) return value;
        from += 8;
        return Number(view.getBigUint64(from - 8, true));
      };
      const bytes = wide(short.bytes);
      const packedBytes = wide(short.packedBytes);
      return { bytes, packedBytes, headerAt: wide(short.headerAt) };
    }
    i += 4 + length;
  }
  return short;
}

function pathOf(name: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder().decode(name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('windows-1252').decode(name);
  }
}

/** The unpacked bytes of a member, however well `harmlessBytes` of them were packed. The stream fails with `unpacks-too-far` or `file-unreadable`. */
export function memberStream(
  file: SlicedSource,
  member: ZipMember,
  harmlessBytes: number = HARMLESS_BYTES,
): ReadableStream<Uint8Array> {
  const damaged = (why: string): HandrailError => damagedZip(file.name, `${why} in ${member.path}`);
  if (member.encrypted) throw damagedZip(file.name, `${member.path} is locked by a password`, 'unlock');
  if (member.method !== STORED && member.method !== DEFLATED) {
    throw damagedZip(file.name, `${member.path} is packed in a way that is not known here`);
  }
  const most = Math.min(MAX_UNPACKED_BYTES, Math.max(harmlessBytes, member.packedBytes * MOST_GROWTH));
  if (member.bytes > most) throw new HandrailError('unpacks-too-far', { file: file.name, limitBytes: most });
  const packed = packedStream(file, member, damaged);
  const source =
    member.method === STORED
      ? packed.getReader()
      : packed.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let told = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.read().catch((cause: unknown) => {
        throw cause instanceof HandrailError ? cause : damaged('the packed data is damaged');
      });
      if (done) {
        if (told !== member.bytes) throw damaged('some data is missing');
        controller.close();
        return;
      }
      told += value.length;
      if (told > most) {
        await source.cancel().catch(() => undefined);
        throw new HandrailError('unpacks-too-far', { file: file.name, limitBytes: most });
      }
      controller.enqueue(value);
    },
    cancel: (reason) => source.cancel(reason).catch(() => undefined),
  });
}

function packedStream(
  file: SlicedSource,
  member: ZipMember,
  damaged: (why: string) => HandrailError,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = -1;
  let end = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at < 0) {
        const header = viewOf(await file.slice(member.headerAt, member.headerAt + 30));
        if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_HEADER) throw damaged('a header is damaged');
        at = member.headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
        end = at + member.packedBytes;
        if (end > file.size) throw damaged('some data is missing');
      }
      if (at >= end) {
        controller.close();
        return;
      }
      const piece = await file.slice(at, Math.min(end, at + PIECE_BYTES));
      if (piece.length === 0) throw damaged('some data is missing');
      at += piece.length;
      controller.enqueue(piece as Uint8Array<ArrayBuffer>);
    },
  });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damagedZip(file: string, why: string, remedy: 'anew' | 'unlock' = 'anew'): HandrailError {
  return new HandrailError('file-unreadable', { file, why: `as a zip: ${why}`, remedy });
}
