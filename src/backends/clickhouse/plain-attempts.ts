import type { Rules } from '../../engine/rules.ts';
import { NEVER } from './attempts.ts';
import { codeOf as code, codeOfStep, KEY_UNIT, timeOf as us } from './plain-codes.ts';
import type { Params } from './statement.ts';

/**
 * Every attempt of people whose events leave no choice, without a list for each: `S` holds the times of their starts in
 * order, beside it `D` their depths, `R<k>` the times at which they reach step k (`NEVER` where they do not) and, with
 * exclusions, `SP`, whether they are spoiled. What one event needs of others comes to it by arrays of the same length,
 * filled from the end or shifted: a lambda that looked into another array would have to copy that for every event.
 *
 * `keys` names the column of keys in `people`; `carry` the columns to take along.
 */
export function plainAttempts(
  people: string,
  keys: string,
  carry: readonly string[],
  rules: Rules,
  params: Params,
): string {
  const reached =
    rules.order === 'ordered'
      ? inOrder(people, keys, carry, rules)
      : rules.order === 'strict'
        ? asNeighbours(people, keys, carry, rules, params)
        : inAnyOrder(people, keys, carry, rules, params);
  return rules.order === 'any' ? reached : judged(reached, carry, rules, params);
}

/** Names of the arrays of steps from 1 on. */
function reaches({ steps }: Rules, name = 'R'): readonly string[] {
  return Array.from({ length: steps - 1 }, (_, index) => `${name}${index + 1}`);
}

/** Each value that is none becomes that of the next place which has one. */
const filledBack = (array: string): string => `arrayReverseFill(v -> v < ${NEVER}, ${array})`;

/** The keys of the next exclusion of each kind, beside `X`. */
function nextExclusions({ exclusions }: Rules): readonly string[] {
  return exclusions.map((_, x) => `${filledBack(`arrayMap(x -> if(${code('x')} = ${x}, x, ${NEVER}), X)`)} AS N${x}`);
}

/**
 * From the last step to the first: beside each event stands when an attempt that takes the next event of step k from there
 * on reaches step k, and those after it. An event of the step before hands that on to all before it.
 */
function inOrder(people: string, keys: string, carry: readonly string[], rules: Rules): string {
  const own = carry.join(', ');
  const { exclusions } = rules;
  let held: readonly string[] = exclusions.map((_, x) => `N${x}`);
  let sql = `SELECT ${[own, 'X', ...nextExclusions(rules)].join(', ')} FROM (SELECT ${own}, ${keys} AS X FROM (${people}))`;
  for (let k = rules.steps - 1; k > 0; k--) {
    const here = `${code('x')} = ${codeOfStep(rules, k)}`;
    // An exclusion counts from its first step on: until there it stands beside every event, then beside the attempt.
    const taken = (name: string): boolean => {
      const x = name.startsWith('N') ? Number(name.slice(1)) : -1;
      return x < 0 || (exclusions[x]?.fromStep ?? 0) >= k;
    };
    const columns = [
      `${filledBack(`arrayMap(x -> if(${here}, x, ${NEVER}), X)`)} AS F_R${k}`,
      ...held
        .filter(taken)
        .map((name) => `${filledBack(`arrayMap((x, v) -> if(${here}, v, ${NEVER}), X, ${name})`)} AS F_${name}`),
      ...held.filter((name) => !taken(name)).map((name) => `${name} AS F_${name}`),
    ];
    held = [`R${k}`, ...held];
    const before = rules.later
      ? `${code('x')} > ${codeOfStep(rules, k)}`
      : `${code('x')} BETWEEN ${exclusions.length} AND ${codeOfStep(rules, k) - 1}`;
    const kept = held.map((name) => `arrayFilter((v, x) -> ${before}, F_${name}, X) AS ${name}`);
    sql = `SELECT ${own}, arrayFilter(x -> ${before}, X) AS X_, ${kept.join(', ')} FROM (SELECT ${own}, X, ${columns.join(', ')} FROM (${sql}))`;
    sql = `SELECT ${[own, 'X_ AS X', ...held].join(', ')} FROM (${sql})`;
  }
  if (rules.steps > 1) return `SELECT ${[own, 'X AS S', ...held].join(', ')} FROM (${sql})`;
  const starts = `${code('x')} = ${codeOfStep(rules, 0)}`;
  return `SELECT ${own}, arrayFilter(x -> ${starts}, X) AS S FROM (${sql})`;
}

