import type { ColumnFacts } from './column-facts.ts';

/** What a file of what was spent on days says, by column. */
export interface CostColumns {
  readonly time: ColumnFacts;
  readonly value: ColumnFacts;
  readonly channel: ColumnFacts | null;
  readonly campaign: ColumnFacts | null;
  readonly currencyColumn: ColumnFacts | null;
  /** The currency that stands in the name of the column with the amounts, as in `Spend (EUR)`. */
  readonly currency: string | null;
}

/** Whether a file is one of costs: a day, an amount that was spent, a channel or campaign, and nobody's name. */
export function guessCosts(facts: readonly ColumnFacts[]): CostColumns | null {
  const find = (words: string, looks: readonly ColumnFacts['looksLike'][]): ColumnFacts | null =>
    facts.find((fact) => has(fact, words) && looks.includes(fact.looksLike)) ?? null;
  const value = find('cost costs spend spent kosten ausgaben werbekosten coût coûts dépenses coste gasto costo', [
    'number',
  ]);
  const time = find('date day datum tag jour fecha día giorno dag week', ['time', 'epoch']);
  const channel = find('channel source medium platform network kanal quelle plattform canal', ['text']);
  const campaign = find('campaign kampagne campagne campaña campagna', ['text', 'number']);
  if (value === null || time === null || (channel === null && campaign === null)) return null;
  if (facts.some(({ looksLike }) => looksLike === 'email' || looksLike === 'phone')) return null;
  const code = /\(([A-Z]{3})\)\s*$/u.exec(value.name)?.[1] ?? null;
  const currencyColumn = find('currency währung devise moneda valuta', ['text']);
  return { value, time, channel, campaign: campaign === channel ? null : campaign, currencyColumn, currency: code };
}

/**
 * The date columns of a file with a row per person, and the event that each stands for; `null` for any other file. Two
 * columns at least must name something that happened, and none may be the date of the row as such.
 */
export function guessDates(facts: readonly ColumnFacts[], person: ColumnFacts | null): Record<string, string> | null {
  if (person === null || person.distinct < person.values * 0.9) return null;
  const dated = facts.filter((fact) => fact !== person && isDate(fact) && !has(fact, NO_STAGE));
  if (dated.some((fact) => datedName(fact.name) === '' && fact.filled > 0.9)) return null;
  const named = dated.flatMap((fact) => {
    const name = datedName(fact.name);
    return name === '' ? [] : [[fact.name, name] as const];
  });
  if (named.length < 2 || new Set(named.map(([, name]) => name)).size < named.length) return null;
  // Two dates beside an amount are those of a payment: paid, and booked or thanked for.
  const isPaid = facts.some(
    (fact) => fact.looksLike === 'number' && has(fact, 'amount betrag summe spende donation gift paid'),
  );
  return named.length === 2 && isPaid ? null : Object.fromEntries(named);
}

/** What a date column stands for: `Became a Lead Date` is `Lead`, `won_at` is `won`; empty for `Date`. */
export function datedName(column: string): string {
  const spaced = column
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
  const bare = spaced
    .replace(/^(?:became an? |date (?:of |entered )?|(?:datum|zeitpunkt)(?: (?:der|des|von))? )/iu, '')
    .replace(/ ?\b(?:date time|date|datetime|time|timestamp|datum|zeitpunkt|zeit|at|on|am|ts|utc|gmt)$/iu, '')
    .replace(/ ?\b(?:date|time|at|on)$/iu, '')
    .trim();
  return /^(?:date|day|datum|tag|time|timestamp|zeit|when|wann)$/iu.test(bare) ? '' : bare;
}

const NO_STAGE =
  'updated modified modstamp changed synced loaded ingested fivetran airbyte last next birth birthday geburtstag geburtsdatum deadline due expiry expires expected planned end until bis geändert letzte letzter update export exported import imported';

function isDate(fact: ColumnFacts): boolean {
  if (fact.looksLike === 'time') return true;
  return fact.looksLike === 'epoch' && /(?:date|time|at|on|ts|datum)$/iu.test(fact.name.trim());
}

function has(fact: ColumnFacts, words: string): boolean {
  return fact.words.some((word) => words.split(' ').includes(word));
}
