/** Whatever is posted to the door of a real ClickHouse: only questions about the plan's tables get through, and harm nothing. */
import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventColumns } from '../../src/engine/columns.ts';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import type { Query, Scope } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import { literalPattern } from '../../src/journey/name-pattern.ts';
import type { Plan } from '../../src/journey/plan.ts';
import { tableOf } from '../../src/report/conformance/event-tables.ts';
import { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';
import { ClickHouseDoor } from '../../src/server/clickhouse-door.ts';
import { serve } from '../../src/server/serve.ts';
import { exact } from './compared.ts';
import { overHttp } from './http-engine.ts';
import { oddText } from './odd-text.ts';

const HOUR_US = 3_600_000_000;
const START_US = Date.UTC(2026, 0, 1) * 1000;
const TABLE = 'journeys.events 0';
const SQL = "'; DROP TABLE journeys.`events 0`; -- \\' \" {p1:String} \n\0😀') OR 1 = 1";

/** Thirty people who do three things, in an order that differs from one to the next. */
function columnsOf(names: readonly [string, string, string], property: string, value: string): EventColumns {
  const rows = Array.from({ length: 30 }, (_, p) =>
    Array.from({ length: 2 + (p % 5) }, (_, i): EventRow => {
      const row = {
        person: `p${p}`,
        event: names[(i * (1 + (p % 2)) + (p % 4 === 3 ? 1 : 0)) % 3] ?? '',
        timeUs: START_US + (p * 3 + i * (1 + (p % 3))) * HOUR_US,
        value: p + i,
      };
      return (p + i) % 3 === 0 ? row : { ...row, properties: { [property]: i % 2 === 0 ? value : 'other' } };
    }),
  ).flat();
  return columnsFromRows(rows);
}

/** A question of every kind in which each name and value is used. */
function questionsOf(names: readonly [string, string, string], property: string, value: string): readonly Query[] {
  const [a, b, c] = names.map((name) => literalPattern(name)) as [string, string, string];
  const match = (event: string) => ({ event, where: [], occurrence: 'any' as const });
  const scope: Scope = {
    steps: [
      { id: a, matches: [match(a), { ...match(c), where: [{ property, value }] }] },
      { id: b, matches: [match(b)] },
    ],
    order: 'ordered',
    windowUs: 5 * HOUR_US,
    ties: 'helpful',
    entered: { fromUs: START_US, toUs: null },
    during: null,
    exclusions: [{ match: { ...match(c), where: [{ property, value: 'other' }] }, fromStep: 0, toStep: 1 }],
    filters: [{ property, attribution: { kind: 'first' }, in: [value, 'other', null] }],
    calendarDays: false,
    timeZone: 'Europe/Berlin',
    asOfUs: START_US + 90 * HOUR_US,
  };
  const half = START_US + 45 * HOUR_US;
  return [
    { kind: 'funnel', ...scope, breakdown: { property, attribution: { kind: 'step', step: 0 } } },
    {
      kind: 'trend',
      ...scope,
      ...{ interval: 'day', weekStart: 'monday', fromStep: 0, toStep: 1 },
      breakdown: { property, attribution: { kind: 'last' } },
    },
    { kind: 'time-to-convert', ...scope, fromStep: 0, toStep: 1, binCount: null },
    { kind: 'comparison', ...scope, a: { fromUs: START_US, toUs: half }, b: { fromUs: half + 1, toUs: null } },
    {
      kind: 'evidence',
      ...scope,
      transitions: [
        { fromStep: null, toStep: 0 },
        { fromStep: 0, toStep: 1 },
      ],
      tools: [{ id: c, matches: [match(c)], transition: 1, side: 'buyer', liveFromUs: null }],
    },
  ];
}

const NAMES = [SQL, `${SQL}2`, 'plain'] as const;
const columns = columnsOf(NAMES, SQL, SQL);
const questions = questionsOf(NAMES, SQL, SQL);

let clickhouse: LocalClickHouse;
let engine: Awaited<ReturnType<typeof overHttp>>;
let server: Server;
let port: number;

function planOf(property: string): Plan {
  const source = { files: '', shape: 'clickhouse', table: TABLE, person: 'who', time: 'at', event: 'what' } as const;
  return {
    handrail: 1,
    sources: [{ ...source, value: 'worth', orderBy: 'place', properties: { [property]: 'property 0' } }],
    stages: {},
  };
}

async function openDoor(property: string): Promise<void> {
  const address = { url: engine.url, user: null, password: null };
  const door = new ClickHouseDoor({ address, plan: planOf(property), origins: [], nowUs: () => START_US * 2 });
  server = await serve({ folder: '/nowhere', port: 0, host: '127.0.0.1', door });
  port = (server.address() as AddressInfo).port;
}

function closeDoor(): void {
  server.closeAllConnections();
  server.close();
}

beforeAll(async () => {
  clickhouse = new LocalClickHouse(fileURLToPath(new URL('../..', import.meta.url)));
  clickhouse.exec('SET max_threads = 1');
  engine = await overHttp(clickhouse);
});

afterAll(() => {
  engine.stop();
  clickhouse.close();
});

interface Reply {
  readonly status: number;
  readonly told: { readonly answer?: unknown; readonly error?: { readonly code: string } } | null;
}

function post(body: string, headers: IncomingHttpHeaders = {}): Promise<Reply> {
  const all = {
    Host: `localhost:${port}`,
    Origin: `http://localhost:${port}`,
    'Content-Type': 'application/json',
    ...headers,
  };
  return new Promise((resolve, reject) => {
    let answered = false;
    // A connection each: while the engine holds up the process, those that were kept open run out of time.
    const to = { host: '127.0.0.1', port, path: '/clickhouse', method: 'POST', headers: all, agent: false } as const;
    const sent = request(to, (response) => {
      answered = true;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      const told = (): void => {
        const isTold = response.headers['content-type']?.includes('ndjson') === true && text !== '';
        resolve({
          status: response.statusCode ?? 0,
          told: isTold ? JSON.parse(text.trim().split('\n').at(-1) ?? '') : null,
        });
      };
      // The server hangs up on what it refuses.
      response.once('end', told).once('error', told);
    });
    sent.on('error', (error) => answered || reject(error));
    sent.end(body);
  });
}

const asked = (question: unknown, source: string = TABLE): string => JSON.stringify({ source, question });

/** What is in the database, whatever was asked of it. */
function tables(): unknown {
  return clickhouse.rows({
    sql: 'SELECT name, total_rows FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    params: {},
  });
}

describe('at the door of a ClickHouse', () => {
  let before: unknown;

  beforeAll(async () => {
    tableOf(clickhouse, columns);
    await openDoor(SQL);
    before = tables();
  });
  afterAll(closeDoor);

  it.each(questions.map((question) => [question.kind, question] as const))(
    '%s with SQL for every name is answered as any other',
    async (_, question) => {
      const { status, told } = await post(asked(question));
      expect([status, exact(told?.answer)]).toEqual([200, exact(runToEnd<Query>(columns, question))]);
      expect(tables()).toEqual(before);
    },
  );

  it.each<readonly [string, object]>([
    ...questions.map((question) => [question.kind, question] as const),
    ['profile', { kind: 'profile' }],
  ])('SQL in place of anything in %s is a name, or refused', async (_, question) => {
    for (const path of leavesOf({ source: TABLE, question })) {
      const { status, told } = await post(JSON.stringify(replaced({ source: TABLE, question }, path, SQL)));
      if (isName(path)) expect([path, status, told?.error]).toEqual([path, 200, undefined]);
      else expect([path, status]).toEqual([path, 403]);
    }
    expect(tables()).toEqual(before);
  });

  it('what is no question of the page is refused', async () => {
    const [question] = questions;
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const replies = await Promise.all([
      post(asked(question), { Origin: 'https://evil.example' }),
      post(asked(question), { Host: 'evil.example', Origin: 'http://evil.example' }),
      post(asked(question), { 'Sec-Fetch-Site': 'cross-site' }),
      post(`source=${TABLE}&question=DROP`, { 'Content-Type': 'application/x-www-form-urlencoded' }),
      post(asked(question), { 'Content-Type': 'text/plain' }),
      post('x'.repeat(10_000_000)),
      post(`{"source":"${TABLE}","question":${deep}}`),
      post(asked({ ...question, kind: 'DROP TABLE' })),
      post(asked({ ...question, [SQL]: SQL })),
      post(asked(question, 'system.users')),
      post(asked(question, `${TABLE}\`; DROP TABLE x`)),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 403));
    expect(tables()).toEqual(before);
  });

  // A thousand at once are tried against the stand-in: here the engine holds up the whole process.
  it('of a hundred at once each is answered rightly or told to come back', async () => {
    const [question] = questions as [Query];
    const expected = exact(runToEnd<Query>(columns, question));
    const replies = await Promise.all(Array.from({ length: 100 }, () => post(asked(question))));
    const answered = replies.filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThanOrEqual(16);
    for (const { told } of answered) expect(exact(told?.answer)).toEqual(expected);
    const others = replies.filter(({ status }) => status !== 200);
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 503));
    expect((await post(asked(question))).status).toBe(200);
  });
});

describe('odd names and values', () => {
  beforeEach(() => {
    clickhouse.drop('events 0');
  });

  it('are told apart by every kind of question', async () => {
    const different = fc.uniqueArray(oddText, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(different, oddText, oddText, async (three, property, value) => {
        const names = three as unknown as readonly [string, string, string];
        const here = columnsOf(names, property, value);
        tableOf(clickhouse, here);
        await openDoor(property);
        try {
          for (const question of questionsOf(names, property, value)) {
            const { told } = await post(asked(question));
            expect(exact(told?.answer)).toEqual(exact(runToEnd<Query>(here, question)));
          }
        } finally {
          closeDoor();
        }
      }),
      { numRuns: 8, seed: 20_250_330 },
    );
  });
});

type Path = readonly (string | number)[];

/** Where the texts, numbers, flags and nulls of a value are. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? replaced(one, rest, by) : one));
  const of = value as Readonly<Record<string, unknown>>;
  return { ...of, [key]: replaced(of[key], rest, by) };
}

/** Whether any text may stand there. */
function isName(path: Path): boolean {
  const [last, before] = [path.at(-1), path.at(-2)];
  return before === 'in' || ['event', 'property', 'value', 'id'].includes(String(last));
}
