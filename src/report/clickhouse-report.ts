import type { AnswerOf } from '../engine/answer.ts';
import type { Query } from '../engine/query.ts';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { clickHouseAddress } from '../server/clickhouse-client.ts';
import { askTable } from '../server/clickhouse-door.ts';
import { withAnswers } from './ask.ts';
import { commandSentence } from './command-sentence.ts';
import { makeReport } from './make-report.ts';
import { parseReportArguments, REPORT_HELP } from './report-arguments.ts';
import { handOver, type ReportStreams, readPlan, refuseOverwriting } from './report-command.ts';

/** Whether a report is asked of a table: `report --clickhouse SOURCE --plan plan.json`. */
export function isTableReport(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--clickhouse' || arg.startsWith('--clickhouse='));
}

/** The command `report --clickhouse SOURCE`: the report of a table that the plan calls so. Exit codes as of `report`. */
export async function runTableReport(args: readonly string[], io: ReportStreams): Promise<number> {
  try {
    return await report(args, io);
  } catch (error) {
    io.err(`${commandSentence(toHandrailError(error))}\n`);
    return 2;
  }
}

async function report(all: readonly string[], io: ReportStreams): Promise<number> {
  if (all.includes('--help') || all.includes('-h')) {
    io.out(REPORT_HELP);
    return 0;
  }
  const { source, others } = withoutSource(all);
  // The rest is read as for files; the table takes the place of one.
  const args = parseReportArguments([...others, source]);
  if (args === null || args.files.length !== 1) throw usage('with --clickhouse no files are read');
  if (args.rejects !== null) throw usage('a table has no rejected rows: leave --rejects out');
  const address = clickHouseAddress(io.env);
  if (address === null) throw usage('set HANDRAIL_CLICKHOUSE_URL to the address of the ClickHouse');
  refuseOverwriting({ ...args, files: [] }, io.cwd);
  const plan = await readPlan(args, io);
  const options = { address, plan, nowUs: () => io.nowUs };
  const profile = (await askTable({ source, question: { kind: 'profile' } }, options)) as DatasetProfile;
  const fetch = async <Q extends Query>(question: Q): Promise<AnswerOf<Q>> =>
    (await askTable({ source, question }, options)) as AnswerOf<Q>;
  const made = await withAnswers(fetch, (ask) => makeReport(args, plan, profile, ask, io));
  return await handOver(made, args, io);
}

function withoutSource(args: readonly string[]): { readonly source: string; readonly others: readonly string[] } {
  const at = args.findIndex((arg) => arg === '--clickhouse' || arg.startsWith('--clickhouse='));
  const arg = args[at] ?? '';
  const apart = arg === '--clickhouse';
  const source = apart ? args[at + 1] : arg.slice('--clickhouse='.length);
  if (source === undefined || source === '' || source.startsWith('-')) {
    throw usage('--clickhouse needs the table as the plan writes it, like shop.events');
  }
  return { source, others: args.toSpliced(at, apart ? 2 : 1) };
}

function usage(problem: string): HandrailError {
  return new HandrailError('usage', { problem });
}
