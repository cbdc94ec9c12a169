import type { Plan } from './plan.ts';

/** What a journey of files without a word in common is called until somebody names it. */
export const NAMELESS = 'Our organisation';

/** A name made of the names of files: of one its own, of several the words that all of them begin with. */
export function nameOfFiles(files: readonly string[]): string {
  const [first = [], ...others] = files.map(words);
  const shared = first.filter((_, at) =>
    others.every((other) => first.slice(0, at + 1).every((word, i) => other[i] === word)),
  );
  const name = shared.join(' ');
  return name === '' ? NAMELESS : name.charAt(0).toUpperCase() + name.slice(1);
}

/** Whether a plan bears a name that its files or its table gave it, which is not the name of any organisation. */
export function isNamedByFiles({ name, sources = [] }: { readonly name?: string; readonly sources?: Plan['sources'] }) {
  if (name === undefined) return false;
  if (name === NAMELESS || name === nameOfFiles(sources.map(({ files }) => files))) return true;
  return sources.some(({ table = [] }) => (typeof table === 'string' ? [table] : table).includes(name));
}

function words(fileName: string): string[] {
  const base = fileName.replace(/(\.(csv|tsv|tab|txt|json|jsonl|ndjson|parquet|pq|xlsx|gz))+$/i, '');
  return base.split(/[\s_.*-]+/).filter((word) => word !== '');
}
