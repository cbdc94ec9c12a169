import type { PeopleListQuery } from '../../engine/query.ts';
import { type ForgottenKeys, keyHash, storedForms } from '../../importers/forgotten.ts';
import type { ImportProgress } from '../../importers/import.ts';
import type { SniffedFile, SniffOptions } from '../../importers/sniff.ts';
import { HandrailError, isCode, toHandrailError } from '../../journey/errors.ts';
import type { Plan, PlanSource } from '../../journey/plan.ts';
import type { DatasetProfile, FileProfile } from '../../journey/profile.ts';
import type { Backend } from '../backend.ts';
import type { Addition } from './add-files.ts';
import { AskerPool } from './asker-pool.ts';
import { Catalogue, type ForgottenPerson, type HostedCopy, type StoredDataset } from './catalogue.ts';
import { type AskOptions, Client } from './client.ts';
import { EmbeddedBackend } from './embedded-backend.ts';
import type { ExportFormat } from './export-data.ts';
import type { Forgot } from './forget-people.ts';
import importWorkerUrl from './import.worker.ts?worker&url';
import type { PeopleFile } from './people-file.ts';
import queryWorkerUrl from './query.worker.ts?worker&url';
import { fromHex, toHex } from './saved-header.ts';
import type { ImportService, QueryService } from './services.ts';
import { startWorker } from './start-worker.ts';
import { folderLock, listFolders, readProfile, removeFolder, type VersionRef } from './version-folder.ts';

/** Files that were read and written, and belong to no dataset until they are kept. */
export interface ReadFiles {
  readonly profile: DatasetProfile;
  readonly version: VersionRef;
  readonly salt: Uint8Array;
  /** How many entries the list of forgotten people had when the files were read; absent: they hold none of these. */
  readonly forgottenThen?: number;
  /** What became of files that were added to a dataset. */
  readonly into?: AddedInto;
}

export interface AddedInto {
  readonly dataset: StoredDataset;
  /** Its plan with the sources of the new files. */
  readonly plan: Plan;
  readonly addition: Addition;
}

/** What left a dataset with a person. */
export interface ForgotFrom {
  readonly dataset: StoredDataset;
  readonly events: number;
  readonly rejects: number;
  /** Hashes of the other keys under which the person was known. */
  readonly otherKeys: readonly string[];
}

export interface ReadOptions {
  readonly nowUs: number;
  /** The salt of the journey that is read anew; a new one by default. */
  readonly salt?: Uint8Array | undefined;
  /** The dataset that the files are added to; its salt is taken. */
  readonly into?: StoredDataset | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export interface KeepOptions {
  readonly name: string;
  readonly plan: Plan;
  readonly nowMs: number;
  readonly sample?: boolean;
  readonly headers?: StoredDataset['headers'];
  /** The dataset that gets this new version; it keeps its id. */
  readonly replaces?: string | undefined;
  /** The id of a new dataset; by default a random one. */
  readonly id?: string | undefined;
  readonly hosted?: HostedCopy | undefined;
}

/** What a saved journey holds. */
export interface OpenedJourney extends Pick<StoredDataset, 'name' | 'plan' | 'createdAtMs' | 'headers'> {
  readonly read: ReadFiles;
}

function newAsker(): Client<QueryService> {
  return new Client<QueryService>('counting', () => startWorker(queryWorkerUrl, 'query'), 2);
}

/** The datasets in this browser: imports files, keeps them, answers questions about them. */
export class EmbeddedStore {
  readonly catalogue = new Catalogue();
  // Whoever reads a file too big for the memory twice, will not read it the third time.
  readonly #importer = new Client<ImportService>('reading of files', () => startWorker(importWorkerUrl, 'import'), 1);
  readonly #askers = new AskerPool([newAsker(), newAsker()]);
  /** Folders that this tab writes or holds, with how to let go of their locks. */
  readonly #held = new Map<string, () => void>();
  /** Of those, the ones whose dataset was removed and may come back, with how many were forgotten everywhere by then. */
  readonly #removed = new Map<string, number>();

  sniff(file: File, options: SniffOptions, how: AskOptions<number> = {}): Promise<SniffedFile> {
    return this.#importer.ask('sniff', { file, ...options }, how);
  }

  /** The tables in an archive as files of their own; any other file as it is. */
  members(file: File, how: AskOptions<number> = {}): Promise<readonly File[]> {
    return this.#importer.ask('members', { file }, how);
  }

  /** The preview and the questions of a file that is now read as `source`. */
  remap(sniffed: SniffedFile, source: PlanSource, options: SniffOptions): Promise<SniffedFile> {
    return this.#importer.ask('remap', { sniffed, source, ...options });
  }

