import { MOST_STEPS } from '../../engine/event-matcher.ts';
import type { Attribution, Breakdown, EventMatch, PropertyFilter, Scope } from '../../engine/query.ts';
import { type Rules, rulesOf } from '../../engine/rules.ts';
import { conditionOf } from './conditions.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

/**
 * The people of a question as nested SELECTs, from the inside out: rows with what they fit, one row per person with
 * arrays in order of time, one row per way in which a person counts. Columns of the result:
 *
 * - `p` the person; `g` the group, when there is a breakdown
 * - `T` times in the time base of the rules, `U` the same uncut, `M` steps as bits, `X` exclusions as bits
 */
export class People {
  readonly rules: Rules;
  private readonly scope: Scope;
  private readonly table: EventTable;
  private readonly params: Params;
  private readonly worth: string | null;
  private readonly properties: string[] = [];
  private readonly occurrences: readonly Occurrence[];

  /** `worth`: an expression of the rows to carry as `W`. */
  constructor(scope: Scope, table: EventTable, params: Params, worth: string | null = null) {
    if (scope.steps.length < 1 || scope.steps.length > MOST_STEPS || scope.exclusions.length > MOST_STEPS) {
      throw new RangeError(`1 to ${MOST_STEPS} steps and up to as many exclusions`);
    }
    this.rules = rulesOf(scope);
    this.scope = scope;
    this.table = table;
    this.params = params;
    this.worth = worth;
    this.occurrences = [
      ...scope.steps.flatMap(({ matches }, bit) => matches.map((match) => ({ match, bit, of: 'm' as const }))),
      ...scope.exclusions.map(({ match }, bit) => ({ match, bit, of: 'x' as const })),
    ].filter(({ match }) => match.occurrence !== 'any');
    if (this.occurrences.length > MOST_STEPS) throw new RangeError(`up to ${MOST_STEPS} first or later occurrences`);
  }

  /** `divided`: how people fall into groups; `null` for everybody. */
  sql(divided: Division | null): string {
    const { filters } = this.scope;
    const ofPeople = filters.filter(({ attribution }) => isPerPerson(attribution));
    const ofSteps = filters.filter(({ attribution }) => !isPerPerson(attribution));
    const values = (property: string): string => `V${this.indexOf(property)}`;
    let layers = (inner: string): string => inner;
    const layer = (wrap: (inner: string) => string): void => {
      const before = layers;
      layers = (inner) => wrap(before(inner));
    };
    for (const filter of ofPeople) {
      const value = valueOfPerson(filter.attribution, values(filter.property));
      layer((inner) => `SELECT * FROM (${inner}) WHERE has(${this.set(filter)}, ${value})`);
    }
    const bound: string[] = [];
    let required = 0;
    ofSteps.forEach((filter, index) => {
      const of = values(filter.property);
      const bits = boundBits(filter.attribution);
      required |= requiredBit(filter.attribution);
      bound.push(`if(${lower(of)} = f${index}, 4294967295, ${unsigned(~bits)})`);
      layer(
        (inner) =>
          `SELECT *, arrayJoin(arrayDistinct(arrayFilter((v, m) -> bitAnd(m, ${unsigned(bits)}) != 0 AND has(${this.set(filter)}, v), ${of}, M))) AS f${index} FROM (${inner})`,
      );
    });
    const used = new Set(ofSteps.map(({ property }) => values(property)));
    if (divided !== null) {
      const { property, attribution } = divided.breakdown;
      const of = values(property);
      if (isPerPerson(attribution)) {
        const value = valueOfPerson(attribution, of);
        layer((inner) => `SELECT *, ${divided.groupOf(value, this.params)} AS g FROM (${inner})`);
        if (divided.only !== null) layer((inner) => `SELECT * FROM (${inner}) WHERE ${divided.only}`);
      } else {
        const bits = boundBits(attribution);
        required |= requiredBit(attribution);
        used.add(of);
        bound.push(`if(${divided.groupOf(lower(of), this.params)} = g, 4294967295, ${unsigned(~bits)})`);
        const groups = `arrayMap(v -> ${divided.groupOf('v', this.params)}, arrayFilter((v, m) -> bitAnd(m, ${unsigned(bits)}) != 0, ${of}, M))`;
        layer((inner) => `SELECT *, arrayJoin(arrayDistinct(${groups})) AS g FROM (${inner})`);
        if (divided.only !== null) layer((inner) => `SELECT * FROM (${inner}) WHERE ${divided.only}`);
      }
    }
    if (bound.length > 0) {
      const lambda = ['m', ...[...used].map(lower)].join(', ');
      const arrays = ['M', ...used].join(', ');
      const kept = bound.reduce((mask, one) => `bitAnd(${mask}, ${one})`, 'm');
      const rest = ['p', 'T', 'U', 'X', ...(divided === null ? [] : ['g'])].join(', ');
      const masked = (inner: string): string =>
        `SELECT ${rest}, arrayMap((${lambda}) -> toUInt32(${kept}), ${arrays}) AS M FROM (${inner})`;
      layer(
        required === 0
          ? masked
          : (inner) =>
              `SELECT * FROM (${masked(inner)}) WHERE bitAnd(arrayReduce('groupBitOr', M), ${required}) = ${required}`,
      );
    }
    // The properties are known now, so that the inner rows can carry them.
    return layers(this.arrays());
  }

