import type { IncomingMessage, ServerResponse } from 'node:http';
import { ask } from '../backends/clickhouse/compile.ts';
import { columnsStatement, profile } from '../backends/clickhouse/profile.ts';
import { type RowsRead, textOf } from '../backends/clickhouse/statement.ts';
import { EventTable } from '../backends/clickhouse/table.ts';
import type { Query } from '../engine/query.ts';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { type TableSource, tableSources } from '../journey/table-source.ts';
import { timeZone } from '../journey/time-zone.ts';
import { endOf } from '../questions/moment.ts';
import { type AskOptions, askRows, type ClickHouseAddress, finish } from './clickhouse-client.ts';
import { type Posted, parsePosted } from './question-schema.ts';

/** Bytes of a question; ten times that of the largest plan. */
const MOST_BYTES = 256 * 1024;
/** Questions that are asked at a time; further ones are told to come back. */
const MOST_ASKED = 16;
const PROGRESS_MS = 200;

export interface DoorOptions {
  readonly address: ClickHouseAddress;
  /** The server's own plan: only its tables are asked. */
  readonly plan: Plan;
  /** Origins beside the server's own, for one that stands behind another: `https://funnel.example.org`. */
  readonly origins: readonly string[];
  /** The present moment, microseconds since 1970 UTC. */
  readonly nowUs: () => number;
}

/** A question about one of the plan's tables, answered from a shell or for a page. */
export async function askTable(
  { source, question }: Posted,
  { address, plan, nowUs }: Pick<DoorOptions, 'address' | 'plan' | 'nowUs'>,
  options: AskOptions = {},
): Promise<unknown> {
  const known = tableSources(plan);
  const found = known.find(({ name }) => name === source);
  if (found === undefined) {
    throw new HandrailError('clickhouse-source-unknown', { source, known: known.map(({ name }) => name) });
  }
  const now = nowUs();
  const table = new EventTable(found, await columnsOf(found, address, options), now);
  if (question.kind === 'profile') {
    const zone = plan.timeZone ?? 'UTC';
    const untilUs = found.until === null ? null : endOf(found.until, timeZone(zone));
    const told = await finish(profile(table, { timeZone: zone, nowUs: now, untilUs }), address, options);
    if (told.eventCount === 0) throw new HandrailError('clickhouse-empty', { table: found.name });
    return told;
  }
  try {
    return await finish(ask<Query>(question, table), address, options);
  } catch (error) {
    if (error instanceof RangeError)
      throw new HandrailError('question-refused', { why: error.message }, { cause: error });
    throw error;
  }
}

async function columnsOf(source: TableSource, address: ClickHouseAddress, options: AskOptions) {
  const { signal } = options;
  const found = await Promise.all(
    source.tables.map((table) =>
      askRows(columnsStatement(source.database, table), address, signal === undefined ? {} : { signal }),
    ),
  );
  const missing = source.tables[found.findIndex((rows) => rows.length === 0)];
  if (missing !== undefined) throw new HandrailError('clickhouse-table-missing', { table: missing });
  const named = found.map((rows) => rows.map((row) => ({ name: textOf(row, 'name'), type: textOf(row, 'type') })));
  // What some of the tables lack, the source does not have.
  return (named[0] ?? []).filter(({ name }) => named.every((columns) => columns.some((other) => other.name === name)));
}

/**
 * `POST /clickhouse` with `{source, question}`. Answers in lines of JSON: `{"progress":0.4,"rows":{"read":4,"total":10}}` on the way, and last
 * `{"answer":…,"tookMs":…}` or `{"error":{"code":…,"details":…}}`. Whatever is not a question of this page's about a
 * table of the plan's is refused with 403, unread.
 */
export class ClickHouseDoor {
  private readonly options: DoorOptions;
  private asked = 0;

  constructor(options: DoorOptions) {
    this.options = options;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.refusalOf(request);
    if (refusal !== null) return refuse(request, response, refusal);
    const body = await bodyOf(request);
    if (body === null) return refuse(request, response, `A question is at most ${MOST_BYTES / 1024} kB long.`);
    const posted = parsePosted(body);
    if (posted === null) return refuse(request, response, 'This is no question.');
    if (!tableSources(this.options.plan).some(({ name }) => name === posted.source)) {
      return refuse(request, response, 'The plan of this server has no such table.');
    }
    if (this.asked >= MOST_ASKED) {
      response.setHeader('Retry-After', '2');
      return tell(response, 503, new HandrailError('clickhouse-over-limit', { limit: 'busy' }));
    }
    this.asked++;
    try {
      await this.ask(posted, response);
    } finally {
      this.asked--;
    }
  }

  private async ask(posted: Posted, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const startedAt = performance.now();
    const tookMs = (): number => Math.round(performance.now() - startedAt);
    response.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Accel-Buffering', 'no');
    let toldAt = 0;
    const onProgress = (share: number, rows: RowsRead): void => {
      if (tookMs() - toldAt < PROGRESS_MS || response.destroyed) return;
      toldAt = tookMs();
      response.write(`${JSON.stringify({ progress: share, rows })}\n`);
    };
    response.flushHeaders();
    try {
      const answer = await askTable(posted, this.options, { signal: gone.signal, onProgress });
      response.end(`${JSON.stringify({ answer, tookMs: tookMs() })}\n`);
    } catch (error) {
      if (!gone.signal.aborted) response.end(errorLine(toHandrailError(error)));
    }
  }

  /** Why a request is not even read; `null` for one that may be. */
  private refusalOf({ headers }: IncomingMessage): string | null {
    const { host, origin } = headers;
    const own = this.options.origins;
    const here = host !== undefined && (isLocal(host) || own.some((one) => new URL(one).host === host));
    if (!here) return 'This server does not go by that name.';
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return 'Only this page may ask.';
    if (origin !== `http://${host}` && !own.includes(origin ?? '')) return 'Only this page may ask.';
    if (headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
      return 'A question is application/json.';
    }
    if (headers['content-encoding'] !== undefined) return 'A question is not packed.';
    return Number(headers['content-length'] ?? 0) > MOST_BYTES ? 'A question is not as long as that.' : null;
  }
}

/** The names that a machine has for itself: another name could be made to point here. */
function isLocal(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

function errorLine({ code, details }: HandrailError): string {
  return `${JSON.stringify({ error: { code, details } })}\n`;
}

function tell(response: ServerResponse, status: number, error: HandrailError): void {
  response.writeHead(status, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  response.end(errorLine(error));
}

/** The connection ends with the refusal, so that nothing more of the body is read. */
function refuse(request: IncomingMessage, response: ServerResponse, why: string): void {
  response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${why}\n`);
  request.pause();
  response.once('finish', () => request.destroy());
}

/** The body as text; `null` when it is too long, without reading on. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) {
        request.removeAllListeners('data');
        resolve(null);
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
    request.once('close', () => resolve(null));
  });
}
