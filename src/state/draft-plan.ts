import { matchesName } from '../journey/name-pattern.ts';
import type { Plan, PlanSource } from '../journey/plan.ts';
import type { DatasetProfile, SourceProfile } from '../journey/profile.ts';
import { linkSources } from '../journey/source-links.ts';
import { timeZone } from '../journey/time-zone.ts';
import { nameOfFiles } from '../journey/usual-name.ts';
import { openEnds, questionZone } from '../questions/compile.ts';
import { endOf } from '../questions/moment.ts';
import type { DraftAsk, DraftFile } from './draft-file.ts';
import type { StoredDataset } from './embedded.ts';
import { missingRoles, type NeededRole } from './source-roles.ts';

/** What keeps a file from being read: a column that must be named, or a question that only a person can answer. */
export type Blocker =
  | { readonly kind: 'column'; readonly role: NeededRole }
  | { readonly kind: 'ask'; readonly ask: DraftAsk };

export function blockersOf(file: DraftFile): Blocker[] {
  if (file.state !== 'ready') return [];
  const source = file.sources[0];
  const columns = source ? missingRoles(source).map((role): Blocker => ({ kind: 'column', role })) : [];
  return file.ask ? [...columns, { kind: 'ask', ask: file.ask }] : columns;
}

/** Whether a file has times whose zone nothing in it says. */
export function asksForZone(file: DraftFile): boolean {
  return file.sniffed?.asks.some(({ code }) => code === 'time-zone') ?? false;
}

/**
 * The files with what shows only when they are seen together: other keys of the same person, dates that one file lends
 * to others. What a plan or the user says stays.
 */
export function linkGuesses(files: readonly DraftFile[]): DraftFile[] {
  const together = files.flatMap((file) => {
    const source = file.by === 'guess' ? file.sniffed?.source : file.sources[0];
    if (file.state !== 'ready' || file.by === 'plan' || file.by === 'memory' || !file.sniffed || !source) return [];
    const { name, header, rows, rowsEstimated } = file.sniffed;
    return [{ file, link: { sample: { name, header, rows }, source, rowsEstimated } }];
  });
  const linked = linkSources(together.map(({ link }) => link));
  return files.map((file) => {
    const seen = linked[together.findIndex((each) => each.file === file)];
    const own = file.sources[0];
    if (!seen) return file;
    if (file.by !== 'user' || !own) return { ...file, sources: [seen] };
    return seen.lendsDates && own.lendsDates === undefined
      ? { ...file, sources: [{ ...own, lendsDates: true }] }
      : file;
  });
}

/** Files that take part: those that could be looked at. */
export function readableFiles(files: readonly DraftFile[]): DraftFile[] {
  return files.filter((file) => file.state === 'ready' && file.sources.length > 0);
}

/** The files' sources, those of a loaded plan in its order. Several files may share one, and one file may have several. */
export function sourcesOf(files: readonly DraftFile[], planned: readonly PlanSource[]): PlanSource[] {
  const used = new Map<string, PlanSource>();
  for (const source of readableFiles(files).flatMap(({ sources }) => sources)) used.set(JSON.stringify(source), source);
  const rank = ({ files: pattern }: PlanSource) => {
    const at = planned.findIndex((source) => source.files === pattern);
    return at < 0 ? planned.length : at;
  };
  return [...used.values()].sort((a, b) => rank(a) - rank(b));
}

/** Sources of a loaded plan that still wait for their file. */
export function waitingSources(files: readonly DraftFile[], planned: readonly PlanSource[]): PlanSource[] {
  return planned.filter((source) => !files.some(({ file }) => matchesName(source.files, file.name)));
}

/** Whether everything that must be known before reading is known. */
export function isReadyToRead(files: readonly DraftFile[], planned: readonly PlanSource[]): boolean {
  return (
    readableFiles(files).length > 0 &&
    files.every((file) => file.state !== 'looking' && blockersOf(file).length === 0) &&
    waitingSources(files, planned).length === 0
  );
}

/** What decides the columns: when it changes, the files are read anew. `until` is not part of it. */
export function readingKey(files: readonly DraftFile[], plan: Plan): string {
  const read = plan.sources.map(({ until: _, ...source }) => source);
  return JSON.stringify([readableFiles(files).map(({ id }) => id), read, plan.timeZone, plan.keys, plan.looseKeys]);
}

/** The stored dataset that the files are read into, when its rows can be told from theirs. */
export function targetOf<D extends Pick<StoredDataset, 'version'>>(draft: {
  readonly into: D | null;
  readonly updates: D | null;
  readonly replaces: boolean | null;
}): D | null {
  if (draft.into) return draft.into;
  return draft.updates?.version.rowsKnown && draft.replaces !== false ? draft.updates : null;
}

/** The plan with the day up to which one source is complete; `null` when nobody has said. */
export function withUntil(plan: Plan, sourceIndex: number, day: string | null): Plan {
  const sources = plan.sources.map((source, index) => {
    if (index !== sourceIndex) return source;
    const { until: _, ...rest } = source;
    return day === null ? rest : { ...rest, until: day };
  });
  return { ...plan, sources };
}

/** The profile with the ends of its sources as the plan now says, which nothing needs to be read for. */
export function withPlannedEnds(profile: DatasetProfile, plan: Plan): DatasetProfile {
  const zone = timeZone(questionZone(plan, profile));
  const sources = profile.sources.map((source) => {
    const until = plan.sources[source.sourceIndex]?.until;
    return { ...source, untilUs: until === undefined ? null : endOf(until, zone) };
  });
  return { ...profile, sources };
}

/** Sources that end so early that somebody has to say whether they are complete; none before a stage is measured. */
export function openEndsOf(plan: Plan, profile: DatasetProfile): SourceProfile[] {
  return openEnds(plan, withPlannedEnds(profile, plan));
}

/** A name for the journey: the plan's, the file's, or the words that all file names begin with. */
export function suggestedName(plan: Plan, files: readonly File[]): string {
  if (plan.name) return plan.name;
  return nameOfFiles(files.map(({ name }) => name));
}
