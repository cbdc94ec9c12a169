import type { Scope } from '../../engine/query.ts';
import type { Rules } from '../../engine/rules.ts';
import { attempts, NEVER } from './attempts.ts';
import { listedOutcomes } from './outcomes.ts';
import type { Division } from './people.ts';
import { plainAttempts } from './plain-attempts.ts';
import { type CodedMatch, codeOf, codeOfStep, timeOf } from './plain-codes.ts';
import { plainPeople } from './plain-people.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

/** The outcomes of `outcomes` for a plain question, which `coded` says it is. */
export function plainOutcomes(
  coded: readonly CodedMatch[],
  scope: Scope,
  rules: Rules,
  table: EventTable,
  params: Params,
  divided: Division | null,
): string {
  const own = ['p', ...(divided === null ? [] : ['g']), 'u'];
  const people = plainPeople(coded, scope, rules, table, params, divided);
  // Neighbours, and steps that need an instant each, are matters of choice where several events share an instant.
  const chooses = rules.order === 'strict' || (rules.order === 'any' && rules.later);
  if (!chooses) return outcomesOf(plainAttempts(people, 'ks', own, rules, params), own, rules, params);
  const ties = `SELECT *, arrayExists((a, b) -> ${timeOf('a')} = ${timeOf('b')}, arrayPopBack(ks), arrayPopFront(ks)) AS tied FROM (${people})`;
  const parted = `SELECT *, if(tied, ks, CAST([] AS Array(Int64))) AS tk, if(tied, CAST([] AS Array(Int64)), ks) AS fk FROM (${ties})`;
  const all = [...own, 'tied', 'tk'];
  const names = ['depth', 'matured', 'gone', ...Array.from({ length: rules.steps - 1 }, (_, k) => `r${k + 1}`)];
  const plain = outcomesOf(plainAttempts(parted, 'fk', all, rules, params), all, rules, params);
  const least = Math.min(codeOfStep(rules, 0), codeOfStep(rules, rules.steps - 1));
  const steps = rules.later
    ? Array.from({ length: rules.steps }, (_, k) => `(${codeOf('x')} = ${codeOfStep(rules, k)}) * ${2 ** k}`).join(
        ' + ',
      )
    : `bitAnd(bitShiftRight(bitShiftLeft(toUInt64(1), ${codeOf('x')}), ${least}), ${2 ** rules.steps - 1})`;
  const lists = `arrayMap(x -> ${timeOf('x')}, tk) AS T, arrayMap(x -> toUInt32(${steps}), tk) AS M, arrayMap(x -> toUInt32(bitAnd(bitShiftLeft(toUInt64(1), ${codeOf('x')}), ${2 ** least - 1})), tk) AS X`;
  const kept = names.map((name) => `${name} AS p_${name}`).join(', ');
  const listed = `SELECT ${own.join(', ')}, tied, ${kept}, ${lists} FROM (${plain})`;
  const carried = [...own, 'tied', ...names.map((name) => `p_${name}`)];
  const both = listedOutcomes(attempts(listed, scope, rules, params), carried, rules, params);
  const chosen = names.map((name) => `if(tied, ${name}, p_${name}) AS ${name}`);
  return `SELECT ${[...own, ...chosen].join(', ')} FROM (${both})`;
}

/** From arrays of attempts to how far each person came. */
function outcomesOf(found: string, own: readonly string[], rules: Rules, params: Params): string {
  const spoils = rules.exclusions.length > 0;
  const matures = rules.matureToUs !== Number.POSITIVE_INFINITY;
  // An empty time has no number that stands for its end.
  const mature = Number.isFinite(rules.matureToUs) ? `s <= ${params.int(rules.matureToUs)}` : '0';
  const deepest = (condition: string): string =>
    `arrayMax(arrayMap((d, s${spoils ? ', x' : ''}) -> if(${condition}, d, 0), D, S${spoils ? ', SP' : ''}))`;
  const columns = [
    'arrayMax(D) AS deep',
    ...(matures ? [`${deepest(mature)} AS mdeep`] : []),
    ...(spoils ? [`${deepest('x = 0')} AS whole`] : []),
    ...(spoils && matures ? [`${deepest(`x = 0 AND ${mature}`)} AS mwhole`] : []),
  ];
  const steps = Array.from({ length: rules.steps - 1 }, (_, index) => index + 1);
  const reaches = steps.map((k) =>
    spoils ? `arrayMap((r, x) -> if(x = 0, r, ${NEVER}), R${k}, SP) AS Q${k}` : `R${k} AS Q${k}`,
  );
  const soonest = steps.map((k) => `arrayMin(Q${k}) AS at${k}`);
  let sql = `SELECT ${[...own, 'S', ...columns, ...steps.map((k) => `R${k}`), ...reaches, ...soonest].join(', ')} FROM (${found})`;
  // Of those that get there at the same time, the latest start; in any order the earliest.
  const any = rules.order === 'any';
  const places = steps.map((k) => `${any ? 'arrayFirstIndex' : 'arrayLastIndex'}(r -> r = at${k}, Q${k}) AS i${k}`);
  sql = `SELECT ${['*', ...places].join(', ')} FROM (${sql})`;
  const firsts = steps.map(
    (k) => `(at${k}, ${any ? '' : '-'}S[i${k}], ${k === 1 ? 'S' : `R${k - 1}`}[i${k}]) AS r${k}`,
  );
  const counted = (name: string): string => (spoils ? `if(${name}deep = ${name}whole, ${name}deep, 0)` : `${name}deep`);
  const kept = [
    `${counted('')} AS depth`,
    `${matures ? counted('m') : 'depth'} AS matured`,
    `${spoils ? 'deep > whole' : '0'} AS gone`,
  ];
  return `SELECT ${[...own, ...kept, ...firsts].join(', ')} FROM (${sql})`;
}