  /** The datasets that hold this very file, byte for byte. */
  async datasetsWith(file: File): Promise<StoredDataset[]> {
    const holds = (dataset: StoredDataset, fits: (stored: FileProfile) => boolean) =>
      dataset.profile.sources.some(({ files }) => files.some(fits));
    const sameSize = (await this.catalogue.list()).filter((dataset) =>
      holds(dataset, ({ bytes }) => bytes === file.size),
    );
    if (sameSize.length === 0) return [];
    const digest = await this.digest(file);
    return sameSize.filter((dataset) => holds(dataset, (stored) => stored.digest === digest));
  }

  /** By which the same file is known again, as a profile has it. */
  digest(file: File): Promise<string> {
    return this.#importer.ask('digest', { file });
  }

  /** Reads files into a folder that nobody sees. End it with `keep` or `discard`. */
  async read(files: readonly File[], plan: Plan, options: ReadOptions): Promise<ReadFiles> {
    const { nowUs, into, signal, onProgress } = options;
    const salt = into?.salt ?? options.salt ?? crypto.getRandomValues(new Uint8Array(32));
    return this.#intoFolder(async (folder) => {
      const stored = into && { name: into.name, plan: into.plan, version: into.version };
      const forgottenThen = (await this.catalogue.forgotten()).length;
      const forgotten = await this.#forgottenFor(salt);
      const question = { files, plan, salt, nowUs, folder, into: stored, forgotten };
      const answer = await this.#importer.ask('read', question, { signal, onProgress });
      const { version, profile, plan: merged, addition, forgottenToo: hashes } = answer;
      const news = hashes.length > 0 ? [{ salt, hashes, everywhere: false }] : [];
      await this.catalogue.addForgotten(news);
      const read = { profile, version, salt, forgottenThen: forgottenThen + news.length };
      return into && merged && addition ? { ...read, into: { dataset: into, plan: merged, addition } } : read;
    });
  }

  /** The dataset as one file, with plan and salt. */
  save(dataset: StoredDataset, options: AskOptions<number> = {}): Promise<Blob> {
    const { name, plan, salt, version, createdAtMs, headers } = dataset;
    return this.#importer.ask('pack', { name, plan, salt, version, createdAtMs, headers }, options);
  }

  /** All events of the dataset as a table in a file. */
  export(dataset: StoredDataset, format: ExportFormat, options: AskOptions<number> = {}): Promise<Blob> {
    const { name, version, profile } = dataset;
    return this.#importer.ask('export', { name, version, profile, format }, options);
  }

  /** The people of a transition, their keys looked up in the original files where some are given. Stores nothing. */
  people(
    { name, plan, salt, version }: StoredDataset,
    query: PeopleListQuery,
    files: readonly File[],
    options: AskOptions<number> = {},
  ): Promise<PeopleFile> {
    return this.#importer.ask('people', { dataset: { name, plan, salt, version }, query, files }, options);
  }

  /** Reads a saved journey into a folder that nobody sees. End it with `keep` or `discard`. */
  async open(file: File, options: AskOptions<number> = {}): Promise<OpenedJourney> {
    const { header, version, profile } = await this.#intoFolder((folder) =>
      this.#importer.ask('unpack', { file, folder }, options),
    );
    const { name, plan, createdAtMs, headers } = header;
    const salt = fromHex(header.salt);
    const read = await this.#withoutForgotten({ profile, version, salt }, name);
    return { read, name, plan, createdAtMs, headers };
  }

  /**
   * Takes a person out of datasets, removed ones included, and remembers as hashes that they are not read again: by these
   * datasets, or `everywhere` by any. `key`: as it stands in a file.
   */
  async forgetPerson(
    key: string,
    datasets: readonly StoredDataset[],
    everywhere: boolean,
  ): Promise<readonly ForgotFrom[]> {
    await this.forgetRemoved();
    const people = datasets.map(({ salt, plan: { looseKeys = [] } }): ForgottenPerson => {
      return { salt, hashes: storedForms(key, looseKeys).map((form) => keyHash(salt, form)), everywhere: false };
    });
    if (everywhere) {
      const salt = crypto.getRandomValues(new Uint8Array(32));
      people.push({ salt, hashes: storedForms(key, []).map((form) => keyHash(salt, form)), everywhere });
    }
    // First of all: whatever fails after this, nobody reads them again.
    await this.catalogue.addForgotten(people);
    const done: ForgotFrom[] = [];
    for (const dataset of datasets) done.push({ dataset, ...(await this.#forgetFrom(dataset, key)) });
    // Their columns may be in the memory of the workers.
    this.close();
    return done;
  }

  async #forgetFrom(dataset: StoredDataset, key: string): Promise<Pick<Forgot, 'events' | 'rejects' | 'otherKeys'>> {
    const { id, name, salt, version, plan } = dataset;
    const forms = storedForms(key, plan.looseKeys ?? []);
    const hashes = forms.map((form) => keyHash(salt, form));
    const forgot = await this.#intoFolder(async (folder) => {
      const found = await this.#importer.ask('forget', { name, salt, version, folder, hashes, forms, key });
      if (found === null) this.#release(folder);
      return found;
    });
    if (forgot === null) return { events: 0, rejects: 0, otherKeys: [] };
    const { otherKeys } = forgot;
    if (otherKeys.length > 0) await this.catalogue.addForgotten([{ salt, hashes: otherKeys, everywhere: false }]);
    const now = await this.catalogue.get(id);
    if (now === undefined) {
      await this.#drop(forgot.version.folder);
      throw new HandrailError('dataset-missing', { dataset: name });
    }
    await this.catalogue.put(
      { ...now, version: forgot.version, profile: withEndsOf(dataset.profile, forgot.profile) },
      dataset,
    );
    this.#release(forgot.version.folder);
    await this.#drop(version.folder);
    return forgot;
  }

  async #forgottenEverywhere(): Promise<number> {
    return (await this.catalogue.forgotten()).filter(({ everywhere }) => everywhere).length;
  }

  /** Whom files that are read with this salt must not bring back. */
  async #forgottenFor(salt: Uint8Array): Promise<ForgottenKeys[]> {
    const own = toHex(salt);
    const people = (await this.catalogue.forgotten()).filter((each) => each.everywhere || toHex(each.salt) === own);
    const bySalt = new Map<string, { readonly salt: Uint8Array; readonly hashes: Set<string> }>();
    for (const each of people) {
      const list = bySalt.get(toHex(each.salt)) ?? { salt: each.salt, hashes: new Set<string>() };
      for (const hash of each.hashes) list.hashes.add(hash);
      bySalt.set(toHex(each.salt), list);
    }
    return [...bySalt.values()];
  }

  /**
   * Makes the read files a dataset, in one transaction. Throws `dataset-changed` when what they were added to is not as it
   * was, `forgotten-meanwhile` when somebody whom they may hold was forgotten since.
   */
  async keep(read: ReadFiles, options: KeepOptions): Promise<StoredDataset> {
    const { name, plan, nowMs, sample = false, headers = {}, replaces, hosted } = options;
    const { version, salt } = read;
    const { forgottenThen } = read;
    if (forgottenThen !== undefined && (await this.catalogue.forgotten()).length > forgottenThen) {
      throw new HandrailError('forgotten-meanwhile', {});
    }
    const profile = withoutRejects(read.profile);
    const before = replaces === undefined ? undefined : await this.catalogue.get(replaces);
    const id = before?.id ?? options.id ?? crypto.randomUUID();
    const about = { id, name, plan, salt, version, profile, createdAtMs: nowMs, headers, sample };
    const dataset: StoredDataset = hosted === undefined ? about : { ...about, hosted };
    await this.catalogue.put(dataset, read.into?.dataset);
    this.#release(version.folder);
    if (before) await this.#drop(before.version.folder);
    return dataset;
  }

  async discard(read: ReadFiles): Promise<void> {
    await this.#drop(read.version.folder);
  }

  /**
   * Takes the dataset out of the catalogue. Its folder stays as long as this tab, for `takeBack`; false when another tab
   * needs the folder, so that the dataset cannot be taken back here.
   */
  async remove(dataset: StoredDataset): Promise<boolean> {
    const { folder } = dataset.version;
    const isHeld = this.#held.has(folder) || (await this.#hold(folder, true));
    if (isHeld) this.#removed.set(folder, await this.#forgottenEverywhere());
    await this.catalogue.remove(dataset.id);
    return isHeld;
  }

  /**
   * Puts a removed dataset back; one that has come again meanwhile stays as it is. Throws `dataset-missing` when the folder
   * was let go of, `forgotten-meanwhile` when it may hold somebody whom another tab had forgotten everywhere.
   */
  async takeBack(dataset: StoredDataset): Promise<void> {
    const { folder } = dataset.version;
    if (await this.catalogue.get(dataset.id)) {
      await this.forgetRemoved([folder]);
      return;
    }
    const isThere = this.#held.has(folder) || (await listFolders()).includes(folder);
    if (!isThere) throw new HandrailError('dataset-missing', { dataset: dataset.name });
    if ((await this.#forgottenEverywhere()) > (this.#removed.get(folder) ?? 0)) {
      await this.forgetRemoved([folder]);
      throw new HandrailError('forgotten-meanwhile', {});
    }
    // Another tab may have had somebody of this salt forgotten.
    const { profile, version, salt, name } = dataset;
    const clean = await this.#withoutForgotten({ profile, version, salt }, name);
    const isSame = clean.version === version;
    await this.catalogue.put(
      isSame ? dataset : { ...dataset, version: clean.version, profile: withEndsOf(profile, clean.profile) },
    );
    this.#removed.delete(folder);
    this.#release(clean.version.folder);
  }

  /** Lets go of the folders of removed datasets for good, by default of all; returns how many there were. */
  async forgetRemoved(wanted: readonly string[] = [...this.#removed.keys()]): Promise<number> {
    const folders = wanted.filter((folder) => this.#removed.delete(folder));
    await Promise.all(folders.map((folder) => this.#drop(folder)));
    return folders.length;
  }

  /** A journey saved before somebody was forgotten may hold them still. */
  async #withoutForgotten(read: ReadFiles, name: string): Promise<ReadFiles> {
    const { salt, version } = read;
    const lists = (await this.#forgottenFor(salt)).filter((list) => toHex(list.salt) === toHex(salt));
    const hashes = lists.flatMap((list) => [...list.hashes]);
    if (hashes.length === 0) return read;
    const forgot = await this.#intoFolder(async (folder) => {
      const found = await this.#importer.ask('forget', { name, salt, version, folder, hashes, forms: [], key: null });
      if (found === null) this.#release(folder);
      return found;
    });
    if (forgot === null) return read;
    await this.#drop(version.folder);
    return { ...read, version: forgot.version, profile: forgot.profile };
  }

  /** The profile with the rejected rows. */
  profile(dataset: Pick<StoredDataset, 'name' | 'version'>): Promise<DatasetProfile> {
    return readProfile(dataset.version, dataset.name);
  }

  backend(dataset: Pick<StoredDataset, 'name' | 'version'>): Backend {
    return new EmbeddedBackend(this.#askers, dataset);
  }

  /** Removes the folders that no dataset names and that no tab is writing. */
  async sweep(): Promise<void> {
    for (const folder of await listFolders()) {
      await navigator.locks.request(folderLock(folder), { ifAvailable: true }, async (lock) => {
        if (lock === null) return;
        const all = await this.catalogue.list();
        if (!all.some(({ version }) => version.folder === folder)) await removeFolder(folder);
      });
    }
  }

  /** Ends the workers; the next question starts them again. */
  close(): void {
    this.#importer.close();
    this.#askers.close();
  }

  /** Writes a new folder. For want of room, what was removed goes for good and it is tried once more. */
  async #intoFolder<T>(write: (folder: string) => Promise<T>): Promise<T> {
    const folder = crypto.randomUUID();
    await this.#hold(folder);
    try {
      return await write(folder);
    } catch (error) {
      await this.#drop(folder);
      if (isCode(error, 'storage-full') && (await this.forgetRemoved()) > 0) return this.#intoFolder(write);
      throw toHandrailError(error);
    }
  }

  /** Takes the folder's lock for as long as this tab needs the folder. `ifFree`: false when another tab has it. */
  #hold(folder: string, ifFree = false): Promise<boolean> {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(folderLock(folder), { ifAvailable: ifFree }, (lock) => {
          resolve(lock !== null);
          return lock && new Promise<void>((release) => this.#held.set(folder, release));
        })
        .catch(reject);
    });
  }

  #release(folder: string): void {
    this.#held.get(folder)?.();
    this.#held.delete(folder);
  }

  /** What cannot be removed now is swept at the next start. */
  async #drop(folder: string): Promise<void> {
    // A copy of a dataset shares its folder.
    const all = await this.catalogue.list().catch(() => null);
    const isUnused = all !== null && !all.some(({ version }) => version.folder === folder);
    if (isUnused) await removeFolder(folder).catch(() => undefined);
    this.#release(folder);
  }
}

/** A profile as the catalogue keeps it, with the days up to which the sources of `before` reach. */
function withEndsOf(before: DatasetProfile, profile: DatasetProfile): DatasetProfile {
  const ends = new Map(before.sources.map(({ sourceIndex, untilUs }) => [sourceIndex, untilUs]));
  const sources = profile.sources.map((source) => ({ ...source, untilUs: ends.get(source.sourceIndex) ?? null }));
  return withoutRejects({ ...profile, sources });
}

function withoutRejects(profile: DatasetProfile): DatasetProfile {
  const parts = profile.quality.parts.map((part) => ({ ...part, rejects: [] }));
  return { ...profile, quality: { ...profile.quality, parts } };
}
