/**
 * A journey counted by hand: rows in lists, one loop per figure, nothing of the engine. Only for journeys in order, whose
 * events each enter one stage at most. Times are numbers of any unit; by calendar day they are local days since 1970.
 */
export interface RawEvent {
  readonly person: string;
  /** Index of the stage that it enters. */
  readonly stage: number;
  readonly time: number;
  /** Local day since 1970. */
  readonly day: number;
  readonly properties: Readonly<Record<string, string>>;
}

export interface RawJourney {
  readonly stages: readonly string[];
  readonly people: ReadonlyMap<string, readonly RawEvent[]>;
  readonly window: number;
  /** The last start whose whole window was seen. */
  readonly lastMature: number;
}

export function rawJourney(
  stages: readonly string[],
  events: readonly RawEvent[],
  window: number,
  asOf: number,
): RawJourney {
  const people = new Map<string, RawEvent[]>();
  for (const event of [...events].sort((a, b) => a.time - b.time)) {
    const own = people.get(event.person);
    if (own === undefined) people.set(event.person, [event]);
    else own.push(event);
  }
  return { stages, people, window, lastMature: asOf - window };
}

type Starts = (start: RawEvent) => boolean;

/** How many stages the person got through, from any start that counts. */
function depthOf(events: readonly RawEvent[], { stages, window }: RawJourney, counts: Starts): number {
  let best = 0;
  for (const start of events) {
    if (start.stage !== 0 || !counts(start)) continue;
    let at = start.time;
    let depth = 1;
    while (depth < stages.length) {
      const stage = depth;
      const next = events.find((one) => one.stage === stage && one.time >= at && one.time - start.time <= window);
      if (next === undefined) break;
      at = next.time;
      depth++;
    }
    best = Math.max(best, depth);
  }
  return best;
}

export interface Pair {
  readonly reached: number;
  readonly converted: number;
}

export interface RawWay extends Pair {
  readonly dropped: number;
  readonly matured: Pair;
}

/** Per transition, everybody and those whose window is over, from starts that count. */
export function rawWays(journey: RawJourney, counts: Starts = () => true): readonly RawWay[] {
  const depths = [...journey.people.values()].map((events) => ({
    all: depthOf(events, journey, counts),
    over: depthOf(events, journey, (start) => counts(start) && start.time <= journey.lastMature),
  }));
  return journey.stages.slice(1).map((_, k) => ({
    reached: depths.filter(({ all }) => all > k).length,
    converted: depths.filter(({ all }) => all > k + 1).length,
    dropped: depths.filter(({ all, over }) => all === k + 1 && over > k).length,
    matured: {
      reached: depths.filter(({ over }) => over > k).length,
      converted: depths.filter(({ over }) => over > k + 1).length,
    },
  }));
}

/**
 * Those whose window is over by the calendar quarter (its first month, as months since year 0) in which they first got to
 * a stage, and how many of them went on in that same attempt; of several attempts that get there at once, the last.
 */
export function rawQuarters(journey: RawJourney, stage: number): readonly Pair[] {
  const quarters = new Map<number, { reached: number; converted: number }>();
  for (const events of journey.people.values()) {
    const ways = events
      .filter((start) => start.stage === 0)
      .flatMap((start) => {
        let at: RawEvent = start;
        const steps = [start];
        for (let k = 1; k < journey.stages.length; k++) {
          const next = events.find(
            (one) => one.stage === k && one.time >= at.time && one.time - start.time <= journey.window,
          );
          if (next === undefined) break;
          at = next;
          steps.push(next);
        }
        const there = steps[stage];
        return there === undefined ? [] : [{ start, there, goesOn: steps.length > stage + 1 }];
      });
    const first = Math.min(...ways.map(({ there }) => there.time));
    const way = ways.filter(({ there }) => there.time === first).at(-1);
    if (way === undefined || way.start.time > journey.lastMature) continue;
    const day = new Date(way.there.day * 86_400_000);
    const quarter = day.getUTCFullYear() * 12 + Math.floor(day.getUTCMonth() / 3) * 3;
    const counts = quarters.get(quarter) ?? { reached: 0, converted: 0 };
    counts.reached++;
    if (way.goesOn) counts.converted++;
    quarters.set(quarter, counts);
  }
  return [...quarters.entries()].sort(([a], [b]) => a - b).map(([, counts]) => counts);
}

