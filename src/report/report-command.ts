import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { runToEnd } from '../engine/run.ts';
import { importFiles } from '../importers/import.ts';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import { parsePlan } from '../journey/plan-file.ts';
import type { RejectedRow } from '../journey/quality-report.ts';
import { compileFunnel } from '../questions/compile.ts';
import { type CsvCell, toCsv } from '../words/csv.ts';
import { commandSentence } from './command-sentence.ts';
import { nodeFile } from './node-file.ts';
import { parseReportArguments, REPORT_HELP, type ReportArguments } from './report-arguments.ts';
import { findFindings, type ReportedFindings } from './report-findings.ts';
import { REPORT_FORMATS } from './report-formats.ts';
import { checkLimits, requireRates } from './report-limits.ts';

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
  const planPath = resolve(io.cwd, args.plan);
  refuseOverwriting(args, io.cwd);
  const { plan, warnings } = parsePlan(await readText(planPath), basename(planPath));
  for (const { path, nearest } of warnings) {
    const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
    io.err(`The plan's ${path} is not known and has no effect${hint}\n`);
  }
  requireRates(args.limits, plan);
  const files = await Promise.all(args.files.map((file) => nodeFile(resolve(io.cwd, file))));
  const salt = await readSalt(io);
  const rejected: (readonly CsvCell[])[] = [];
  const onReject = (file: string, row: RejectedRow): void => {
    rejected.push([file, row.line, row.reason, row.column, row.value, row.text]);
  };
  const options = { salt, nowUs: io.nowUs, ...(args.rejects === null ? {} : { onReject }) };
  const { columns, profile } = await importFiles(files, plan, options);
  const query = compileFunnel(plan, profile, args.view);
  const answer = runToEnd(columns, query);
  if (args.rejects !== null) {
    const header = ['file', 'line', 'reason', 'column', 'value', 'text'];
    await writeText(resolve(io.cwd, args.rejects), toCsv(header, rejected));
  }
  const { view } = args;
  let found: ReportedFindings | null = null;
  const findings = (): ReportedFindings => {
    found ??= findFindings(plan, profile, columns, view);
    return found;
  };
  const text = REPORT_FORMATS[args.format]({
    plan,
    profile,
    columns,
    view,
    query,
    answer,
    findings,
    nowUs: io.nowUs,
    css: io.css,
  });
  if (args.out === null) io.out(text);
  else await writeText(resolve(io.cwd, args.out), text);
  const { failed, sentences } = checkLimits(args.limits, answer, plan);
  for (const sentence of sentences) io.err(`${sentence}\n`);
  return failed ? BELOW_LIMIT : 0;
}

/** The exit code of a report with a rate that is surely below its limit. */
const BELOW_LIMIT = 3;

/** Figures must not be written over what they are made of. */
function refuseOverwriting({ plan, files, out, rejects }: ReportArguments, cwd: string): void {
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
