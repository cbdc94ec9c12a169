import type { AskCode, ErrorCode, ErrorDetails, HandrailError } from '../journey/errors.ts';
import { CLICKHOUSE_SENTENCES } from './clickhouse-errors.ts';
import { sayRemedyOf } from './no-table.ts';
import { countOf, formatBytes, formatCount, formatList, quote } from './numbers.ts';
import { sayRowReason } from './quality.ts';

type Sentences = { readonly [C in ErrorCode]: (details: ErrorDetails[C], locale: string) => string };

/** What the screen asks, as a clause; a command names the plan key that answers it. */
const ASKED: Readonly<Record<AskCode, string>> = {
  'time-zone': 'The times carry no time zone. Which one were they written in?',
  'date-order': 'The dates would fit both orders. Is it the day first, or the month?',
  until: 'A source ends earlier than the others. Did what it records end, or only the export?',
  person: 'No column clearly says who each row is about. Which one names the person?',
  shape: 'It is not clear what a row of the file stands for. An event log, a list, or people?',
};

const nearest = (name: string | null): string => (name === null ? '' : ` Did you mean ${quote(name)}?`);
const known = (names: readonly string[], locale: string): string =>
  names.length === 0
    ? 'the data has no properties'
    : `the data has ${formatList(names.slice(0, 8).map(quote), locale)}`;

