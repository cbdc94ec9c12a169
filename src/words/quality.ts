import type { CostTotal } from '../journey/costs.ts';
import type {
  CellProblem,
  ExcludeReason,
  NearMiss,
  PartMatch,
  QualityNote,
  RejectReason,
  RowPlace,
} from '../journey/quality-report.ts';
import { countOf, formatCount, formatList, formatPercent, pluralOf, quote } from './numbers.ts';

const REJECTED: Readonly<Record<RejectReason, string>> = {
  'no-person': 'nobody is named',
  'no-time': 'no time',
  'bad-time': 'a time that cannot be read',
  'no-event': 'nothing says what happened',
  'too-many-cells': 'more cells than the header',
  'too-few-cells': 'fewer cells than the header, and a needed one missing',
  'stray-quote': 'a quotation mark that is never closed',
  'line-too-long': 'too long to be one row',
  'bad-number': 'an amount that cannot be read',
  'bad-record': 'not valid JSON',
  'not-a-record': 'no object with named values',
  'too-deep': 'nested deeper than 200 levels',
  'person-without-date': 'no time of its own, and no date of the person',
};

/** Why a row was rejected, as a phrase. */
export function sayRejectReason(reason: RejectReason): string {
  return REJECTED[reason];
}

/** Why a row was not taken, as a phrase. */
export function sayRowReason(reason: RejectReason | ExcludeReason): string {
  return reason in REJECTED ? REJECTED[reason as RejectReason] : `left out, ${EXCLUDED[reason as ExcludeReason]}`;
}

/** "51 rows rejected: a time that cannot be read". */
export function sayRejected(reason: RejectReason, rows: number, locale = 'en'): string {
  return `${countOf(rows, 'row', 'rows', locale)} rejected: ${REJECTED[reason]}`;
}

const EXCLUDED: Readonly<Record<ExcludeReason, string>> = {
  rule: 'by a rule of the plan',
  forgotten: 'of people who were forgotten',
  'already-here': 'already imported',
  duplicate: 'the same event once more, by its own id',
  'in-the-future': 'later than the moment of the import',
  'total-row': 'a total of other rows',
  'repeated-header': 'the header once more',
};

/** "61 rows left out: by a rule of the plan (Status is Failed)". */
export function sayExcluded(reason: ExcludeReason, detail: string, rows: number, locale = 'en'): string {
  return `${countOf(rows, 'row', 'rows', locale)} left out: ${EXCLUDED[reason]}${detail ? ` (${detail})` : ''}`;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  ':': 'colons',
  ' ': 'spaces',
};

/** What was decided while reading a file, in one sentence. */
export function sayNote(note: QualityNote, locale = 'en'): string {
  const rows = (n: number) => countOf(n, 'row', 'rows', locale);
  const has = (n: number) => pluralOf(n, 'has', 'have', locale);
  switch (note.code) {
    case 'columns-absent':
      return `No record has ${formatList(note.columns.map(quote), locale)}; ${pluralOf(note.columns.length, 'it counts', 'they count', locale)} as missing throughout.`;
    case 'format':
      return `Read as ${note.format}.`;
    case 'sheet':
      return note.others.length === 0
        ? `The sheet ${quote(note.sheet)} was read.`
        : `The sheet ${quote(note.sheet)} was read, and not ${formatList(note.others.map(quote), locale)}.`;
    case 'list':
      return note.others.length === 0
        ? `The list ${quote(note.list)} was read.`
        : `The list ${quote(note.list)} was read, and not ${formatList(note.others.map(quote), locale)}.`;
    case 'delimiter':
      return `Cells are parted by ${DELIMITERS[note.delimiter] ?? quote(note.delimiter)}.`;
    case 'encoding':
      return note.replaced === 0
        ? `Read as ${note.encoding.toUpperCase()}.`
        : `Read as ${note.encoding.toUpperCase()}; ${countOf(note.replaced, 'character', 'characters', locale)} could not be read and ${pluralOf(note.replaced, 'was', 'were', locale)} replaced.`;
    case 'preamble':
      return `${countOf(note.lines, 'line', 'lines', locale)} before the header ${pluralOf(note.lines, 'was', 'were', locale)} skipped.`;
    case 'date-order':
      return `Dates are read ${note.order.replace('-', ' ')}: ${formatCount(note.only, locale)} ${pluralOf(note.only, 'fits', 'fit', locale)} only that, ${formatCount(note.both, locale)} would fit both orders.`;
    case 'zone':
      return note.from === 'source'
        ? `Times without a zone are taken as ${note.timeZone}, as its source says.`
        : `Times without a zone are taken as ${note.timeZone}, the journey's own.`;
    case 'dates-only':
      return `${rows(note.rows)} ${has(note.rows)} a date without a clock time.`;
    case 'clock-gap':
      return `${rows(note.rows)} ${has(note.rows)} a clock time that never was, in the hour skipped in spring; it was moved forward.`;
    case 'clock-overlap':
      return `${rows(note.rows)} ${has(note.rows)} a clock time that came twice, in the hour repeated in autumn; the first was taken.`;
    case 'keys-hashed':
      return `The addresses in ${rows(note.rows)} were replaced by a fingerprint before anything was stored. That hides them from a glance, not from whoever has this browser.`;
    case 'ragged':
      return `${rows(note.rows)} ${has(note.rows)} more or fewer cells than the header; what could be read was kept.`;
    case 'undated':
      return `${rows(note.rows)} ${has(note.rows)} no time of ${pluralOf(note.rows, 'its', 'their', locale)} own and took the date of the person.`;
    case 'decimal':
      return sayDecimal(note, locale);
    case 'out-of-order':
      return `${rows(note.rows)} ${pluralOf(note.rows, 'is', 'are', locale)} ${note.order === 'rising' ? 'earlier' : 'later'} than the row before, in a file that is otherwise in order. Nothing was lost: events are put in order by their time.`;
    case 'duplicates':
      return `${countOf(note.events, 'event', 'events', locale)} ${pluralOf(note.events, 'says', 'say', locale)} the same as another one, in person, time, name, value and properties. ${pluralOf(note.events, 'It was', 'They were', locale)} kept; if an export repeated rows, name the column with the event’s own id.`;
    case 'year-1970':
      return `${countOf(note.events, 'event', 'events', locale)} ${pluralOf(note.events, 'lies', 'lie', locale)} in 1970, which most often means that the date was missing.`;
  }
}

