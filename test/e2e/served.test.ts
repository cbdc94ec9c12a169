import { readdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { builtApp, stop } from './app.ts';

let server: Server;
let address: string;
beforeAll(async () => {
  server = await serve({ folder: builtApp, port: 0 });
  address = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => stop(server));

test('files beside the page are served', async () => {
  expect(await readdir(join(builtApp, 'data'))).toContain('river-trust');
  const plan = await fetch(`${address}/data/river-trust/plan.json`);
  expect([plan.status, plan.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
});

test.each([
  '/data',
  '/data/',
  '/data/river-trust',
  '/data/river-trust/',
  '/data/river-trust/none.json',
  '/data/none/plan.json',
  '/data/?plan=data/river-trust/plan.json',
])('what is not a file under the data gives nothing, never the page: %s', async (path) => {
  const reply = await fetch(address + path);
  expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
  const body = await reply.text();
  expect(body).not.toMatch(/<|plan\.json|river/i);
});
