import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { AnswerOf } from '../engine/answer.ts';
import type { Query } from '../engine/query.ts';
import { judgeCapabilities } from '../insights/tool-gaps.ts';
import { judgeTools } from '../insights/tool-judgement.ts';
import { capabilitiesOf } from '../journey/capabilities.ts';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import { parsePlan } from '../journey/plan-file.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { compileFunnel } from '../questions/compile.ts';
import { compileEvidence } from '../questions/tools.ts';
import { clickHouseAddress } from '../server/clickhouse-client.ts';
import { askTable } from '../server/clickhouse-door.ts';
import { sayToolState } from '../words/tools.ts';
import { commandSentence } from './command-sentence.ts';
import { parseReportArguments } from './report-arguments.ts';
import type { ReportStreams } from './report-command.ts';
import { reportFigures } from './report-figures.ts';

/** Whether a report is asked of a table: `report --clickhouse SOURCE --plan plan.json`. */
export function isTableReport(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--clickhouse' || arg.startsWith('--clickhouse='));
}

/**
 * The command `report --clickhouse SOURCE`: asks the table that the plan calls so for the figures of its funnel and its
 * tools, and prints them as JSON. Exit codes as of `report`.
 */
export async function runTableReport(args: readonly string[], io: ReportStreams): Promise<number> {
  try {
    await report(args, io);
    return 0;
  } catch (error) {
    io.err(`${commandSentence(toHandrailError(error))}\n`);
    return 2;
  }
}

async function report(all: readonly string[], io: ReportStreams): Promise<void> {
  const { source, others } = withoutSource(all);
  // The rest is read as for files; the table takes the place of one.
  const args = parseReportArguments([...others, source]);
  if (args === null || args.files.length !== 1) throw usage('with --clickhouse no files are read');
  if (args.format !== 'json') throw usage('a table is reported as json: leave --format out');
  if (args.rejects !== null) throw usage('a table has no rejected rows: leave --rejects out');
  const address = clickHouseAddress(io.env);
  if (address === null) throw usage('set HANDRAIL_CLICKHOUSE_URL to the address of the ClickHouse');
  const planPath = resolve(io.cwd, args.plan);
  const content = await readFile(planPath, 'utf8').catch((cause: unknown) => {
    throw new HandrailError('file-unreadable', { file: basename(planPath), why: 'there is no such file' }, { cause });
  });
  const { plan } = parsePlan(content, basename(planPath));
  const options = { address, plan, nowUs: () => io.nowUs };
  const profile = (await askTable({ source, question: { kind: 'profile' } }, options)) as DatasetProfile;
  const ask = async <Q extends Query>(question: Q): Promise<AnswerOf<Q>> =>
    (await askTable({ source, question }, options)) as AnswerOf<Q>;
  const query = compileFunnel(plan, profile, args.view);
  const answer = await ask(query);
  const figures = reportFigures(plan, profile, query, answer);
  let tools: readonly unknown[] = [];
  let gaps: readonly unknown[] = [];
  if ((plan.tools ?? []).length > 0) {
    const asked = compileEvidence(plan, profile, args.view);
    const evidence = await ask(asked.query);
    const judged = judgeTools(asked, evidence, plan.lowReach);
    tools = judged.map((tool) => ({
      id: tool.id,
      transition: tool.transition,
      side: tool.side,
      state: tool.state,
      evidence: sayToolState(tool.evidence, plan),
      reach: tool.reach,
      lastUsed: tool.lastUse,
    }));
    gaps = judgeCapabilities(plan, capabilitiesOf(plan), judged, asked, evidence, answer).gaps.map(
      ({ capability, state, worth }) => ({
        transition: capability.transition,
        capability: capability.id,
        state,
        peopleLost: worth?.peopleLost ?? null,
      }),
    );
  }
  const text = `${JSON.stringify({ ...figures, tools, gaps }, null, 2)}\n`;
  if (args.out === null) io.out(text);
  else await writeFile(resolve(io.cwd, args.out), text);
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