function sayDecimal(note: Extract<QualityNote, { code: 'decimal' }>, locale: string): string {
  const sign = note.mark === ',' ? 'comma' : 'point';
  const open = `${formatCount(note.both, locale)} could mean thousands as well`;
  const other =
    note.other === 0
      ? ''
      : `; ${formatCount(note.other, locale)} ${pluralOf(note.other, 'fits', 'fit', locale)} only the other mark and ${pluralOf(note.other, 'was', 'were', locale)} read by it`;
  return `Amounts are read with a decimal ${sign}: ${formatCount(note.only, locale)} ${pluralOf(note.only, 'fits', 'fit', locale)} only that, ${open}${other}.`;
}

const PROBLEMS: Readonly<Record<CellProblem['problem'], readonly [one: string, other: string]>> = {
  'bad-number': ['is no number', 'are no numbers'],
  'bad-time': ['is no time that can be read', 'are no times that can be read'],
  'in-the-future': [
    'lies after the moment of the import and gives no event',
    'lie after the moment of the import and give no event',
  ],
};

/** "3 cells of Betrag are no numbers, such as “gratis” in line 14." `place`: what the examples' lines count. */
export function sayCellProblem(
  { column, problem, cells, examples }: CellProblem,
  locale = 'en',
  place: RowPlace = 'line',
): string {
  const [example] = examples;
  const such =
    example === undefined ? '' : `, such as ${quote(example.value)} in ${place} ${formatCount(example.line, locale)}`;
  const [one, other] = PROBLEMS[problem];
  return `${countOf(cells, 'cell', 'cells', locale)} of ${column} ${pluralOf(cells, one, other, locale)}${such}.`;
}

const DIFFERENCES: Readonly<Record<NearMiss['differences'][number], string>> = {
  case: 'upper and lower case',
  spaces: 'blanks',
  'plus-address': 'what follows a plus in the address',
};

/** "upper and lower case and blanks". */
export function sayDifferences(differences: NearMiss['differences'], locale = 'en'): string {
  return formatList(
    differences.map((each) => DIFFERENCES[each]),
    locale,
  );
}

/** "41 people differ from another one in nothing but upper and lower case, such as “A-1” and “a-1”." */
export function sayNearMiss({ differences, people, example }: NearMiss, locale = 'en'): string {
  const what = sayDifferences(differences, locale);
  const such = example === null ? '' : `, such as ${quote(example[0])} and ${quote(example[1])}`;
  return `${countOf(people, 'person', 'people', locale)} ${pluralOf(people, 'differs', 'differ', locale)} from another one in nothing but ${what}${such}.`;
}

/**
 * "1,194 of the 4,118 people in “petition.csv” are in no other file." `dateless`: rows of the file that were rejected as
 * their people have no date anywhere; none of these people is among those counted.
 */
export function sayAlone(file: string, alone: number, people: number, locale = 'en', dateless = 0): string {
  const rows = formatCount(dateless, locale);
  const rejected = `${rows} of its rows ${pluralOf(dateless, 'names somebody', 'name people', locale)} who ${pluralOf(dateless, 'has', 'have', locale)} no date in any file, and ${pluralOf(dateless, 'was', 'were', locale)} rejected`;
  const besides = dateless > 0 ? `; ${rejected}` : '';
  if (people === 0)
    return dateless > 0 ? `Nobody in ${quote(file)} has a date${besides}.` : `${quote(file)} names nobody.`;
  const [who, whose] =
    dateless > 0 ? [' who has a date', ` who ${pluralOf(people, 'has', 'have', locale)} a date`] : ['', ''];
  if (alone === 0) return `Everyone in ${quote(file)}${who} is in another file, too${besides}.`;
  return `${formatCount(alone, locale)} of the ${countOf(people, 'person', 'people', locale)} in ${quote(file)}${whose} ${pluralOf(alone, 'is', 'are', locale)} in no other file${besides}.`;
}

/** "71 % of the 4,118 people in petition.csv are also in newsletter.csv."; `dateless` as for `sayAlone`. */
export function sayMatch({ file, other, people, found }: PartMatch, locale = 'en', dateless = 0): string {
  if (people === 0) {
    const nobody = dateless > 0 ? `Nobody in ${quote(file)} has a date` : `${quote(file)} names nobody`;
    return `${nobody}, so nothing can be joined with ${quote(other)}.`;
  }
  const share = formatPercent(found / people, people, locale);
  const whose = dateless > 0 ? ` who ${pluralOf(people, 'has', 'have', locale)} a date` : '';
  return `${share} of the ${countOf(people, 'person', 'people', locale)} in ${quote(file)}${whose} are also in ${quote(other)}.`;
}

/** "Costs on Google Ads: EUR 1,234.56 on 30 days." */
export function sayCosts({ currency, channel, spent, days }: CostTotal, locale = 'en'): string {
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(spent);
  const unit = currency === null ? '' : `${currency}\u00a0`;
  return `Costs${channel === null ? '' : ` on ${channel}`}: ${unit}${amount} on ${countOf(days, 'day', 'days', locale)}.`;
}
