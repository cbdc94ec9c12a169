import { wordsOf } from '../journey/column-facts.ts';
import { HandrailError } from '../journey/errors.ts';
import { nearestName } from '../journey/nearest.ts';
import type { PlanSource } from '../journey/plan.ts';
import { ByteDictionary } from './bytes/dictionary.ts';
import { type DecimalMark, guessDecimal } from './number-parser.ts';
import type { TableHead } from './table.ts';

const PHONE_WORDS = ['phone', 'telephone', 'tel', 'mobile', 'cell', 'telefon', 'telefonnummer', 'mobil', 'handy'];

/** Values that leave a row out, or, with `isNot`, all values but these. */
export interface ExcludeRule {
  readonly column: number;
  readonly values: ByteDictionary;
  readonly isNot: boolean;
  /** The property that the plan names. */
  readonly property: string;
  readonly detail: string;
}

/** A column of dates, and in which rows they count. */
export interface DateCell {
  readonly column: number;
  readonly event: string;
  readonly where: readonly { readonly column: number; readonly values: ByteDictionary }[];
}

/** Where a file's header has the columns that a source names; -1 for what it does not name. */
export interface SourceColumns {
  readonly person: number;
  readonly aliases: readonly number[];
  readonly time: number;
  readonly event: number;
  readonly eventElse: number;
  readonly eventId: number;
  readonly dates: readonly DateCell[];
  readonly value: number;
  readonly refunded: number;
  readonly currency: number;
  readonly properties: readonly { readonly name: string; readonly column: number }[];
  readonly excludes: readonly ExcludeRule[];
  /** Whether the person's column says that it holds phone numbers. */
  readonly keysArePhones: boolean;
  readonly decimal: DecimalMark;
  /** A row with fewer cells lacks one that rows of this file have. */
  readonly leastWidth: number;
}

/** Whether a column's name says that it holds phone numbers. */
export function holdsPhones(column: string): boolean {
  return wordsOf(column).some((word) => PHONE_WORDS.includes(word));
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
  const eventElse = source.shape === 'events' ? at(source.eventElse, 'eventElse') : -1;
  const eventId = at(source.eventId, 'eventId');
  const value = at(source.value, 'value');
  const refunded = value < 0 ? -1 : at(source.refunded, 'refunded');
  const properties = Object.entries(source.properties ?? {}).map(([name, column]) => ({
    name,
    column: at(column, `properties.${name}`),
  }));
  const excludes = (source.exclude ?? []).flatMap((rule, i) => {
    const named = source.properties ?? {};
    const name = Object.hasOwn(named, rule.property) ? named[rule.property] : rule.property;
    const column = at(name, `exclude[${i}].property`);
    const rules = (rule.in ?? []).map((text) => ({
      values: setOf([text]),
      isNot: false,
      detail: `${rule.property} = ${text === '' ? '(blank)' : text}`,
    }));
    const { notIn } = rule;
    if (notIn !== undefined) {
      rules.push({ values: setOf(notIn), isNot: true, detail: `${rule.property} ≠ ${notIn.join(', ')}` });
    }
    return rules.map((each) => ({ ...each, column, property: rule.property }));
  });
  const samples = value < 0 ? [] : head.rows.map((row) => row.cells[value] ?? '');
  return {
    person,
    aliases,
    time,
    event,
    eventElse,
    eventId,
    dates: datesOf(source, at),
    value,
    refunded,
    currency: at(source.currencyColumn, 'currencyColumn'),
    properties,
    excludes,
    keysArePhones: holdsPhones(source.person),
    decimal: source.decimal ?? guessDecimal(samples, String.fromCharCode(head.dialect.delimiter)),
    leastWidth: Math.max(Math.max(person, time, event) + 1, usualWidth(head)),
  };
}

function datesOf(source: PlanSource, at: (name: string, key: string) => number): DateCell[] {
  if (source.shape !== 'dates') return [];
  return Object.entries(source.dates ?? {}).map(([name, dated]) => {
    const { event, where = {} } = typeof dated === 'string' ? { event: dated } : dated;
    const conditions = Object.entries(where).map(([column, values]) => ({
      column: at(column, `dates.${name}.where.${column}`),
      values: setOf(values),
    }));
    return { column: at(name, `dates.${name}`), event, where: conditions };
  });
}

function setOf(texts: readonly string[]): ByteDictionary {
  const values = new ByteDictionary();
  for (const text of texts) {
    const bytes = new TextEncoder().encode(text);
    values.intern(bytes, 0, bytes.length);
  }
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
