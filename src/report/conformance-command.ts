import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { toHandrailError } from '../journey/errors.ts';
import { commandSentence } from './command-sentence.ts';
import { type CaseAsker, checkCase } from './conformance/case-check.ts';
import { parseCase } from './conformance/case-format.ts';
import { tableOf } from './conformance/event-tables.ts';
import { LocalClickHouse } from './conformance/local-clickhouse.ts';

/** Where a command writes, and the folder that its arguments are relative to. */
interface Streams {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const HELP = `handrail conformance DIR [--backend embedded|clickhouse]

Asks the questions of all case files in a folder: a line per failing case, and last "N passed, N failed". Exits with 0 when
all pass, with 1 when one fails, with 2 when the folder or a file cannot be used. ClickHouse is the one of test/clickhouse.
`;

/** The command `conformance DIR`: see {@link runConformance} for what it prints and returns. */
export async function runConformanceCommand(
  args: readonly string[],
  { cwd, out, err }: Streams,
  root = cwd,
): Promise<number> {
  const [dir, option, backend, ...more] = args;
  if (dir === '--help' || dir === '-h') {
    out(HELP);
    return 0;
  }
  const named =
    option === undefined || (option === '--backend' && (backend === 'embedded' || backend === 'clickhouse'));
  if (dir === undefined || dir.startsWith('-') || !named || more.length > 0) {
    err('Name one folder of case files: handrail conformance DIR [--backend embedded|clickhouse].\n');
    return 2;
  }
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(line);
  let clickhouse: LocalClickHouse | null = null;
  let code: number;
  try {
    clickhouse = backend === 'clickhouse' ? new LocalClickHouse(root) : null;
    code = await runConformance(resolve(cwd, dir), note, clickhouse === null ? undefined : asker(clickhouse));
  } catch (error) {
    err(`${commandSentence(toHandrailError(error))}\n`);
    return 2;
  } finally {
    clickhouse?.close();
  }
  (code === 2 ? err : out)(`${lines.join('\n')}\n`);
  return code;
}

/**
 * Runs the case files of a folder: a line per failing case, and last `N passed, N failed`. Resolves to the exit code:
 * 0 when all pass, 1 when one fails, 2 with one sentence when the folder or a file cannot be used.
 */
export async function runConformance(dir: string, out: (line: string) => void, ask?: CaseAsker): Promise<number> {
  const suites = await readSuites(dir);
  if ('problem' in suites) {
    out(suites.problem);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  for (const { file, cases } of suites.files) {
    cases.forEach((value, index) => {
      const problems = problemsOf(value, ask);
      if (problems.length === 0) {
        passed++;
      } else {
        failed++;
        out(`${nameOf(value) ?? `${file}[${index}]`}: ${problems.join('; ')}`);
      }
    });
  }
  out(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function asker(clickhouse: LocalClickHouse): CaseAsker {
  return (columns) => {
    const table = tableOf(clickhouse, columns);
    return (query) => clickhouse.answer(query, table);
  };
}

interface Suite {
  readonly file: string;
  readonly cases: readonly unknown[];
}

async function readSuites(dir: string): Promise<{ readonly files: readonly Suite[] } | { readonly problem: string }> {
  let names: string[];
  try {
    names = (await readdir(dir)).filter((name) => name.endsWith('.json')).sort();
  } catch {
    return { problem: `The folder ${dir} cannot be read.` };
  }
  if (names.length === 0) return { problem: `The folder ${dir} has no case files (*.json).` };
  const files: Suite[] = [];
  for (const name of names) {
    let content: unknown;
    try {
      content = JSON.parse(await readFile(join(dir, name), 'utf8'));
    } catch (error) {
      return { problem: `The file ${join(dir, name)} is not JSON: ${oneLine(error)}.` };
    }
    if (!Array.isArray(content)) return { problem: `The file ${join(dir, name)} holds no array of cases.` };
    files.push({ file: name, cases: content });
  }
  return { files };
}

function problemsOf(value: unknown, ask?: CaseAsker): readonly string[] {
  const given = parseCase(value);
  if ('problem' in given) return [given.problem];
  try {
    return checkCase(given, ask);
  } catch (error) {
    return [oneLine(error)];
  }
}

function nameOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null;
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
}
