import { FORMAT_VERSION, SAVED_VERSION } from '../backends/embedded/format-versions.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { QualityNote } from '../journey/quality-report.ts';
import { STAGE_IDS } from '../journey/stages.ts';
import type { DraftFile } from './draft-file.ts';
import type { StoredDataset } from './embedded.ts';
import type { LoggedError } from './error-log.ts';

/** What surrounds the data: the application, the browser, the room. */
export interface Surroundings {
  readonly version: string;
  readonly build: string;
  readonly browser: string;
  readonly languages: readonly string[];
  readonly processors: number;
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly persisted: boolean | null;
}

export interface DiagnosticsInput {
  readonly surroundings: Surroundings;
  readonly errors: readonly LoggedError[];
  readonly datasets: readonly StoredDataset[];
  readonly files: readonly DraftFile[];
}

/**
 * A report on what may have gone wrong, as JSON: versions, error codes, the shapes of files. Built from numbers and from
 * words of our own alone, so that it cannot hold a value, a name or a key of the data.
 */
export function sayDiagnostics({ surroundings, errors, datasets, files }: DiagnosticsInput): string {
  const { version, build, ...around } = surroundings;
  const report = {
    handrail: { version, build, planVersion: 1, storedFormat: FORMAT_VERSION, savedFormat: SAVED_VERSION },
    ...around,
    errors,
    journeys: datasets.map(shapeOfDataset),
    filesBeingRead: files.map(shapeOfDraft),
  };
  return laidOut(report, '');
}

const LINE_LENGTH = 110;

/** JSON in which whatever fits a line stands in one. */
function laidOut(value: unknown, indent: string): string {
  const short = JSON.stringify(value) ?? 'null';
  if (indent.length + short.length <= LINE_LENGTH || typeof value !== 'object' || value === null) return short;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => inner + laidOut(each, inner))
    : Object.entries(value).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${laidOut(each, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function shapeOfDataset({ plan, profile, version, headers, sample }: StoredDataset) {
  return {
    sample,
    bytes: version.bytes,
    people: profile.personCount,
    events: profile.eventCount,
    eventNames: profile.eventNames.length,
    properties: profile.properties.map(({ of, distinct }) => ({ of, distinct })),
    keys: profile.keys,
    columnsOfFiles: Object.values(headers).map((columns) => columns.length),
    plan: shapeOfPlan(plan),
    parts: shapesOfParts(profile, plan),
  };
}

function shapeOfPlan({ stages, order, window, ties, asOf, entered, during, exclusions }: Plan) {
  return {
    rulesOfStages: STAGE_IDS.map((id) => stages[id]?.enter?.length ?? 0),
    order: order ?? null,
    hasWindow: Boolean(window),
    ties: ties ?? null,
    hasAsOf: asOf !== undefined,
    hasEntered: Boolean(entered),
    hasDuring: Boolean(during),
    exclusions: exclusions?.length ?? 0,
  };
}

function shapesOfParts({ quality, sources }: DatasetProfile, plan: Plan) {
  return quality.parts.map((part) => {
    const profile = sources.find(({ sourceIndex }) => sourceIndex === part.sourceIndex);
    const source = plan.sources[part.sourceIndex];
    return {
      shape: profile?.shape ?? null,
      bytes: profile?.files.find(({ name }) => name === part.file)?.bytes ?? null,
      dateOnly: profile?.dateOnly ?? null,
      hasTime: source?.time !== undefined || source?.shape === 'dates',
      aliases: source?.aliases?.length ?? 0,
      lendsDates: source?.lendsDates ?? false,
      rowsRead: part.rowsRead,
      rowsAccepted: part.rowsAccepted,
      rowsRejected: part.rowsRejected,
      rowsExcluded: part.rowsExcluded,
      people: part.people,
      rejectedBy: part.rejectedBy,
      excludedBy: part.excludedBy.map(({ reason, rows }) => ({ reason, rows })),
      badCells: part.cellProblems.map(({ problem, cells }) => ({ problem, cells })),
      notes: part.notes.map(shapeOfNote),
    };
  });
}

/** A note's code and figures, with no text but the delimiter and the encoding. */
function shapeOfNote(note: QualityNote): object {
  const figures = Object.entries(note).filter(([, value]) => typeof value === 'number');
  const { code } = note;
  if (code === 'delimiter') return { code, delimiter: note.delimiter };
  return { code, ...Object.fromEntries(figures), ...(code === 'encoding' ? { encoding: note.encoding } : {}) };
}

function shapeOfDraft({ sniffed, state, by, ask, error, sources }: DraftFile) {
  return {
    state,
    by,
    asked: ask?.code ?? null,
    error: error?.code ?? null,
    shape: sources[0]?.shape ?? null,
    seen: sniffed && {
      bytes: sniffed.size,
      delimiter: sniffed.delimiter,
      encoding: sniffed.encoding,
      preambleLines: sniffed.preambleLines,
      columns: sniffed.header.length,
      rows: sniffed.rowsEstimated,
      whole: sniffed.whole,
      roles: sniffed.roles,
      doubts: sniffed.doubts.map(({ about }) => about),
    },
  };
}
