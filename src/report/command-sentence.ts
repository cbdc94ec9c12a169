import type { AskCode, ErrorCode, ErrorDetails, HandrailError } from '../journey/errors.ts';
import type { ExcludeReason, RejectReason } from '../journey/quality-report.ts';
import { sayError } from '../words/errors.ts';
import { formatList, quote } from '../words/numbers.ts';
import { sayRowReason } from '../words/quality.ts';

type Sentence<C extends ErrorCode> = (details: ErrorDetails[C]) => string;

/** What the plan has to say, where the screen would ask. */
const ASKED: Readonly<Record<AskCode, string>> = {
  'time-zone': 'the time zone of these clock times',
  'date-order': 'whether the day or the month comes first in these dates',
  until: 'the day up to which this source is complete',
  person: 'the column that names the person',
  shape: 'what a row stands for: "events", "list" or "people"',
};

const near = (name: string | null): string => (name === null ? '' : ` (did you mean ${quote(name)}?)`);

const SENTENCES: { readonly [C in ErrorCode]?: Sentence<C> } = {
  'plan-not-json': ({ file, line, column }) =>
    `${quote(file)} stops being JSON at line ${line}, column ${column}: mend that place.`,
  'plan-wrong-value': ({ path, value, expected }) =>
    `${path === '' ? 'The plan' : `The plan's ${path}`} is ${shortened(value)}, but it must be ${expected}.`,
  'plan-missing-key': ({ path, expected }) => `The plan lacks the key ${path}: add ${expected}.`,
  'plan-newer-version': ({ version }) =>
    `The plan's handrail is ${version}, but this Handrail reads version 1: update Handrail.`,
  'needs-answer': ({ key, question, evidence, lastDay, dataDay }) => {
    const days = lastDay && dataDay ? ` ends on ${lastDay} while the data goes on until ${dataDay}` : '';
    return `Add the key ${key} to the plan, which has to say ${ASKED[question]} (${oneLine(evidence)}${days}).`;
  },
  'file-empty': ({ file }) => `${quote(file)} is empty, so there is nothing to read: export it again.`,
  'file-header-only': ({ file }) => `${quote(file)} has a header and no row below it: export it again with its rows.`,
  'file-not-text': ({ file, looksLike }) => `${quote(file)} looks like ${looksLike}, not like a table: save it as CSV.`,
  'file-unreadable': ({ file, why }) => `${quote(file)} cannot be read: ${oneLine(why)}.`,
  'file-unmatched': ({ file, patterns }) =>
    `No source of the plan reads ${quote(file)}: its "files" are ${formatList(patterns.slice(0, 8).map(quote), 'en')}; a * there stands for any text.`,
  'source-without-file': ({ path, files }) =>
    `The plan's ${path} reads ${quote(files)}, and no such file was given: name it, or take the source out.`,
  'column-missing': ({ file, path, column, nearest }) =>
    `${quote(file)} has no column ${quote(column)}, which the plan names in ${path}${near(nearest)}.`,
  'too-many-columns': ({ file, columns, limit }) =>
    `${quote(file)} has ${columns} columns, more than the ${limit} that can be read: check its delimiter.`,
  'no-rows-accepted': ({ file, reason, line, value }) => {
    const place = line > 0 ? `, beginning with line ${line}` : '';
    return `No row of ${quote(file)} could be used${place}: ${because(reason, value)}; check the columns that the plan names.`;
  },
  'no-stage-measured': () =>
    'No stage of the plan has an "enter", so there is nothing to count: add stages.action.enter.',
  'no-events': () => 'The files hold people and no events: add a source that says what they did, and when.',
  'unknown-property': ({ property, known, nearest }) => {
    const names = known.length === 0 ? 'no properties' : formatList(known.slice(0, 8).map(quote), 'en');
    return `There is no property ${quote(property)}${near(nearest)}: the plan's sources give ${names}.`;
  },
  'already-imported': ({ file, dataset }) => `${quote(file)} holds the same bytes as ${quote(dataset)}: leave one out.`,
  usage: ({ problem }) => `${oneLine(problem).replace(/[.]$/u, '')} (--help tells how the command is used).`,
};

/** An error as a command prints it: one sentence on one line that names file, line and value, or the plan's key to add. */
export function commandSentence(error: HandrailError): string {
  return oneLine(sentenceFor(error.code, error) ?? sayError(error));
}

function sentenceFor<C extends ErrorCode>(code: C, error: HandrailError): string | undefined {
  const sentence: Sentence<C> | undefined = SENTENCES[code];
  return sentence?.(error.details as ErrorDetails[C]);
}

function because(reason: RejectReason | ExcludeReason, value: string): string {
  return `${sayRowReason(reason)}${value === '' ? '' : ` (${shortened(value)})`}`;
}

function shortened(value: string): string {
  return quote(value.length > 80 ? `${value.slice(0, 79)}…` : value);
}

/** Text from a file must not end a line of the message, nor reach a terminal as a command. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
