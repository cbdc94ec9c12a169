import type { Plan, PlanSource } from './plan.ts';
import type { DatasetProfile } from './profile.ts';

/** One or more tables of the same columns as the plan describes them: who, when, what. */
export interface TableSource {
  /** What a question names it by: the first table as the plan writes it. */
  readonly name: string;
  /** Index into the plan's sources. */
  readonly sourceIndex: number;
  readonly database: string | null;
  /** Several are read as one: people may be spread over them in any way. */
  readonly tables: readonly string[];
  readonly person: string;
  readonly time: string;
  readonly event: string;
  readonly value: string | null;
  /** The column that tells the order of rows with equal times; without one their order is not told. */
  readonly order: string | null;
  /** Property → column. */
  readonly properties: Readonly<Record<string, string>>;
  /** Rows that are not read: those whose column, as text, has one of the values, or (`keep`) none of them. */
  readonly exclude: readonly { readonly column: string; readonly values: readonly string[]; readonly keep: boolean }[];
  /** Day or instant up to which the table is complete. */
  readonly until: string | null;
}

/** The sources of a plan that are tables. */
export function tableSources(plan: Plan): readonly TableSource[] {
  return plan.sources.flatMap((source, index) => (source.shape === 'clickhouse' ? [tableSource(source, index)] : []));
}

/** The table in which the events of a dataset lie, as the plan writes it; `null` for data that was read from files. */
export function tableNameOf({ sources, quality }: Pick<DatasetProfile, 'sources' | 'quality'>): string | null {
  const table = sources.find(({ shape }) => shape === 'clickhouse');
  if (table === undefined) return null;
  return quality.parts.find(({ sourceIndex }) => sourceIndex === table.sourceIndex)?.file ?? '';
}

function tableSource(source: PlanSource, sourceIndex: number): TableSource {
  const written = typeof source.table === 'string' ? [source.table] : (source.table ?? []);
  const names = written.map(splitName);
  const properties = source.properties ?? {};
  return {
    name: written[0] ?? '',
    sourceIndex,
    database: names[0]?.database ?? null,
    tables: names.map(({ table }) => table),
    person: source.person,
    time: source.time ?? '',
    event: source.event ?? '',
    value: source.value ?? null,
    order: source.orderBy ?? null,
    properties,
    exclude: (source.exclude ?? []).map(({ property, in: listed, notIn }) => ({
      column: (Object.hasOwn(properties, property) ? properties[property] : undefined) ?? property,
      values: listed ?? notIn ?? [],
      keep: listed === undefined,
    })),
    until: source.until ?? null,
  };
}

/** `shop.events` is the table `events` of the database `shop`; a name with no dot, or several, is a table's alone. */
function splitName(name: string): { readonly database: string | null; readonly table: string } {
  const [database = '', table, ...more] = name.split('.');
  if (table === undefined || more.length > 0 || database === '' || table === '') return { database: null, table: name };
  return { database, table };
}
