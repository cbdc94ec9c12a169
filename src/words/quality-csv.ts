import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { datelessRows, type QualityPart, type RejectReason } from '../journey/quality-report.ts';
import { unknownEvents } from '../journey/unknown-events.ts';
import { type CsvCell, toCsv } from './csv.ts';
import {
  sayAlone,
  sayCellProblem,
  sayExcluded,
  sayMatch,
  sayNearMiss,
  sayNote,
  sayRejected,
  sayRejectReason,
} from './quality.ts';

const HEADER = ['file', 'what', 'count', 'in words', 'place', 'column', 'value', 'row'];

/**
 * The whole account of an import as CSV: every count once, then every rejected row with its text. Cells that a spreadsheet
 * would take for formulas are made harmless.
 */
export function qualityCsv(profile: DatasetProfile, plan: Plan, locale = 'en'): string {
  const { quality } = profile;
  const rows: CsvCell[][] = [
    ...rowCounts('', quality),
    ...quality.parts.flatMap((part) => partRows(part, locale)),
    ...quality.matches.map((match) => [
      match.file,
      `also in ${match.other}`,
      match.found,
      sayMatch(match, locale, datelessRows(quality, match.file)),
    ]),
    ...(quality.nearMisses ?? []).map((near) => [
      '',
      'people with nearly the same key',
      near.people,
      sayNearMiss(near, locale),
    ]),
    ...unknownEvents(plan, profile).map(({ name, events }) => ['', 'event in no stage', events, name]),
    ...quality.parts.flatMap(({ file, rejects, place = 'line' }) =>
      rejects.map(({ line, reason, column, value, text }) => [
        file,
        'rejected row',
        1,
        sayRejectReason(reason),
        `${place} ${line}`,
        column,
        value,
        text,
      ]),
    ),
  ];
  return toCsv(
    HEADER,
    rows.map((row) => [...row, ...HEADER.slice(row.length).map(() => null)]),
  );
}

interface Counts {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  readonly rowsExcluded: number;
}

function rowCounts(file: string, { rowsRead, rowsAccepted, rowsRejected, rowsExcluded }: Counts): CsvCell[][] {
  return [
    [file, 'rows read', rowsRead],
    [file, 'rows accepted', rowsAccepted],
    [file, 'rows rejected', rowsRejected],
    [file, 'rows left out', rowsExcluded],
  ];
}

function partRows(part: QualityPart, locale: string): CsvCell[][] {
  const { file, alone, people } = part;
  const dateless = datelessRows({ parts: [part] }, file);
  return [
    ...rowCounts(file, part),
    [file, 'people', people],
    ...(alone === undefined
      ? []
      : [[file, 'people in no other file', alone, sayAlone(file, alone, people, locale, dateless)]]),
    ...Object.entries(part.rejectedBy).map(([reason, rows]) => [
      file,
      'rejected',
      rows,
      sayRejected(reason as RejectReason, rows, locale),
    ]),
    ...part.excludedBy.map(({ reason, detail, rows }) => [
      file,
      'left out',
      rows,
      sayExcluded(reason, detail, rows, locale),
    ]),
    ...part.cellProblems.map((problem) => [
      file,
      'cells',
      problem.cells,
      sayCellProblem(problem, locale),
      null,
      problem.column,
    ]),
    ...part.notes.map((note) => [file, 'note', countIn(note), sayNote(note, locale)]),
  ];
}

/** The figure of a note that counts rows or events. */
function countIn(note: QualityPart['notes'][number]): number | null {
  if ('rows' in note) return note.rows;
  return 'events' in note ? note.events : null;
}
