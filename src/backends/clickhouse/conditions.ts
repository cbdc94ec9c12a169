import type { EventMatch } from '../../engine/query.ts';
import { matchesName } from '../../journey/name-pattern.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

/** The condition that a row fits one match, whichever occurrence it asks for. */
export function conditionOf(match: EventMatch, table: EventTable, params: Params): string {
  const parts = match.where.map(({ property, value }) => `${table.property(property)} = ${params.text(value)}`);
  if (match.event !== null) parts.unshift(nameCondition(match.event, table.event(), params));
  return parts.length === 0 ? '1' : parts.map((part) => `(${part})`).join(' AND ');
}

function nameCondition(pattern: string, column: string, params: Params): string {
  const pieces = piecesOf(pattern);
  if (pieces.length === 1) return `${column} = ${params.text(pieces[0] ?? '')}`;
  if (pieces.every((piece) => piece === '')) return '1';
  const like = pieces.map((piece) => piece.replace(/[\\%_]/g, (char) => `\\${char}`)).join('%');
  return `${column} LIKE ${params.text(like)}`;
}

/** The texts between the stars of a pattern; `\*` is a star of the name. */
function piecesOf(pattern: string): readonly string[] {
  const pieces = [''];
  for (let i = 0; i < pattern.length; i++) {
    const star = pattern[i] === '\\' && pattern[i + 1] === '*';
    if (star) i++;
    if (star || pattern[i] !== '*') pieces.push(`${pieces.pop() ?? ''}${pattern[i] ?? ''}`);
    else pieces.push('');
  }
  return pieces;
}

/** Whether no event can fit two of the sets of matches. "No" may only mean that the question alone does not tell. */
export function areDisjoint(sets: readonly (readonly EventMatch[])[]): boolean {
  return sets.every((set, index) =>
    sets.slice(index + 1).every((other) => set.every((a) => other.every((b) => excludeEachOther(a, b)))),
  );
}

function excludeEachOther(a: EventMatch, b: EventMatch): boolean {
  if (a.event !== null && b.event !== null && namesDiffer(a.event, b.event)) return true;
  return a.where.some((one) => b.where.some(({ property, value }) => property === one.property && value !== one.value));
}

function namesDiffer(a: string, b: string): boolean {
  const [ofA, ofB] = [piecesOf(a), piecesOf(b)];
  if (ofA.length === 1) return !matchesName(b, ofA[0] ?? '');
  if (ofB.length === 1) return !matchesName(a, ofB[0] ?? '');
  const [startA, startB] = [ofA[0] ?? '', ofB[0] ?? ''];
  const [endA, endB] = [ofA.at(-1) ?? '', ofB.at(-1) ?? ''];
  const sameStart = startA.startsWith(startB) || startB.startsWith(startA);
  const sameEnd = endA.endsWith(endB) || endB.endsWith(endA);
  return !sameStart || !sameEnd;
}