  /** Whether a person may count in several ways, of which the furthest is theirs. */
  get hasWays(): boolean {
    return this.scope.filters.some(({ attribution }) => !isPerPerson(attribution));
  }

  /** One row per person with at least one event that the question looks at. */
  private arrays(): string {
    const { rules } = this;
    const values = this.properties.map((_, index) => `V${index}`);
    const unpacked = `SELECT p, ev.1 AS T0, ev.3 AS M0, ev.4 AS X0, ev.5 AS C0${this.worth === null ? '' : ', ev.6 AS W0'}${values.map((v, i) => `, ev.${(this.worth === null ? 6 : 7) + i} AS ${v}0`).join('')} FROM (${this.sorted()})`;
    const occurring = this.occurrences.map((one, q) => {
      const first = `arrayFirstIndex(c -> bitTest(c, ${q}), C0)`;
      return { ...one, q, first };
    });
    const withBits = (of: 'm' | 'x', array: string): string => {
      const here = occurring.filter((one) => one.of === of);
      if (here.length === 0) return array;
      const bits = here.map(
        ({ match, bit, q }) =>
          `if(bitTest(c, ${q}) AND i ${match.occurrence === 'first' ? '=' : '!='} o${q}, ${2 ** bit}, 0)`,
      );
      const all = bits.reduce((sum, one) => `bitOr(${sum}, toUInt32(${one}))`, 'b');
      return `arrayMap((b, c, i) -> ${all}, ${array}, C0, arrayEnumerate(C0))`;
    };
    const firsts = occurring.map(({ q, first }) => `, ${first} AS o${q}`).join('');
    const cut = rules.byDay ? `arrayMap(t -> ${localDay('t', this.params.text(this.scope.timeZone))}, T0)` : 'T0';
    const based = `SELECT *, ${cut} AS T1, ${withBits('m', 'M0')} AS M1, ${withBits('x', 'X0')} AS X1 FROM (SELECT *${firsts} FROM (${unpacked}))`;
    const keep = this.keepCondition();
    const filtered = (array: string): string =>
      keep === null ? array : `arrayFilter((one, t, m, x) -> ${keep}, ${array}, T1, M1, X1)`;
    const columns = [
      'p',
      `${filtered('T1')} AS T`,
      `${filtered('T0')} AS U`,
      `${filtered('M1')} AS M`,
      `${filtered('X1')} AS X`,
      ...(this.worth === null ? [] : [`${filtered('W0')} AS W`]),
      ...values.map((v) => `${filtered(`${v}0`)} AS ${v}`),
    ];
    return `SELECT ${columns.join(', ')} FROM (${based})${keep === null ? '' : ' WHERE notEmpty(T)'}`;
  }

  /** What is left to ask of events once occurrences are told apart; `null` when rows were already chosen by it. */
  private keepCondition(): string | null {
    if (this.occurrences.length === 0) return null;
    const during = this.during('t');
    const fits = this.rules.order === 'strict' ? [] : ['bitOr(m, x) != 0'];
    return [...during, ...fits].join(' AND ') || '1';
  }

  private during(time: string): readonly string[] {
    const { duringFromUs, duringToUs } = this.rules;
    return [
      ...(Number.isFinite(duringFromUs) ? [`${time} >= ${this.params.int(duringFromUs)}`] : []),
      ...(Number.isFinite(duringToUs) ? [`${time} <= ${this.params.int(duringToUs)}`] : []),
    ];
  }

