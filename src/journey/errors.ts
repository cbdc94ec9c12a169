import type { ClickHouseErrors } from './clickhouse-errors.ts';
import type { ExcludeReason, RejectReason, RowPlace } from './quality-report.ts';

/**
 * The one error class of the project: a literal code with typed details. Which words a person reads is decided in
 * `words/errors.ts`, which must have a sentence for every code.
 */
export interface ErrorDetails extends ClickHouseErrors {
  /** A plan file that is not JSON. */
  'plan-not-json': { readonly file: string; readonly line: number; readonly column: number };
  /** A plan's value that is wrong; `path` like `sources[0].shape`. */
  'plan-wrong-value': { readonly path: string; readonly value: string; readonly expected: string };
  'plan-missing-key': { readonly path: string; readonly expected: string };
  /** A cell of a list of tools: line from 1, `column` by its header, or its number where it has none. */
  'tools-wrong-cell': {
    readonly file: string;
    readonly line: number;
    readonly column: string;
    readonly value: string;
    readonly expected: string;
  };
  'tools-column-missing': { readonly file: string; readonly column: string; readonly nearest: string | null };
  'plan-newer-version': { readonly version: string };
  /** Where the screen would ask, a command stops: `key` is the plan key to add. */
  'needs-answer': {
    readonly key: string;
    readonly question: AskCode;
    /** The file, column or figures that raise the question. */
    readonly evidence: string;
    /** `until`: the last day of the source in question, and of all the data. */
    readonly lastDay?: string;
    readonly dataDay?: string;
  };
  'file-empty': { readonly file: string };
  'file-header-only': { readonly file: string; readonly columns: number };
  'file-not-text': { readonly file: string; readonly looksLike: string };
  /** `remedy`: what helps where the file is there and its content is at fault. */
  'file-unreadable': { readonly file: string; readonly why: string; readonly remedy?: 'unlock' | 'anew' };
  'file-unmatched': { readonly file: string; readonly patterns: readonly string[] };
  'source-without-file': { readonly path: string; readonly files: string };
  'column-missing': {
    readonly file: string;
    readonly path: string;
    readonly column: string;
    readonly nearest: string | null;
  };
  /** A text of JSON that stops being JSON. */
  'json-damaged': { readonly file: string; readonly line: number; readonly column: number };
  'json-too-deep': { readonly file: string; readonly line: number; readonly column: number; readonly limit: number };
  /** JSON that holds no object; `others`: how many other values stand where records would. */
  /** `lookedBytes`: how far was looked for a list of objects, when that is not the whole file. */
  'json-without-records': { readonly file: string; readonly others: number; readonly lookedBytes?: number };
  /** An object whose values are objects that are alike; `keys`: the first ones. */
  'json-keyed': { readonly file: string; readonly keys: readonly string[] };
  'json-many-lists': { readonly file: string; readonly lists: readonly string[] };
  /** A report of costs whose rows stand for more than a day. */
  'costs-without-days': { readonly file: string; readonly product: 'Google Ads' | 'Meta' };
  'record-too-long': { readonly file: string; readonly record: number; readonly limitBytes: number };
  /** A packed file that unpacks to more than is allowed. */
  'unpacks-too-far': { readonly file: string; readonly limitBytes: number };
  /** A property, or the person or event, with more different values than can be kept. */
  'too-many-values': { readonly column: string; readonly limit: number };
  'memory-exhausted': { readonly rows: number };
  /** An archive in which nothing, or far too much, is a table. */
  'archive-without-tables': { readonly file: string; readonly members: number; readonly tables: number };
  'archive-of-several': { readonly file: string; readonly tables: readonly string[] };
  'sheet-missing': {
    readonly file: string;
    readonly sheet: string;
    readonly sheets: readonly string[];
    readonly nearest: string | null;
  };
  'too-many-columns': { readonly file: string; readonly columns: number; readonly limit: number };
  'no-rows-accepted': {
    readonly file: string;
    readonly rows: number;
    readonly reason: RejectReason | ExcludeReason;
    readonly line: number;
    /** What `line` counts; absent: physical lines. */
    readonly place?: RowPlace;
    readonly value: string;
  };
  'no-stage-measured': Record<string, never>;
  'no-events': Record<string, never>;
  'unknown-property': { readonly property: string; readonly known: readonly string[]; readonly nearest: string | null };
  'already-imported': { readonly file: string; readonly dataset: string };
  /** Files whose rows are all in the dataset to which they were given; `file`: the first of them. */
  'rows-already-here': { readonly file: string; readonly dataset: string; readonly rows: number };
  /** Another tab has changed the dataset since the files for it were read. */
  'dataset-changed': { readonly dataset: string };
  /** Somebody was forgotten since files were read that may hold them. */
  'forgotten-meanwhile': Record<string, never>;
  cancelled: Record<string, never>;
  'worker-died': { readonly worker: string };
  'storage-full': { readonly neededBytes: number };
  'storage-unavailable': { readonly why: string };
  'dataset-damaged': { readonly dataset: string; readonly file: string };
  'dataset-missing': { readonly dataset: string };
  /** A plan or a file of it that lies on another origin than the page, and is therefore not asked for. */
  'hosted-foreign': { readonly address: string };
  'hosted-not-found': { readonly address: string };
  'hosted-refused': { readonly address: string; readonly status: number };
  'hosted-unreachable': { readonly address: string };
  /** The connection ended before the file did; `bytesTotal` is `null` without a length that can be trusted. */
  'hosted-broken-off': { readonly address: string; readonly bytes: number; readonly bytesTotal: number | null };
  /** A journey saved as one file, that is not what was saved. */
  'saved-damaged': { readonly file: string };
  'saved-newer-version': { readonly file: string; readonly version: string };
  'browser-lacks': { readonly features: readonly string[] };
  usage: { readonly problem: string };
  internal: { readonly what: string };
}

export type ErrorCode = keyof ErrorDetails;
export type AskCode = 'time-zone' | 'date-order' | 'until' | 'person' | 'shape';

export class HandrailError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails[C];

  constructor(code: C, details: ErrorDetails[C], options?: { readonly cause?: unknown }) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = 'HandrailError';
    this.code = code;
    this.details = details;
  }
}

/** Whether `error` is a HandrailError of the given code. */
export function isCode<C extends ErrorCode>(error: unknown, code: C): error is HandrailError<C> {
  return error instanceof HandrailError && error.code === code;
}

/** Any thrown value as a HandrailError, so that it can cross a worker's border. */
export function toHandrailError(error: unknown): HandrailError {
  if (error instanceof HandrailError) return error;
  return new HandrailError(
    'internal',
    { what: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}
