import { wordsOf } from './column-facts.ts';
import type { PlanSource } from './plan.ts';
import type { FileSample } from './source-guess.ts';

export interface LinkedFile {
  readonly sample: FileSample;
  readonly source: PlanSource;
  /** Number of rows in the file, roughly. */
  readonly rowsEstimated: number;
}

/**
 * The sources of a plan from files that were guessed one by one:
 * a column that names the person of another file becomes an alias, when no value of it belongs to two people; words that
 * all names of lists begin with are left out; undated lists without a dated people file get the dates of the longest
 * dated list.
 */
export function linkSources(files: readonly LinkedFile[]): PlanSource[] {
  const sources = shortNames(files.map((file) => file.source)).map((source, i) => {
    const aliases = aliasesOf(files[i]!, files);
    return aliases.length === 0
      ? source
      : { ...source, aliases: [...new Set([...(source.aliases ?? []), ...aliases])] };
  });
  const undated = sources.some((source) => source.shape === 'list' && source.time === undefined);
  const dated = sources.some((source) => source.shape === 'people' && source.time !== undefined);
  const length = (source: PlanSource): number => files[sources.indexOf(source)]!.rowsEstimated;
  const lists = sources.filter((source) => source.shape === 'list' && source.time !== undefined);
  const lender = [...lists].sort((a, b) => length(b) - length(a))[0];
  if (!undated || dated || lender === undefined) return sources;
  return sources.map((source) => (source === lender ? { ...source, lendsDates: true } : source));
}

function aliasesOf(file: LinkedFile, files: readonly LinkedFile[]): string[] {
  const others = new Set(
    files.filter((other) => other !== file && other.source.person !== '').map((other) => other.source.person),
  );
  const mine = file.source.person;
  if (mine === '') return [];
  // Files that share this key are joined by it already: only a key of a file that does not needs an alias.
  return file.sample.header.filter(
    (column) => column !== mine && column !== '' && others.has(column) && namesOnePersonEach(file, column),
  );
}

function namesOnePersonEach(file: LinkedFile, column: string): boolean {
  const { header, rows } = file.sample;
  const personAt = header.indexOf(file.source.person);
  const columnAt = header.indexOf(column);
  const owners = new Map<string, string>();
  for (const row of rows) {
    const key = row[columnAt] ?? '';
    const person = row[personAt] ?? '';
    if (key === '' || person === '') continue;
    if ((owners.get(key) ?? person) !== person) return false;
    owners.set(key, person);
  }
  return owners.size > 0;
}

function shortNames(sources: readonly PlanSource[]): PlanSource[] {
  const lists = sources.filter((source) => source.shape === 'list' && source.event !== undefined);
  if (lists.length < 2) return [...sources];
  const words = lists.map((source) => wordsOf(source.event!));
  let shared = 0;
  while (words.every((list) => list.length > shared + 1 && list[shared] === words[0]![shared])) shared++;
  if (shared === 0) return [...sources];
  return sources.map((source) => {
    const at = lists.indexOf(source);
    return at < 0 ? source : { ...source, event: words[at]!.slice(shared).join(' ') };
  });
}
