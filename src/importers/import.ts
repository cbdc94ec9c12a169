import type { EventColumns } from '../engine/columns.ts';
import { HandrailError } from '../journey/errors.ts';
import { matchesName } from '../journey/name-pattern.ts';
import { nearestName } from '../journey/nearest.ts';
import type { Plan, PlanSource } from '../journey/plan.ts';
import type { DatasetProfile, FileProfile } from '../journey/profile.ts';
import type { RejectedRow } from '../journey/quality-report.ts';
import { isTimeZone } from '../journey/time-zone.ts';
import { expandArchives } from './archives.ts';
import { buildColumns } from './build-columns.ts';
import { addListedPeople, buildProfile } from './build-profile.ts';
import type { ByteSource } from './byte-source.ts';
import { digestStream, FileDigest } from './bytes/file-digest.ts';
import { CostsReader } from './costs-reader.ts';
import { DatesReader } from './dates-reader.ts';
import { EventTable } from './event-table.ts';
import { ForgettingSink, type ForgottenKeys, LinkedKeys } from './forgotten.ts';
import { NumberColumn } from './number-column.ts';
import { openTable } from './open-table.ts';
import { Part } from './part.ts';
import { Progress } from './progress.ts';
import { RowCounter } from './row-counter.ts';
import { DigestingSink, type HereAlready, RowDigests } from './row-digests.ts';
import { ListedRows, type RowPeople, rowPeople } from './row-people.ts';
import { type ReaderContext, SourceReader } from './source-reader.ts';
import type { RowSink, TableHints } from './table.ts';
import { ImportClock, TimeColumn } from './times/time-column.ts';

export interface ImportProgress {
  readonly phase: 'reading' | 'sorting';
  readonly file: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rowsRead: number;
}

export interface ImportOptions {
  /** Of the journey: hashed with keys that look like contacts. */
  readonly salt: Uint8Array;
  /** The present moment, microseconds since 1970 UTC; later events are left out. */
  readonly nowUs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Hears of every rejected row, also of those beyond what the report keeps. */
  readonly onReject?: (file: string, row: RejectedRow) => void;
  /** Files that are in a dataset already. */
  readonly known?: readonly { readonly digest: string; readonly dataset: string }[];
  /** Whether the digests of accepted rows are wanted. */
  readonly rowDigests?: boolean;
  /** By index of the plan's source: rows that are here already. Used up. */
  readonly here?: ReadonlyMap<number, HereAlready>;
  /** People who are not to be read. */
  readonly forgotten?: readonly ForgottenKeys[] | undefined;
  /** What an earlier reading of the files found of their other keys. */
  readonly forgottenToo?: readonly string[];
  /** Whether the events may all be elsewhere. */
  readonly mayLackEvents?: boolean;
}

export interface Imported {
  readonly columns: EventColumns;
  readonly profile: DatasetProfile;
  /** By index of the plan's source, where they were asked for. */
  readonly rowDigests: ReadonlyMap<number, RowDigests>;
  /** Whose these rows are; `null` when they were not asked for. */
  readonly rowPeople: RowPeople | null;
  /** Hashes, with the import's salt, of other keys of forgotten people that stood in their rows. */
  readonly forgottenToo: readonly string[];
}

interface Job {
  readonly source: PlanSource;
  readonly sourceIndex: number;
  readonly files: readonly ByteSource[];
}

/**
 * Reads files as the plan says into columns and an account of every row. Streams: memory grows with the events, not with
 * the files. Rejects with a HandrailError, `cancelled` when the signal is aborted; nothing is left behind then.
 */
export async function importFiles(given: readonly ByteSource[], plan: Plan, options: ImportOptions): Promise<Imported> {
  let rows = 0;
  const onProgress = (progress: ImportProgress): void => {
    rows = progress.rowsRead;
    options.onProgress?.(progress);
  };
  try {
    const linked = new LinkedKeys(options.salt, options.forgottenToo);
    for (;;) {
      const imported = await importAll(given, plan, { ...options, onProgress }, linked);
      // Rows with another key of a forgotten person may stand before the row that tells whose it is.
      if (!linked.grew()) return imported;
    }
  } catch (cause) {
    const isMemory = cause instanceof RangeError && /alloc|length|size/iu.test(cause.message);
    throw isMemory ? new HandrailError('memory-exhausted', { rows }, { cause }) : cause;
  }
}