/** The events right after a start, one step each, come beside it by shifting. */
function asNeighbours(people: string, keys: string, carry: readonly string[], rules: Rules, params: Params): string {
  const own = carry.join(', ');
  const after = (name: string, places: number): string =>
    places === 0 ? name : `arrayShiftLeft(${name}, ${places}, ${NEVER})`;
  const names = reaches(rules);
  const columns = [
    ...names.map((name, index) => `${after('X', index + 1)} AS F_${name}`),
    ...rules.exclusions.map(({ fromStep }, x) => `${after(`N${x}`, fromStep)} AS F_N${x}`),
  ];
  const beside = `SELECT ${[own, 'X', ...columns].join(', ')} FROM (SELECT ${[own, 'X', ...nextExclusions(rules)].join(', ')} FROM (SELECT ${own}, ${keys} AS X FROM (${people})))`;
  const starts = [
    `${code('x')} = ${codeOfStep(rules, 0)}`,
    ...(Number.isFinite(rules.enteredFromUs) ? [`${us('x')} >= ${params.int(rules.enteredFromUs)}`] : []),
    ...(Number.isFinite(rules.enteredToUs) ? [`${us('x')} <= ${params.int(rules.enteredToUs)}`] : []),
  ].join(' AND ');
  const all = [...names, ...rules.exclusions.map((_, x) => `N${x}`)];
  const kept = all.map((name) => `arrayFilter((v, x) -> ${starts}, F_${name}, X) AS ${name}`);
  const started = `SELECT ${[own, `arrayFilter(x -> ${starts}, X) AS S`, ...kept].join(', ')} FROM (${beside})`;
  const neighbours = names.map((name, index) => {
    const variables = names.slice(0, index + 1).map((_, k) => `r${k + 1}`);
    const fits = variables.map((key, k) => `${code(key)} = ${codeOfStep(rules, k + 1)}`).join(' AND ');
    return `arrayMap((${variables.join(', ')}) -> if(${fits}, r${index + 1}, ${NEVER}), ${names.slice(0, index + 1).join(', ')}) AS F_${name}`;
  });
  const rest = rules.exclusions.map((_, x) => `N${x}`);
  const found = `SELECT ${[own, 'S', ...neighbours, ...rest].join(', ')} FROM (${started})`;
  return `SELECT ${[own, 'S', ...names.map((name) => `F_${name} AS ${name}`), ...rest].join(', ')} FROM (${found})`;
}

/**
 * Beside each event stands when each step comes next; those within the window, sorted, are the times of the attempt. An
 * event that starts after others of its instant has fewer of them than these have, and changes nothing.
 */
function inAnyOrder(people: string, keys: string, carry: readonly string[], rules: Rules, params: Params): string {
  const own = carry.join(', ');
  const names = Array.from({ length: rules.steps }, (_, k) => `R${k}`);
  const next = names.map((name, k) => {
    const time = `if(${code('x')} = ${codeOfStep(rules, k)}, ${us('x')}, ${NEVER})`;
    return `${filledBack(`arrayMap(x -> ${time}, ${keys})`)} AS ${name}`;
  });
  let sql = `SELECT ${[own, `arrayMap(x -> ${us('x')}, ${keys}) AS T_`, ...next].join(', ')} FROM (${people})`;
  const starts = [
    ...(Number.isFinite(rules.enteredFromUs) ? [`t >= ${params.int(rules.enteredFromUs)}`] : []),
    ...(Number.isFinite(rules.enteredToUs) ? [`t <= ${params.int(rules.enteredToUs)}`] : []),
  ].join(' AND ');
  if (starts !== '') {
    const kept = names.map((name) => `arrayFilter((v, t) -> ${starts}, ${name}, T_) AS F_${name}`);
    sql = `SELECT ${[own, `arrayFilter(t -> ${starts}, T_) AS F_T`, ...kept].join(', ')} FROM (${sql})`;
    sql = `SELECT ${[own, 'F_T AS T_', ...names.map((name) => `F_${name} AS ${name}`)].join(', ')} FROM (${sql})`;
  }
  if (Number.isFinite(rules.windowUs)) {
    const within = `if(v - t <= ${params.int(rules.windowUs)}, v, ${NEVER})`;
    const kept = names.map((name) => `arrayMap((v, t) -> ${within}, ${name}, T_) AS F_${name}`);
    sql = `SELECT ${[own, 'T_', ...kept].join(', ')} FROM (${sql})`;
    sql = `SELECT ${[own, 'T_', ...names.map((name) => `F_${name} AS ${name}`)].join(', ')} FROM (${sql})`;
  }
  // Sorted by exchanging neighbours, as many times as there are steps (Knuth 1973, odd-even transposition).
  for (let turn = 0; turn < rules.steps; turn++) {
    const sorted = names.map((name, k) => {
      const upper = (k + turn) % 2 === 0;
      const other = names[upper ? k + 1 : k - 1];
      if (other === undefined) return name;
      return `arrayMap((a, b) -> ${upper ? 'least' : 'greatest'}(a, b), ${name}, ${other}) AS F_${name}`;
    });
    const renamed = names.map((name, k) => (sorted[k] === name ? name : `F_${name} AS ${name}`));
    sql = `SELECT ${[own, 'T_', ...renamed].join(', ')} FROM (SELECT ${[own, 'T_', ...sorted].join(', ')} FROM (${sql}))`;
  }
  const depth = `arrayMap((${names.map((_, k) => `r${k}`).join(', ')}) -> toUInt8(${names.map((_, k) => `(r${k} < ${NEVER})`).join(' + ')}), ${names.join(', ')}) AS D`;
  return `SELECT ${[own, 'T_ AS S', ...names.slice(1), depth].join(', ')} FROM (${sql})`;
}

