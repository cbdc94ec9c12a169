import { type ColumnFacts, columnFacts, lacksZone, wordsOf } from './column-facts.ts';
import type { AskCode } from './errors.ts';
import { guessExclusions, withoutNobody } from './exclude-guess.ts';
import type { PlanSource, SourceShape } from './plan.ts';
import { type CostColumns, guessCosts, guessDates } from './shape-guess.ts';

export type ColumnRole = 'person' | 'time' | 'date' | 'event' | 'value' | 'property' | 'unused';

/** A file as far as it was looked at: header, some rows, and its name. */
export interface FileSample {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface SourceGuess {
  readonly source: PlanSource;
  /** The role of each column of the header. */
  readonly roles: readonly ColumnRole[];
  /** What the user has to say. `suggested` is used until they do; what blocks has no good default. */
  readonly asks: readonly SourceAsk[];
  /** What was guessed although something else is nearly as likely. */
  readonly doubts: readonly SourceDoubt[];
}

export interface SourceAsk {
  /** Key of the plan, or of the source when it begins with a point: `.dateOrder`. */
  readonly key: string;
  readonly code: AskCode;
  readonly choices: readonly string[];
  readonly suggested: string | null;
  readonly blocks: boolean;
}

export interface SourceDoubt {
  readonly about: 'shape' | 'person' | 'time' | 'event' | 'value' | 'header';
  /** What was taken, and what else it could be. */
  readonly taken: string;
  readonly other: string | null;
}

/**
 * Guesses how a file is to be read from its name, its header and a sample of its rows. `person` is empty, and asked, when
 * no column can name one.
 */
export function guessSource(file: FileSample): SourceGuess {
  const facts = columnFacts(file.header, file.rows);
  const person = best(facts, (fact) => personScore(fact, file));
  const time = best(facts, (fact) => (fact === person.fact ? 0 : timeScore(fact)));
  const exclude = guessExclusions(file.header, file.rows);
  const isPayment = (fact: ColumnFacts): boolean => exclude.some((rule) => rule.property === fact.name);
  const event = best(facts, (fact) =>
    fact === person.fact || fact === time.fact || isPayment(fact) ? 0 : eventScore(fact),
  );
  const costs = person.score >= 9 ? null : guessCosts(facts);
  if (costs !== null) return costGuess(file, facts, costs);
  const dates = event.score >= 6 ? null : guessDates(facts, person.fact);
  const shape: ShapeGuess =
    dates === null ? shapeOf(file, facts, person.fact, time.fact, event) : { taken: 'dates', other: 'list' };
  const isDated = (fact: ColumnFacts): boolean => dates !== null && Object.hasOwn(dates, fact.name);
  const timeColumn = dates === null ? time.fact : null;
  const eventColumn = shape.taken === 'events' ? event.fact : null;
  const value = best(facts, (fact) =>
    shape.taken === 'people' || fact === person.fact || fact === timeColumn || isDated(fact) ? 0 : valueScore(fact),
  );
  const plain: PlanSource = {
    files: file.name.replaceAll('*', '\\*'),
    shape: shape.taken,
    person: person.fact?.name ?? '',
    ...(timeColumn === null ? {} : { time: timeColumn.name }),
    ...(dates === null ? {} : { dates }),
    ...(eventColumn !== null ? { event: eventColumn.name } : {}),
    ...(shape.taken === 'list' ? { event: listName(file, facts) } : {}),
    ...(value.fact === null ? {} : { value: value.fact.name }),
    ...(timeColumn !== null && has(timeColumn, 'utc gmt') ? { timeZone: 'UTC' } : {}),
    ...(exclude.length === 0 ? {} : { exclude }),
  };
  const source = withoutNobody(plain, file.header, file.rows);
  const taken = new Set([person.fact, timeColumn, eventColumn, value.fact]);
  const kept = facts.filter((fact) => !taken.has(fact) && isProperty(fact, file.rows.length));
  const properties = Object.fromEntries(kept.map((fact) => [propertyName(fact), fact.name]));
  const roles = facts.map((fact): ColumnRole => {
    if (fact === person.fact) return 'person';
    if (fact === timeColumn) return 'time';
    if (isDated(fact)) return 'date';
    if (fact === eventColumn) return 'event';
    if (fact === value.fact) return 'value';
    return kept.includes(fact) ? 'property' : 'unused';
  });
  const doubts: SourceDoubt[] = [];
  if (shape.other !== null) doubts.push({ about: 'shape', taken: shape.taken, other: shape.other });
  for (const [about, found] of [
    ['person', person],
    ['time', time],
    ['event', event],
    ['value', value],
  ] as const) {
    if ((about === 'event' && eventColumn === null) || (about === 'time' && timeColumn === null)) continue;
    if (found.fact !== null && found.rival !== null) {
      doubts.push({ about, taken: found.fact.name, other: found.rival.name });
    }
  }
  if (headerLooksLikeData(file)) doubts.push({ about: 'header', taken: file.header[0] ?? '', other: null });
  return {
    source: kept.length === 0 ? source : { ...source, properties },
    roles,
    asks: asksOf(file, source),
    doubts,
  };
}

function costGuess(file: FileSample, facts: readonly ColumnFacts[], costs: CostColumns): SourceGuess {
  const { time, value, channel, campaign, currency, currencyColumn } = costs;
  const properties = {
    ...(channel === null ? {} : { channel: channel.name }),
    ...(campaign === null ? {} : { campaign: campaign.name }),
  };
  const source: PlanSource = {
    files: file.name.replaceAll('*', '\\*'),
    shape: 'costs',
    person: '',
    time: time.name,
    value: value.name,
    properties,
    ...(currencyColumn === null ? {} : { currencyColumn: currencyColumn.name }),
    ...(currency === null ? {} : { currency }),
  };
  const roles = facts.map((fact): ColumnRole => {
    if (fact === time) return 'time';
    if (fact === value) return 'value';
    return fact === channel || fact === campaign ? 'property' : 'unused';
  });
  return { source, roles, asks: asksOf(file, source), doubts: [] };
}

/** What has to be asked about a source as it is mapped now. */
export function asksOf(file: FileSample, source: PlanSource): SourceAsk[] {
  const asks: SourceAsk[] = [];
  if (source.shape !== 'costs' && (source.person === '' || !file.header.includes(source.person))) {
    asks.push({ key: '.person', code: 'person', choices: file.header, suggested: null, blocks: true });
  }
  const columns =
    source.shape === 'dates' ? Object.keys(source.dates ?? {}) : source.time === undefined ? [] : [source.time];
  const times = columns.flatMap((column) => {
    const at = file.header.indexOf(column);
    return file.rows.map((row) => (row[at] ?? '').trim()).filter((text) => text !== '');
  });
  if (source.timeZone === undefined && (source.epochs === 'local' || times.some(lacksZone))) {
    asks.push({ key: 'timeZone', code: 'time-zone', choices: [], suggested: null, blocks: false });
  }
  const open = times.map((text) => /^(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}/u.exec(text)).filter((match) => match !== null);
  const decided = open.some((match) => Number(match[1]) > 12 || Number(match[2]) > 12);
  if (source.dateOrder === undefined && open.length > 0 && !decided) {
    const choices = ['day-first', 'month-first'];
    asks.push({ key: '.dateOrder', code: 'date-order', choices, suggested: null, blocks: false });
  }
  return asks;
}

interface Found {
  readonly fact: ColumnFacts | null;
  /** Another column that scores nearly as much. */
  readonly rival: ColumnFacts | null;
  readonly score: number;
}

function best(facts: readonly ColumnFacts[], score: (fact: ColumnFacts) => number): Found {
  const ranked = facts.map((fact) => ({ fact, score: score(fact) })).filter((entry) => entry.score > 0);
  ranked.sort((a, b) => b.score - a.score || a.fact.index - b.fact.index);
  const [first, second] = ranked;
  if (first === undefined) return { fact: null, rival: null, score: 0 };
  const close = second !== undefined && second.score >= first.score - 1;
  return { fact: first.fact, rival: close ? second.fact : null, score: first.score };
}

function has(fact: ColumnFacts, words: string): boolean {
  return fact.words.some((word) => words.split(' ').includes(word));
}

function personScore(fact: ColumnFacts, file: FileSample): number {
  if (fact.looksLike === 'time' || (fact.filled < 0.5 && file.rows.length > 0)) return 0;
  if (fact.constant !== null && fact.values >= 20) return 0;
  const name = fact.words.join(' ');
  const isKey = has(fact, 'id key code nr no number nummer uid uuid guid hash name');
  let score = 0;
  if (fact.looksLike === 'email') score = 10;
  else if (/^(?:e ?mail|email address|mail|e mail adresse)$/u.test(name)) score = 9;
  else if (/^case concept name$|^case id$|^distinct id$|^user pseudo id$/u.test(name)) score = 10;
  else if (name === 'id' && wordsOf(file.name).some((word) => PEOPLE_TABLES.includes(word))) score = 9;
  else if (has(fact, 'account')) score = 4;
  else if (has(fact, PEOPLE_WORDS)) score = isKey ? 10 : 5;
  else if (/^(?:userid|customerid|contactid|kundennummer|mitgliedsnummer|personid|clientid)$/u.test(name)) score = 10;
  else if (has(fact, 'id uid uuid guid')) score = fact.words.length === 1 ? 3 : 5;
  else if (fact.looksLike === 'phone') score = 6;
  if (score === 0) return 0;
  if (has(fact, 'anonymous pseudo')) score -= 1;
  if (has(fact, NOT_PEOPLE_WORDS)) score -= 6;
  if (has(fact, 'sdr sr owner manager responsible by resource')) score -= 3;
  if (has(fact, 'first last full display') && has(fact, 'name')) score -= 4;
  if (fact.index === 0) score += 1.5;
  const nouns = new Set(wordsOf(file.name).map(singular));
  if (fact.words.some((word) => word !== 'id' && nouns.has(singular(word)))) score += 2;
  return score + (fact.filled < 1 && file.rows.length > 0 ? fact.filled - 1 : 0);
}

const PEOPLE_WORDS =
  'user users customer customers person people contact contacts client clients visitor member members donor donors supporter supporters subscriber subscribers lead leads participant attendee mql seller kunde kunden kontakt mitglied spender spenderin unterstützer abonnent besucher nutzer';
const NOT_PEOPLE_WORDS =
  'page product order session event campaign ad device transaction invoice message item sku zip postal type landing agent insert upload file row batch template form segment';

function timeScore(fact: ColumnFacts): number {
  let score = 0;
  if (has(fact, 'timestamp ts epoch')) score = 10;
  else if (has(fact, 'time datetime zeitpunkt zeitstempel')) score = 9;
  else if (has(fact, 'date datum day tag zeit when wann')) score = 8;
  else if (has(fact, 'at on') && fact.words.length > 1) score = 8;
  else if (/(?:date|time|datum|_at|_ts)$/u.test(fact.name.toLowerCase())) score = 7;
  else if (has(fact, 'created occurred signed submitted received')) score = 6;
  if (fact.looksLike === 'epoch') return score > 0 ? score - negativeTime(fact) : 0;
  if (fact.looksLike !== 'time') return 0;
  return Math.max(1, (score === 0 ? 4 : score) - negativeTime(fact)) * (0.5 + fact.filled / 2);
}

function negativeTime(fact: ColumnFacts): number {
  let minus = 0;
  if (has(fact, 'deadline enddate end planned due expiry expires birth birthday geburtstag until bis')) minus += 5;
  if (has(fact, 'updated modified synced last upload processed server geändert')) minus += 4;
  if (has(fact, 'received sent')) minus += 1;
  if (has(fact, 'case')) minus += 2;
  if (has(fact, 'first') && has(fact, 'touch')) minus += 3;
  return minus;
}

function eventScore(fact: ColumnFacts): number {
  if (fact.looksLike !== 'text' || fact.filled < 0.9 || has(fact, 'id uuid url utm case org')) return 0;
  const name = fact.words.join(' ');
  let score = 0;
  if (
    /^(?:event|event name|event type|activity|activity name|concept name|action|ereignis|aktion|aktivität)$/u.test(name)
  )
    score = 10;
  else if (/^(?:page name|page title|page|screen|screen name|step|step name|seite|schritt)$/u.test(name)) score = 8;
  else if (has(fact, 'event activity action ereignis') && /\b(?:event|activity|action|name|type|ereignis)$/u.test(name))
    score = 6;
  else if (/^(?:name|type|art|stage|status|phase|typ)$/u.test(name)) score = 4;
  if (score === 0) return 0;
  // A log has few names for many rows.
  if (fact.values >= 20 && fact.distinct > fact.values * 0.7) score -= 5;
  return score;
}

function valueScore(fact: ColumnFacts): number {
  if (fact.looksLike !== 'number' && fact.looksLike !== 'epoch') return 0;
  if (has(fact, 'id zip count year month fee tax')) return 0;
  if (has(fact, 'amount betrag summe spende donation gift umsatz')) return 10;
  if (has(fact, 'value revenue price total wert preis paid')) return 8;
  return 0;
}

interface ShapeGuess {
  readonly taken: SourceShape;
  readonly other: SourceShape | null;
}

function shapeOf(
  file: FileSample,
  facts: readonly ColumnFacts[],
  person: ColumnFacts | null,
  time: ColumnFacts | null,
  event: Found,
): ShapeGuess {
  const repeats = person !== null && person.values >= 10 && person.distinct < person.values * 0.9;
  if (event.fact !== null && time !== null && (event.fact.constant === null || event.score >= 10)) {
    if (event.score >= 6 || repeats) return { taken: 'events', other: event.score >= 8 ? null : 'list' };
  }
  const words = wordsOf(file.name);
  const namesPeople = words.some((word) => PEOPLE_TABLES.includes(word));
  const traits = facts.filter((fact) => has(fact, TRAITS)).length;
  if (namesPeople && !repeats) return { taken: 'people', other: time === null ? null : 'list' };
  if (!repeats && traits >= 3 && time === null) return { taken: 'list', other: 'people' };
  return { taken: 'list', other: null };
}

const PEOPLE_TABLES = [
  'user', 'users', 'customer', 'customers', 'contact', 'contacts', 'people', 'person', 'persons', 'profile', 'profiles',
  'member', 'members', 'kunden', 'kontakte', 'personen', 'mitglieder',
]; // biome-ignore format: one glance
const TRAITS =
  'sex gender age birth birthday city country state zip device language geschlecht alter ort stadt land plz wohnort';

const NOISE = new Set(
  'csv tsv txt gz json jsonl ndjson parquet pq xlsx zip pasted table tables dataset data export exported list liste the of copy kopie final new tab'.split(
    ' ',
  ),
);

/** What every row of a list stands for: the one value of a column that repeats its own name, else the file's name. */
function listName(file: FileSample, facts: readonly ColumnFacts[]): string {
  const told = facts.find((fact) => fact.constant !== null && fact.looksLike === 'text' && fact.constant === fact.name);
  if (told !== undefined) return told.constant!;
  const words = wordsOf(file.name).filter((word) => !NOISE.has(word) && !/^\d+$/u.test(word));
  return words.length === 0 ? file.name : words.join(' ');
}

function isProperty(fact: ColumnFacts, rows: number): boolean {
  if (fact.looksLike === 'time' || fact.looksLike === 'epoch' || fact.looksLike === 'email') return false;
  if (fact.looksLike === 'phone' || fact.looksLike === 'empty' || fact.constant !== null) return false;
  if (has(fact, 'id uuid guid hash firstname lastname vorname nachname street address note notes comment url'))
    return false;
  if (fact.looksLike === 'number' && fact.distinct > 12) return false;
  return fact.distinct <= 12 || fact.distinct <= rows * 0.5;
}

/** `utm_source` and its like are the channel; other properties keep their column's name. */
function propertyName(fact: ColumnFacts): string {
  const name = fact.words.join(' ');
  if (/^(?:(?:utm )?source|(?:case )?channel|kanal|quelle)$/u.test(name)) return 'channel';
  return name === 'utm campaign' ? 'campaign' : fact.name;
}

function headerLooksLikeData(file: FileSample): boolean {
  return columnFacts(file.header, [file.header]).some(({ looksLike }) => looksLike === 'time' || looksLike === 'email');
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}
