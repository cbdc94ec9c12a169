import type {
  DayCount,
  EvidenceAnswer,
  MatchedPairs,
  ToolEvidence,
  TransitionEvidence,
  ValueSample,
} from '../../engine/answer.ts';
import { PairMatcher } from '../../engine/evidence-pairs.ts';
import { Stays } from '../../engine/evidence-stays.ts';
import type { EvidenceQuery, EvidenceTransition } from '../../engine/query.ts';
import { rulesOf } from '../../engine/rules.ts';
import { NEVER } from './attempts.ts';
import { durationColumns, durationsFrom } from './durations.ts';
import { type Asking, numberOf, numbersOf, Params, type Row, type Statement } from './statement.ts';
import { stays } from './stays.ts';
import { stepValues } from './step-values.ts';
import type { EventTable } from './table.ts';
import { toolUses } from './tool-uses.ts';

const DAY_US = 86_400_000_000;

/**
 * What the table shows of tools. All counting is done there; only users are paired with others here, by the embedded
 * engine's own matcher, on one row per person at the stage in the months of users.
 */
export function* evidence(query: EvidenceQuery, table: EventTable): Asking<EvidenceAnswer> {
  const { clock } = rulesOf(query);
  const seen = query.tools.length === 0 ? [] : yield usesByTool(query, table);
  const days = query.tools.length === 0 ? [] : yield usesByDay(query, table);
  const ofTool = query.tools.map((tool, index) => {
    const row = seen.find((one) => numberOf(one, 'tool') === index);
    const firstUs = row === undefined ? null : numberOf(row, 'first');
    return { tool, row, firstUs, liveFromUs: tool.liveFromUs ?? (firstUs === null ? null : clock.dayStartUs(firstUs)) };
  });
  const transitions: TransitionEvidence[] = [];
  const tools = new Map<number, ToolEvidence>();
  for (const [place, transition] of query.transitions.entries()) {
    transitions.push(transitionFrom(transition, yield stayDays(query, transition, table)));
    const here = ofTool.map((one, index) => ({ ...one, index })).filter(({ tool }) => tool.transition === place);
    if (here.length === 0) continue;
    const lives = here.map(({ index, liveFromUs }) => ({ index, liveFromUs }));
    const rows = yield atStage(query, transition, table, lives);
    const pairs =
      transition.fromStep === null
        ? null
        : pairsOf(query, transition, lives, yield pairRows(query, transition, table, lives));
    for (const { index, tool, row, firstUs, liveFromUs } of here) {
      const counted = rows.find((one) => numberOf(one, 'tool') === index);
      const count = (column: string): number => (counted === undefined ? 0 : numberOf(counted, column));
      tools.set(index, {
        id: tool.id,
        uses: row === undefined ? 0 : numberOf(row, 'uses'),
        people: row === undefined ? 0 : numberOf(row, 'people'),
        firstUs,
        lastUs: row === undefined ? null : numberOf(row, 'last'),
        days: daysOf(days.filter((one) => numberOf(one, 'tool') === index)),
        liveFromUs,
        atStage: { reached: count('reached'), used: count('used') },
        matured: { reached: count('maturedReached'), used: count('maturedUsed') },
        pairs: pairs?.get(index) ?? (pairs === null ? null : { pairs: 0, usersConverted: 0, othersConverted: 0 }),
        answers:
          pairs === null || tool.side !== 'seller'
            ? null
            : {
                waited: counted === undefined ? null : durationsFrom(counted, 'wait'),
                withinDay: count('withinDay'),
                unanswered: count('unanswered'),
              },
      });
    }
  }
  let lastUs = query.asOfUs;
  if (lastUs === null) {
    const [row] = yield lastEvent(query, table);
    lastUs = numberOf(row, 'events') === 0 ? null : numberOf(row, 'last');
  }
  const values: readonly (ValueSample | null)[] = yield* stepValues(query, table);
  return {
    kind: 'evidence',
    transitions,
    tools: query.tools.map((_, index) => tools.get(index) as ToolEvidence),
    lastDay: lastUs === null ? null : Math.floor(clock.toLocalUs(lastUs) / DAY_US),
    values,
  };
}

interface LiveTool {
  readonly index: number;
  readonly liveFromUs: number | null;
}

function usesByTool(query: EvidenceQuery, table: EventTable): Statement {
  const params = new Params();
  const from = toolUses(query, table, params);
  return {
    sql: `SELECT tool, count() AS uses, uniqExact(p) AS people, min(t) AS first, max(t) AS last FROM (${from}) GROUP BY tool`,
    params: params.values,
  };
}

function usesByDay(query: EvidenceQuery, table: EventTable): Statement {
  const params = new Params();
  const from = toolUses(query, table, params);
  return {
    sql: `SELECT tool, ${dayOf('t', query, params)} AS day, count() AS events FROM (${from}) GROUP BY tool, day ORDER BY tool, day`,
    params: params.values,
  };
}

