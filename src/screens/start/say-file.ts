import type { ExcludeRow, SourceShape } from '../../journey/plan.ts';
import type { SniffedFile } from '../../state/draft-file.ts';
import { countOf, formatBytes, formatList, quote } from '../../words/numbers.ts';

export const SHAPES: readonly { readonly value: SourceShape; readonly label: string }[] = [
  { value: 'events', label: 'An event log: a column says what happened' },
  { value: 'list', label: 'A list: every row means the same' },
  { value: 'people', label: 'People: a row describes a person' },
  { value: 'dates', label: 'Stage dates: a row per person, a date column per stage' },
  { value: 'costs', label: 'Costs: what was spent on a day' },
];

const SHAPE_NAMES: Readonly<Record<string, string>> = {
  events: 'an event log',
  list: 'a list',
  people: 'people',
  dates: 'stage dates',
  costs: 'costs',
};
const DELIMITERS: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
const FORMATS: Readonly<Record<string, string>> = {
  json: 'JSON',
  ndjson: 'JSON lines',
  parquet: 'Parquet',
  xlsx: 'Excel workbook',
};
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};

/** "semicolons · Windows-1252 · about 4,100 rows · 412 kB". */
export function sayFile(file: SniffedFile): string {
  const rows = countOf(roundedRows(file), 'row', 'rows');
  return [
    FORMATS[file.format] ?? DELIMITERS[file.delimiter] ?? `parted by ${quote(file.delimiter)}`,
    ...(file.format === 'json' && file.sheet !== null ? [`list ${quote(file.sheet)}`] : []),
    ...(ENCODINGS[file.encoding] ? [ENCODINGS[file.encoding]] : []),
    ...(file.preambleLines > 0 ? [`${countOf(file.preambleLines, 'line', 'lines')} above the header`] : []),
    file.whole ? rows : `about ${rows}`,
    formatBytes(file.size),
  ].join(' · ');
}

/** An estimate shows two digits, not more than it knows. */
function roundedRows({ whole, rowsEstimated }: SniffedFile): number {
  if (whole || rowsEstimated < 100) return rowsEstimated;
  const unit = 10 ** (Math.floor(Math.log10(rowsEstimated)) - 1);
  return Math.round(rowsEstimated / unit) * unit;
}

/** Which rows a rule leaves out. */
export function sayExclusion({ property, in: values, notIn = [] }: ExcludeRow): string {
  return values === undefined
    ? `Rows in which ${property} is anything but ${sayValues(notIn)} are left out.`
    : `Rows in which ${property} is ${sayValues(values)} are left out.`;
}

/** Values once each, however they are spelt. */
function sayValues(values: readonly string[]): string {
  const once = values.filter(
    (value, i) => values.findIndex((other) => other.toLowerCase() === value.toLowerCase()) === i,
  );
  return formatList(once.map((value) => (value === '' ? 'blank' : quote(value))));
}

/** What was guessed although something else is nearly as likely. */
export function sayDoubt({ about, taken, other }: SniffedFile['doubts'][number]): string {
  switch (about) {
    case 'shape':
      return `Taken for ${SHAPE_NAMES[taken] ?? taken}; it could also be ${SHAPE_NAMES[other ?? ''] ?? 'something else'}.`;
    case 'header':
      return 'The first row looks like data, not like the names of columns. Check that the export has a header.';
    case 'person':
      return orElse(`${quote(taken)} names the person`, other);
    case 'time':
      return orElse(`${quote(taken)} says when`, other);
    case 'event':
      return orElse(`${quote(taken)} says what happened`, other);
    case 'value':
      return orElse(`${quote(taken)} is the value`, other);
  }
}

function orElse(clause: string, other: string | null): string {
  return other === null ? `${clause}; we are not sure.` : `${clause}; ${quote(other)} could as well.`;
}
