import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifier } from '../../src/backends/clickhouse/statement.ts';
import type { FunnelAnswer } from '../../src/engine/answer.ts';
import type { FunnelQuery } from '../../src/engine/query.ts';
import { literalPattern } from '../../src/journey/name-pattern.ts';
import type { Plan } from '../../src/journey/plan.ts';
import type { DatasetProfile } from '../../src/journey/profile.ts';
import { runTableReport } from '../../src/report/clickhouse-report.ts';
import { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';
import { runLoad } from '../../src/report/load-command.ts';
import { runMap } from '../../src/report/map-command.ts';
import { runReport } from '../../src/report/report-command.ts';
import { askTable } from '../../src/server/clickhouse-door.ts';
import { overHttp } from './http-engine.ts';
import { oddText } from './odd-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NOW_US = Date.UTC(2026, 6, 1) * 1000;

let clickhouse: LocalClickHouse;
let engine: Awaited<ReturnType<typeof overHttp>>;
let folder: string;

beforeAll(async () => {
  clickhouse = new LocalClickHouse(root);
  engine = await overHttp(clickhouse);
  folder = mkdtempSync(join(tmpdir(), 'handrail-tables-'));
});

afterAll(() => {
  engine.stop();
  clickhouse.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  command: (args: readonly string[], io: Parameters<typeof runReport>[1]) => Promise<number>,
  ...args: readonly string[]
): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await command(args, {
    cwd: folder,
    nowUs: NOW_US,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { HANDRAIL_CLICKHOUSE_URL: engine.url.href, HANDRAIL_SALT_FILE: 'salt' },
    css: () => '',
  });
  return { code, out, err };
}

const stages: Plan['stages'] = {
  awareness: { enter: ['visit'] },
  interest: { enter: ['sign "up"'] },
  action: { enter: ['gift'] },
};

/** Visits with clock times, gifts with days alone, in the likeness of what an organisation has. */
function writeFiles(): Plan {
  const visits = ['mail,when,what,channel'];
  const gifts = ['mail,day,amount'];
  for (let p = 0; p < 90; p++) {
    const day = String(1 + (p % 28)).padStart(2, '0');
    visits.push(`p${p}@river.org,2026-03-${day}T10:00:00Z,visit,${['mail', 'search', ''][p % 3]}`);
    if (p % 2 === 0) visits.push(`p${p}@river.org,2026-03-${day}T10:00:00Z,"sign ""up""",search`);
    if (p % 5 === 0) gifts.push(`P${p}@river.org,2026-04-${day},${p + 0.5}`);
  }
  writeFileSync(join(folder, 'visits.csv'), `${visits.join('\n')}\n`);
  writeFileSync(join(folder, 'gifts.csv'), `${gifts.join('\n')}\n`);
  writeFileSync(join(folder, 'salt'), 'of this journey');
  const plan: Plan = {
    handrail: 1,
    sources: [
      {
        files: 'visits.csv',
        shape: 'events',
        person: 'mail',
        time: 'when',
        event: 'what',
        properties: { channel: 'channel' },
      },
      { files: 'gifts.csv', shape: 'list', person: 'mail', time: 'day', event: 'gift', value: 'amount', decimal: '.' },
    ],
    stages,
    window: '60d',
    timeZone: 'Europe/Berlin',
    asOf: '2026-06-30',
  };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  return plan;
}

describe('files that were loaded into a table', () => {
  it('give the figures of the files', async () => {
    const plan = writeFiles();
    const loaded = await run(
      runLoad,
      '--plan',
      'plan.json',
      '--clickhouse',
      'journeys.gifts',
      'visits.csv',
      'gifts.csv',
    );
    expect(loaded).toMatchObject({ code: 0, err: '153 events of 90 people are in journeys.gifts.\n' });
    const source = JSON.parse(loaded.out) as Plan['sources'][0];
    writeFileSync(join(folder, 'table.json'), JSON.stringify({ ...plan, sources: [source] }));
    for (const view of [[], ['--breakdown', 'channel'], ['--order', 'any', '--entered', '2026-03-05..']]) {
      const files = await run(runReport, '--plan', 'plan.json', ...view, 'visits.csv', 'gifts.csv');
      const table = await run(runTableReport, '--clickhouse', 'journeys.gifts', '--plan', 'table.json', ...view);
      expect(table.err).toBe('');
      const [ofFiles, ofTable] = [JSON.parse(files.out), JSON.parse(table.out)];
      expect(ofTable.dataset).toEqual({ ...ofFiles.dataset, rowsRead: 153, rowsAccepted: 153 });
      expect(ofTable.dataset.calendarDays).toBe(true);
      expect(ofTable.stages).toEqual(ofFiles.stages);
      expect(ofTable.transitions).toEqual(ofFiles.transitions);
      expect(ofTable.breakdown).toEqual(ofFiles.breakdown);
      expect(ofTable.transitions[0].converted).toBeGreaterThan(20);
    }
  });

  const both = async (...options: readonly string[]): Promise<{ readonly ofFiles: Ran; readonly ofTable: Ran }> => ({
    ofFiles: await run(runReport, '--plan', 'plan.json', ...options, 'visits.csv', 'gifts.csv'),
    ofTable: await run(runTableReport, '--clickhouse', 'journeys.gifts', '--plan', 'table.json', ...options),
  });

  it('give the findings of the files, and two periods side by side', async () => {
    const periods = ['--entered', '2026-03-15..2026-03-28', '--compare', '2026-03-01..2026-03-14'];
    const { ofFiles, ofTable } = await both(...periods);
    expect(ofTable).toMatchObject({ code: 0, err: '' });
    const [files, table] = [JSON.parse(ofFiles.out), JSON.parse(ofTable.out)];
    expect(Object.keys(table)).toEqual(Object.keys(files));
    expect(table.comparison).toEqual(files.comparison);
    expect(table.comparison.now.people).toBeGreaterThan(30);
    expect(table.headline).toBe(files.headline);
    expect(table.findings).toEqual(files.findings);
    expect(table.findings.length).toBeGreaterThan(0);
  });

  it('give the table of stages of the files', async () => {
    const { ofFiles, ofTable } = await both('--format', 'csv');
    expect(ofTable).toEqual(ofFiles);
    expect(ofTable.out.split('\n').length).toBeGreaterThan(3);
  });

  it('give a page that says what the one of the files does', async () => {
    const { ofFiles, ofTable } = await both('--format', 'html');
    expect(ofTable).toMatchObject({ code: 0, err: '' });
    const headline = (html: string): string | undefined => /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1];
    expect(headline(ofTable.out)).toBe(headline(ofFiles.out));
    expect(headline(ofTable.out)).toContain('90');
    expect(ofTable.out).toContain('journeys.gifts');
    expect(ofTable.out).not.toContain('visits.csv');
  });

  it('fail a job where those of the files do', async () => {
    for (const limit of ['interest=90%', 'interest=10%', 'action=99%']) {
      const { ofFiles, ofTable } = await both('--format', 'csv', '--fail-below', limit);
      expect([ofTable.code, ofTable.err]).toEqual([ofFiles.code, ofFiles.err]);
    }
    const { ofTable } = await both('--format', 'csv', '--fail-below', 'interest=90%');
    expect(ofTable).toMatchObject({ code: 3, err: expect.stringContaining('which is below 90 %') });
  });

  it('are reported to a file, never to the plan', async () => {
    const { ofTable } = await both('--format', 'html', '--out', 'page.html');
    expect(ofTable).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    const refused = await run(
      runTableReport,
      ...['--clickhouse', 'journeys.gifts', '--plan', 'table.json', '--out', 'table.json'],
    );
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('which the command reads') });
  });

  it('are not added again, and addresses are hashed', async () => {
    const again = await run(
      runLoad,
      '--plan',
      'plan.json',
      '--clickhouse',
      'journeys.gifts',
      'visits.csv',
      'gifts.csv',
    );
    expect(again.err).toBe('These files are in journeys.gifts already: nothing was added.\n');
    const [row] = clickhouse.rows({
      sql: `SELECT count() AS n, countIf(person LIKE '%@%') AS plain FROM gifts`,
      params: {},
    });
    expect([Number(row?.n), Number(row?.plain)]).toEqual([153, 0]);
    expect(readFileSync(join(folder, 'visits.csv'), 'utf8')).toContain('@');
  });

  it('are taken up where they were broken off', async () => {
    clickhouse.exec(`ALTER TABLE gifts DELETE WHERE place % 3 = 0 SETTINGS mutations_sync = 2`);
    await run(runLoad, '--plan', 'plan.json', '--clickhouse', 'journeys.gifts', 'visits.csv', 'gifts.csv');
    const [row] = clickhouse.rows({ sql: 'SELECT count() AS n FROM gifts', params: {} });
    expect(Number(row?.n)).toBe(153);
  });

  it('are mapped by their columns', async () => {
    const listed = await run(runMap);
    expect(listed.out).toContain('journeys.gifts\t');
    const mapped = await run(runMap, 'journeys.gifts');
    expect(JSON.parse(mapped.out).sources[0]).toMatchObject({
      shape: 'clickhouse',
      table: 'journeys.gifts',
      person: 'person',
      time: 'time',
      event: 'event',
      value: 'value',
      orderBy: 'place',
    });
    expect(mapped.err).toContain('sign \\"up\\"');
    const { sources, stages } = JSON.parse(mapped.out) as Plan;
    expect(Object.keys(sources[0]?.properties ?? {})).not.toContain('load');
    // What a file with these events would be guessed as, in the order of the journey.
    expect(Object.keys(stages).length).toBeGreaterThanOrEqual(2);
  });

  it('that are not there, or lack a column, are told by a sentence', async () => {
    const missing = await run(runMap, 'journeys.nothing');
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('“journeys.nothing”');
    const plan = JSON.parse(readFileSync(join(folder, 'table.json'), 'utf8')) as Plan;
    const wrong = { ...plan, sources: [{ ...plan.sources[0], person: 'persn' }] };
    writeFileSync(join(folder, 'wrong.json'), JSON.stringify(wrong));
    const lacking = await run(runTableReport, '--clickhouse', 'journeys.gifts', '--plan', 'wrong.json');
    expect(lacking.err).toContain('Did you mean “person”?');
  });
});

