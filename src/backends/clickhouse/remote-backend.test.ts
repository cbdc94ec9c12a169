import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FunnelQuery } from '../../engine/query.ts';
import { RemoteBackend } from './remote-backend.ts';

const question = { kind: 'funnel' } as FunnelQuery;
let server: Server;
let script: (response: ServerResponse) => void;
let posted = '';

beforeAll(async () => {
  server = createServer(async (request, response) => {
    posted = '';
    for await (const chunk of request) posted += String(chunk);
    script(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const backend = (): RemoteBackend =>
  new RemoteBackend(`http://127.0.0.1:${(server.address() as AddressInfo).port}/clickhouse`, 'shop.events');

function lines(response: ServerResponse, ...all: readonly string[]): void {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  for (const line of all) response.write(line);
}

it('gives the answer with where it came from, and the progress on the way', async () => {
  script = (response) => {
    // A line may come in two pieces.
    lines(
      response,
      '{"progress":0.25}\n{"prog',
      'ress":0.75,"rows":{"read":3,"total":4}}\n',
      '{"answer":{"kind":"funnel"},"tookMs":12}\n',
    );
    response.end();
  };
  const shares: unknown[] = [];
  const answered = await backend().run(question, { onProgress: (share, rows) => shares.push([share, rows]) });
  expect(answered).toEqual({ kind: 'funnel', answer: { kind: 'funnel' }, source: 'clickhouse', tookMs: 12 });
  expect(shares).toEqual([
    [0.25, undefined],
    [0.75, { read: 3, total: 4 }],
  ]);
  expect(JSON.parse(posted)).toEqual({ source: 'shop.events', question: { kind: 'funnel' } });
});

it('rejects with the error that the server tells', async () => {
  script = (response) => {
    lines(response, '{"error":{"code":"clickhouse-over-limit","details":{"limit":"memory"}}}\n');
    response.end();
  };
  await expect(backend().run(question)).rejects.toMatchObject({
    code: 'clickhouse-over-limit',
    details: { limit: 'memory' },
  });
});

it.each([
  [404, 'clickhouse-off'],
  [405, 'clickhouse-off'],
  [403, 'clickhouse-source-unknown'],
  [500, 'clickhouse-failed'],
  [502, 'clickhouse-failed'],
])('knows a server that answers %i', async (status, code) => {
  script = (response) => response.writeHead(status, { 'Content-Type': 'text/plain' }).end('no');
  await expect(backend().run(question)).rejects.toMatchObject({ code });
});

it('tells when the connection breaks off', async () => {
  script = (response) => {
    lines(response, '{"progress":0.5}\n');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(backend().run(question)).rejects.toMatchObject({ code: 'clickhouse-broken-off' });
});

it('is cancelled, and the server hears of it', async () => {
  const gone = new AbortController();
  const closed = new Promise<void>((resolve) => {
    script = (response) => {
      response.once('close', resolve);
      lines(response, '{"progress":0.5}\n');
    };
  });
  const asked = backend().run(question, { signal: gone.signal, onProgress: () => gone.abort() });
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  await closed;
});