function stayDays(query: EvidenceQuery, transition: EvidenceTransition, table: EventTable): Statement {
  const params = new Params();
  const from = stays(query, transition, table, params);
  return {
    sql: `SELECT ${dayOf('entered', query, params)} AS day, count() AS events, countIf(mature) AS reached, countIf(mature AND converted < ${NEVER}) AS converted_ FROM (${from}) GROUP BY day ORDER BY day`,
    params: params.values,
  };
}

function transitionFrom(transition: EvidenceTransition, rows: readonly Row[]): TransitionEvidence {
  const quarters = new Map<string, { reached: number; converted: number }>();
  for (const row of rows) {
    const reached = numberOf(row, 'reached');
    if (transition.fromStep === null || reached === 0) continue;
    const date = new Date(numberOf(row, 'day') * (DAY_US / 1000));
    const label = `${date.getUTCFullYear()}-Q${1 + Math.floor(date.getUTCMonth() / 3)}`;
    const quarter = quarters.get(label) ?? { reached: 0, converted: 0 };
    quarter.reached += reached;
    quarter.converted += numberOf(row, 'converted_');
    quarters.set(label, quarter);
  }
  const days = daysOf(rows);
  return {
    ...transition,
    reached: days.reduce((sum, { count }) => sum + count, 0),
    days,
    quarters: [...quarters]
      .map(([label, counts]) => ({ label, ...counts }))
      .sort((a, b) => (a.label < b.label ? -1 : 1)),
  };
}

function daysOf(rows: readonly Row[]): readonly DayCount[] {
  return rows.map((row) => ({ day: numberOf(row, 'day'), count: numberOf(row, 'events') }));
}

/** Stays with the uses of the tools at hand: `tools` and `times`, side by side. */
function staysWithUses(
  query: EvidenceQuery,
  transition: EvidenceTransition,
  table: EventTable,
  tools: readonly LiveTool[],
  params: Params,
): string {
  const uses = toolUses(query, table, params);
  const mine = `SELECT p AS up, groupArray(tool) AS tools, groupArray(t) AS times FROM (${uses}) WHERE has(${params.ints(tools.map(({ index }) => index))}, tool) GROUP BY p`;
  return `SELECT * FROM (${stays(query, transition, table, params)}) AS s LEFT JOIN (${mine}) AS u ON s.p = u.up`;
}

/** Per person and tool: `tool`, `live`, `firstUse` and `answer` (`NEVER` for none), both as instants. */
function perTool(
  query: EvidenceQuery,
  transition: EvidenceTransition,
  table: EventTable,
  tools: readonly LiveTool[],
  params: Params,
): string {
  const listed = `arrayJoin(arrayZip(${params.ints(tools.map(({ index }) => index))}, ${params.ints(tools.map(({ liveFromUs }) => liveFromUs ?? -4_000_000_000_000_000))})) AS one, one.1 AS tool, one.2 AS live`;
  const mine = `SELECT p, entered, converted, closes, mature, ${listed}, arrayFilter((t, k) -> k = tool, times, tools) AS mine FROM (${staysWithUses(query, transition, table, tools, params)})`;
  if (transition.fromStep === null) {
    return `SELECT *, arrayMin(arrayPushBack(arrayFilter(t -> t <= entered, mine), ${NEVER})) AS firstUse, ${NEVER} AS answer FROM (${mine})`;
  }
  // A date without a clock time (an exact local midnight) stands for the end of its day.
  const zone = params.text(query.timeZone);
  const local = (t: string): string => `fromUnixTimestamp64Micro(${t}, ${zone})`;
  const midnight = `toUnixTimestamp64Micro(toDateTime64(toDate32(${local('t')}), 6, ${zone})) = t`;
  const end = `toUnixTimestamp64Micro(toDateTime64(toDate32(${local('t')}) + 1, 6, ${zone})) - 1`;
  const used = `arrayFilter(t -> t >= entered AND t <= closes, arrayMap(t -> if(${midnight}, ${end}, t), mine))`;
  return `SELECT *, arrayMin(arrayPushBack(arrayFilter(t -> t < converted, used), ${NEVER})) AS firstUse, arrayMin(arrayPushBack(used, ${NEVER})) AS answer FROM (SELECT *, ${used} AS used FROM (${mine}))`;
}

function atStage(
  query: EvidenceQuery,
  transition: EvidenceTransition,
  table: EventTable,
  tools: readonly LiveTool[],
): Statement {
  const params = new Params();
  const from = perTool(query, transition, table, tools, params);
  const columns = [
    'count() AS reached',
    `countIf(firstUse < ${NEVER}) AS used`,
    'countIf(mature) AS maturedReached',
    `countIf(mature AND firstUse < ${NEVER}) AS maturedUsed`,
    ...durationColumns('wait', 'answer - entered', `answer < ${NEVER}`),
    `countIf(answer < ${NEVER} AND answer - entered <= ${DAY_US}) AS withinDay`,
    `countIf(mature AND answer >= ${NEVER}) AS unanswered`,
  ];
  return {
    sql: `SELECT tool, ${columns.join(', ')} FROM (${from}) WHERE entered >= live GROUP BY tool`,
    params: params.values,
  };
}