const SENTENCES: Sentences = {
  ...CLICKHOUSE_SENTENCES,
  'plan-not-json': ({ file, line, column }) =>
    `${quote(file)} is not a plan file: it stops being JSON at line ${line}, column ${column}. Mend that place, or save the plan again.`,
  'plan-wrong-value': ({ path, value, expected }) =>
    path === ''
      ? `This is ${quote(value)}, but a plan must be ${expected}. Choose another file.`
      : `In the plan, ${path} is ${quote(value)}, but it must be ${expected}. Change it there.`,
  'plan-missing-key': ({ path, expected }) => `The plan lacks ${path}. Add it: ${expected}.`,
  'tools-wrong-cell': ({ file, line, column, value, expected }, locale) =>
    `In ${quote(file)}, line ${formatCount(line, locale)}, the column ${quote(column)} has ${value === '' ? 'nothing' : quote(value)}, but it must have ${expected}. Mend that cell; no tool was taken over.`,
  'tools-column-missing': ({ file, column, nearest: near }) =>
    `${quote(file)} has no column ${quote(column)}, and a list of tools needs it.${nearest(near)} Add it to the first line; no tool was taken over.`,
  'plan-newer-version': ({ version }) =>
    `This plan is of version ${version}, and this Handrail reads version 1. Update Handrail, or save the plan from the older one.`,
  'needs-answer': ({ key, question, evidence, lastDay, dataDay }) => {
    const days = lastDay && dataDay ? ` It ends on ${lastDay}, while the data goes on until ${dataDay}.` : '';
    const shown = evidence ? ` Asked about: ${endWithStop(evidence)}` : '';
    return `${ASKED[question]}${days}${shown} Answer it with ${quote(key)} in the plan.`;
  },
  'file-empty': ({ file }) => `${quote(file)} is empty: nothing stands in it. Export it again, and drop the new file.`,
  'file-header-only': ({ file, columns }, locale) =>
    `${quote(file)} has a header of ${countOf(columns, 'column', 'columns', locale)} and no rows below it. Export it again with its rows.`,
  'file-not-text': ({ file, looksLike }) =>
    `${quote(file)} is not a text table, whatever its name says: it looks like ${looksLike}. ${sayRemedyOf(looksLike)}`,
  'file-unreadable': ({ file, why, remedy }) =>
    `${quote(file)} cannot be read (${why}). ${
      remedy === 'unlock'
        ? 'Unpack it with its password, and drop what was in it.'
        : remedy === 'anew'
          ? 'It was damaged on its way, or never finished: export or download it again, and drop that.'
          : 'Check that it still exists and is not open elsewhere, then try again.'
    }`,
  'file-unmatched': ({ file, patterns }, locale) =>
    patterns.length === 0
      ? `No source of the plan says how to read ${quote(file)}. Add one under “sources”.`
      : `No source of the plan fits ${quote(file)}: they read ${formatList(patterns.map(quote), locale)}. Add a source, or rename the file.`,
  'source-without-file': ({ path, files }) =>
    `The plan's ${path} reads ${quote(files)}, and no such file was given. Add the file, or take the source out of the plan.`,
  'column-missing': ({ file, path, column, nearest: near }) =>
    `${quote(file)} has no column ${quote(column)}, which the plan names in ${path}.${nearest(near)} Change the plan, or export the column.`,
  'json-damaged': ({ file, line, column }, locale) =>
    `${quote(file)} stops being JSON at line ${formatCount(line, locale)}, column ${formatCount(column, locale)}. It may be cut off there; export it again, or mend that place.`,
  'json-too-deep': ({ file, line, column, limit }, locale) =>
    `${quote(file)} is nested deeper than ${formatCount(limit, locale)} levels at line ${formatCount(line, locale)}, column ${formatCount(column, locale)}, which no export of events is. Export it with fewer levels.`,
  'json-without-records': ({ file, others, lookedBytes }, locale) =>
    `${quote(file)} is JSON, but holds no records: ${others === 0 && lookedBytes !== undefined ? `no list of objects begins in its first ${formatBytes(lookedBytes, locale)}` : others === 0 ? 'nothing stands in it' : `${countOf(others, 'value in it is', 'values in it are', locale)} no object with named values`}. Export a list of objects, or one object to a line.`,
  'json-keyed': ({ file, keys }, locale) =>
    `${quote(file)} is JSON in which records stand under keys of their own (${formatList(keys.map(quote), locale)} and so on), not in a list. Export a list of objects, each with its key among its values.`,
  'json-many-lists': ({ file, lists }, locale) =>
    `${quote(file)} is JSON with many lists of objects (${formatList(lists.map(quote), locale)} and so on), not with one. Export one list of objects, or one object to a line.`,
  'costs-without-days': ({ file, product }) =>
    `${quote(file)} says what each campaign cost in all, and not on which day, so that no period can be compared. ${product === 'Meta' ? 'In Meta’s Ads Manager choose Breakdown, By time, Day' : 'In Google Ads choose Segment, Time, Day'}, and export it again.`,
  'record-too-long': ({ file, record, limitBytes }, locale) =>
    `Record ${formatCount(record, locale)} of ${quote(file)} is longer than ${formatBytes(limitBytes, locale)}, which no row of people is. Export it again as one object to a line.`,
  'unpacks-too-far': ({ file, limitBytes }, locale) =>
    `${quote(file)} unpacks to more than ${formatBytes(limitBytes, locale)}, far beyond its own size. Such a file may be made to fill a disk; unpack it yourself if you trust it, and drop what was in it.`,
  'too-many-values': ({ column, limit }, locale) =>
    `${quote(column)} has more than ${formatCount(limit, locale)} different values, more than can be kept. Leave that column out of the plan, or split the file.`,
  'memory-exhausted': ({ rows }, locale) =>
    `The memory did not suffice: it ended after ${countOf(rows, 'row', 'rows', locale)}. Nothing was kept and nothing was harmed. Close other tabs, read fewer columns, or split the file.`,
  'archive-without-tables': ({ file, members, tables }, locale) =>
    `Of the ${countOf(members, 'file', 'files', locale)} in ${quote(file)}, ${tables === 0 ? 'none is a table' : `${formatCount(tables, locale)} are tables, too many at once`}. Put CSV, JSON, Parquet or Excel files into it, or drop them as they are.`,
  'archive-of-several': ({ file, tables }, locale) =>
    `${quote(file)} holds several tables: ${formatList(tables.slice(0, 8).map(quote), locale)}. Name them in the plan, each under “files” of a source.`,
  'sheet-missing': ({ file, sheet, sheets, nearest: near }, locale) =>
    `${quote(file)} has no sheet ${quote(sheet)}; it has ${formatList(sheets.slice(0, 8).map(quote), locale)}.${nearest(near)} Change “sheet” in the plan.`,
  'too-many-columns': ({ file, columns, limit }, locale) =>
    `${quote(file)} has ${countOf(columns, 'column', 'columns', locale)}, more than the ${formatCount(limit, locale)} that can be read. Check its delimiter, or export fewer columns.`,
  'no-rows-accepted': ({ file, rows, reason, line, place = 'line', value }, locale) =>
    `None of the ${countOf(rows, 'row', 'rows', locale)} of ${quote(file)} could be used. The first one${line > 0 ? `, in ${place} ${formatCount(line, locale)},` : ''} was not taken: ${endWithStop(`${sayRowReason(reason)}${value ? ` (${quote(value)})` : ''}`)} Check which columns hold the person and the time.`,
  'no-stage-measured': () =>
    'No stage has an event yet, so there is nothing to count. Put at least one event into a stage.',
  'no-events': () => 'The data holds no events, only people or costs. Add a file that says what they did, and when.',
  'unknown-property': ({ property, known: names, nearest: near }, locale) =>
    `There is no property ${quote(property)}; ${known(names, locale)}.${nearest(near)} Choose one of these, or name its column in the plan.`,
  'already-imported': ({ file, dataset }) =>
    `${quote(file)} is already in ${quote(dataset)}, byte for byte, so nothing was added. Open that dataset, or drop a newer export.`,
  'rows-already-here': ({ file, dataset, rows }, locale) =>
    `${rows === 1 ? 'The one row' : `All ${countOf(rows, 'row', 'rows', locale)}`} of ${quote(file)} ${rows === 1 ? 'is' : 'are'} in ${quote(dataset)} already, so nothing was added. Open that dataset, or drop a newer export.`,
  'dataset-changed': ({ dataset }) =>
    `${quote(dataset)} was changed in another tab while its new files were read. Nothing was lost; drop the files again to add them to what it is now.`,
  'forgotten-meanwhile': () =>
    'Somebody was forgotten in another tab meanwhile, and may be in what was about to come back. Drop the files again: they are then read without that person.',
  cancelled: () => 'Stopped, as you asked. What was there before is unharmed.',
  'worker-died': ({ worker }) =>
    `The part that does the ${worker} stopped without a word, most likely for want of memory. Close other tabs and try again; stored data is unharmed.`,
  'storage-full': ({ neededBytes }, locale) =>
    `The browser has no room for this dataset: it needs ${formatBytes(neededBytes, locale)} more. Delete a dataset you no longer need, and try again.`,
  'storage-unavailable': ({ why }) =>
    `The browser lets this page keep nothing (${why}). Leave private browsing, or allow site data for this page.`,
  'dataset-damaged': ({ dataset, file }) =>
    `The stored dataset ${quote(dataset)} is damaged: ${quote(file)} is not what was written. Delete it and import the files again.`,
  'dataset-missing': ({ dataset }) =>
    `This browser does not hold the dataset ${quote(dataset)}. If it did, import its files again. If somebody sent you the link, ask them to save everything as one file, which opens here, or to put the journey beside the page.`,
  'hosted-foreign': ({ address }) =>
    `${quote(address)} lies elsewhere than this page, and a link may only open journeys that lie beside it. Nothing was asked for there.`,
  'hosted-not-found': ({ address }) =>
    `There is no ${quote(address)} on this page's server. Check the link, or ask whoever sent it.`,
  'hosted-refused': ({ address, status }) =>
    `The server would not give ${quote(address)} (it answered ${status}). Try again later, or ask whoever runs it.`,
  'hosted-unreachable': ({ address }) =>
    `The server could not be reached for ${quote(address)}. Check the connection, and try again.`,
  'hosted-broken-off': ({ address, bytes, bytesTotal }, locale) => {
    const share = bytesTotal === null ? '' : ` of ${formatBytes(bytesTotal, locale)}`;
    return `The connection broke off after ${formatBytes(bytes, locale)}${share} of ${quote(address)}. Nothing was changed; try again.`;
  },
  'saved-damaged': ({ file }) =>
    `${quote(file)} is not a whole journey as Handrail saves it: a part is missing or changed. Nothing here was touched; copy or save it again.`,
  'saved-newer-version': ({ file, version }) =>
    `${quote(file)} was saved by a later Handrail, in version ${version} of the format. Nothing here was touched; open it in that one, or update this one.`,
  'browser-lacks': ({ features }, locale) =>
    `This browser lacks ${formatList(features, locale)}, which Handrail needs. Use this year's Chrome, Edge, Firefox or Safari.`,
  usage: ({ problem }) => `${endWithStop(problem)} Run the command with --help to see how it is used.`,
  internal: ({ what }) =>
    `Something went wrong inside Handrail: ${endWithStop(what)} Your data is unharmed; reload, and try again.`,
};

/** What is wrong, where, and what to do: a sentence or two for any error, ready to show. */
export function sayError(error: HandrailError, locale = 'en'): string {
  return sentenceFor(error.code, error.details, locale);
}

function sentenceFor<C extends ErrorCode>(code: C, details: ErrorDetails[C], locale: string): string {
  return SENTENCES[code](details, locale);
}

function endWithStop(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
