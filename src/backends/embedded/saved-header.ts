import { HandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import { checkPlan } from '../../journey/plan-file.ts';
import type { StoredDataset } from './catalogue.ts';
import { SAVED_VERSION } from './format-versions.ts';
import { sha256 } from './version-folder.ts';

/**
 * A journey as one file that opens on another computer, version 1:
 *
 *     handrail-journey 1 <bytes of the header> <SHA-256 of the header, hex>\n
 *     gzip( header, manifest.json, every file that the manifest names, in its order )
 *
 * The header is JSON in UTF-8 (`SavedHeader`). It holds the plan, the salt and the checksum of the manifest, which holds
 * those of all other files. The first line stays readable by every later version.
 */
const MAGIC = 'handrail-journey';
const LONGEST_LINE = 200;
const LARGEST_HEADER = 64 * 1024 * 1024;

export interface SavedHeader {
  readonly name: string;
  readonly plan: Plan;
  /** Hex. */
  readonly salt: string;
  readonly createdAtMs: number;
  readonly headers: StoredDataset['headers'];
  readonly manifest: { readonly bytes: number; readonly sha256: string };
  /** Of all files that follow, the manifest included. */
  readonly bytes: number;
}

/** Whether a file begins as a saved journey does, of whatever version. */
export async function isSavedJourney(file: Blob): Promise<boolean> {
  const text = await file.slice(0, MAGIC.length + 1).text();
  return text === `${MAGIC} `;
}

export async function writeHeader(
  header: SavedHeader,
): Promise<{ readonly line: string; readonly content: Uint8Array }> {
  const content = new TextEncoder().encode(JSON.stringify(header));
  return { line: `${MAGIC} ${SAVED_VERSION} ${content.byteLength} ${await sha256(content)}\n`, content };
}

export interface FirstLine {
  /** Where the compressed part begins. */
  readonly bodyAt: number;
  readonly headerBytes: number;
  readonly headerSha256: string;
}

/** The first line. Throws `saved-newer-version`, or `saved-damaged` when it is none. */
export async function readFirstLine(file: File): Promise<FirstLine> {
  const start = await file.slice(0, LONGEST_LINE).text();
  const line = start.slice(0, Math.max(0, start.indexOf('\n')));
  const version = new RegExp(`^${MAGIC} (\\d{1,9}) `).exec(line)?.[1];
  if (version !== undefined && Number(version) > SAVED_VERSION) {
    throw new HandrailError('saved-newer-version', { file: file.name, version });
  }
  const [, bytes, sha = ''] = new RegExp(`^${MAGIC} ${SAVED_VERSION} (\\d{1,9}) ([0-9a-f]{64})$`).exec(line) ?? [];
  const headerBytes = Number(bytes ?? Number.NaN);
  if (!(headerBytes > 0 && headerBytes <= LARGEST_HEADER))
    throw new HandrailError('saved-damaged', { file: file.name });
  return { bodyAt: line.length + 1, headerBytes, headerSha256: sha };
}

/** The header's JSON as what it must be; anything else throws. The plan is checked as any plan file is. */
export function parseHeader(text: string): SavedHeader {
  const value = JSON.parse(text) as Partial<Record<keyof SavedHeader, unknown>>;
  const { name, salt, createdAtMs, headers, manifest, bytes } = value;
  const sealed = manifest as Partial<SavedHeader['manifest']> | null | undefined;
  const isRight =
    typeof name === 'string' &&
    typeof salt === 'string' &&
    /^(?:[0-9a-f]{2}){16,64}$/.test(salt) &&
    Number.isSafeInteger(createdAtMs) &&
    Number.isSafeInteger(bytes) &&
    Number.isSafeInteger(sealed?.bytes) &&
    typeof sealed?.sha256 === 'string' &&
    typeof headers === 'object' &&
    headers !== null &&
    Object.values(headers).every(
      (columns) => Array.isArray(columns) && columns.every((column) => typeof column === 'string'),
    );
  if (!isRight) throw new Error('a part of the header is missing');
  return { ...(value as SavedHeader), plan: checkPlan(value.plan).plan };
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