/** Mature people at the stage in months in which some user was, with when they showed up and first used each tool. */
function pairRows(
  query: EvidenceQuery,
  transition: EvidenceTransition,
  table: EventTable,
  tools: readonly LiveTool[],
): Statement {
  const params = new Params();
  const zone = params.text(query.timeZone);
  const from = perTool(query, transition, table, tools, params);
  const month = `toYYYYMM(toDate32(fromUnixTimestamp64Micro(entered, ${zone})))`;
  const byPerson = `SELECT p, any(entered) AS entered_, any(converted) AS converted_, any(closes) AS closes_, groupArrayIf((tool, firstUse), firstUse < ${NEVER}) AS used FROM (${from}) WHERE mature GROUP BY p`;
  const inMonths = `SELECT * FROM (SELECT *, max(notEmpty(used)) OVER (PARTITION BY ${month.replace('entered', 'entered_')}) AS asked FROM (${byPerson})) WHERE asked`;
  const times = table.tables
    .map(
      (one) =>
        `SELECT ${table.person()} AS tp, ${table.timeUs(zone)} AS t, ${table.event()} AS e FROM ${one}${where(table.conditions(params))}`,
    )
    .join(' UNION ALL ');
  // As `PersonIdentity` has it.
  const identity = 'bitAnd(sum(toUInt64(murmurHash3_32(e)) * toUInt64(positiveModulo(t, 65521))), 4294967295)';
  const shown = `SELECT tp, groupArray(t) AS all_, ${identity} AS id_ FROM (${times}) GROUP BY tp`;
  return {
    sql: `SELECT id_ AS id, entered_ AS entered, converted_ AS converted, closes_ AS closes, arrayMap(u -> u.1, used) AS tools, arrayMap(u -> u.2, used) AS uses, arraySort(arrayFilter(t -> t <= least(converted_, closes_) AND t > entered_, all_)) AS shows FROM (${inMonths}) AS s LEFT JOIN (${shown}) AS a ON s.p = a.tp ORDER BY id`,
    params: params.values,
  };
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
}

const NEVER_US = 3_900_000_000_000_000_000;

function pairsOf(
  query: EvidenceQuery,
  transition: EvidenceTransition,
  tools: readonly LiveTool[],
  rows: readonly Row[],
): ReadonlyMap<number, MatchedPairs> {
  const { clock } = rulesOf(query);
  const identity = rows.map((row) => numberOf(row, 'id'));
  const known = new Stays(transition, (person) => identity[person] ?? 0);
  const times: number[] = [];
  const personStart = new Uint32Array(rows.length + 1);
  const instant = (row: Row, column: string): number => {
    const us = numberOf(row, column);
    return us > NEVER_US ? Number.POSITIVE_INFINITY : us;
  };
  rows.forEach((row, person) => {
    known.put(person, {
      enteredUs: numberOf(row, 'entered'),
      convertedUs: instant(row, 'converted'),
      closesUs: instant(row, 'closes'),
      mature: true,
    });
    for (const us of numbersOf(row, 'shows')) times.push(us);
    personStart[person + 1] = times.length;
  });
  known.seal();
  const columns = { personStart, timeUs: Float64Array.from(times) };
  const matcher = new PairMatcher(columns, known, clock);
  const pairs = new Map<number, MatchedPairs>();
  for (const { index, liveFromUs } of tools) {
    const [users, uses]: [number[], number[]] = [[], []];
    rows.forEach((row, stay) => {
      const at = numbersOf(row, 'tools').indexOf(index);
      if (at < 0) return;
      users.push(stay);
      uses.push(numbersOf(row, 'uses')[at] ?? 0);
    });
    const matching = matcher.match(
      Float64Array.from(users),
      Float64Array.from(uses),
      liveFromUs ?? Number.NEGATIVE_INFINITY,
    );
    let next = matching.next();
    while (next.done !== true) next = matching.next();
    pairs.set(index, next.value);
  }
  return pairs;
}

function lastEvent(query: EvidenceQuery, table: EventTable): Statement {
  const params = new Params();
  const time = table.timeUs(params.text(query.timeZone));
  const rows = table.tables.map((from) => `SELECT ${time} AS t FROM ${from}${where(table.conditions(params))}`);
  return { sql: `SELECT count() AS events, max(t) AS last FROM (${rows.join(' UNION ALL ')})`, params: params.values };
}

/** The number of the local day of an instant. */
function dayOf(us: string, { timeZone }: EvidenceQuery, params: Params): string {
  return `toInt64(toInt32(toDate32(fromUnixTimestamp64Micro(${us}, ${params.text(timeZone)}))))`;
}
