type Spelling = readonly [pattern: RegExp, usual: string];

/** Spellings of times that say the same as another one, in the order in which they are undone. */
const SPELLINGS: readonly Spelling[] = [
  [/\s+/gu, ' '],
  // What `Date` prints in a browser: `Mon Jan 05 2026 10:00:00 GMT+0100 (CET)`.
  [/ \([^()]*\)$/u, ''],
  [/ (?:GMT|UTC)([+-]\d{2}:?\d{2})$/u, ' $1'],
  // Beside an offset a zone's name says nothing more: `2026-01-05T10:00:00+01:00[Europe/Berlin]`, `… +0000 UTC`.
  [/(Z|[+-]\d{2}:?\d{2})\[[\w/+-]+\]$/u, '$1'],
  [/ ([+-]\d{4}) (?:UTC|GMT|[A-Z]{3,4})$/u, ' $1'],
  [/\u2212(?=\d{2}:?\d{2}$)/u, '-'],
  [/(\d) ?([ap])\. ?m\.$/iu, '$1 $2m'],
  [/(\d{1,2}:\d{2}(?::\d{2})?) Uhr$/u, '$1'],
  // The basic form of ISO 8601.
  [/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?$/u, '$1-$2-$3T$4:$5:$6$7'],
];

/** The text of a time as most programs would write it; any other text may come back as it is. */
export function usualTime(text: string): string {
  return SPELLINGS.reduce((now, [pattern, usual]) => now.replace(pattern, usual), text.trim());
}
