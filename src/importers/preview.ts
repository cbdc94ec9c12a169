import type { PlanSource } from '../journey/plan.ts';
import { maskKey } from './keys.ts';
import { type DecimalMark, guessDecimal, parseNumber } from './number-parser.ts';
import { ORDER_BOTH, TimeParser } from './times/time-parser.ts';
import { ZoneClock } from './times/zone-clock.ts';

/** A row as a source reads it, for a glance before the import. */
export interface PreviewRow {
  /** The key with its middle hidden when it is an address. */
  readonly person: string;
  /** The key as it stands in the file. */
  readonly key: string;
  /** Microseconds since 1970 UTC; `null` without a time that can be read. */
  readonly timeUs: number | null;
  readonly dateOnly: boolean;
  /** Whether day and month could change places. */
  readonly orderOpen: boolean;
  /** The time's text. */
  readonly timeText: string | null;
  readonly event: string | null;
  /** By column of a source with date columns: the date as it is read. Blank cells are not there. */
  readonly dates: Readonly<Record<string, PreviewDate>>;
  /** `null` without a value that can be read. */
  readonly value: number | null;
}

export interface PreviewDate {
  readonly event: string;
  /** `null` when it cannot be read as a time. */
  readonly timeUs: number | null;
  readonly dateOnly: boolean;
}

/** Sampled rows as `source` reads them. Columns that the header lacks give nothing. */
export function previewRows(
  sample: { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] },
  source: PlanSource,
  options: { readonly timeZone: string },
): PreviewRow[] {
  const { header, rows } = sample;
  const at = (column: string | undefined): number => (column === undefined ? -1 : header.indexOf(column));
  const person = at(source.person);
  const time = at(source.time);
  const event = source.shape === 'events' ? at(source.event) : -1;
  const eventElse = source.shape === 'events' ? at(source.eventElse) : -1;
  const keys = [person, ...(source.aliases ?? []).map(at)];
  const value = at(source.value);
  const decimal: DecimalMark =
    source.decimal ?? guessDecimal(value < 0 ? [] : rows.map((row) => row[value] ?? ''), source.delimiter ?? ',');
  const parser = new TimeParser(source.dateOrder ?? null);
  const zone = new ZoneClock(source.timeZone ?? options.timeZone);
  const read = (text: string): { us: number | null; isTime: boolean; dateOnly: boolean } => {
    const bytes = encoder.encode(text);
    const isTime = bytes.length > 0 && parser.parse(bytes, 0, bytes.length);
    const isInstant = parser.kind === 'instant' && !(parser.isEpoch && source.epochs === 'local');
    const us = !isTime ? null : isInstant ? parser.us : zone.toUtc(parser.us);
    return { us, isTime, dateOnly: isTime && parser.kind === 'date' };
  };
  const dated = Object.entries(source.shape === 'dates' ? (source.dates ?? {}) : {}).map(([column, date]) => ({
    column,
    at: at(column),
    event: typeof date === 'string' ? date : date.event,
    where: Object.entries((typeof date === 'string' ? undefined : date.where) ?? {}),
  }));
  const datesIn = (row: readonly string[]): Record<string, PreviewDate> => {
    const found = dated.flatMap(({ column, at: index, event: name, where }) => {
      const text = (row[index] ?? '').trim();
      if (text === '' || !where.every(([other, values]) => values.includes(row[at(other)] ?? ''))) return [];
      const { us, dateOnly } = read(text);
      return [[column, { event: name, timeUs: us, dateOnly }] as const];
    });
    return Object.fromEntries(found);
  };
  return rows.map((row) => {
    const key = keys.map((column) => row[column] ?? '').find((text) => text.trim() !== '') ?? '';
    const { us, isTime, dateOnly } = read(time < 0 ? '' : (row[time] ?? ''));
    const orderOpen = isTime && parser.order === ORDER_BOTH;
    const cell = encoder.encode(value < 0 ? '' : (row[value] ?? ''));
    const number = parseNumber(cell, 0, cell.length, decimal);
    return {
      person: maskKey(key),
      key,
      timeUs: us,
      dateOnly,
      orderOpen,
      timeText: time < 0 ? null : (row[time] ?? ''),
      event:
        source.shape === 'list'
          ? (source.event ?? source.files)
          : event < 0
            ? null
            : row[event] || row[eventElse] || '',
      dates: datesIn(row),
      value: Number.isNaN(number) ? null : number,
    };
  });
}

const encoder = new TextEncoder();
