import { describe, expect, it } from 'vitest';
import { Random } from '../mocks/random.ts';
import { importTexts } from '../src/importers/test-import.ts';
import { rankedFindings } from '../src/insights/findings.ts';
import { judgeFunnel } from '../src/insights/funnel-judgement.ts';
import type { Finding, FindingCode, RateReference } from '../src/journey/findings.ts';
import type { TransitionId } from '../src/journey/tools.ts';
import { askColumns } from '../src/report/ask.ts';
import { findFindings } from '../src/report/report-findings.ts';
import { sayFindingOf } from '../src/words/findings.ts';
import { sayFindingPopulation } from '../src/words/findings-population.ts';
import { fallingShop, growingShop, returningShop, riverTrust, type Told, twoLists } from './findings/journeys.ts';
import {
  type Days,
  firstTimes,
  type Pair,
  rawBlindSpot,
  rawChange,
  rawGroups,
  rawPeriods,
  rawQuarters,
  rawWays,
} from './findings/raw-journey.ts';
import {
  difference,
  discoveryLevel,
  drawnRate,
  growthBounds,
  middle,
  wilsonBounds,
  zOf,
} from './findings/raw-statistics.ts';

/** A number that a sentence must show: rounded as it is printed there, or, where it is drawn, near enough. */
type Due = number | { readonly drawn: number; readonly within: number };

const DAY_MS = 86_400_000;

async function findingsOf({ plan, files }: Told) {
  const { columns, profile } = await importTexts(files, plan.sources, plan);
  const found = findFindings(plan, profile, askColumns(columns), {});
  expect(rankedFindings(plan, profile, found.asked, found.answers)).toEqual(found.ranked);
  return found;
}

interface Shown {
  readonly value: number;
  /** The place of its last digit. */
  readonly grain: number;
  /** "over 99 %" and "under 1 %" are bounds. */
  readonly bound: 'over' | 'under' | null;
}

/** The numbers of a sentence in their order. */
function numbersIn(sentence: string): readonly Shown[] {
  const found = sentence
    .replaceAll('\u2212', '-')
    .matchAll(/(?:(over|under)\s)?(?<![\d\p{L}])([-+]?\d[\d,]*(?:\.\d+)?)/gu);
  return [...found].map(([, bound, text = '']) => {
    const plain = text.replaceAll(',', '');
    const grain = 10 ** -(plain.split('.')[1]?.length ?? 0);
    return { value: Number(plain), grain, bound: bound === 'over' || bound === 'under' ? bound : null };
  });
}

function dates([from, to]: Days): readonly number[] {
  const [a, b] = [from, to].map((day) => new Date(day * DAY_MS)) as [Date, Date];
  const [year, last] = [a.getUTCFullYear(), b.getUTCFullYear()];
  return year === last ? [a.getUTCDate(), b.getUTCDate(), last] : [a.getUTCDate(), year, b.getUTCDate(), last];
}

const percent = ({ converted, reached }: Pair): number => (converted / reached) * 100;
const points = (numbers: readonly number[]): readonly number[] => numbers.map((share) => share * 100);