/** Keys become times, what is outside the window is not reached, and exclusions are applied. */
function judged(attempts: string, carry: readonly string[], rules: Rules, params: Params): string {
  const own = carry.join(', ');
  const { exclusions } = rules;
  const names = reaches(rules);
  const bounded = Number.isFinite(rules.windowUs);
  const time = (key: string, k: number): string => {
    const longer = codeOfStep(rules, k) - codeOfStep(rules, 0);
    return bounded
      ? `if(${key} - s <= ${params.int(rules.windowUs)} * ${KEY_UNIT} + ${longer}, ${us(key)}, ${NEVER})`
      : `if(${key} < ${NEVER}, ${us(key)}, ${NEVER})`;
  };
  const timed = [
    `arrayMap(s -> ${us('s')}, S) AS S_`,
    ...names.map((name, index) => `arrayMap((r, s) -> ${time('r', index + 1)}, ${name}, S) AS T_${name}`),
    ...exclusions.map((_, x) => `arrayMap(n -> if(n < ${NEVER}, ${us('n')}, ${NEVER}), N${x}) AS T_N${x}`),
  ];
  const variables = names.map((_, index) => `r${index + 1}`);
  const depth = `arrayMap((${['s', ...variables].join(', ')}) -> toUInt8(1${variables.map((r) => ` + (${r} < ${NEVER})`).join('')}), ${['S', ...names].join(', ')}) AS D`;
  const renamed = names.map((name) => `T_${name} AS ${name}`);
  const others = exclusions.map((_, x) => `T_N${x} AS N${x}`);
  let sql = `SELECT ${[own, 'S_ AS S', ...renamed, ...others].join(', ')} FROM (SELECT ${[own, ...timed].join(', ')} FROM (${attempts}))`;
  sql = `SELECT *, ${depth} FROM (${sql})`;
  if (exclusions.length === 0) return sql;
  const earliest = exclusions
    .map(({ fromStep, toStep }, x) => {
      const closes = bounded ? `s + ${params.int(rules.windowUs)}` : NEVER;
      const before = `if(d > ${toStep}, r${toStep}, ${closes})`;
      return `if(d > ${fromStep} AND n${x} < ${before}, n${x}, ${NEVER})`;
    })
    .reduce((least, one) => `least(${least}, ${one})`);
  const all = ['s', 'd', ...variables, ...exclusions.map((_, x) => `n${x}`)].join(', ');
  const arrays = ['S', 'D', ...names, ...exclusions.map((_, x) => `N${x}`)].join(', ');
  sql = `SELECT ${[own, 'S', ...names, 'D'].join(', ')}, arrayMap((${all}) -> ${earliest}, ${arrays}) AS AX FROM (${sql})`;
  const done = ['s', ...variables].map((t) => `(${t} < x)`).join(' + ');
  const spoiled = `arrayMap((${['x', 'd', 's', ...variables].join(', ')}) -> toUInt8(if(x < ${NEVER}, least(d, ${done} + 1), d)), ${['AX', 'D', 'S', ...names].join(', ')}) AS D_`;
  sql = `SELECT ${[own, 'S', ...names].join(', ')}, ${spoiled}, arrayMap(x -> toUInt8(x < ${NEVER}), AX) AS SP FROM (${sql})`;
  return `SELECT ${[own, 'S', ...names].join(', ')}, D_ AS D, SP FROM (${sql})`;
}
