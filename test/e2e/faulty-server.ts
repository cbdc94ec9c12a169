import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { stop } from './app.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.webmanifest': 'application/manifest+json',
};

/** What the server does wrong with one path. */
export type Fault =
  /** Ends the connection after half of the bytes. */
  | 'breaks off'
  /** Gives the first half, and nothing more until it is told to go on. */
  | 'hangs'
  | 'gone'
  /** Answers with the page, as servers of single pages do. */
  | 'page'
  /** Says that a packed file was packed by the server, so that the browser unpacks it. */
  | 'unpacks'
  /** Tells neither when the file changed nor how long it is. */
  | 'silent';

export interface FaultyServer {
  readonly address: string;
  /** Every request for what was put: its path, and the status of the answer. */
  readonly heard: string[];
  /** Puts a file beside the page, or changes one. */
  put(path: string, content: string | Buffer): void;
  fail(path: string, fault: Fault | null): void;
  /** Answers nobody until it comes back, on the same port. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the built page in a folder below the root, and beside it files that change and fail as a test says. */
export async function serveFaultily(app: string): Promise<FaultyServer> {
  const folder = '/handrail/';
  const files = new Map<string, Buffer>();
  const faults = new Map<string, Fault>();
  const heard: string[] = [];
  let port = 0;

  const say = (response: ServerResponse, path: string, status: number, type = 'text/plain', body?: Buffer | string) => {
    if (files.has(path)) heard.push(`${status} ${path}`);
    response.writeHead(status, { 'content-type': type }).end(body);
  };

  const create = () =>
    createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const path = decodeURIComponent(url.pathname.slice(folder.length)) || 'index.html';
      const content = files.get(path);
      if (!url.pathname.startsWith(folder)) return say(response, path, 404);
      if (content === undefined) {
        const file = join(app, normalize(path));
        readFile(file).then(
          (body) => say(response, path, 200, TYPES[extname(file)] ?? 'application/octet-stream', body),
          () => say(response, path, 404),
        );
        return;
      }
      const fault = faults.get(path);
      if (fault === 'gone') return say(response, path, 404);
      if (fault === 'page') return say(response, path, 200, 'text/html; charset=utf-8', '<!doctype html>');
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      if (fault === 'silent') {
        heard.push(`200 ${path}`);
        response.writeHead(200, { 'content-type': type });
        response.write(content);
        response.end();
        return;
      }
      const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
      if (request.headers['if-none-match'] === etag) return say(response, path, 304);
      heard.push(`200 ${path}`);
      const encoding = fault === 'unpacks' ? { 'content-encoding': 'gzip' } : {};
      response.writeHead(200, { 'content-type': type, 'content-length': content.length, etag, ...encoding });
      if (fault === undefined || fault === 'unpacks') {
        response.end(content);
        return;
      }
      response.write(content.subarray(0, content.length >> 1), () => {
        if (fault === 'breaks off') setTimeout(() => response.destroy(), 100);
      });
    });

  let server = create();
  const listen = () =>
    new Promise<void>((resolve) => {
      server.listen(port, 'localhost', () => {
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  await listen();
  return {
    address: `http://localhost:${port}${folder}`,
    heard,
    put: (path, content) => void files.set(path, Buffer.from(content)),
    fail: (path, fault) => void (fault === null ? faults.delete(path) : faults.set(path, fault)),
    goAway: () => stop(server),
    comeBack: async () => {
      server = create();
      await listen();
    },
    close: () => stop(server),
  };
}