/** Every number that the sentence of a finding must show, from the rows alone. */
function due(finding: Finding, told: Told): readonly Due[] {
  const { raw, now, before } = told;
  const stage = (id: string): number => raw.stages.indexOf(id);
  const ways = rawWays(raw);
  const way = (to: string) => ways[stage(to) - 1]!;
  switch (finding.code) {
    case 'growth': {
      const times = firstTimes(raw, stage('action'));
      const byDay = ([first, last]: Days) =>
        Array.from({ length: last - first + 1 }, (_, day) => times.filter((time) => time === first + day).length);
      const [a, b] = [byDay(now), byDay(before)];
      const [people, peopleBefore] = [a, b].map((days) => days.reduce((sum, n) => sum + n, 0)) as [number, number];
      const bounds = growthBounds(a, b, new Random(5));
      const weeks = (before[1] - before[0] + 1) / 7;
      const ratio = people / peopleBefore;
      const interval = bounds.map(
        (bound): Due =>
          ratio >= 2
            ? { drawn: bound, within: 0.06 * bound + 0.1 }
            : { drawn: (bound - 1) * 100, within: 2 + 12 * Math.max(0, bound - 1) },
      );
      if (finding.verdict === 'cannot-tell')
        return [people, ...dates(now), peopleBefore, weeks, (ratio - 1) * 100, 95, ...interval];
      const change = ratio >= 2 ? { drawn: ratio, within: 0.051 } : Math.abs(ratio - 1) * 100;
      return [people, ...dates(now), change, peopleBefore, weeks, 95, ...interval];
    }
    case 'rate-change': {
      const periods = rawPeriods(raw, now, before);
      const at = periods[stage(finding.to) - 1]!;
      const fair = periods.filter((one) => {
        const smaller = one.inBoth + Math.min(one.now.reached, one.before.reached);
        return one.inBoth <= 0.05 * smaller;
      });
      const level = discoveryLevel(fair.map((one) => [one.now, one.before] as const));
      const interval = difference(at.now, at.before, zOf(1 - level));
      return [
        at.now.reached,
        ...dates(now),
        percent(at.now),
        at.before.reached,
        ...dates(before),
        percent(at.before),
        ...points(interval).slice(0, 1),
        level * 100,
        ...points(interval).slice(1),
      ];
    }
    case 'rates-steady':
      // Of a single rate the sentence says "the one rate".
      return [...(ways.length === 1 ? [] : [ways.length]), ...dates(before), ...dates(now)];
    case 'cannot-compare': {
      const at = rawPeriods(raw, now, before)[stage(finding.to) - 1]!;
      const smaller = at.inBoth + Math.min(at.now.reached, at.before.reached);
      return [at.inBoth, smaller, (at.inBoth / smaller) * 100];
    }
    case 'leak-worth': {
      const { dropped, matured } = way(finding.to);
      const [low, high] = wilsonBounds(matured);
      const most = Math.max(...ways.filter(({ matured: over }) => over.reached >= 30).map((one) => one.dropped));
      expect(finding.mostLost === null).toBe(dropped === most);
      if (finding.mostLost !== null) expect(way(finding.mostLost.to).dropped).toBe(most);
      const rates = [percent(matured), matured.reached, 95, low * 100, high * 100, dropped];
      if (finding.gain === null) return rates;
      const reference = finding.gain.reference;
      const { rate, named } = referenceRate(reference, told, stage(finding.to) - 1);
      return [...rates, rate * 100, ...named, ...gainAt(rate, told, finding.to, 6), span(told), 95];
    }
    case 'gap-worth': {
      const { reached, dropped } = way(finding.to);
      const { rate, named } = referenceRate(finding.reference, told, stage(finding.to) - 1);
      const quiet = new Date((told.lastUseOfFirstGap + 1) * DAY_MS);
      const gain = gainAt(rate, told, finding.to, 7);
      return [
        quiet.getUTCDate(),
        quiet.getUTCFullYear(),
        dropped,
        reached,
        rate * 100,
        ...named,
        ...gain,
        span(told),
        95,
      ];
    }
    case 'change-point': {
      const cut = rawChange(raw, stage(finding.to) - 1, told.commonStart);
      const since = new Date(cut.monday * DAY_MS);
      return [
        since.getUTCDate(),
        since.getUTCFullYear(),
        percent(cut.after),
        cut.after.reached,
        percent(cut.before),
        cut.before.reached,
      ];
    }
    case 'best-and-worst': {
      const everybody = ways.map(({ matured }) => matured);
      const table = told.properties.flatMap((property) =>
        [...rawGroups(raw, property).values()].flatMap((own, _, all) =>
          own.map((first, k): readonly [Pair, Pair] => {
            const others = { reached: -first.reached, converted: -first.converted };
            for (const group of all) {
              others.reached += group[k]!.reached;
              others.converted += group[k]!.converted;
            }
            const most = everybody[k]!.reached - first.reached;
            const cut = Math.min(1, most / Math.max(1, others.reached));
            return [first, { reached: others.reached * cut, converted: others.converted * cut }];
          }),
        ),
      );
      const level = discoveryLevel(table);
      const groups = rawGroups(raw, finding.property);
      const at = (name: string) => groups.get(name)![stage(finding.to) - 1]!;
      const [best, worst] = [at(finding.best.group), at(finding.worst.group)];
      const named = [...groups].filter(([name]) => name !== null).map(([, own]) => own[stage(finding.to) - 1]!);
      const large = named.filter(({ reached }) => reached >= 30);
      expect(percent(best)).toBe(Math.max(...large.map(percent)));
      expect(percent(worst)).toBe(Math.min(...large.map(percent)));
      const interval = points(difference(best, worst, zOf(1 - level)));
      return [
        percent(best),
        best.reached,
        percent(worst),
        worst.reached,
        interval[0] ?? 0,
        level * 100,
        ...interval.slice(1),
      ];
    }
    case 'blind-spot': {
      const { seen, blind } = rawBlindSpot(raw, stage(finding.stage));
      return [seen, blind, (blind / seen) * 100];
    }
    case 'rows-rejected': {
      const { read, rejected, commonest } = told.rows;
      return [rejected, read, (rejected / read) * 100, ...(commonest === rejected ? [] : [commonest])];
    }
    case 'lists-apart': {
      const own = [...raw.people.values()].filter((events) => events.some(({ stage: at }) => at === 1));
      const found = own.filter((events) => events.some(({ stage: at }) => at === 0)).length;
      return [(found / own.length) * 100, own.length];
    }
    case 'source-ends': {
      const lastDay = (at: number) =>
        new Date(
          Math.max(...[...raw.people.values()].flat().flatMap((one) => (one.stage === at ? one.day : []))) * DAY_MS,
        );
      return [lastDay(0), lastDay(1)].flatMap((day) => [day.getUTCDate(), day.getUTCFullYear()]);
    }
    default:
      throw new RangeError(`nothing recomputes ${finding.code}`);
  }
}

