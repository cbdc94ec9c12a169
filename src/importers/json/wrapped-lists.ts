import { JsonParser } from './json-parser.ts';
import { RecordPaths } from './paths.ts';
import { TokenWalk } from './token-walk.ts';

/** A list of objects within an object, as programs answer: `{"response": {"items": [{…}, {…}]}}`. */
export interface WrappedList {
  /** The keys that lead to it, joined by dots. */
  readonly path: string;
  /** Where its opening bracket stands. */
  readonly at: number;
  /** How many objects lie around it. */
  readonly objects: number;
  /** Its objects in the part that was looked at. */
  readonly records: number;
}

/** What an object at the beginning of a text holds. */
export interface Wrapping {
  readonly lists: readonly WrappedList[];
  /** Where the object ends; `null`: not in the part that was looked at. */
  readonly end: number | null;
}

interface Open extends WrappedList {
  records: number;
  isOfPairs: boolean;
}

/** Lists deeper inside are parts of records. */
const MOST_OBJECTS = 3;
const OPEN_ARRAY = 91;
const OPEN_OBJECT = 123;
const decoder = new TextDecoder();

/**
 * The lists of objects in the object with which `text` begins; `null` when it begins with something else, or is damaged.
 * `whole`: nothing comes behind the text.
 */
export function wrappedLists(text: Uint8Array, whole: boolean): Wrapping | null {
  const parser = new JsonParser(new RecordPaths(0), { leaf: () => undefined, nothing: () => undefined });
  parser.on(text, text.length, whole);
  const walk = new TokenWalk(parser);
  const { around } = walk;
  const keys: string[] = [];
  const found: Open[] = [];
  let list: Open | null = null;
  let i = parser.skipBlanks(0);
  if (text[i] !== OPEN_OBJECT) return null;
  while (!walk.isDone && i < text.length) {
    const from = i;
    i = walk.pass(text, from);
    if (i < 0) return parser.problem === 'more' ? { lists: found.filter(isOfRecords), end: null } : null;
    const depth = around.length;
    if (walk.token === 'key') {
      keys.length = depth - 1;
      const key = decoder.decode(text.subarray(from + 1, i - 1));
      keys[depth - 1] = key;
      if (list !== null && depth === list.objects + 2 && key !== 'key' && key !== 'value') list.isOfPairs = false;
    } else if (walk.token === 'open' && list === null && depth <= MOST_OBJECTS + 1) {
      const isOuter = text[from] === OPEN_ARRAY && around.slice(0, -1).every((open) => open === OPEN_OBJECT);
      const path = keys.slice(0, depth - 1).join('.');
      if (isOuter) list = { path, at: from, objects: depth - 1, records: 0, isOfPairs: true };
    } else if (list !== null && walk.token === 'open' && depth === list.objects + 2 && text[from] === OPEN_OBJECT) {
      if (list.records++ === 0) found.push(list);
    } else if (list !== null && walk.token === 'close' && depth === list.objects) list = null;
    i = parser.skipBlanks(i);
  }
  return { lists: found.filter(isOfRecords), end: walk.isDone ? i : null };
}

/** The list with most records in what was looked at, of equal ones the first. */
export function largest(lists: readonly WrappedList[]): WrappedList | null {
  return lists.reduce<WrappedList | null>((most, list) => (most && most.records >= list.records ? most : list), null);
}

/** Pairs of key and value are one value in a shape of its own. */
function isOfRecords({ isOfPairs }: Open): boolean {
  return !isOfPairs;
}
