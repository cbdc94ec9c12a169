import type { Server } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FunnelQuery } from '../engine/query.ts';
import { checkPlan } from '../journey/plan-file.ts';
import { clickHouseAddress } from './clickhouse-client.ts';
import { ClickHouseDoor } from './clickhouse-door.ts';
import { ClickHouseStandIn, exception } from './clickhouse-stand-in.ts';
import { serve } from './serve.ts';

const { plan } = checkPlan({
  handrail: 1,
  sources: [
    {
      shape: 'clickhouse',
      table: 'shop.events',
      person: 'user_id',
      time: 'at',
      event: 'event',
      properties: { channel: 'utm_source' },
    },
  ],
  stages: { awareness: { enter: ['visit'] }, action: { enter: ['order'] } },
});

const COLUMNS = { user_id: 'String', at: 'DateTime64(6)', event: 'LowCardinality(String)', utm_source: 'String' };

const question: FunnelQuery = {
  kind: 'funnel',
  steps: [
    { id: 'awareness', matches: [{ event: 'visit', where: [], occurrence: 'any' }] },
    { id: 'action', matches: [{ event: 'order', where: [], occurrence: 'any' }] },
  ],
  order: 'ordered',
  windowUs: 86_400_000_000,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: 1_750_000_000_000_000,
  breakdown: null,
};

/** What the stand-in says of the question above: nobody came. */
const NOBODY = JSON.stringify({
  ...{ d1: 0, m1: 0, x1: 0, d2: 0, m2: 0, x2: 0, i0: 0, b0: 0, i1: 0, b1: 0, spoiled: 0 },
  ...{ before1_n: 0, before1_sum: 0, before1_q: [], since1_n: 0, since1_sum: 0, since1_q: [] },
});

let clickhouse: ClickHouseStandIn;
let server: Server;
let port: number;

beforeAll(async () => {
  clickhouse = await ClickHouseStandIn.start(COLUMNS);
  const address = { url: clickhouse.url, user: 'reader', password: 'pässword' };
  const door = new ClickHouseDoor({ address, plan, origins: ['https://funnel.example'], nowUs: () => 2e15 });
  server = await serve({ folder: '/nowhere', port: 0, host: '127.0.0.1', door });
  port = (server.address() as AddressInfo).port;
});

beforeEach(() => {
  clickhouse.heard.length = 0;
  clickhouse.left = 0;
  clickhouse.script = (_, response) => response.end(`${NOBODY}\n`);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  clickhouse.stop();
});

interface Reply {
  readonly status: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly text: string;
}

