import { columnFacts } from './column-facts.ts';
import type { PlanSource } from './plan.ts';

type Exclude = NonNullable<PlanSource['exclude']>;

/** What a payment that did not stay is called, by the language of the values seen. */
const NO_PAYMENT: readonly (readonly string[])[] = [
  ['failed', 'refunded', 'canceled', 'cancelled', 'declined', 'disputed', 'chargeback', 'test'],
  ['fehlgeschlagen', 'erstattet', 'storniert', 'abgelehnt', 'rücklastschrift', 'test'],
];
const PAYMENT =
  /^(?:paid|succeeded|success|complete|completed|captured|settled|ok|bezahlt|erfolgreich|abgeschlossen)$/iu;
const NO = /^(?:no|n|false|0|nein|denied|revoked|unsubscribed|abgemeldet|widerrufen)$/iu;
const YES = /^(?:yes|y|true|1|ja|granted|subscribed|angemeldet|erteilt)$/iu;

/**
 * Rules that leave out payments that failed, were tests or were paid back, and people who said no to being contacted.
 * A name of this kind is added in the spelling of the column even when the sample lacks it: it may come later.
 */
export function guessExclusions(header: readonly string[], rows: readonly (readonly string[])[]): Exclude {
  const rules: { property: string; in: string[] }[] = [];
  for (const fact of columnFacts(header, rows)) {
    const values = [...new Set(rows.map((row) => (row[fact.index] ?? '').trim()))].filter((value) => value !== '');
    const is = (words: readonly string[]): boolean => fact.words.some((word) => words.includes(word));
    if (is(['status', 'state', 'zahlungsstatus']) && values.some(isPaymentWord)) {
      rules.push({ property: fact.name, in: spelledLike(values) });
    } else if (
      is(['consent', 'einwilligung', 'gdpr', 'dsgvo', 'opt']) &&
      values.some((value) => YES.test(value) || NO.test(value))
    ) {
      const refused = values.filter((value) => NO.test(value));
      if (refused.length > 0) rules.push({ property: fact.name, in: refused });
    }
  }
  return rules;
}

/** What stands where a key would, and means that there is none. */
const NOBODY =
  /^(?:n\.?\/?a\.?|#n\/a|\(?null\)?|<null>|\\n|none|nil|nan|undefined|unknown|anonymous|anonym|unbekannt|anonyme|inconnu|[-–—?.]+)$/iu;

/**
 * The source with a rule that leaves out rows whose person's cell says that nobody is known: all of them would be one person
 * otherwise, in every file the same. Only what was seen is named.
 */
export function withoutNobody<S extends Pick<PlanSource, 'person' | 'aliases' | 'exclude' | 'shape'>>(
  source: S,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): S {
  const { person, aliases, exclude = [] } = source;
  const at = header.indexOf(person);
  // Another key may say who it was.
  if (at < 0 || aliases !== undefined || source.shape === 'costs') return source;
  const found = [...new Set(rows.map((row) => row[at] ?? ''))].filter((value) => NOBODY.test(value.trim()));
  if (found.length === 0 || exclude.some(({ property }) => property === person)) return source;
  return { ...source, exclude: [...exclude, { property: person, in: found }] };
}

function isPaymentWord(value: string): boolean {
  return PAYMENT.test(value) || NO_PAYMENT.some((words) => words.includes(value.toLowerCase()));
}

function spelledLike(values: readonly string[]): string[] {
  const seen = values.filter((value) => NO_PAYMENT.some((words) => words.includes(value.toLowerCase())));
  const german = values.some(
    (value) => NO_PAYMENT[1]!.includes(value.toLowerCase()) || /^(?:bezahlt|erfolgreich|abgeschlossen)$/iu.test(value),
  );
  const spell = (word: string): string => {
    if (values.every((value) => value === value.toUpperCase())) return word.toUpperCase();
    return values.every((value) => /^\p{Lu}/u.test(value)) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  };
  return [...new Set([...seen, ...NO_PAYMENT[german ? 1 : 0]!.map(spell)])];
}
