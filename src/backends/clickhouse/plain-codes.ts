import type { EventMatch, Scope } from '../../engine/query.ts';
import type { Rules } from '../../engine/rules.ts';
import { areDisjoint } from './conditions.ts';

/**
 * An event of a plain question is one whole number, its key: its time, shifted by so many bits, and below them the code
 * of the one step or exclusion that it fits. In order of keys, exclusions come before the steps of their instant, and
 * steps in the order in which one attempt may do several; with `later` times, where it may not, the other way.
 */
export const KEY_BITS = 6;
export const KEY_UNIT = 2 ** KEY_BITS;
/** The code of an event that fits nothing. */
export const OTHER = KEY_UNIT - 1;

export const codeOf = (key: string): string => `bitAnd(${key}, ${OTHER})`;
export const timeOf = (key: string): string => `bitShiftRight(${key}, ${KEY_BITS})`;

export function codeOfStep({ steps, later, exclusions }: Rules, step: number): number {
  return exclusions.length + (later ? steps - 1 - step : step);
}

/** What events get a code by: a match whichever occurrence it asks for. */
export interface CodedMatch {
  readonly match: EventMatch;
  readonly code: number;
  /** The codes of a person's first event of this kind and of later ones; `null` where all have the same. */
  readonly told: { readonly first: number; readonly later: number } | null;
}

/**
 * The codes of a question's matches; `null` where an event may fit several of them, so that one code is not enough. First
 * and later occurrences have a code of their own until they are told apart.
 */
export function codesOf({ steps, exclusions }: Scope, rules: Rules): readonly CodedMatch[] | null {
  const all = [
    ...exclusions.map(({ match }, code) => ({ match, code })),
    ...steps.flatMap(({ matches }, step) => matches.map((match) => ({ match, code: codeOfStep(rules, step) }))),
  ];
  const kinds = new Map<string, { match: EventMatch; readonly codes: Map<EventMatch['occurrence'], Set<number>> }>();
  for (const { match, code } of all) {
    const key = JSON.stringify([match.event, match.where]);
    const kind = kinds.get(key) ?? { match, codes: new Map() };
    kinds.set(key, kind);
    kind.codes.set(match.occurrence, (kind.codes.get(match.occurrence) ?? new Set()).add(code));
  }
  if (!areDisjoint([...kinds.values()].map(({ match }) => [match]))) return null;
  const coded: CodedMatch[] = [];
  let free = OTHER;
  for (const { match, codes } of kinds.values()) {
    if ([...codes.values()].some((some) => some.size > 1) || (codes.has('any') && codes.size > 1)) return null;
    const [any, first, later] = (['any', 'first', 'later'] as const).map((name) => [...(codes.get(name) ?? [])][0]);
    coded.push(
      any === undefined
        ? { match, code: --free, told: { first: first ?? OTHER, later: later ?? OTHER } }
        : { match, code: any, told: null },
    );
  }
  return steps.length + exclusions.length > free ? null : coded;
}