interface Sent {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function post({ body = JSON.stringify({ source: 'shop.events', question }), headers = {} }: Sent = {}): Promise<Reply> {
  const all = {
    Host: `localhost:${port}`,
    Origin: `http://localhost:${port}`,
    'Content-Type': 'application/json',
    'Sec-Fetch-Site': 'same-origin',
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/clickhouse', method: 'POST', headers: all }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('error', reject);
      response.once('end', () => {
        const isJson = response.headers['content-type']?.includes('ndjson') === true;
        const lines = isJson ? text.trim().split('\n') : [];
        resolve({ status: response.statusCode ?? 0, text, lines: lines.map((line) => JSON.parse(line)) });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const errorOf = ({ lines }: Reply): unknown => (lines.at(-1) as { error?: unknown } | undefined)?.error;

describe('a question of the page', () => {
  it('is asked with values beside the text, by the user of the server', async () => {
    const reply = await post();
    expect(reply.lines.at(-1)).toMatchObject({ answer: { kind: 'funnel', steps: [{ reached: 0 }, { reached: 0 }] } });
    expect(reply.lines.at(-1)?.tookMs).toBeTypeOf('number');
    const [{ sql, query, headers }] = clickhouse.heard as [(typeof clickhouse.heard)[0]];
    expect(sql).toContain('FROM `shop`.`events`');
    expect(sql).not.toContain('visit');
    expect([...query.values()]).toEqual(expect.arrayContaining(["['visit','order']", '86400000000']));
    expect(query.get('cancel_http_readonly_queries_on_client_close')).toBe('1');
    expect(headers['x-clickhouse-user']).toBe('reader');
    expect(Buffer.from(String(headers['x-clickhouse-key']), 'latin1').toString('utf8')).toBe('pässword');
    expect(JSON.stringify(reply)).not.toContain('ssword');
  });

  it('tells how far it is while ClickHouse works', async () => {
    clickhouse.script = (_, response) => {
      const socket = response.socket as Socket;
      socket.write('HTTP/1.1 200 OK\r\n');
      const tell = (read: number): boolean =>
        socket.write(`X-ClickHouse-Progress: {"read_rows":"${read}","total_rows_to_read":"1000"}\r\n`);
      tell(250);
      setTimeout(() => tell(750), 300);
      setTimeout(() => socket.end(`Content-Length: ${NOBODY.length}\r\n\r\n${NOBODY}`), 600);
    };
    const { lines } = await post();
    const told = lines.flatMap(({ progress }) => (typeof progress === 'number' ? [progress] : []));
    expect(told).toContain(0.75);
    expect(lines).toContainEqual({ progress: 0.75, rows: { read: 750, total: 1000 } });
    expect(lines.at(-1)).toHaveProperty('answer');
  });

  it('that nobody waits for any more is given up', async () => {
    clickhouse.script = () => {};
    const body = JSON.stringify({ source: 'shop.events', question });
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /clickhouse HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await vi.waitFor(() => expect(clickhouse.heard).toHaveLength(1), 10_000);
    socket.destroy();
    await vi.waitFor(() => expect(clickhouse.left).toBe(1), 10_000);
  });

  it.each([
    [
      403,
      516,
      'reader: Authentication failed: password is incorrect',
      { code: 'clickhouse-refused', details: { why: 'wrong user or password' } },
    ],
    [403, 497, 'reader: Not enough privileges', { code: 'clickhouse-refused', details: { why: 'it lacks the right' } }],
    [
      404,
      60,
      'Unknown table expression identifier shop.events in scope SELECT',
      { code: 'clickhouse-table-missing', details: { table: 'shop.events' } },
    ],
    [408, 159, 'Timeout exceeded: elapsed 10 seconds', { code: 'clickhouse-over-limit', details: { limit: 'time' } }],
    [500, 241, 'Memory limit exceeded', { code: 'clickhouse-over-limit', details: { limit: 'memory' } }],
    [500, 158, 'Limit for rows exceeded', { code: 'clickhouse-over-limit', details: { limit: 'rows' } }],
    [
      500,
      201,
      'Quota for user reader has been exceeded',
      { code: 'clickhouse-over-limit', details: { limit: 'quota' } },
    ],
    [
      500,
      43,
      'Illegal type Nothing. In scope SELECT `secret` FROM x',
      { code: 'clickhouse-failed', details: { code: 43, why: 'Illegal type Nothing' } },
    ],
  ])('that fails with %i, %i says why', async (status, code, text, expected) => {
    clickhouse.script = (_, response) => exception(response, status, code, text);
    expect(errorOf(await post())).toEqual(expected);
  });

  it('whose connection is lost half-way says so', async () => {
    clickhouse.script = (_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"d1":');
      setTimeout(() => response.destroy(), 50);
    };
    expect(errorOf(await post())).toEqual({ code: 'clickhouse-broken-off', details: {} });
  });

  it('about a table without rows says so', async () => {
    clickhouse.script = ({ sql }, response) =>
      response.end(sql.includes('late') ? '{"events":0,"late":0,"people":0,"first":0,"last":0,"dated":0}\n' : '');
    const reply = await post({ body: JSON.stringify({ source: 'shop.events', question: { kind: 'profile' } }) });
    expect(errorOf(reply)).toEqual({ code: 'clickhouse-empty', details: { table: 'shop.events' } });
  });

  it('that makes no sense says so', async () => {
    const body = JSON.stringify({
      source: 'shop.events',
      question: { ...question, kind: 'time-to-convert', breakdown: undefined, fromStep: 1, toStep: 1, binCount: null },
    });
    expect(errorOf(await post({ body }))).toMatchObject({ code: 'question-refused' });
    expect(clickhouse.heard).toEqual([]);
  });
});

describe('whatever is not a question of the page', () => {
  const asked = (change: unknown): Sent => ({
    body: JSON.stringify({ source: 'shop.events', question: { ...question, ...(change as object) } }),
  });
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  it.each<readonly [string, () => Sent]>([
    ['a foreign origin', () => ({ headers: { Origin: 'https://evil.example' } })],
    ['no origin', () => ({ headers: { Origin: '' } })],
    ['another port of this machine', () => ({ headers: { Origin: 'http://localhost:1' } })],
    ['a foreign host', () => ({ headers: { Host: 'evil.example', Origin: 'http://evil.example' } })],
    ['another site', () => ({ headers: { 'Sec-Fetch-Site': 'cross-site' } })],
    ['another subdomain', () => ({ headers: { 'Sec-Fetch-Site': 'same-site' } })],
    [
      'a form',
      () => ({ headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'source=shop.events' }),
    ],
    ['a text', () => ({ headers: { 'Content-Type': 'text/plain' } })],
    ['a packed body', () => ({ headers: { 'Content-Encoding': 'gzip' } })],
    ['no JSON', () => ({ body: '{"source":' })],
    ['a list', () => ({ body: '[]' })],
    ['SQL', () => ({ body: JSON.stringify({ source: 'shop.events', question: 'SELECT 1' }) })],
    ['a table that the plan does not have', () => ({ body: JSON.stringify({ source: 'system.users', question }) })],
    ['SQL in the table', () => ({ body: JSON.stringify({ source: 'shop.events; DROP TABLE x', question }) })],
    ['a further key', () => ({ body: JSON.stringify({ source: 'shop.events', question, sql: 'SELECT 1' }) })],
    ['an unknown kind', () => asked({ kind: 'drop' })],
    ['a kind that every object has', () => asked({ kind: 'constructor' })],
    ['SQL in a number', () => asked({ windowUs: '1; DROP TABLE x' })],
    ['SQL in the order', () => asked({ order: "ordered' OR 1" })],
    ['SQL in the zone', () => asked({ timeZone: "UTC') --" })],
    ['a number that is none', () => asked({ asOfUs: 1e300 })],
    ['no steps', () => asked({ steps: [] })],
    ['too many steps', () => asked({ steps: Array.from({ length: 31 }, () => question.steps[0]) })],
    [
      'a step that is none',
      () => asked({ exclusions: [{ match: question.steps[0]?.matches[0], fromStep: -1, toStep: 1 }] }),
    ],
    ['a deeply nested question', () => ({ body: `{"source":"shop.events","question":${deep}}` })],
    [
      'a deeply nested step',
      () => ({
        body: JSON.stringify({ source: 'shop.events', question: { ...question, steps: 'DEEP' } }).replace(
          '"DEEP"',
          deep.slice(0, 0) + '['.repeat(50) + ']'.repeat(50),
        ),
      }),
    ],
  ])('is refused: %s', async (_, sent) => {
    const reply = await post(sent());
    expect(reply.status).toBe(403);
    expect(clickhouse.heard).toEqual([]);
  });

  it.each([true, false])('is refused: ten megabytes (length told: %s)', async (told) => {
    const size = 10_000_000;
    const status = await new Promise<number>((resolve, reject) => {
      const headers = {
        Host: `localhost:${port}`,
        Origin: `http://localhost:${port}`,
        'Content-Type': 'application/json',
        ...(told ? { 'Content-Length': String(size) } : { 'Transfer-Encoding': 'chunked' }),
      };
      let answered = false;
      const sent = request({ host: '127.0.0.1', port, path: '/clickhouse', method: 'POST', headers }, (response) => {
        answered = true;
        response.on('error', () => undefined).resume();
        resolve(response.statusCode ?? 0);
      });
      // The server hangs up on the rest.
      sent.on('error', (error) => answered || reject(error));
      const piece = 'x'.repeat(100_000);
      const send = (left: number): void => {
        if (left === 0 || sent.destroyed || answered) sent.end();
        else sent.write(piece, () => send(left - 1));
      };
      send(size / piece.length);
    });
    expect(status).toBe(403);
    expect(clickhouse.heard).toEqual([]);
  });

  it('leaves the text of SQL alone: names and values from the question are parameters', async () => {
    const evil = "'; DROP TABLE shop.events; -- \\' `\" {p1:String} \n\0😀";
    await post(
      asked({
        steps: [
          { id: evil, matches: [{ event: evil, where: [{ property: 'channel', value: evil }], occurrence: 'first' }] },
          question.steps[1],
        ],
        filters: [{ property: evil, attribution: { kind: 'all' }, in: [evil, null] }],
        breakdown: { property: evil, attribution: { kind: 'first' } },
      }),
    );
    expect(clickhouse.heard.length).toBeGreaterThan(0);
    for (const { sql } of clickhouse.heard) expect(sql).not.toMatch(/DROP|😀|shop\.events/);
  });

  it('is answered elsewhere with what was there before', async () => {
    const reply = await new Promise<number>((resolve) => {
      request({ host: '127.0.0.1', port, path: '/other', method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).end('{}');
    });
    expect(reply).toBe(405);
  });
});

describe('a thousand questions at once', () => {
  it('are answered or told to come back, and none is lost', async () => {
    clickhouse.script = (_, response) => setTimeout(() => response.end(`${NOBODY}\n`), 20);
    const replies = await Promise.all(Array.from({ length: 1000 }, () => post()));
    const answered = replies.filter(({ lines }) => lines.at(-1)?.answer !== undefined);
    const busy = replies.filter((reply) => reply.status === 503);
    expect(answered.length + busy.length).toBe(1000);
    expect(answered.length).toBeGreaterThanOrEqual(16);
    expect(errorOf(busy[0] as Reply)).toEqual({ code: 'clickhouse-over-limit', details: { limit: 'busy' } });
    expect((await post()).lines.at(-1)).toHaveProperty('answer');
  });
});

describe('an address', () => {
  it('that nothing answers at is told', async () => {
    const gone = await ClickHouseStandIn.start(COLUMNS);
    const address = { url: gone.url, user: null, password: null };
    gone.stop();
    const door = new ClickHouseDoor({ address, plan, origins: [], nowUs: () => 2e15 });
    const other = await serve({ folder: '/nowhere', port: 0, host: '127.0.0.1', door });
    const before = port;
    port = (other.address() as AddressInfo).port;
    try {
      expect(errorOf(await post())).toEqual({
        code: 'clickhouse-unreachable',
        details: { why: 'nothing answers at its address' },
      });
    } finally {
      port = before;
      other.close();
    }
  });

  it.each([['ftp://x'], ['localhost'], ['http://user:secret@host:8123']])('%s is refused', (url) => {
    expect(() => clickHouseAddress({ HANDRAIL_CLICKHOUSE_URL: url })).toThrow();
  });

  it('is none without a variable', () => {
    expect(clickHouseAddress({})).toBeNull();
  });
});
