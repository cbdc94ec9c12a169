import type { KeyDifference } from './plan.ts';

/**
 * What happened to the rows of an import. For every part, and in total, `rowsRead = rowsAccepted + rowsRejected +
 * rowsExcluded`. A row is *accepted* (it gave at least one event or property), *rejected* (it could not be read, with
 * the reason) or *excluded* (a rule left it out). Blank lines, preamble and the header are not rows.
 */
export interface QualityReport {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  readonly rowsExcluded: number;
  readonly parts: readonly QualityPart[];
  /** For each pair of parts with keys: how many distinct people of one are found in the other. */
  readonly matches: readonly PartMatch[];
  /** People who would be one if small differences between their keys did not count. Absent: was not looked for. */
  readonly nearMisses?: readonly NearMiss[];
}

/** Keys that differ in nothing but these. */
export interface NearMiss {
  readonly differences: readonly KeyDifference[];
  /** How many people fewer there would be. */
  readonly people: number;
  /** Two such keys, when they are no addresses. */
  readonly example: readonly [string, string] | null;
}

/** One file as read by one source. */
export interface QualityPart {
  readonly file: string;
  readonly sourceIndex: number;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  readonly rowsExcluded: number;
  readonly people: number;
  /** Those of them who are in no other file; absent when there is no other. */
  readonly alone?: number;
  /** What the lines of rejected rows count; absent: physical lines. */
  readonly place?: RowPlace;
  readonly rejectedBy: Readonly<Partial<Record<RejectReason, number>>>;
  readonly excludedBy: readonly { readonly reason: ExcludeReason; readonly detail: string; readonly rows: number }[];
  /** The first rejected rows (at most `REJECTS_KEPT`), key cells masked. */
  readonly rejects: readonly RejectedRow[];
  /** Accepted rows with a cell that could not be read; counted by column, with examples. */
  readonly cellProblems: readonly CellProblem[];
  readonly notes: readonly QualityNote[];
}

export const REJECTS_KEPT = 10_000;

export type RejectReason =
  | 'no-person'
  | 'no-time'
  | 'bad-time'
  | 'no-event'
  | 'too-many-cells'
  | 'too-few-cells'
  | 'stray-quote'
  | 'line-too-long'
  | 'bad-number'
  | 'bad-record'
  | 'not-a-record'
  | 'too-deep'
  | 'person-without-date';

export type ExcludeReason =
  | 'forgotten'
  | 'rule'
  | 'already-here'
  | 'duplicate'
  | 'in-the-future'
  | 'total-row'
  | 'repeated-header';

/** Where rows stand: in lines of a text, rows of a sheet or table, records of an array. */
export type RowPlace = 'line' | 'row' | 'record';

export interface RejectedRow {
  /** Where it stands in the file, from 1, counted in the part's `place`. */
  readonly line: number;
  readonly reason: RejectReason;
  readonly column: string | null;
  /** The cell at fault, masked when it is a key. */
  readonly value: string | null;
  /** The row's text with its key cells masked, cut to 500 characters. */
  readonly text: string;
}

export interface CellProblem {
  readonly column: string;
  readonly problem: 'bad-number' | 'bad-time' | 'in-the-future';
  readonly cells: number;
  readonly examples: readonly { readonly line: number; readonly value: string }[];
}

/** What was decided while reading, as a code with its figures; `words` says it. */
export type QualityNote =
  /** Columns that the source names and no record of a sparse format has. */
  | { readonly code: 'columns-absent'; readonly columns: readonly string[] }
  | { readonly code: 'format'; readonly format: string }
  | { readonly code: 'sheet'; readonly sheet: string; readonly others: readonly string[] }
  /** Which list of a JSON document was read: the keys that lead to it, joined by dots. */
  | { readonly code: 'list'; readonly list: string; readonly others: readonly string[] }
  | { readonly code: 'delimiter'; readonly delimiter: string }
  | { readonly code: 'encoding'; readonly encoding: string; readonly replaced: number }
  | { readonly code: 'preamble'; readonly lines: number }
  | { readonly code: 'date-order'; readonly order: string; readonly both: number; readonly only: number }
  | { readonly code: 'zone'; readonly timeZone: string; readonly from: 'source' | 'plan' }
  | { readonly code: 'dates-only'; readonly rows: number }
  | { readonly code: 'clock-gap'; readonly rows: number }
  | { readonly code: 'clock-overlap'; readonly rows: number }
  | { readonly code: 'keys-hashed'; readonly rows: number }
  | { readonly code: 'ragged'; readonly rows: number }
  | { readonly code: 'undated'; readonly rows: number }
  /** How amounts were read that could mean thousands or decimals; `only` fit no other mark. */
  | {
      readonly code: 'decimal';
      readonly mark: '.' | ',';
      readonly both: number;
      readonly only: number;
      readonly other: number;
    }
  /** Rows earlier (`rising`) or later (`falling`) than the one before them, in a file otherwise in order. */
  | { readonly code: 'out-of-order'; readonly order: 'rising' | 'falling'; readonly rows: number }
  /** Events that say the same as another one of the source. */
  | { readonly code: 'duplicates'; readonly events: number }
  /** Events of the year 1970, which most often stand for no date. */
  | { readonly code: 'year-1970'; readonly events: number };

/** Of a file, the rows whose people have no date anywhere: they were rejected, and none of these people is counted. */
export function datelessRows({ parts }: Pick<QualityReport, 'parts'>, file: string): number {
  return parts
    .filter((part) => part.file === file)
    .reduce((sum, { rejectedBy }) => sum + (rejectedBy['person-without-date'] ?? 0), 0);
}

export interface PartMatch {
  readonly file: string;
  readonly other: string;
  readonly people: number;
  readonly found: number;
}
