import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import {
  type Asking,
  paramText,
  SETTINGS as QUERY_SETTINGS,
  type Row,
  type RowsRead,
  type Statement,
} from '../backends/clickhouse/statement.ts';
import { HandrailError } from '../journey/errors.ts';
import { clickHouseError } from './clickhouse-errors.ts';

/** Where a ClickHouse is, and who asks. */
export interface ClickHouseAddress {
  readonly url: URL;
  readonly user: string | null;
  readonly password: string | null;
}

/**
 * Reads the address from the environment: `<prefix>_URL`, `_USER`, `_PASSWORD`. `null` without one. Throws `usage` when
 * the address cannot be one.
 */
export function clickHouseAddress(
  env: Readonly<Record<string, string | undefined>>,
  prefix = 'HANDRAIL_CLICKHOUSE',
): ClickHouseAddress | null {
  const text = env[`${prefix}_URL`];
  if (text === undefined || text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new HandrailError('usage', {
      problem: `${prefix}_URL is "${text}", but it must be an address like http://localhost:8123`,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new HandrailError('usage', {
      problem: `${prefix}_URL holds a user or a password: put them into ${prefix}_USER and ${prefix}_PASSWORD`,
    });
  }
  return { url, user: env[`${prefix}_USER`] || null, password: env[`${prefix}_PASSWORD`] || null };
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Hears the share of rows read, 0..1, and the rows themselves, while a statement runs. */
  readonly onProgress?: (share: number, rows: RowsRead) => void;
}

/** What the server sends on the way, as a user with `readonly = 2` may set it. */
const SETTINGS = {
  cancel_http_readonly_queries_on_client_close: '1',
  send_progress_in_http_headers: '1',
  http_headers_progress_interval_ms: '500',
  wait_end_of_query: '1',
  default_format: 'JSONEachRow',
  ...QUERY_SETTINGS,
};

/** Asks statement after statement until the answer is whole. Rejects with a HandrailError. */
export async function finish<A>(asking: Asking<A>, address: ClickHouseAddress, options: AskOptions = {}): Promise<A> {
  let next = asking.next();
  while (next.done !== true) next = asking.next(await askRows(next.value, address, options));
  return next.value;
}

/** The rows of one statement. */
export async function askRows(
  statement: Statement,
  address: ClickHouseAddress,
  options: AskOptions = {},
): Promise<readonly Row[]> {
  const text = await send(statement.sql, statement.params, address, options);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as Row;
      } catch (cause) {
        throw new HandrailError('clickhouse-failed', { code: null, why: 'its answer is not JSON' }, { cause });
      }
    });
}

/** Runs one statement; `body`, where given, is sent after it (rows to insert). Resolves to the whole answer. */
export function send(
  sql: string,
  params: Statement['params'],
  address: ClickHouseAddress,
  { signal, onProgress }: AskOptions = {},
  body: string | Uint8Array | null = null,
): Promise<string> {
  const url = new URL(address.url);
  const { searchParams } = url;
  for (const [name, value] of Object.entries(body === null ? SETTINGS : {})) searchParams.set(name, value);
  for (const [name, value] of Object.entries(params)) searchParams.set(`param_${name}`, paramText(value));
  if (body !== null) searchParams.set('query', sql);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers: Record<string, string> = { 'Content-Type': 'text/plain; charset=utf-8' };
  if (address.user !== null) headers['X-ClickHouse-User'] = headerText(address.user);
  if (address.password !== null) headers['X-ClickHouse-Key'] = headerText(address.password);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, maxHeaderSize: 1 << 20, ...(signal ? { signal } : {}) });
    sent.maxHeadersCount = 0;
    if (onProgress !== undefined) sent.once('socket', (socket) => hearProgress(socket, onProgress));
    sent.once('error', (cause) => reject(connectionError(cause, signal)));
    sent.once('response', (response) => {
      readAnswer(response).then(resolve, (error: unknown) => reject(connectionError(error, signal)));
    });
    // As bytes: Node writes headers in the encoding of a text that follows them, which would garble a password.
    sent.end(Buffer.from(body ?? sql));
  });
}

/** A header may hold the characters of Latin-1 alone; a password of others goes as its UTF-8 bytes. */
function headerText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

async function readAnswer(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  if (!response.complete) throw new HandrailError('clickhouse-broken-off', {});
  const text = Buffer.concat(chunks).toString('utf8');
  const code = response.headers['x-clickhouse-exception-code'];
  if (response.statusCode === 200 && code === undefined) return text;
  throw clickHouseError(response.statusCode ?? 0, code === undefined ? null : Number(code), text);
}

function connectionError(cause: unknown, signal: AbortSignal | undefined): HandrailError {
  if (cause instanceof HandrailError) return cause;
  if (signal?.aborted === true) return new HandrailError('cancelled', {}, { cause });
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'EPIPE') {
    return new HandrailError('clickhouse-broken-off', {}, { cause });
  }
  const why = UNREACHABLE[code] ?? (code === '' ? 'no connection' : code);
  return new HandrailError('clickhouse-unreachable', { why }, { cause });
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at its address',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'its machine could not be reached',
};

/**
 * ClickHouse sends `X-ClickHouse-Progress` lines while it works, long before its headers are whole: they are heard on
 * the connection itself.
 */
function hearProgress(socket: Socket, onProgress: NonNullable<AskOptions['onProgress']>): void {
  let rest = '';
  const hear = (chunk: Buffer): void => {
    rest += chunk.toString('latin1');
    const end = rest.indexOf('\r\n\r\n');
    const lines = (end < 0 ? rest : rest.slice(0, end)).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const rows = progressOf(line);
      if (rows !== null) onProgress(Math.min(1, rows.read / rows.total), rows);
    }
    if (end >= 0) socket.off('data', hear);
  };
  socket.on('data', hear);
}

function progressOf(line: string): RowsRead | null {
  const [name, json] = line.split(/: (.*)/s);
  if (name?.toLowerCase() !== 'x-clickhouse-progress' || json === undefined) return null;
  try {
    const told = JSON.parse(json) as { read_rows?: unknown; total_rows_to_read?: unknown };
    const [read, total] = [Number(told.read_rows), Number(told.total_rows_to_read)];
    return total > 0 && read >= 0 ? { read, total } : null;
  } catch {
    return null;
  }
}