/** The target of the plan, else the lower bound of the best quarter, with the figures by which a sentence names it. */
function referenceRate(reference: RateReference, { plan, raw }: Told, from: number) {
  if (reference.code === 'target') {
    const id = `${raw.stages[from]}>${raw.stages[from + 1]}` as TransitionId;
    return { rate: plan.targets?.[id] ?? Number.NaN, named: [] };
  }
  const bounds = rawQuarters(raw, from).filter(({ reached }) => reached >= 30);
  const [year = 0, quarter = 0] = reference.quarter.split('-Q').map(Number);
  return { rate: Math.max(...bounds.map((pair) => wilsonBounds(pair)[0])), named: [quarter, year] };
}

/** What another rate at the way to `to` would bring at Action, drawn anew. */
function gainAt(rate: number, { raw, plan }: Told, to: string, seed: number): readonly Due[] {
  const ways = rawWays(raw);
  const at = raw.stages.indexOf(to);
  const { reached, matured } = ways[at - 1]!;
  const next = to === 'action' ? null : ways[at]!.matured.reached;
  const acted = ways[raw.stages.indexOf('action') - 1]!.matured.converted;
  const random = new Random(seed);
  const value = plan.actionValue?.mean ?? 1;
  const bounds = middle(() => {
    const onward = next === null ? 1 : drawnRate({ reached: next, converted: acted }, random);
    return Math.max(0, reached * (rate - drawnRate(matured, random)) * onward * value);
  });
  return bounds.map((bound): Due => ({ drawn: bound, within: 0.05 * Math.abs(bounds[1] ?? bound) }));
}