async function importAll(
  given: readonly ByteSource[],
  plan: Plan,
  options: ImportOptions,
  linked: LinkedKeys,
): Promise<Imported> {
  refusePlan(plan);
  const files = await expandArchives(given, (name) => plan.sources.some((source) => matchesName(source.files, name)));
  const jobs = assign(files, plan);
  const ahead = files.filter((file) => mayRepeat(file, files, options));
  const progress = new Progress([...ahead, ...jobs.flatMap((job) => job.files)], options);
  const digests = new Map<ByteSource, string>();
  const repeats = new Map<ByteSource, string>();
  for (const file of ahead) {
    const digest = await digestStream(file.stream(), (bytes) => progress.read(file.name, bytes));
    const known = options.known?.find((entry) => entry.digest === digest);
    const twin = [...digests].find(([, other]) => other === digest)?.[0];
    if (known !== undefined) repeats.set(file, known.dataset);
    else if (twin !== undefined) repeats.set(file, twin.name);
    digests.set(file, digest);
    await progress.breathe();
  }
  const repeated = files.find((file) => repeats.has(file));
  if (repeated !== undefined && repeats.size === files.length) {
    throw new HandrailError('already-imported', { file: repeated.name, dataset: repeats.get(repeated)! });
  }

  const table = new EventTable(options.salt, plan.keys === 'kept', plan.looseKeys);
  const rowDigests = new Map<number, RowDigests>();
  const listed = new Map<number, ListedRows>();
  const clock = new ImportClock(
    plan.timeZone,
    plan.sources.map((source) => source.timeZone),
  );
  for (const job of readingOrder(jobs))
    await readSource(job, { plan, table, clock, progress, digests, repeats, rowDigests, listed, linked, options });
  clock.check();
  refuseNothing(table);

  progress.sorting();
  await progress.breathe();
  const parts = table.parts.sort((a, b) => a.sourceIndex - b.sourceIndex);
  const whose = options.rowDigests === true ? peopleOfRows(table, plan, rowDigests, listed, options) : null;
  const blocks = parts.map(({ firstRow, endRow, sourceIndex }) => ({ from: firstRow, to: endRow, sourceIndex }));
  const { columns, personOf, peopleOfBlock } = buildColumns(table, blocks);
  if (columns.eventCount === 0 && options.mayLackEvents !== true) throw new HandrailError('no-events', {});
  addListedPeople(parts, peopleOfBlock, personOf);
  const profiles = new Map<string, FileProfile>(
    files.map((file) => [file.name, { name: file.name, bytes: file.size, digest: digests.get(file)! }]),
  );
  const profile = buildProfile({
    columns,
    table,
    plan,
    personOf,
    peopleOfPart: peopleOfBlock,
    files: profiles,
    nowUs: options.nowUs,
    timeZone: clock.dayZone,
    keys: !table.keys.sawContact ? 'plain' : plan.keys === 'kept' ? 'kept' : 'hashed',
  });
  return { columns, profile, rowDigests, rowPeople: whose, forgottenToo: linked.hashes() };
}

function peopleOfRows(
  table: EventTable,
  { sources }: Plan,
  rowDigests: ReadonlyMap<number, RowDigests>,
  listed: ReadonlyMap<number, ListedRows>,
  { salt }: ImportOptions,
): RowPeople {
  const codes = new Map([...listed].map(([index, rows]) => [index, rows.codes]));
  return rowPeople({ table, sources, rowDigests, listed: codes, salt });
}

/** The column of sources keeps a byte per event. */
const MAX_SOURCES = 256;

