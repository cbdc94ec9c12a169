/** First letters of the months in English, German, French, Spanish, Italian, Dutch and Portuguese. */
const SPELLED: readonly string[] = [
  'jan jän ene gen',
  'feb fév fev',
  'mar mär mrz mrt',
  'apr avr abr',
  'may mai mei mag',
  'jun giu juin',
  'jul lug juil',
  'aug aoû aou ago',
  'sep set',
  'oct okt ott out',
  'nov',
  'dec dez déc dic',
];
const MONTHS: ReadonlyMap<string, number> = new Map(
  SPELLED.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

const MONTH_FIRST = /^(?:\p{L}{2,10}\.?,?\s+)?(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})(.*)$/u;
const DAY_FIRST =
  /^(?:\p{L}{2,10}\.?,?\s+)?(\d{1,2})\.?[\s-]+(?:de\s+)?(\p{L}{3,9})\.?,?[\s-]+(?:del?\s+)?(\d{4}|\d{2})(?!\d)(.*)$/u;
/** As in `Wed Sep 26 19:05:00 2026`, which C's asctime prints. */
const YEAR_LAST = /^\p{L}{3}\s+(\p{L}{3})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:UTC\s+|GMT\s+)?(\d{4})$/u;

export interface NamedDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** What stands behind the date, with a blank before it. */
  readonly rest: string;
}

/** A date whose month is a name, or `null`. */
export function namedDate(text: string): NamedDate | null {
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) return dated(monthFirst[3]!, monthFirst[1]!, monthFirst[2]!, monthFirst[4]!);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return dated(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!, dayFirst[4]!);
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) return dated(yearLast[4]!, yearLast[1]!, yearLast[2]!, ` ${yearLast[3]!}`);
  return null;
}

function dated(year: string, month: string, day: string, rest: string): NamedDate | null {
  const name = month.normalize('NFC').toLowerCase();
  const number = MONTHS.get(name.slice(0, 4)) ?? MONTHS.get(name.slice(0, 3));
  if (number === undefined) return null;
  const full = year.length === 2 ? (Number(year) < 70 ? 2000 : 1900) + Number(year) : Number(year);
  const clock = rest.replace(/^[\s,]*(?:at\s+|um\s+)?/u, '');
  return { year: full, month: number, day: Number(day), rest: clock === '' ? '' : ` ${clock}` };
}
