import { HandrailError } from '../journey/errors.ts';
import { withoutNobody } from '../journey/exclude-guess.ts';
import type { RecognisedExport } from '../journey/known-export.ts';
import type { PlanSource } from '../journey/plan.ts';
import { asksOf, type ColumnRole, guessSource, type SourceAsk, type SourceDoubt } from '../journey/source-guess.ts';
import type { NamedEvent } from '../journey/stage-guess.ts';
import type { ByteSource } from './byte-source.ts';
import { costsWithoutDays } from './exports/costs-without-days.ts';
import { recogniseExport } from './exports/recognise-export.ts';
import { openTable } from './open-table.ts';
import { type PreviewRow, previewRows } from './preview.ts';
import { TOTAL } from './row-judge.ts';
import type { TableFormat } from './table.ts';

const ROWS_SHOWN = 50;
const ROWS_LOOKED_AT = 5000;
const PREVIEWED = 5;

export interface SniffOptions {
  /** The zone in which times without one are previewed. */
  readonly timeZone: string;
  readonly nowUs: number;
  /** The sheet to look at; without it, the first one that is shown and holds a table. */
  readonly sheet?: string | undefined;
}

/** Hears how much of a file was looked through, as a share in 0..1, and stops the looking. */
export interface SniffWatch {
  readonly signal?: AbortSignal | undefined;
  readonly onShare?: ((share: number) => void) | undefined;
}

/** What the first 256 kB of a file show: how it is cut, what its columns seem to be, and what is not certain. */
export interface SniffedFile {
  readonly name: string;
  readonly size: number;
  readonly format: TableFormat;
  /** Names of the sheets that are shown, and of the one that was looked at; none for other formats. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly delimiter: string;
  readonly encoding: NonNullable<PlanSource['encoding']>;
  /** Lines before the header. */
  readonly preambleLines: number;
  readonly header: readonly string[];
  /** Cells of the first rows as they stand in the file, at most 50. */
  readonly rows: readonly (readonly string[])[];
  /** How it is read at first: as the known export that it looks like, else as guessed. */
  readonly source: PlanSource;
  /** The known export that it looks like, and how that is read; `null` for any other file. */
  readonly known: RecognisedExport | null;
  /** The guess, which a user may prefer to the known export. */
  readonly guess: PlanSource;
  /** By column of the header. */
  readonly roles: readonly ColumnRole[];
  /** The first rows as `source` reads them. */
  readonly preview: readonly PreviewRow[];
  readonly asks: readonly SourceAsk[];
  readonly doubts: readonly SourceDoubt[];
  /** Names of events in the part that was read, with their counts there. */
  readonly events: readonly NamedEvent[];
  /** Whether the part that was read is the whole file. */
  readonly whole: boolean;
  /** Rough number of rows, from the length of those that were read. */
  readonly rowsEstimated: number;
}

/**
 * Looks at the beginning of a file; a workbook, whose merged cells stand at its end, is looked through. Rejects with a
 * HandrailError (`cancelled`, `file-empty`, `file-not-text`, `file-header-only`, …).
 */
export async function sniffFile(file: ByteSource, options: SniffOptions, watch: SniffWatch = {}): Promise<SniffedFile> {
  let packed = 0;
  const table = await openTable(
    file,
    { sheet: options.sheet, sampleRows: ROWS_LOOKED_AT },
    {
      onBytes: (bytes) => {
        packed += bytes;
      },
      onLook: lookOf(file, watch),
    },
  );
  await table.close();
  const { head } = table;
  if (head.rows.length === 0 && table.whole) {
    throw new HandrailError('file-header-only', { file: file.name, columns: head.width });
  }
  const all = head.rows.map((row) => row.cells);
  const seen = table.rowsLookedAt?.() ?? all.length;
  const plain = all.filter((cells) => !isNoRow(cells, head.header));
  const looked = plain.length > 0 ? plain : all;
  const sample = { name: file.name, header: head.header, rows: looked };
  const undated = costsWithoutDays(sample);
  if (undated !== null) throw new HandrailError('costs-without-days', { file: file.name, product: undated });
  const guess = guessSource(sample);
  const recognised = recogniseExport(sample);
  const known = recognised && { ...recognised, source: withoutNobody(recognised.source, head.header, looked) };
  // A sheet that somebody chose is part of how the file is read.
  const chosen = options.sheet === undefined ? {} : { sheet: options.sheet };
  const guessed = { ...guess.source, ...chosen };
  const source = known === null ? guessed : { ...known.source, ...chosen };
  const rows = looked.slice(0, ROWS_SHOWN);
  const mapped = { header: head.header, rows };
  return {
    name: file.name,
    size: file.size,
    format: table.format,
    sheets: table.sheets,
    sheet: table.sheet,
    delimiter: String.fromCharCode(head.dialect.delimiter),
    encoding: table.encoding,
    preambleLines: head.preambleLines,
    header: head.header,
    rows,
    source,
    known,
    guess: guessed,
    roles: known === null ? guess.roles : head.header.map((column) => roleIn(source, column)),
    preview: previewRows(mapped, source, options).slice(0, PREVIEWED),
    asks: withZones(known === null ? guess.asks : asksOf(sample, source), options),
    doubts: known === null ? guess.doubts : [],
    events: eventsOf(sample, source, options),
    whole: table.whole,
    rowsEstimated: table.rowCount ?? (table.whole ? seen : Math.round((seen * file.size) / Math.max(1, packed))),
  };
}