/** Stops at what no table can be read with. Throws `plan-wrong-value`. */
function refusePlan(plan: Plan): void {
  const wrong = (path: string, value: unknown, expected: string): HandrailError =>
    new HandrailError('plan-wrong-value', { path, value: JSON.stringify(value), expected });
  const { sources, timeZone } = plan;
  if (sources.length > MAX_SOURCES) {
    throw wrong('sources', sources.length, `at most ${MAX_SOURCES} sources: "files" takes * for files that are alike`);
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw wrong('timeZone', timeZone, ZONE_EXPECTED);
  sources.forEach((source, i) => {
    if (source.timeZone !== undefined && !isTimeZone(source.timeZone)) {
      throw wrong(`sources[${i}].timeZone`, source.timeZone, ZONE_EXPECTED);
    }
    if (source.delimiter !== undefined && !/^[\t -!#-~]$/u.test(source.delimiter)) {
      throw wrong(`sources[${i}].delimiter`, source.delimiter, 'one ASCII character that is no quotation mark');
    }
  });
}

const ZONE_EXPECTED = 'a time zone as "Europe/Berlin"';

/** Whether the file's digest has to be known before its rows are used. */
function mayRepeat(file: ByteSource, files: readonly ByteSource[], options: ImportOptions): boolean {
  if (options.known !== undefined && options.known.length > 0) return true;
  return files.some((other) => other !== file && other.size === file.size);
}

function assign(files: readonly ByteSource[], plan: Plan): Job[] {
  const jobs = plan.sources.map((source, sourceIndex) => ({
    source,
    sourceIndex,
    files: files.filter((file) => matchesName(source.files, file.name)),
  }));
  const unmatched = files.find((file) => !jobs.some((job) => job.files.includes(file)));
  if (unmatched !== undefined) {
    const patterns = plan.sources.map((source) => source.files);
    throw new HandrailError('file-unmatched', { file: unmatched.name, patterns });
  }
  const lonely = jobs.find((job) => job.files.length === 0);
  if (lonely !== undefined) {
    const path = `sources[${lonely.sourceIndex}].files`;
    throw new HandrailError('source-without-file', { path, files: lonely.source.files });
  }
  return jobs;
}

/** Undated lists need the dates of the people, and the keys that other sources join: they are read last. */
function readingOrder(jobs: readonly Job[]): Job[] {
  const rank = ({ source }: Job): number => {
    if (source.shape === 'people') return 0;
    if (!hasTimes(source)) return 3;
    return source.aliases === undefined ? 2 : 1;
  };
  return [...jobs].sort((a, b) => rank(a) - rank(b) || a.sourceIndex - b.sourceIndex);
}

interface Reading {
  readonly plan: Plan;
  readonly table: EventTable;
  readonly clock: ImportClock;
  readonly progress: Progress;
  readonly digests: Map<ByteSource, string>;
  readonly repeats: ReadonlyMap<ByteSource, string>;
  readonly rowDigests: Map<number, RowDigests>;
  /** By index of a source of people: whom its rows name. */
  readonly listed: Map<number, ListedRows>;
  readonly linked: LinkedKeys;
  readonly options: ImportOptions;
}

async function readSource(job: Job, reading: Reading): Promise<void> {
  const { source, sourceIndex } = job;
  const { plan, table, clock, options } = reading;
  const time = timeColumnOf(job, plan, clock);
  const numbers = new NumberColumn(source.decimal);
  if (source.shape !== 'people' && time === null) table.shareDates();
  const pending = new Map<number, number>();
  const firstPart = table.parts.length;
  for (const file of job.files) {
    const part = new Part(file.name, sourceIndex, source.shape === 'people', options.onReject);
    table.parts.push(part);
    part.firstRow = table.rows;
    await readFile(file, job, part, { time, numbers, pending }, reading);
    part.endRow = table.rows;
  }
  const { value } = table;
  if (value !== null) numbers.settle((row) => value.set(row, value.get(row) / 1000));
  table.parts[firstPart]?.notes.push(...numbers.notes());
  if (time === null) return;
  time.decide();
  settle(pending, time, table, firstPart, source.shape === 'people', options.nowUs);
  settleSeveral(table, firstPart, source);
  table.costs.settle(time, numbers.mark);
  table.parts[firstPart]?.notes.push(...time.notes());
  if (source.lendsDates === true) for (const part of table.parts.slice(firstPart)) table.lendDates(part);
}

function settle(
  pending: ReadonlyMap<number, number>,
  time: TimeColumn,
  table: EventTable,
  firstPart: number,
  isPeople: boolean,
  nowUs: number,
): void {
  let at = firstPart;
  for (const [index, code] of pending) {
    if (isPeople) {
      table.personDate.set(index, time.settle(table.personDate.get(index), code));
      continue;
    }
    const us = time.settle(table.time.get(index), code);
    while (index >= table.parts[at]!.endRow) at++;
    if (us > nowUs) {
      const part = table.parts[at]!;
      if (!part.givesSeveral) part.takeBack();
      table.time.set(index, Number.NaN);
      table.dropped.add(index);
    } else table.time.set(index, us);
  }
}

/** Rows that give several events may have lost some or all of them. */
function settleSeveral(table: EventTable, firstPart: number, source: PlanSource): void {
  const columns = Object.entries(source.dates ?? {});
  const columnOf = (row: number): string => {
    const name = new TextDecoder().decode(table.names.bytesOf(table.name.get(row)));
    return columns.find(([, dated]) => (typeof dated === 'string' ? dated : dated.event) === name)?.[0] ?? '';
  };
  for (const part of table.parts.slice(firstPart)) part.settleSeveral((row) => table.dropped.has(row), columnOf);
}

function timeColumnOf({ source, sourceIndex }: Job, plan: Plan, clock: ImportClock): TimeColumn | null {
  const path = `sources[${sourceIndex}]`;
  if (!hasTimes(source)) return null;
  if (source.shape !== 'costs') return new TimeColumn(path, source, plan.timeZone, clock);
  // A day on which money was spent stays that day, wherever it was.
  return new TimeColumn(path, { ...source, timeZone: 'UTC' }, 'UTC', new ImportClock('UTC', []));
}

/** Whether the file itself says when: in one column or in several. */
function hasTimes(source: PlanSource): boolean {
  return source.shape === 'dates' || source.time !== undefined;
}

/** What is decided over all files of a source. */
type ReadColumns = Pick<ReaderContext, 'time' | 'numbers' | 'pending'>;

async function readFile(file: ByteSource, job: Job, part: Part, columns: ReadColumns, reading: Reading): Promise<void> {
  const { source, sourceIndex } = job;
  const { table: events, progress, options, digests, repeats } = reading;
  const digest = digests.has(file) ? null : new FileDigest();
  const table = await openTable(
    file,
    { ...hintsOf(source), columns: columnsOf(source) },
    {
      onChunk: (chunk) => digest?.add(chunk),
      onBytes: (bytes) => progress.read(file.name, bytes),
      onLook: () => progress.breathe(),
    },
  );
  try {
    const { head, format } = table;
    if (
      source.delimiter !== undefined &&
      format === 'csv' &&
      head.width === 1 &&
      !head.header.includes(source.person)
    ) {
      const path = `sources[${sourceIndex}].delimiter`;
      const expected = `the character that parts the cells of ${file.name}, line ${head.headerLine}`;
      throw new HandrailError('plan-wrong-value', { path, value: JSON.stringify(source.delimiter), expected });
    }
    part.place = head.place;
    const context = { table: events, part, source, sourceIndex, head, ...columns, nowUs: options.nowUs };
    const twin = repeats.get(file);
    const reader =
      twin === undefined
        ? withDigests(
            withoutForgotten(withListed(readerOf(context), context, reading), context, reading),
            context,
            reading,
          )
        : new RowCounter(part, head.headerLine, head.width, twin);
    await table.read(reader, async () => {
      progress.rows(part.rowsRead);
      await progress.breathe();
    });
    events.settleKeys();
    progress.endPart(part.rowsRead);
    if (digest !== null) {
      const whole = table.streams ? digest.finish() : digestStream(file.stream(), () => progress.read(file.name, 0));
      digests.set(file, await whole);
    }
    if (part.rowsRead === 0) throw new HandrailError('file-header-only', { file: file.name, columns: head.width });
    part.notes.push(...table.notes());
    noteMissing(table.missing?.() ?? [], head.header, job, part);
  } finally {
    await table.close();
  }
}

/** Columns that no record has: without the person, the time or the event nothing can be read; others are noted. */
function noteMissing(missing: readonly string[], header: readonly string[], job: Job, part: Part): void {
  if (missing.length === 0) return;
  const { person, time, event, shape } = job.source;
  const needed = [person, time, ...(shape === 'events' ? [event] : [])];
  const column = missing.find((name) => needed.includes(name));
  if (column === undefined) {
    part.notes.push({ code: 'columns-absent', columns: missing });
    return;
  }
  const there = header.filter((name) => !missing.includes(name));
  const key = column === person ? 'person' : column === time ? 'time' : 'event';
  const path = `sources[${job.sourceIndex}].${key}`;
  throw new HandrailError('column-missing', { file: part.file, path, column, nearest: nearestName(column, there) });
}

function hintsOf({ delimiter, encoding, sheet }: PlanSource): TableHints {
  return { delimiter, encoding, sheet };
}

function readerOf(context: ReaderContext): RowSink {
  const { shape } = context.source;
  if (shape === 'costs') return new CostsReader(context);
  return shape === 'dates' ? new DatesReader(context) : new SourceReader(context);
}

/** The columns of the person's keys. */
function keyColumnsOf({ source, head }: ReaderContext): number[] {
  const columns = [source.person, ...(source.aliases ?? [])].map((name) => head.header.indexOf(name));
  return columns.filter((column) => column >= 0);
}

/** The reader, without the rows of people who were forgotten. */
function withoutForgotten(inner: RowSink, context: ReaderContext, reading: Reading): RowSink {
  const { part, source, head } = context;
  const { forgotten = [] } = reading.options;
  if (forgotten.length === 0 || source.shape === 'costs') return inner;
  const { looseKeys: loose = [] } = reading.plan;
  return new ForgettingSink(inner, {
    part,
    headerLine: head.headerLine,
    columns: keyColumnsOf(context),
    lists: forgotten,
    loose,
    linked: reading.linked,
  });
}

/** The reader of a people file, with an ear for whom its rows name, where digests of them are wanted. */
function withListed(inner: RowSink, context: ReaderContext, { options, listed, table }: Reading): RowSink {
  const { source, sourceIndex, part } = context;
  if (options.rowDigests !== true || source.shape !== 'people') return inner;
  const rows = listed.get(sourceIndex) ?? new ListedRows(table);
  listed.set(sourceIndex, rows);
  return rows.around(inner, part, keyColumnsOf(context));
}

/** The reader, with an ear for the digests of its rows where somebody wants them. */
function withDigests(inner: RowSink, { part, source, sourceIndex, head }: ReaderContext, reading: Reading): RowSink {
  const { options, rowDigests, table } = reading;
  if (options.rowDigests !== true) return inner;
  const digests = rowDigests.get(sourceIndex) ?? new RowDigests();
  rowDigests.set(sourceIndex, digests);
  const idColumn = source.eventId === undefined ? -1 : head.header.indexOf(source.eventId);
  const here = options.here?.get(sourceIndex) ?? null;
  return new DigestingSink({ part, inner, headerLine: head.headerLine, seed: table.seed, idColumn, digests, here });
}

function columnsOf(source: PlanSource): string[] {
  const { properties = {}, dates = {}, exclude = [] } = source;
  const conditions = Object.values(dates).flatMap((dated) =>
    typeof dated === 'string' ? [] : Object.keys(dated.where ?? {}),
  );
  const ruled = exclude.map(({ property }) => (Object.hasOwn(properties, property) ? properties[property] : property));
  const named = [
    source.person === '' ? undefined : source.person,
    source.time,
    ...(source.shape === 'events' ? [source.event, source.eventElse] : []),
    source.value,
    source.refunded,
    source.eventId,
    source.currencyColumn,
    ...(source.aliases ?? []),
    ...Object.keys(dates),
    ...conditions,
    ...ruled,
  ];
  return [...named.filter((column) => column !== undefined), ...Object.values(source.properties ?? {})];
}

/** Stops when no row of any file could be used, or all were left out. */
function refuseNothing(table: EventTable): void {
  if (table.parts.some((part) => part.rowsAccepted > 0)) return;
  for (const part of table.parts) {
    const reject = part.rejects[0];
    const excluded = part.firstExcluded;
    if (reject === undefined && excluded === null) continue;
    throw new HandrailError('no-rows-accepted', {
      file: part.file,
      rows: part.rowsRead,
      reason: reject?.reason ?? excluded!.reason,
      line: reject?.line ?? excluded!.line,
      ...(part.place === 'line' ? {} : { place: part.place }),
      value: reject === undefined ? excluded!.detail : (reject.value ?? reject.text),
    });
  }
}
