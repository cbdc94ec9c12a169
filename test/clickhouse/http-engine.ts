import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';

/** Puts the ClickHouse of the tests behind the HTTP interface, as far as our side uses it: parameters, bodies, errors. */
export async function overHttp(clickhouse: LocalClickHouse): Promise<{ readonly url: URL; stop(): void }> {
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { searchParams } = new URL(request.url ?? '/', 'http://engine');
    try {
      for (const [name, value] of searchParams) {
        if (name.startsWith('param_')) clickhouse.exec(`SET ${name} = '${sqlText(value)}'`);
      }
      const query = searchParams.get('query');
      response.end(clickhouse.text(query === null ? body : `${query} ${body}`));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const code = /Code: (\d+)/.exec(text)?.[1] ?? '0';
      response.writeHead(500, { 'X-ClickHouse-Exception-Code': code });
      response.end(text.replace(/^.*?Code:/s, 'Code:'));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function sqlText(text: string): string {
  return text.replace(/[\\'\0]/g, (char) => (char === '\0' ? '\\0' : `\\${char}`));
}