/** The days of the data as they are told: days, weeks or months. */
function span({ raw }: Told): Due {
  const days = [...raw.people.values()].flat().map(({ day }) => day);
  const all =
    days.reduce((most, day) => Math.max(most, day), 0) - days.reduce((least, day) => Math.min(least, day)) + 1;
  return { drawn: all < 70 ? all : all < 183 ? all / 7 : all / 30.4375, within: all < 70 ? 1 : 0.55 };
}

const JOURNEYS: readonly (readonly [string, () => Told, readonly FindingCode[]])[] = [
  ['the sample', riverTrust, ['growth', 'change-point', 'gap-worth', 'leak-worth', 'best-and-worst', 'blind-spot']],
  ['a shop with a fall', fallingShop, ['change-point', 'rate-change', 'leak-worth', 'best-and-worst', 'rows-rejected']],
  ['a shop that grows', growingShop, ['growth', 'rates-steady', 'leak-worth']],
  ['a shop with people who return', returningShop, ['cannot-compare', 'leak-worth']],
  ['two lists that hardly join', twoLists, ['source-ends', 'lists-apart', 'blind-spot', 'growth', 'leak-worth']],
];

describe.each(JOURNEYS)('the findings of %s', (_, tell, codes) => {
  const told = tell();
  const findings = findingsOf(told);

  it('are those that its rows bear', async () => {
    const { ranked } = await findings;
    const found = ranked.map(({ finding }) => finding.code);
    expect(codes.filter((code) => !found.includes(code))).toEqual([]);
    expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_one, index) => index + 1));
  });

  it('show no number but what the rows give, counted another way', { timeout: 120_000 }, async () => {
    const { asked, ranked } = await findings;
    for (const { finding } of ranked) {
      const sentence = sayFindingOf(finding, told.plan, asked.funnel);
      const shown = numbersIn(sentence);
      const wanted = due(finding, told);
      expect(shown, sentence).toHaveLength(wanted.length);
      shown.forEach(({ value, grain, bound }, index) => {
        const one = wanted[index]!;
        if (bound !== null && typeof one === 'number') {
          expect(bound === 'over' ? one - value : value - one, `${sentence}: ${value} for ${one}`).toBeGreaterThan(0);
          expect(Math.abs(one - value), sentence).toBeLessThanOrEqual(grain);
          return;
        }
        const [truth, within] = typeof one === 'number' ? [one, grain / 2 + 1e-9] : [one.drawn, one.within];
        expect(Math.abs(value - truth), `${sentence}: ${value} for ${truth}`).toBeLessThanOrEqual(within);
      });
    }
  });

  it('are of those who came in order and in time, and the support says how many others there are', async () => {
    const { asked, answers } = await findings;
    const { support } = judgeFunnel(answers.funnel!, asked.funnel);
    const stage = told.raw.stages.indexOf('action');
    const seen = [...told.raw.people.values()].filter((events) => events.some((event) => event.stage === stage)).length;
    const reached = rawWays(told.raw)[stage - 1]!.converted;
    const said = support.find(({ code }) => code === 'seen-at');
    expect(said !== undefined).toBe(seen - reached >= Math.max(1, 0.01 * seen));
    if (said === undefined) return;
    const sentence = sayFindingOf(said, told.plan, asked.funnel);
    expect(numbersIn(sentence).map(({ value }) => value)).toEqual([
      seen,
      seen - reached,
      Number.parseInt(told.plan.window ?? '', 10),
    ]);
  });

  it('rest on thirty people or more, and say on whom', async () => {
    const { ranked } = await findings;
    for (const { finding, population } of ranked) {
      const text = JSON.stringify(finding);
      expect(text).not.toMatch(/null,"(low|high|value)"|NaN|Infinity/);
      for (const [, n] of text.matchAll(/"n":(\d+)/g)) expect(Number(n)).toBeGreaterThanOrEqual(30);
      expect(sayFindingPopulation(population, told.plan)).toMatch(/^(people|everybody|all rows)/);
    }
  });
});
