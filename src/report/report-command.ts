import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { importFiles } from '../importers/import.ts';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { parsePlan } from '../journey/plan-file.ts';
import type { RejectedRow } from '../journey/quality-report.ts';
import { type CsvCell, toCsv } from '../words/csv.ts';
import { askColumns } from './ask.ts';
import { commandSentence } from './command-sentence.ts';
import { type MadeReport, makeReport } from './make-report.ts';
import { nodeFile } from './node-file.ts';
import { parseReportArguments, REPORT_HELP, type ReportArguments } from './report-arguments.ts';
import { requireRates } from './report-limits.ts';

export interface ReportStreams {
  /** The folder that file arguments are relative to. */
  readonly cwd: string;
  /** The present moment, microseconds since 1970 UTC. */
  readonly nowUs: number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The style of the page's components, as the build writes it. */
  readonly css: () => string;
}

/**
 * The command `report`: reads files as a plan says and writes what they show. Resolves to the exit code: 0; 2 with a
 * sentence on `err` for wrong usage and bad input; 3 where a rate is surely below the limit given for it.
 */
export async function runReport(args: readonly string[], io: ReportStreams): Promise<number> {
  try {
    const parsed = parseReportArguments(args);
    if (parsed === null) io.out(REPORT_HELP);
    else return await report(parsed, io);
    return 0;
  } catch (error) {
    io.err(`${commandSentence(toHandrailError(error))}\n`);
    return 2;
  }
}

async function report(args: ReportArguments, io: ReportStreams): Promise<number> {
  refuseOverwriting(args, io.cwd);
  const plan = await readPlan(args, io);
  const files = await Promise.all(args.files.map((file) => nodeFile(resolve(io.cwd, file))));
  const salt = await readSalt(io);
  const rejected: (readonly CsvCell[])[] = [];
  const onReject = (file: string, row: RejectedRow): void => {
    rejected.push([file, row.line, row.reason, row.column, row.value, row.text]);
  };
  const options = { salt, nowUs: io.nowUs, ...(args.rejects === null ? {} : { onReject }) };
  const { columns, profile } = await importFiles(files, plan, options);
  const made = makeReport(args, plan, profile, askColumns(columns), io);
  if (args.rejects !== null) {
    const header = ['file', 'line', 'reason', 'column', 'value', 'text'];
    await writeText(resolve(io.cwd, args.rejects), toCsv(header, rejected));
  }
  return await handOver(made, args, io);
}

/** The plan of a report, whose unknown keys are told; throws where a limit is set on a rate that it does not have. */
export async function readPlan({ plan: path, limits }: ReportArguments, io: ReportStreams): Promise<Plan> {
  const { plan, warnings } = parsePlan(await readText(resolve(io.cwd, path)), basename(path));
  for (const { path: key, nearest } of warnings) {
    const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
    io.err(`The plan's ${key} is not known and has no effect${hint}\n`);
  }
  requireRates(limits, plan);
  return plan;
}

/** Writes the report where it is wanted, and says which limits do not hold; resolves to the exit code. */
export async function handOver(
  { text, checked }: MadeReport,
  { out }: ReportArguments,
  io: ReportStreams,
): Promise<number> {
  if (out === null) io.out(text);
  else await writeText(resolve(io.cwd, out), text);
  for (const sentence of checked.sentences) io.err(`${sentence}\n`);
  return checked.failed ? BELOW_LIMIT : 0;
}

/** The exit code of a report with a rate that is surely below its limit. */
const BELOW_LIMIT = 3;

/** Figures must not be written over what they are made of. */
export function refuseOverwriting({ plan, files, out, rejects }: ReportArguments, cwd: string): void {
  const read = new Set([plan, ...files].map((path) => resolve(cwd, path)));
  for (const [option, path] of [
    ['--out', out],
    ['--rejects', rejects],
  ] as const) {
    if (path === null || !read.has(resolve(cwd, path))) continue;
    throw new HandrailError('usage', {
      problem: `${option} names ${path}, which the command reads: name another file`,
    });
  }
  if (out !== null && rejects !== null && resolve(cwd, out) === resolve(cwd, rejects)) {
    throw new HandrailError('usage', { problem: `--out and --rejects both name ${out}: name two files` });
  }
}

async function readSalt(io: ReportStreams): Promise<Uint8Array> {
  const path = io.env.HANDRAIL_SALT_FILE;
  if (path === undefined || path === '') return new Uint8Array(0);
  const file = resolve(io.cwd, path);
  return new Uint8Array(await readFile(file).catch((cause: unknown) => unreadable(file, cause)));
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => unreadable(path, cause));
}

async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HandrailError('usage', { problem: `${path} cannot be written (${why})` }, { cause });
  });
}

function unreadable(path: string, cause: unknown): never {
  const why =
    cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'there is no such file' : String(cause);
  throw new HandrailError('file-unreadable', { file: basename(path), why }, { cause });
}
