import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';
import { type Contender, clickHouse, duckDb, embedded, type Reached, windowFunnel } from './contenders.ts';
import { benchColumns, writeCsv } from './data.ts';
import { type BenchQuestion, QUESTIONS } from './questions.ts';

interface Measured {
  readonly question: string;
  readonly contender: string;
  /** By the clock. */
  readonly medianMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
  /** Of the processors, median: what is left of a measurement beside other work. */
  readonly cpuMs: number;
}

/** `bench [--events N] [--runs N] [--questions NAMES] [--without-duckdb] [--json]`: contenders in turn on the same events. 1 when they do not count the same. */
export async function bench(args: readonly string[], root: string): Promise<number> {
  const option = (name: string, otherwise: number): number => {
    const at = args.indexOf(name);
    return at < 0 ? otherwise : Number(args[at + 1]);
  };
  const events = option('--events', 1_000_000);
  const runs = option('--runs', 5);
  const json = args.includes('--json');
  const named = args.includes('--questions') ? args[args.indexOf('--questions') + 1]?.split(',') : undefined;
  const wanted = QUESTIONS.filter(({ name }) => named === undefined || named.includes(name));
  if (!(events > 0 && runs > 0)) {
    process.stderr.write('Usage: npm run bench -- [--events 1000000] [--runs 5] [--json]\n');
    return 2;
  }
  const note = (text: string): void => void process.stderr.write(`${text}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
  const local = new LocalClickHouse(root);
  try {
    note(`${events} events, ${runs} runs, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
    const columns = benchColumns(events);
    const csv = join(folder, 'events.csv');
    await writeCsv(columns, csv);
    const table = clickHouseTable(local, csv);
    const contenders: Contender[] = [embedded(columns)];
    for (const threads of [1, 2]) {
      contenders.push(clickHouse(local, table, threads), windowFunnel(local, threads));
      if (!args.includes('--without-duckdb')) contenders.push(await duckDb(root, csv, threads));
    }
    const { measured, different } = await measure(contenders, runs, wanted, note);
    if (json) process.stdout.write(`${JSON.stringify({ events, runs, measured, different }, null, 2)}\n`);
    else process.stdout.write(tableOf(measured));
    for (const line of different) note(line);
    return different.length === 0 ? 0 : 1;
  } finally {
    local.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function clickHouseTable(local: LocalClickHouse, csv: string) {
  local.exec(
    `CREATE TABLE bench (person String, at DateTime64(6, 'UTC'), event LowCardinality(String), channel LowCardinality(String), place UInt32) ENGINE = MergeTree ORDER BY (person, at)`,
  );
  local.exec(
    `INSERT INTO bench SELECT person, fromUnixTimestamp64Micro(us, 'UTC'), event, channel, place FROM file('${csv}', 'CSV', 'person String, us Int64, event String, channel String, place UInt32')`,
  );
  local.exec('OPTIMIZE TABLE bench FINAL');
  return local.table({
    name: 'bench',
    sourceIndex: 0,
    database: null,
    tables: ['bench'],
    person: 'person',
    time: 'at',
    event: 'event',
    value: null,
    order: 'place',
    properties: { channel: 'channel' },
    exclude: [],
    until: null,
  });
}

async function measure(
  contenders: readonly Contender[],
  runs: number,
  questions: readonly BenchQuestion[],
  note: (text: string) => void,
): Promise<{ readonly measured: readonly Measured[]; readonly different: readonly string[] }> {
  const measured: Measured[] = [];
  const different: string[] = [];
  for (const question of questions) {
    const times = new Map<string, { readonly clockMs: number; readonly cpuMs: number }[]>();
    let expected: Reached | null = null;
    for (let run = 0; run < runs; run++) {
      for (const contender of contenders) {
        const startedAt = performance.now();
        const before = process.cpuUsage();
        const asked = contender.ask(question);
        if (asked === null) continue;
        const reached = await asked;
        const { user, system } = process.cpuUsage(before);
        const took = { clockMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
        times.set(contender.name, [...(times.get(contender.name) ?? []), took]);
        if (reached === null) continue;
        expected ??= reached;
        if (JSON.stringify(reached) !== JSON.stringify(expected)) {
          const line = `${question.name}: ${contender.name} counts ${JSON.stringify(reached)}, not ${JSON.stringify(expected)}`;
          if (!different.includes(line)) different.push(line);
        }
      }
    }
    for (const [contender, all] of times) {
      const clocks = all.map(({ clockMs }) => clockMs);
      measured.push({
        question: question.name,
        contender,
        medianMs: median(clocks),
        leastMs: Math.round(Math.min(...clocks)),
        mostMs: Math.round(Math.max(...clocks)),
        cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
      });
    }
    note(`${question.name}: done`);
  }
  return { measured, different };
}

function median(all: readonly number[]): number {
  const inOrder = all.toSorted((a, b) => a - b);
  const middle = inOrder.length >> 1;
  const upper = inOrder[middle] ?? 0;
  return Math.round(inOrder.length % 2 === 1 ? upper : ((inOrder[middle - 1] ?? 0) + upper) / 2);
}

/** Markdown: median, spread, processor time, and how many times that of the embedded engine and of `windowFunnel` by hand. */
function tableOf(measured: readonly Measured[]): string {
  const lines = [
    '| question | contender | median ms | spread ms | CPU ms | × embedded | × windowFunnel | CPU × windowFunnel |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const one of measured) {
    const other = (contender: string): Measured | undefined =>
      measured.find(({ question, contender: name }) => question === one.question && name === contender);
    const threads = /(\d+) thread/.exec(one.contender)?.[1];
    const hand = other(`windowFunnel by hand, ${threads} thread${threads === '1' ? '' : 's'}`);
    const ratio = (own: number, to: number | undefined): string =>
      to === undefined || to === 0 ? '' : (own / to).toFixed(2);
    const compiled = one.contender.startsWith('ClickHouse');
    const cells = [
      ...[one.question, one.contender, one.medianMs, `${one.leastMs}–${one.mostMs}`, one.cpuMs],
      ratio(one.medianMs, other('embedded engine')?.medianMs),
      ...(compiled ? [ratio(one.medianMs, hand?.medianMs), ratio(one.cpuMs, hand?.cpuMs)] : ['', '']),
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}
