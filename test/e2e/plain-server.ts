import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface Listening {
  readonly server: Server;
  readonly address: string;
}

/** A server that knows nothing of the page's policy, as any static folder somewhere would be. */
export function servePlainly(folder: string): Promise<Listening> {
  return listen(async (path) => {
    const file = join(folder, normalize(path === '/' ? '/index.html' : path));
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
  });
}

/** A stranger on another origin that would take anything, and remembers what it was sent. */
export async function listenForLeaks(): Promise<Listening & { readonly heard: string[] }> {
  const heard: string[] = [];
  const listening = await listen(async (path) => {
    heard.push(path);
    return { type: 'text/javascript', body: Buffer.from('globalThis.leaked = true;') };
  });
  return { ...listening, heard };
}

async function listen(
  answer: (path: string) => Promise<{ readonly type: string; readonly body: Buffer }>,
): Promise<Listening> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    answer(path).then(
      ({ type, body }) =>
        response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { server, address: `http://localhost:${(server.address() as AddressInfo).port}/` };
}
