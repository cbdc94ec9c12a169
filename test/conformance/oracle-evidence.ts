/**
 * What the data shows of one tool, by the letter of the rules: one person after the other, every pair looked at. For the
 * default order without exclusions and filters, where no event fits two steps.
 */
import type { EvidenceQuery } from '../../src/engine/query.ts';
import { attemptsOf, cutToDay, furthest, lastMatureStart, type OraclePerson, seenEvents, windowOf } from './oracle.ts';

const DAY = 86_400_000_000;

interface OracleStay {
  readonly index: number;
  readonly identity: number;
  readonly entered: number;
  readonly converted: number;
  readonly closes: number;
  readonly mature: boolean;
  readonly month: string;
  readonly events: readonly number[];
  readonly firstUse: number;
}

export function oracleTool(people: readonly OraclePerson[], query: EvidenceQuery) {
  const tool = query.tools[0];
  const event = tool?.matches[0]?.event ?? '';
  const { fromStep, toStep } = query.transitions[0] ?? { fromStep: 0, toStep: 1 };
  const uses = people.flatMap((person, index) =>
    person.events.filter((one) => one.event === event).map(({ timeUs }) => ({ index, timeUs })),
  );
  const first = Math.min(...uses.map(({ timeUs }) => timeUs));
  const live = tool?.liveFromUs ?? (uses.length > 0 ? cutToDay(first, 'UTC') : Number.NEGATIVE_INFINITY);
  const stays = people
    .map((person, index) => stayOf(person, index, query, fromStep ?? 0, toStep ?? 0, event))
    .filter((stay) => stay !== null)
    .filter(({ entered }) => entered >= live);
  const mature = stays.filter((stay) => stay.mature);
  const used = (some: readonly OracleStay[]): number => some.filter(({ firstUse }) => Number.isFinite(firstUse)).length;
  return {
    uses: uses.length,
    people: new Set(uses.map(({ index }) => index)).size,
    atStage: { reached: stays.length, used: used(stays) },
    matured: { reached: mature.length, used: used(mature) },
    pairs: pairsOf(mature),
  };
}

function stayOf(
  person: OraclePerson,
  index: number,
  query: EvidenceQuery,
  from: number,
  to: number,
  tool: string,
): OracleStay | null {
  const attempts = attemptsOf(seenEvents(person, query), query, Number.POSITIVE_INFINITY);
  if (furthest(attempts).depth <= from) return null;
  const there = attempts.filter(({ depth }) => depth > from);
  const entered = Math.min(...there.map(({ times }) => times[from] ?? 0));
  const start = Math.max(...there.filter(({ times }) => times[from] === entered).map((attempt) => attempt.start));
  const attempt = there.find((one) => one.times[from] === entered && one.start === start);
  const converted = attempt?.times[to] ?? Number.POSITIVE_INFINITY;
  const closes = start + windowOf(query);
  const ownUses = person.events
    .filter(({ event }) => event === tool)
    .map(({ timeUs }) => (timeUs % DAY === 0 ? timeUs + DAY - 1 : timeUs))
    .filter((us) => us >= entered && us < converted && us <= closes);
  return {
    index,
    identity: identityOf(person),
    entered,
    converted,
    closes,
    mature: start <= lastMatureStart(query),
    month: new Date(entered / 1000).toISOString().slice(0, 7),
    events: person.events.map(({ timeUs }) => timeUs),
    firstUse: Math.min(...ownUses),
  };
}

function pairsOf(stays: readonly OracleStay[]) {
  const counts = { pairs: 0, usersConverted: 0, othersConverted: 0 };
  const taken = new Set<OracleStay>();
  const dayOf = (stay: OracleStay): number => Math.floor((stay.firstUse - stay.entered) / DAY);
  const users = stays.filter(({ firstUse }) => Number.isFinite(firstUse));
  for (const day of [...new Set(users.map(dayOf))].sort((a, b) => a - b)) {
    const order = (some: readonly OracleStay[]): OracleStay[] =>
      some.toSorted((a, b) => mixed(a.identity, day) - mixed(b.identity, day) || a.index - b.index);
    for (const user of order(users.filter((one) => dayOf(one) === day))) {
      if (taken.has(user)) continue;
      const after = user.firstUse - user.entered;
      const gap = (other: OracleStay): number => {
        const at = other.entered + after;
        const shown = [...other.events, other.entered].filter((us) => us <= at && us >= other.entered + day * DAY);
        return at - Math.max(...shown);
      };
      const others = order(stays).filter((other) => {
        const at = other.entered + after;
        const free = other !== user && !taken.has(other) && other.month === user.month;
        return free && other.converted > at && other.firstUse > at && other.closes >= at && Number.isFinite(gap(other));
      });
      const nearest = others.reduce<OracleStay | null>(
        (best, other) => (best === null || gap(other) < gap(best) ? other : best),
        null,
      );
      if (nearest === null) continue;
      taken.add(user).add(nearest);
      counts.pairs++;
      if (Number.isFinite(user.converted)) counts.usersConverted++;
      if (Number.isFinite(nearest.converted)) counts.othersConverted++;
    }
  }
  return counts;
}

/** A person's events as one number: the sum of each name's hash times the time modulo a prime. */
function identityOf({ events }: OraclePerson): number {
  const sum = events.reduce((all, { event, timeUs }) => {
    const time = ((BigInt(timeUs) % 65_521n) + 65_521n) % 65_521n;
    return all + BigInt(hashOfName(event)) * time;
  }, 0n);
  return Number(BigInt.asUintN(32, sum));
}

/** MurmurHash3 with seed 0 of a name in ASCII, in whole numbers of any size. */
function hashOfName(key: string): number {
  const cut = (value: bigint): bigint => BigInt.asUintN(32, value);
  const turned = (value: bigint, bits: bigint): bigint => cut((value << bits) | (value >> (32n - bits)));
  let h = 0n;
  for (let at = 0; at < key.length; at += 4) {
    const piece = [...key.slice(at, at + 4)];
    const word = piece.reduceRight((sum, char) => sum * 256n + BigInt(char.charCodeAt(0)), 0n);
    h ^= cut(turned(cut(word * 0xcc9e2d51n), 15n) * 0x1b873593n);
    if (piece.length === 4) h = cut(turned(h, 13n) * 5n + 0xe6546b64n);
  }
  h ^= BigInt(key.length);
  h = cut((h ^ (h >> 16n)) * 0x85ebca6bn);
  h = cut((h ^ (h >> 13n)) * 0xc2b2ae35n);
  return Number(h ^ (h >> 16n));
}

/** The order among equals: the finalizer of MurmurHash3 over person and day. */
function mixed(person: number, day: number): number {
  let h = (Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(day + 1, 0x85ebca77)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
