import type { Query } from './query.ts';

/**
 * A question as JSON with sorted keys: equal questions give equal texts, whoever built them. With the dataset's version
 * it is the key of a cached answer. Absent and undefined keys are the same.
 */
export function canonicalJson(query: Query): string {
  return canonicalText(query);
}

/** The same for a part of a question. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalText(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
