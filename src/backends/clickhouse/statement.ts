export type { RowsRead } from '../backend.ts';

/** One statement for ClickHouse: text of our own, values beside it. Answers are asked for as a row of JSON per line. */
export interface Statement {
  readonly sql: string;
  readonly params: Readonly<Record<string, ParamValue>>;
}

export type ParamValue = string | number | readonly string[] | readonly number[];

/**
 * Settings under which statements are run. None of them changes an answer: without the first, ClickHouse takes long to
 * find out which of many nested arrays it might do without; without the second, half of its planning goes into chains of
 * comparisons that our statements do not have; and compiling what a statement reckons takes longer than it saves.
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  short_circuit_function_evaluation: 'disable',
  optimize_and_compare_chain: '0',
  compile_expressions: '0',
};

/** A row of an answer, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** A question being asked: it yields statements, is given the rows of each, and returns what it makes of them. */
export type Asking<A> = Generator<Statement, A, readonly Row[]>;

type ParamType = 'String' | 'Int64' | 'UInt32' | 'Float64' | 'Array(String)' | 'Array(Int64)' | 'Array(UInt32)';

/** The values of one statement. Each is handed over once and stands in the text as `{p1:Type}`. */
export class Params {
  readonly values: Record<string, ParamValue> = {};
  private readonly known = new Map<string, string>();
  private count = 0;

  text(value: string): string {
    return this.put('String', wellFormed(value));
  }

  texts(values: readonly string[]): string {
    return this.put('Array(String)', values.map(wellFormed));
  }

  /** A whole number, of microseconds as a rule. */
  int(value: number): string {
    return this.put('Int64', Math.round(value));
  }

  float(value: number): string {
    return this.put('Float64', value);
  }

  ints(values: readonly number[]): string {
    return this.put('Array(Int64)', values.map(Math.round));
  }

  private put(type: ParamType, value: ParamValue): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.count++;
    const name = `p${this.count}`;
    this.values[name] = value;
    const placed = `{${name}:${type}}`;
    this.known.set(key, placed);
    return placed;
  }
}

/** A lone surrogate is no text: it becomes U+FFFD, as in the columns of the embedded engine. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

/** A name of a database, table or column as it stands in SQL. */
export function identifier(name: string): string {
  const escaped = wellFormed(name).replace(/[\\`\0\n\r\t\b\f]/g, (char) => ESCAPES[char] ?? char);
  return `\`${escaped}\``;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '`': '\\`',
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** A parameter's value as ClickHouse's HTTP interface and its `SET param_…` read it: escaped, in a list quoted. */
export function paramText(value: ParamValue): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  const inner = value.map((one) =>
    typeof one === 'number' ? String(one) : `'${escaped(one).replaceAll("'", "\\'")}'`,
  );
  return `[${inner.join(',')}]`;
}

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r\0\b\f]/g, (char) => ESCAPES[char] ?? char);
}

/** A number of a row; throws where the answer is not what was asked for. */
export function numberOf(row: Row | undefined, column: string): number {
  const value = row?.[column];
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) throw new TypeError(`no number in ${column}`);
  return number;
}

export function numbersOf(row: Row | undefined, column: string): readonly number[] {
  const value = row?.[column];
  if (!Array.isArray(value)) throw new TypeError(`no list in ${column}`);
  return value.map((one) => Number(one));
}

export function textOf(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value !== 'string') throw new TypeError(`no text in ${column}`);
  return value;
}
