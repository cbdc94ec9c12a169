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
  /** `null` without a value that can be read. */
  readonly value: number | null;
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
  const value = at(source.value);
  const decimal: DecimalMark =
    source.decimal ?? guessDecimal(value < 0 ? [] : rows.map((row) => row[value] ?? ''), source.delimiter ?? ',');
  const parser = new TimeParser(source.dateOrder ?? null);
  const zone = new ZoneClock(source.timeZone ?? options.timeZone);
  return rows.map((row) => {
    const key = row[person] ?? '';
    const bytes = encoder.encode(time < 0 ? '' : (row[time] ?? ''));
    const isTime = bytes.length > 0 && parser.parse(bytes, 0, bytes.length);
    const cell = encoder.encode(value < 0 ? '' : (row[value] ?? ''));
    const number = parseNumber(cell, 0, cell.length, decimal);
    return {
      person: maskKey(key),
      key,
      timeUs: !isTime ? null : parser.kind === 'instant' ? parser.us : zone.toUtc(parser.us),
      dateOnly: isTime && parser.kind === 'date',
      orderOpen: isTime && parser.order === ORDER_BOTH,
      timeText: time < 0 ? null : (row[time] ?? ''),
      event: source.shape === 'list' ? (source.event ?? source.files) : event < 0 ? null : (row[event] ?? ''),
      value: Number.isNaN(number) ? null : number,
    };
  });
}

const encoder = new TextEncoder();