  /** Events of each person in order. States of several tables are merged, as those of shards are. */
  private sorted(): string {
    const { tables } = this.table;
    if (tables.length === 1) {
      return `SELECT p, arraySort(groupArray(e)) AS ev FROM (${this.rows(tables[0] ?? '')}) GROUP BY p`;
    }
    const states = tables.map((table) => `SELECT p, groupArrayState(e) AS s FROM (${this.rows(table)}) GROUP BY p`);
    return `SELECT p, arraySort(groupArrayMerge(s)) AS ev FROM (${states.join(' UNION ALL ')}) GROUP BY p`;
  }

  private rows(from: string): string {
    const { scope, table, params, rules } = this;
    const bits = (matches: readonly (readonly EventMatch[])[]): string => {
      const parts = matches.flatMap((some, bit) => {
        const sure = some.filter(({ occurrence }) => occurrence === 'any');
        if (sure.length === 0) return [];
        return [`if(${sure.map((match) => `(${conditionOf(match, table, params)})`).join(' OR ')}, ${2 ** bit}, 0)`];
      });
      return `toUInt32(${parts.join(' + ') || '0'})`;
    };
    const m = bits(scope.steps.map(({ matches }) => matches));
    const x = bits(scope.exclusions.map(({ match }) => [match]));
    const c = `toUInt32(${this.occurrences.map(({ match }, q) => `if(${conditionOf(match, table, params)}, ${2 ** q}, 0)`).join(' + ') || '0'})`;
    const values = this.properties.map(
      (property) => `, CAST(${table.property(property)} AS String) AS v_${this.indexOf(property)}`,
    );
    const time = table.timeUs(params.text(scope.timeZone));
    const conditions = [...table.conditions(params)];
    if (rules.order !== 'strict') conditions.push('bitOr(bitOr(m, x), c) != 0');
    if (this.occurrences.length === 0)
      conditions.push(...this.during(rules.byDay ? localDay('t', this.params.text(this.scope.timeZone)) : 't'));
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const event = [
      't',
      'o',
      'm',
      'x',
      'c',
      ...(this.worth === null ? [] : [this.worth]),
      ...this.properties.map((_, index) => `v_${index}`),
    ].join(', ');
    return `SELECT ${table.person()} AS p, ${time} AS t, ${table.order()} AS o, ${m} AS m, ${x} AS x, ${c} AS c${values.join('')}, tuple(${event}) AS e FROM ${from}${where}`;
  }

  private set({ in: values }: PropertyFilter): string {
    return this.params.texts(values.map((value) => value ?? ''));
  }

  private indexOf(property: string): number {
    const known = this.properties.indexOf(property);
    return known >= 0 ? known : this.properties.push(property) - 1;
  }
}

interface Occurrence {
  readonly match: EventMatch;
  readonly bit: number;
  readonly of: 'm' | 'x';
}

/** How people fall into groups: `groupOf` makes the group of a value's expression. */
export interface Division {
  readonly breakdown: Breakdown;
  groupOf(value: string, params: Params): string;
  /** A condition on `g`, or `null` for all groups. */
  readonly only: string | null;
}

/** The local midnight at or before an instant, as local microseconds; `zone` is a text of SQL. */
export function localDay(us: string, zone: string): string {
  return `toInt64(toInt32(toDate32(fromUnixTimestamp64Micro(${us}, ${zone})))) * 86400000000`;
}

export function isPerPerson({ kind }: Attribution): boolean {
  return kind === 'first' || kind === 'last';
}

function valueOfPerson({ kind }: Attribution, values: string): string {
  return `${kind === 'last' ? 'arrayLast' : 'arrayFirst'}((v, m) -> v != '' AND m != 0, ${values}, M)`;
}

/** The steps that must carry the value, as bits. */
function boundBits(attribution: Attribution): number {
  return attribution.kind === 'step' ? 1 << attribution.step : -1;
}

/** The step that must have an event with the value, as a bit; 0 for none. */
function requiredBit(attribution: Attribution): number {
  return attribution.kind === 'step' ? 1 << attribution.step : 0;
}

const unsigned = (bits: number): string => `toUInt32(${bits >>> 0})`;
const lower = (array: string): string => array.toLowerCase();
