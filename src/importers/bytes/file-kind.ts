import { detectEncoding } from './text-stream.ts';

const SIGNATURES: readonly (readonly [kind: string, ...bytes: number[]])[] = [
  ['PNG', 0x89, 0x50, 0x4e, 0x47],
  ['PDF', 0x25, 0x50, 0x44, 0x46],
  ['JPEG', 0xff, 0xd8, 0xff],
  ['GIF', 0x47, 0x49, 0x46, 0x38],
  ['Parquet', 0x50, 0x41, 0x52, 0x31],
  ['zip', 0x50, 0x4b, 0x03, 0x04],
  ['zip', 0x50, 0x4b, 0x05, 0x06],
  ['xls', 0xd0, 0xcf, 0x11, 0xe0],
  ['SQLite', 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66],
  ['7z', 0x37, 0x7a, 0xbc, 0xaf],
  ['RAR', 0x52, 0x61, 0x72, 0x21],
  ['gzip', 0x1f, 0x8b],
  ['zstd', 0x28, 0xb5, 0x2f, 0xfd],
  ['bzip2', 0x42, 0x5a, 0x68],
  ['ELF', 0x7f, 0x45, 0x4c, 0x46],
];

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Whether the bytes begin an archive; one without files has only an end. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** What a file that is no text looks like, by its first bytes; `null` for text. */
export function binaryKind(head: Uint8Array): string | null {
  for (const [kind, ...bytes] of SIGNATURES) {
    if (!bytes.every((byte, i) => head[i] === byte)) continue;
    if (kind === 'bzip2' && !isMostlyControl(head)) continue;
    return kind === 'zip' && holds(head, 'xl/') ? 'xlsx' : kind;
  }
  if (isMostlyControl(head)) return 'binary';
  const start = new TextDecoder().decode(head.subarray(0, 64)).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'HTML';
  if (start.startsWith('<?xml')) return 'XML';
  if (/^(\[\s*["[{]|\{\s*")/.test(start)) return 'JSON';
  return null;
}

export type FileFormat = 'csv' | 'json' | 'parquet' | 'zip';

/** The format of a file by its first bytes, or by its name where those say nothing; `null`: none that can be read. */
export function formatOf(
  head: Uint8Array,
  name: string,
): { readonly format: FileFormat | null; readonly looksLike: string } {
  const isUtf16 = detectEncoding(head).encoding.startsWith('utf-16');
  const looksLike = (isUtf16 ? null : binaryKind(head)) ?? 'text';
  const isNamedJson = /\.(?:json|jsonl|ndjson|geojson)(?:\.gz)?$/iu.test(name);
  if (looksLike === 'text') return { format: isNamedJson ? 'json' : 'csv', looksLike };
  return { format: FORMATS.get(looksLike) ?? null, looksLike };
}

const FORMATS: ReadonlyMap<string, FileFormat> = new Map([
  ['JSON', 'json'],
  ['Parquet', 'parquet'],
  ['xlsx', 'zip'],
  ['zip', 'zip'],
]);

function isMostlyControl(head: Uint8Array): boolean {
  let zeros = 0;
  let controls = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i]!;
    if (byte === 0) zeros++;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++;
  }
  return zeros > head.length * 0.02 || controls > head.length * 0.05;
}

function holds(head: Uint8Array, text: string): boolean {
  return new TextDecoder('latin1').decode(head).includes(text);
}
