import type { EventColumns } from '../../engine/columns.ts';
import type { ByteSource } from '../../importers/byte-source.ts';
import { type Imported, type ImportOptions, importFiles } from '../../importers/import.ts';
import { DigestBag, type HereAlready } from '../../importers/row-digests.ts';
import { ALIAS_BYTES, type RowPeople } from '../../importers/row-people.ts';
import { HandrailError } from '../../journey/errors.ts';
import { literalPattern } from '../../journey/name-pattern.ts';
import type { Plan, PlanSource } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { mergeColumns } from './merge-columns.ts';
import { mergeProfiles } from './merge-profile.ts';

/** A dataset as files are added to it. */
export interface StoredParts {
  readonly name: string;
  readonly plan: Plan;
  readonly columns: EventColumns;
  readonly profile: DatasetProfile;
  /** The digests of its rows by source; a dataset of an earlier time has none. */
  readonly rowDigests: ReadonlyMap<number, Uint32Array>;
  /** Whose these rows are, and the keys that people have besides; `null` in a dataset of an earlier time. */
  readonly rowPeople: RowPeople | null;
}

/** What became of the files. */
export interface Addition {
  /** Files whose place new ones took, because these hold all of their rows. */
  readonly replaced: readonly string[];
  /** Files that stand beside those that were there. */
  readonly added: readonly string[];
  /** Rows that were left out because they were there. */
  readonly rowsHere: number;
}

export interface Added {
  readonly plan: Plan;
  readonly columns: EventColumns;
  readonly profile: DatasetProfile;
  readonly rowDigests: ReadonlyMap<number, Uint32Array>;
  readonly rowPeople: RowPeople;
  readonly addition: Addition;
  /** Hashes of other keys of forgotten people that stood in their rows. */
  readonly forgottenToo: readonly string[];
}

/**
 * Reads files into a dataset that is there. A file that is read as one of its sources takes that part's place when it
 * holds all of the part's rows, each as often; otherwise it is added, without the rows that are there already. Throws
 * `rows-already-here` when nothing is left, and what an import throws.
 */
export async function addFiles(
  stored: StoredParts,
  files: readonly ByteSource[],
  plan: Plan,
  options: ImportOptions,
): Promise<Added> {
  const wanted = { ...options, rowDigests: true, mayLackEvents: true };
  const first = await importFiles(files, plan, wanted);
  const { replacedBy, here, newRows } = compare(stored, plan, first);
  if (newRows === 0) {
    const { rowsAccepted: rows } = first.profile.quality;
    throw new HandrailError('rows-already-here', { file: files[0]!.name, dataset: stored.name, rows });
  }
  const { forgottenToo } = first;
  const read = here.size > 0 ? await importFiles(files, plan, { ...wanted, here, forgottenToo }) : first;
  return merge(stored, withOwnNames(stored, { plan, imported: read }, replacedBy), replacedBy);
}

interface Fresh {
  readonly plan: Plan;
  readonly imported: Imported;
}

/** The new files under names that no stored one has that stays, so that the plan tells them apart. */
function withOwnNames(stored: StoredParts, fresh: Fresh, replacedBy: ReadonlyMap<number, number>): Fresh {
  const taken = new Set(
    stored.profile.sources
      .filter(({ sourceIndex }) => !replacedBy.has(sourceIndex))
      .flatMap(({ files }) => files.map(({ name }) => name)),
  );
  const { plan, imported } = fresh;
  const { profile } = imported;
  const names = new Map<string, string>();
  for (const { files } of profile.sources) {
    for (const { name } of files) if (taken.has(name)) names.set(name, nameApart(name, taken));
  }
  if (names.size === 0) return fresh;
  const renamed = (name: string): string => names.get(name) ?? name;
  const sources = plan.sources.map((source) => {
    const name = [...names.keys()].find((each) => each === source.files || literalPattern(each) === source.files);
    return name === undefined ? source : { ...source, files: literalPattern(renamed(name)) };
  });
  const quality = {
    ...profile.quality,
    parts: profile.quality.parts.map((part) => ({ ...part, file: renamed(part.file) })),
    matches: profile.quality.matches.map((match) => ({
      ...match,
      file: renamed(match.file),
      other: renamed(match.other),
    })),
  };
  const profiles = profile.sources.map((source) => ({
    ...source,
    files: source.files.map((each) => ({ ...each, name: renamed(each.name) })),
  }));
  return { plan: { ...plan, sources }, imported: { ...imported, profile: { ...profile, sources: profiles, quality } } };
}

function nameApart(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [base, end] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number++) {
    const other = `${base} (${number})${end}`;
    if (!taken.has(other)) return other;
  }
}

