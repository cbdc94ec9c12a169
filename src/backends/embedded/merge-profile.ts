import type { EventColumns } from '../../engine/columns.ts';
import { propertyProfile, walk } from '../../importers/build-profile.ts';
import type { DatasetProfile, SourceProfile } from '../../journey/profile.ts';
import type { NearMiss, PartMatch, QualityPart, QualityReport } from '../../journey/quality-report.ts';

/** A profile, and for each index of its plan's sources the one it gets; -1 leaves it out. */
export interface ProfileInput {
  readonly profile: DatasetProfile;
  readonly sourceTo: readonly number[];
}

/** The profile of merged columns: what was told of the rows is kept, figures of events are counted anew. */
export function mergeProfiles(stored: ProfileInput, fresh: ProfileInput, columns: EventColumns): DatasetProfile {
  const sides = [stored, fresh];
  const keys = sides.map(({ profile }) => profile.keys);
  const sources = sides.flatMap(({ profile, sourceTo }) => moved(profile.sources, sourceTo));
  const costs = sides.flatMap(({ profile, sourceTo }) => moved(profile.costs ?? [], sourceTo));
  const parts = sides.map(({ profile, sourceTo }) => moved(profile.quality.parts, sourceTo));
  const { costs: _, ...about } = fresh.profile;
  return refigured(
    {
      ...about,
      timeZone: stored.profile.timeZone,
      keys: keys.includes('kept') ? 'kept' : keys.includes('hashed') ? 'hashed' : 'plain',
      sources: sources.sort((a, b) => a.sourceIndex - b.sourceIndex),
      quality: mergeQuality(sides, parts, columns),
      ...(costs.length > 0 ? { costs } : {}),
    },
    columns,
  );
}

function moved<T extends { readonly sourceIndex: number }>(each: readonly T[], sourceTo: readonly number[]): T[] {
  return each.flatMap((one) => {
    const sourceIndex = sourceTo[one.sourceIndex] ?? -1;
    return sourceIndex < 0 ? [] : [{ ...one, sourceIndex }];
  });
}

/** The profile with all figures of events and people counted anew in these columns. */
export function refigured(profile: DatasetProfile, columns: EventColumns): DatasetProfile {
  const width = profile.sources.reduce((most, { sourceIndex }) => Math.max(most, sourceIndex + 1), 1);
  const { names, perSource, first, last } = walk(columns, width);
  const hasEvents = columns.eventCount > 0;
  const sources = profile.sources.map((source): SourceProfile => {
    const figures = perSource[source.sourceIndex]!;
    const some = figures.events > 0;
    return {
      ...source,
      events: figures.events,
      firstUs: some ? figures.firstUs : null,
      lastUs: some ? figures.lastUs : null,
      eventNames: [...figures.names].sort((a, b) => a - b).map((code) => columns.names[code]!),
    };
  });
  return {
    ...profile,
    eventCount: columns.eventCount,
    personCount: columns.personCount,
    firstUs: hasEvents ? first : null,
    lastUs: hasEvents ? last : null,
    sources,
    eventNames: names,
    properties: Object.keys(columns.properties).map((name) => propertyProfile(name, columns)),
  };
}

/** The account with its totals added up. */
export function withTotals(quality: QualityReport): QualityReport {
  const sum = (of: (part: QualityPart) => number): number => quality.parts.reduce((total, part) => total + of(part), 0);
  return {
    ...quality,
    rowsRead: sum((part) => part.rowsRead),
    rowsAccepted: sum((part) => part.rowsAccepted),
    rowsRejected: sum((part) => part.rowsRejected),
    rowsExcluded: sum((part) => part.rowsExcluded),
  };
}

function mergeQuality(
  sides: readonly ProfileInput[],
  parts: readonly (readonly QualityPart[])[],
  columns: EventColumns,
): QualityReport {
  const all = parts.flat();
  const files = new Set(all.map(({ file }) => file));
  const own = sides
    .flatMap(({ profile }) => profile.quality.matches)
    .filter(({ file, other }) => files.has(file) && files.has(other));
  // How many people only one file has is not known of files that were read at different times.
  const told = all.map(({ alone: _, ...part }) => part);
  return withTotals({
    rowsRead: 0,
    rowsAccepted: 0,
    rowsRejected: 0,
    rowsExcluded: 0,
    parts: told.sort((a, b) => a.sourceIndex - b.sourceIndex),
    matches: [...own, ...crossMatches(parts[0] ?? [], parts[1] ?? [], columns)],
    nearMisses: addedUp(sides.flatMap(({ profile }) => profile.quality.nearMisses ?? [])),
  });
}

/** Matches between files read at different times, where the events of a source come from one file. */
function crossMatches(
  stored: readonly QualityPart[],
  fresh: readonly QualityPart[],
  columns: EventColumns,
): PartMatch[] {
  const single = (parts: readonly QualityPart[]) =>
    parts.filter((part) => parts.filter(({ sourceIndex }) => sourceIndex === part.sourceIndex).length === 1);
  const before = single(stored);
  const after = single(fresh);
  if (before.length === 0 || after.length === 0) return [];
  const marks = new Map<number, Uint8Array>();
  for (const { sourceIndex } of [...before, ...after]) marks.set(sourceIndex, new Uint8Array(columns.personCount));
  for (let p = 0; p < columns.personCount; p++) {
    for (let row = columns.personStart[p]!; row < columns.personStart[p + 1]!; row++) {
      const mark = marks.get(columns.source[row]!);
      if (mark) mark[p] = 1;
    }
  }
  const count = (one: Uint8Array, other: Uint8Array): number => {
    let found = 0;
    for (let p = 0; p < one.length; p++) found += one[p]! & other[p]!;
    return found;
  };
  return before.flatMap((one) =>
    after.flatMap((other): PartMatch[] => {
      const a = marks.get(one.sourceIndex)!;
      const b = marks.get(other.sourceIndex)!;
      const people = [count(a, a), count(b, b)] as const;
      if (one.file === other.file || people[0] === 0 || people[1] === 0) return [];
      const found = count(a, b);
      return [
        { file: one.file, other: other.file, people: people[0], found },
        { file: other.file, other: one.file, people: people[1], found },
      ];
    }),
  );
}

function addedUp(misses: readonly NearMiss[]): NearMiss[] {
  const found = new Map<string, NearMiss>();
  for (const miss of misses) {
    const key = miss.differences.join();
    const before = found.get(key);
    found.set(key, before ? { ...before, people: before.people + miss.people } : miss);
  }
  return [...found.values()];
}