const TELL_EVERY_MS = 100;

/** Tells the share that was looked through now and then, and lets the thread hear a cancel. */
function lookOf(file: ByteSource, { signal, onShare }: SniffWatch): (bytes: number) => Promise<void> {
  let looked = 0;
  let toldAt = performance.now();
  return async (bytes) => {
    looked += bytes;
    if (signal?.aborted) throw new HandrailError('cancelled', {});
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    onShare?.(Math.min(1, looked / Math.max(1, file.size)));
    await new Promise((resolve) => setTimeout(resolve, 0));
    toldAt = performance.now();
    if (signal?.aborted) throw new HandrailError('cancelled', {});
  };
}

/** Whether a row is the header once more, or adds up others: it says nothing of what its columns hold. */
function isNoRow(cells: readonly string[], header: readonly string[]): boolean {
  const [first = ''] = cells.filter((cell) => cell.trim() !== '');
  return TOTAL.test(first) || (header.length > 1 && header.every((name, k) => (cells[k] ?? '').trim() === name));
}

/** The same file as another mapping reads it: preview, questions and event names. */
export function remap(file: SniffedFile, source: PlanSource, options: SniffOptions): SniffedFile {
  const sample = { name: file.name, header: file.header, rows: file.rows };
  return {
    ...file,
    source,
    roles: file.header.map((column) => roleIn(source, column)),
    preview: previewRows(sample, source, options).slice(0, PREVIEWED),
    asks: withZones(asksOf(sample, source), options),
    doubts: [],
    events: eventsOf(sample, source, options),
  };
}

function roleIn(source: PlanSource, column: string): ColumnRole {
  if (column === source.person || source.aliases?.includes(column)) return 'person';
  if (column === source.time) return 'time';
  if (column === source.event && source.shape === 'events') return 'event';
  if (column === source.value) return 'value';
  if (Object.hasOwn(source.dates ?? {}, column)) return 'date';
  return Object.values(source.properties ?? {}).includes(column) ? 'property' : 'unused';
}

function withZones(asks: readonly SourceAsk[], { timeZone }: SniffOptions): SourceAsk[] {
  return asks.map((ask) =>
    ask.code === 'time-zone' ? { ...ask, suggested: timeZone, choices: [...new Set([timeZone, 'UTC'])] } : ask,
  );
}

function eventsOf(
  sample: { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] },
  source: PlanSource,
  options: SniffOptions,
): NamedEvent[] {
  if (source.shape === 'people' || source.shape === 'costs') return [];
  const found = new Map<string, { events: number; people: Set<string>; firstUs: number | null }>();
  for (const row of previewRows(sample, source, options)) {
    const events = source.shape === 'dates' ? Object.values(row.dates) : [{ event: row.event, timeUs: row.timeUs }];
    for (const { event, timeUs } of events) {
      if (event === null || event === '') continue;
      const entry = found.get(event) ?? { events: 0, people: new Set<string>(), firstUs: null };
      entry.events++;
      entry.people.add(row.key);
      if (timeUs !== null) entry.firstUs = Math.min(entry.firstUs ?? timeUs, timeUs);
      found.set(event, entry);
    }
  }
  return [...found].map(([name, { events, people, firstUs }]) => ({ name, events, people: people.size, firstUs }));
}
