import { wordsOf } from '../journey/column-facts.ts';
import { HandrailError } from '../journey/errors.ts';
import { nearestName } from '../journey/nearest.ts';
import type { PlanSource } from '../journey/plan.ts';
import { ByteDictionary } from './bytes/dictionary.ts';
import { type DecimalMark, guessDecimal } from './number-parser.ts';
import type { TableHead } from './table.ts';

const PHONE_WORDS = ['phone', 'telephone', 'tel', 'mobile', 'cell', 'telefon', 'telefonnummer', 'mobil', 'handy'];

/** A value that leaves a row out. */
export interface ExcludeRule {
  readonly column: number;
  readonly value: ByteDictionary;
  readonly detail: string;
}

/** Where a file's header has the columns that a source names; -1 for what it does not name. */
export interface SourceColumns {
  readonly person: number;
  readonly aliases: readonly number[];
  readonly time: number;
  readonly event: number;
  readonly value: number;
  readonly properties: readonly { readonly name: string; readonly column: number }[];
  readonly excludes: readonly ExcludeRule[];
  /** Whether the person's column says that it holds phone numbers. */
  readonly keysArePhones: boolean;
  readonly decimal: DecimalMark;
  /** A row with fewer cells lacks one that rows of this file have. */
  readonly leastWidth: number;
}

/** Finds a source's columns. Throws `column-missing` with the path of the plan's key. */
export function sourceColumns(source: PlanSource, sourceIndex: number, head: TableHead, file: string): SourceColumns {
  const at = (name: string | undefined, key: string): number => {
    if (name === undefined) return -1;
    const column = head.header.indexOf(name);
    if (column >= 0) return column;
    const path = `sources[${sourceIndex}].${key}`;
    throw new HandrailError('column-missing', { file, path, column: name, nearest: nearestName(name, head.header) });
  };
  const person = at(source.person, 'person');
  const aliases = (source.aliases ?? []).map((name, i) => at(name, `aliases[${i}]`));
  const time = at(source.time, 'time');
  const event = source.shape === 'events' ? at(source.event, 'event') : -1;
  const value = at(source.value, 'value');
  const properties = Object.entries(source.properties ?? {}).map(([name, column]) => ({
    name,
    column: at(column, `properties.${name}`),
  }));
  const excludes = (source.exclude ?? []).flatMap((rule, i) => {
    const named = source.properties ?? {};
    const name = Object.hasOwn(named, rule.property) ? named[rule.property] : rule.property;
    const column = at(name, `exclude[${i}].property`);
    return (rule.in ?? []).map((text) => ({ column, value: setOf(text), detail: `${rule.property} = ${text}` }));
  });
  const samples = value < 0 ? [] : head.rows.map((row) => row.cells[value] ?? '');
  return {
    person,
    aliases,
    time,
    event,
    value,
    properties,
    excludes,
    keysArePhones: wordsOf(source.person).some((word) => PHONE_WORDS.includes(word)),
    decimal: source.decimal ?? guessDecimal(samples, String.fromCharCode(head.dialect.delimiter)),
    leastWidth: Math.max(Math.max(person, time, event) + 1, usualWidth(head)),
  };
}

function setOf(text: string): ByteDictionary {
  const values = new ByteDictionary();
  const bytes = new TextEncoder().encode(text);
  values.intern(bytes, 0, bytes.length);
  return values;
}

/** How many cells rows of full width fill: behind the last one that nearly all of them fill, cells may be missing. */
function usualWidth(head: TableHead): number {
  const full = head.rows.filter((row) => row.width === head.width);
  if (full.length < 5 || head.rows.length - full.length > head.rows.length * 0.2) return 0;
  for (let width = head.width; width > 0; width--) {
    const filled = full.filter((row) => (row.cells[width - 1] ?? '') !== '').length;
    if (filled >= full.length * 0.95) return width;
  }
  return 0;
}