describe('odd names', () => {
  it('of events, values, properties, columns and tables come back unchanged, and inject nothing', async () => {
    const asked = fc.record({ event: oddText, value: oddText, property: oddText, column: oddText, table: oddText });
    await fc.assert(
      fc.asyncProperty(asked, async ({ event, value, property, column, table: name }) => {
        const table = `t${name.replaceAll('.', '')}`;
        const own = `c${column}`;
        clickhouse.exec(`DROP TABLE IF EXISTS ${identifier(table)}`);
        clickhouse.exec(
          `CREATE TABLE ${identifier(table)} (who String, at DateTime64(6, 'UTC'), what String, ${identifier(own)} String) ENGINE = Memory`,
        );
        const rows = [
          ['p', '2026-01-01 00:00:00', event, value],
          ['p', '2026-01-02 00:00:00', `${event}x`, value],
        ];
        clickhouse.exec(
          `INSERT INTO ${identifier(table)} FORMAT JSONCompactEachRow ${rows.map((row) => JSON.stringify(row)).join('\n')}`,
        );
        const plan: Plan = {
          handrail: 1,
          sources: [
            {
              files: '',
              shape: 'clickhouse',
              table,
              person: 'who',
              time: 'at',
              event: 'what',
              properties: { [property]: own },
            },
          ],
          stages: {},
        };
        const options = {
          address: { url: engine.url, user: null, password: null },
          plan,
          nowUs: () => NOW_US,
        };
        const profile = (await askTable({ source: table, question: { kind: 'profile' } }, options)) as DatasetProfile;
        expect(profile.eventNames.map((one) => one.name).sort()).toEqual([event, `${event}x`].sort());
        expect(profile.properties[0]?.top).toEqual([{ value, count: 2 }]);
        const match = { event: literalPattern(event), where: [{ property, value }], occurrence: 'any' as const };
        const question: FunnelQuery = {
          kind: 'funnel',
          steps: [
            { id: 'a', matches: [match] },
            { id: 'b', matches: [{ ...match, event: `*${literalPattern(`${event}x`)}` }] },
          ],
          order: 'ordered',
          windowUs: null,
          ties: 'helpful',
          entered: null,
          during: null,
          exclusions: [],
          filters: [{ property, attribution: { kind: 'first' }, in: [value] }],
          calendarDays: false,
          timeZone: 'UTC',
          asOfUs: null,
          breakdown: { property, attribution: { kind: 'last' } },
        };
        const answer = (await askTable({ source: table, question }, options)) as FunnelAnswer;
        expect(answer.steps.map(({ reached }) => reached)).toEqual([1, 1]);
        expect(answer.breakdown?.groups.map(({ group }) => group)).toEqual([{ kind: 'value', value }]);
        clickhouse.exec(`DROP TABLE ${identifier(table)}`);
      }),
      { numRuns: 60, seed: 20_250_330 },
    );
  });
});
