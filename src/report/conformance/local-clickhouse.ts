import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../../backends/clickhouse/compile.ts';
import { type Asking, identifier, type Row, SETTINGS, type Statement } from '../../backends/clickhouse/statement.ts';
import { EventTable, type TableColumn } from '../../backends/clickhouse/table.ts';
import type { AnswerOf } from '../../engine/answer.ts';
import type { Query } from '../../engine/query.ts';
import { HandrailError } from '../../journey/errors.ts';
import type { TableSource } from '../../journey/table-source.ts';

interface Session {
  query(sql: string, format?: string): string;
  queryBind(sql: string, params: Readonly<Record<string, unknown>>, format?: string): string;
  close(): void;
}

/** Where the package that holds it is installed, below the root of this one. */
const PLACE = join('test', 'clickhouse', 'package.json');

/**
 * A ClickHouse in this process, on a folder of its own that goes with it. It comes with a package of the tests, which is
 * too large to belong to the application.
 */
export class LocalClickHouse {
  private readonly session: Session;
  private readonly folder: string;

  /** Throws `usage` when the package is not installed below `root`. */
  constructor(root: string) {
    const { Session } = required(join(root, PLACE));
    this.folder = mkdtempSync(join(tmpdir(), 'handrail-clickhouse-'));
    this.session = new Session(this.folder);
    this.session.query('CREATE DATABASE IF NOT EXISTS journeys');
    this.session.query('USE journeys');
    for (const [name, value] of Object.entries(SETTINGS)) this.session.query(`SET ${name} = '${value}'`);
  }

  exec(sql: string): void {
    this.session.query(sql);
  }

  /** The answer to one statement as the HTTP interface would send it. */
  text(sql: string): string {
    return this.session.query(sql, 'JSONEachRow');
  }

  rows({ sql, params }: Statement): readonly Row[] {
    const text = this.session.queryBind(sql, params, 'JSONEachRow');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  }

  columns(table: string): readonly TableColumn[] {
    return this.rows({
      sql: 'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {t:String} ORDER BY position',
      params: { t: table },
    }).map(({ name, type }) => ({ name: String(name), type: String(type) }));
  }

  table(source: TableSource): EventTable {
    return new EventTable(source, this.columns(source.tables[0] ?? ''));
  }

  finish<A>(asking: Asking<A>): A {
    let next = asking.next();
    while (next.done !== true) next = asking.next(this.rows(next.value));
    return next.value;
  }

  answer<Q extends Query>(query: Q, table: EventTable): AnswerOf<Q> {
    return this.finish(ask(query, table));
  }

  drop(table: string): void {
    this.exec(`DROP TABLE IF EXISTS ${identifier(table)}`);
  }

  close(): void {
    this.session.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function required(place: string): { readonly Session: new (path: string) => Session } {
  try {
    return createRequire(place)('chdb');
  } catch (cause) {
    const problem = 'A ClickHouse of the tests is needed: install it with "npm ci --prefix test/clickhouse"';
    throw new HandrailError('usage', { problem }, { cause });
  }
}
