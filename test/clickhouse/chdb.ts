import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../../src/backends/clickhouse/compile.ts';
import { type Asking, identifier, type Row, type Statement } from '../../src/backends/clickhouse/statement.ts';
import { EventTable, type TableColumn } from '../../src/backends/clickhouse/table.ts';
import type { AnswerOf } from '../../src/engine/answer.ts';
import type { Query } from '../../src/engine/query.ts';
import type { TableSource } from '../../src/journey/table-source.ts';

interface Session {
  query(sql: string, format?: string): string;
  queryBind(sql: string, params: Readonly<Record<string, unknown>>, format?: string): string;
  close(): void;
}

/** ClickHouse in this process, on a folder of its own that goes with it. */
export class ClickHouse {
  private readonly session: Session;
  private readonly folder: string;

  constructor() {
    const { Session } = createRequire(import.meta.url)('chdb') as { readonly Session: new (path: string) => Session };
    this.folder = mkdtempSync(join(tmpdir(), 'handrail-clickhouse-'));
    this.session = new Session(this.folder);
    this.session.query('CREATE DATABASE IF NOT EXISTS journeys');
    this.session.query('USE journeys');
  }

  exec(sql: string): void {
    this.session.query(sql);
  }

  rows({ sql, params }: Statement): readonly Row[] {
    const text = this.session.queryBind(
      sql,
      params,
      'JSONEachRow',
    );
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
