import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in was asked. */
export interface Heard {
  readonly sql: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** Answers one statement. */
export type Script = (heard: Heard, response: ServerResponse) => void;

/**
 * A scripted stand-in for a ClickHouse, for our side of its HTTP protocol: it counts nothing, it says what a test wants.
 * It knows columns, so that a question gets as far as being asked.
 */
export class ClickHouseStandIn {
  readonly heard: Heard[] = [];
  /** Statements whose asker went away before they were answered. */
  left = 0;
  script: Script = (_, response) => response.end('');
  private readonly server: Server;

  private constructor(columns: Readonly<Record<string, string>>) {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const heard: Heard = {
        sql: Buffer.concat(chunks).toString('utf8'),
        query: new URL(request.url ?? '/', 'http://stand-in').searchParams,
        headers: request.headers,
      };
      response.once('close', () => {
        if (!response.writableFinished) this.left++;
      });
      if (heard.sql.includes('system.columns')) {
        const rows = Object.entries(columns).map(([name, type]) => JSON.stringify({ name, type }));
        response.end(`${rows.join('\n')}\n`);
        return;
      }
      this.heard.push(heard);
      this.script(heard, response);
    });
  }

  static async start(columns: Readonly<Record<string, string>>): Promise<ClickHouseStandIn> {
    const made = new ClickHouseStandIn(columns);
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** An exception as ClickHouse sends it. */
export function exception(response: ServerResponse, status: number, code: number, text: string): void {
  response.writeHead(status, { 'X-ClickHouse-Exception-Code': String(code) });
  response.end(`Code: ${code}. DB::Exception: ${text} (version 26.7.2.1 (official build))\n`);
}