/** First and last local day. */
export type Days = readonly [number, number];

/** People by the day of their first event of a stage, whichever way they came. */
export function firstTimes({ people }: RawJourney, stage: number): readonly number[] {
  return [...people.values()].flatMap((events) => events.find((event) => event.stage === stage)?.day ?? []);
}

/** The rates of two periods without the people who were there in both. */
export function rawPeriods(journey: RawJourney, now: Days, before: Days) {
  const within =
    ([first, last]: Days): Starts =>
    ({ day, time }) =>
      day >= first && day <= last && time <= journey.lastMature;
  const depths = [...journey.people.values()].map((events) => ({
    a: depthOf(events, journey, within(now)),
    b: depthOf(events, journey, within(before)),
  }));
  return journey.stages.slice(1).map((_, k) => {
    const onlyA = depths.filter(({ a, b }) => a > k && b <= k);
    const onlyB = depths.filter(({ a, b }) => b > k && a <= k);
    return {
      inBoth: depths.filter(({ a, b }) => a > k && b > k).length,
      now: { reached: onlyA.length, converted: onlyA.filter(({ a }) => a > k + 1).length },
      before: { reached: onlyB.length, converted: onlyB.filter(({ b }) => b > k + 1).length },
    };
  });
}

/** The week (its Monday) from which on a rate is most unlike the weeks before, with the counts of both sides. */
export function rawChange(journey: RawJourney, transition: number, commonStartDay: number) {
  const mondayOf = (day: number): number => Math.floor((day + 3) / 7) * 7 - 3;
  const weeks = new Map<number, { reached: number; converted: number; last: number }>();
  for (const events of journey.people.values()) {
    const starts = events.filter(({ stage }) => stage === 0);
    for (const monday of new Set(starts.map(({ day }) => mondayOf(day)))) {
      const own = starts.filter(({ day }) => mondayOf(day) === monday);
      const depth = depthOf(events, journey, (start) => own.includes(start));
      const week = weeks.get(monday) ?? { reached: 0, converted: 0, last: 0 };
      if (depth > transition) week.reached++;
      if (depth > transition + 1) week.converted++;
      week.last = Math.max(week.last, ...own.map(({ time }) => time));
      weeks.set(monday, week);
    }
  }
  const mature = [...weeks]
    .sort(([a], [b]) => a - b)
    .filter(([monday, { last }]) => last <= journey.lastMature && monday + 6 >= commonStartDay);
  const side = (of: typeof mature): Pair => ({
    reached: of.reduce((sum, [, { reached }]) => sum + reached, 0),
    converted: of.reduce((sum, [, { converted }]) => sum + converted, 0),
  });
  const likelihood = ({ reached: n, converted: x }: Pair): number =>
    (x === 0 ? 0 : x * Math.log(x / n)) + (x === n ? 0 : (n - x) * Math.log((n - x) / n));
  const cuts = mature.map(([monday], at) => {
    const [before, after] = [side(mature.slice(0, at)), side(mature.slice(at))];
    const allowed = at >= 3 && mature.length - at >= 3 && before.reached >= 30 && after.reached >= 30;
    return { monday, before, after, gain: allowed ? likelihood(before) + likelihood(after) : -Infinity };
  });
  return cuts.reduce((best, cut) => (cut.gain > best.gain ? cut : best));
}

/** Matured people by the value that they carried at a start, per value; `null` for none. */
export function rawGroups(journey: RawJourney, property: string): ReadonlyMap<string | null, readonly Pair[]> {
  const carried = (event: RawEvent): string | null => event.properties[property] || null;
  const starts = [...journey.people.values()].flat().filter(({ stage }) => stage === 0);
  return new Map(
    [...new Set(starts.map(carried))].map((value) => [
      value,
      rawWays(journey, (start) => carried(start) === value).map(({ matured }) => matured),
    ]),
  );
}

/** People seen at a stage or later, and those of them never seen at it. */
export function rawBlindSpot({ people }: RawJourney, stage: number): { readonly seen: number; readonly blind: number } {
  const later = [...people.values()].filter((events) => events.some((event) => event.stage >= stage));
  return {
    seen: later.length,
    blind: later.filter((events) => !events.some((event) => event.stage === stage)).length,
  };
}
