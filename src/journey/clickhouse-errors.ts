/** What may go wrong between a question and a ClickHouse table. `source` is the plan's name for the table. */
export interface ClickHouseErrors {
  /** The server was started without the address of a ClickHouse. */
  'clickhouse-off': Record<string, never>;
  'clickhouse-source-unknown': { readonly source: string; readonly known: readonly string[] };
  'clickhouse-unreachable': { readonly why: string };
  /** The connection ended before the answer did. */
  'clickhouse-broken-off': Record<string, never>;
  /** Wrong user or password, or no right to read. */
  'clickhouse-refused': { readonly why: string };
  'clickhouse-table-missing': { readonly table: string };
  /** `key`: what the plan calls the column. */
  'clickhouse-column-missing': {
    readonly table: string;
    readonly key: string;
    readonly column: string;
    readonly nearest: string | null;
  };
  'clickhouse-column-type': {
    readonly table: string;
    readonly column: string;
    readonly type: string;
    readonly expected: string;
  };
  'clickhouse-empty': { readonly table: string };
  /** A limit of the ClickHouse user's: of time, memory, rows, or questions in a while. */
  'clickhouse-over-limit': { readonly limit: 'time' | 'memory' | 'rows' | 'quota' | 'busy' };
  'clickhouse-failed': { readonly code: number | null; readonly why: string };
  /** A question that no table can be asked, such as one with too many steps. */
  'question-refused': { readonly why: string };
}
