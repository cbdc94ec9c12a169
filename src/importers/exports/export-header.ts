import { literalPattern } from '../../journey/name-pattern.ts';
import type { PlanSource } from '../../journey/plan.ts';
import type { FileSample } from '../../journey/source-guess.ts';

/** How a known export is read, but for the name of the file. */
export type ExportSource = Omit<PlanSource, 'files'>;

/** One known export: how a file of it is read, `null` for any other file. */
export type RecogniseExport = (file: ExportHeader) => ExportSource | null;

/**
 * The columns of a file by name, whatever case, blanks and signs they are written with: `Created date (UTC)`,
 * `created_date_utc` and `createdDateUtc` are one.
 */
export class ExportHeader {
  readonly names: readonly string[];
  private readonly sample: FileSample;
  private readonly byPlainName = new Map<string, string>();

  constructor(sample: FileSample) {
    this.sample = sample;
    this.names = sample.header;
    for (const name of sample.header) if (!this.byPlainName.has(plain(name))) this.byPlainName.set(plain(name), name);
  }

  /** The column with the first of these names that there is. */
  one(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const found = this.byPlainName.get(plain(name));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.byPlainName.has(plain(name)));
  }

  /** Those of the columns that there are. */
  some(...names: readonly string[]): string[] {
    return [...new Set(names.flatMap((name) => this.byPlainName.get(plain(name)) ?? []))];
  }

  /** The columns whose name fits, with what the pattern's groups caught. */
  matching(pattern: RegExp): { readonly name: string; readonly caught: readonly string[] }[] {
    return this.names.flatMap((name) => {
      const match = pattern.exec(name.trim());
      return match === null ? [] : [{ name, caught: match.slice(1).map((text) => text ?? '') }];
    });
  }

  /** The sampled cells of a column, row by row; blank where the row is short. */
  cells(column: string): string[] {
    const at = this.sample.header.indexOf(column);
    return this.sample.rows.map((row) => (row[at] ?? '').trim());
  }

  /** The pattern that names this file and no other. */
  get files(): string {
    return literalPattern(this.sample.name);
  }
}

function plain(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}

/** An object without the keys whose value is missing, and without empty records and lists. */
export function given<T extends object>(entries: { readonly [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(entries).filter(
    ([, value]) =>
      value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0),
  );
  return Object.fromEntries(kept) as T;
}

/** Properties from the columns that there are. */
export function propertiesOf(entries: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Ways to write that something is so. */
export const YES: readonly string[] = ['true', 'True', 'TRUE', '1', 'yes', 'Yes', 'YES'];
/** Ways to write that something is not so. */
export const NO: readonly string[] = ['false', 'False', 'FALSE', '0', 'no', 'No', 'NO'];
