import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from './security-policy.ts';
import { serve } from './serve.ts';

let parent: string;
let server: Server;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'handrail-serve-'));
  const folder = join(parent, 'app');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(parent, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'a.js'), 'export {}');
  server = await serve({ folder, port: 0 });
});

afterAll(async () => {
  server.close();
  await rm(parent, { recursive: true, force: true });
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A raw request: `fetch` would tidy the path before it is sent. */
function get(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Reply> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ host: 'localhost', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

describe('the server', () => {
  it('serves the page with its policy', async () => {
    const reply = await get('/');
    expect(reply.status).toBe(200);
    expect(reply.body).toBe('<!doctype html>');
    expect(reply.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    expect(reply.headers['content-type']).toContain('text/html');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%00',
    '/%E0%A4%A',
    '/assets',
    '/missing.js',
    '/data/none/plan.json',
  ])('gives nothing for %s', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('secret');
  });

  it('lets hashed files be kept, and tells when a file is unchanged', async () => {
    const first = await get('/assets/a.js');
    expect(first.headers['cache-control']).toContain('immutable');
    const etag = String(first.headers.etag);
    expect((await get('/assets/a.js', 'GET', { 'If-None-Match': etag })).status).toBe(304);
  });

  it('answers reading only', async () => {
    expect((await get('/', 'POST')).status).toBe(405);
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('refuses a port that is taken', async () => {
    const { port } = server.address() as AddressInfo;
    await expect(serve({ folder: parent, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