/** Which stored source each new one replaces, and what the others have in common with stored ones. */
function compare(stored: StoredParts, plan: Plan, { rowDigests }: Imported) {
  /** By stored source: the new one that takes its place. */
  const replacedBy = new Map<number, number>();
  const here = new Map<number, HereAlready>();
  /** Accepted rows that say something new. */
  let newRows = 0;
  for (const [index, digests] of rowDigests) {
    const source = plan.sources[index]!;
    const alike = [...stored.rowDigests]
      .filter(([at]) => readsAlike(stored.plan.sources[at], source) && !replacedBy.has(at))
      .sort(([, a], [, b]) => b.length - a.length);
    const whole = digests.refused ? [digests.view(), digests.refused.view()] : [digests.view()];
    let rest = new DigestBag(...whole);
    const kept: Uint32Array[] = [];
    for (const [at, rows] of alike) {
      if (rows.length > 0 && rest.takeAll(rows) === rows.length / 2) {
        replacedBy.set(at, index);
        continue;
      }
      kept.push(rows);
      rest = new DigestBag(...whole);
      for (const rowsGone of replacedIn(stored, replacedBy, index)) rest.takeAll(rowsGone);
    }
    const common = kept.reduce((sum, rows) => sum + rest.takeAll(rows), 0);
    if (common > 0) here.set(index, { rows: new DigestBag(...kept), name: stored.name });
    // A file that holds a part and nothing else says nothing new, but rows known by their ids may say other things.
    const replaced = plan.sources[index]?.eventId === undefined ? replacedIn(stored, replacedBy, index) : [];
    newRows += digests.count - new DigestBag(...kept, ...replaced).takeAll(digests.view());
  }
  return { replacedBy, here, newRows };
}

/** The rows of the stored parts whose place the source takes. */
function replacedIn(stored: StoredParts, replacedBy: ReadonlyMap<number, number>, index: number): Uint32Array[] {
  return [...replacedBy].filter(([, by]) => by === index).map(([at]) => stored.rowDigests.get(at)!);
}

/** Whether two sources read their files in the same way, so that their rows can be the same. */
function readsAlike(stored: PlanSource | undefined, fresh: PlanSource): boolean {
  if (stored === undefined) return false;
  const way = ({ files: _, until: _until, lendsDates: _lends, ...rest }: PlanSource): string =>
    JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  return way(stored) === way(fresh);
}

function merge(stored: StoredParts, { plan, imported: fresh }: Fresh, replacedBy: ReadonlyMap<number, number>): Added {
  const sources: PlanSource[] = [];
  const storedTo = stored.plan.sources.map(() => -1);
  const freshTo = plan.sources.map(() => -1);
  stored.plan.sources.forEach((source, at) => {
    const by = replacedBy.get(at);
    if (by === undefined) {
      storedTo[at] = sources.push(source) - 1;
    } else if (freshTo[by] === -1) {
      freshTo[by] = sources.push(withRoles(plan.sources[by]!, source)) - 1;
    }
  });
  plan.sources.forEach((source, index) => {
    if (freshTo[index] === -1) freshTo[index] = sources.push(source) - 1;
  });
  const columns = mergeColumns(
    { columns: stored.columns, sourceTo: storedTo },
    { columns: fresh.columns, sourceTo: freshTo },
  );
  const profile = mergeProfiles(
    { profile: stored.profile, sourceTo: storedTo },
    { profile: fresh.profile, sourceTo: freshTo },
    columns,
  );
  const freshDigests = new Map([...fresh.rowDigests].map(([at, rows]) => [at, rows.view()]));
  const rowDigests = placed(stored.rowDigests, storedTo, freshDigests, freshTo);
  const noMarks: ReadonlyMap<number, Uint32Array> = new Map();
  const marks = placed(stored.rowPeople?.marks ?? noMarks, storedTo, fresh.rowPeople?.marks ?? noMarks, freshTo);
  const aliases = unionOfAliases(stored.rowPeople?.aliases, fresh.rowPeople?.aliases);
  const replacing = new Set(replacedBy.values());
  const { parts } = fresh.profile.quality;
  const filesOf = (profiled: DatasetProfile, holds: (index: number) => boolean): string[] =>
    profiled.sources
      .filter(({ sourceIndex }) => holds(sourceIndex))
      .flatMap(({ files }) => files.map(({ name }) => name));
  return {
    plan: { ...stored.plan, sources },
    columns,
    profile,
    rowDigests,
    rowPeople: { marks, aliases },
    forgottenToo: fresh.forgottenToo,
    addition: {
      replaced: filesOf(stored.profile, (index) => replacedBy.has(index)),
      added: filesOf(fresh.profile, (index) => !replacing.has(index)),
      rowsHere: parts
        .flatMap(({ excludedBy }) => excludedBy)
        .reduce((sum, { reason, rows }) => sum + (reason === 'already-here' ? rows : 0), 0),
    },
  };
}

/** What is known of the rows of sources, at their places in what they become part of. */
function placed(
  stored: ReadonlyMap<number, Uint32Array>,
  storedTo: readonly number[],
  fresh: ReadonlyMap<number, Uint32Array>,
  freshTo: readonly number[],
): Map<number, Uint32Array> {
  const out = new Map<number, Uint32Array>();
  for (const [at, rows] of stored) if ((storedTo[at] ?? -1) >= 0) out.set(storedTo[at]!, rows);
  for (const [at, rows] of fresh) out.set(freshTo[at]!, rows);
  return out;
}

/** The other keys of people, each once. */
function unionOfAliases(...lists: readonly (Uint8Array | undefined)[]): Uint8Array {
  const found = new Map<string, Uint8Array>();
  for (const list of lists) {
    for (let at = 0; list && at < list.length; at += ALIAS_BYTES) {
      const pair = list.subarray(at, at + ALIAS_BYTES);
      found.set(String.fromCharCode(...pair), pair);
    }
  }
  const out = new Uint8Array(found.size * ALIAS_BYTES);
  [...found.values()].forEach((pair, i) => {
    out.set(pair, i * ALIAS_BYTES);
  });
  return out;
}

/** What other sources need of a part stays with its place. */
function withRoles(fresh: PlanSource, stored: PlanSource): PlanSource {
  return stored.lendsDates === undefined ? fresh : { ...fresh, lendsDates: stored.lendsDates };
}
