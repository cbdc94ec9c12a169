import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { HandrailError, toHandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { FileMark } from './hosted-fetch.ts';
import { isQuota, type VersionRef } from './version-folder.ts';

/** What the catalogue knows about a stored dataset. */
export interface StoredDataset {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  /** Belongs to the journey: keys are hashed with it. */
  readonly salt: Uint8Array;
  readonly version: VersionRef;
  /** Without the rejected rows themselves, which lie in the version's folder. */
  readonly profile: DatasetProfile;
  readonly createdAtMs: number;
  /** The columns of its files, by file name: a file with the same ones is read the same way. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Whether it is the sample that comes with the application. */
  readonly sample: boolean;
  /** Where it comes from, when a plan beside the page brought it. */
  readonly hosted?: HostedCopy;
}

/** A journey that lies beside the page, and of which a copy is kept here. */
export interface HostedCopy {
  /** The plan's address from the root of the page's origin. */
  readonly address: string;
  /** The server's plan of which the dataset's is a copy, changed here or not. */
  readonly plan: Plan;
  /** The server's newer plan, until it is chosen between that and a copy that was changed here. */
  readonly newer: Plan | null;
  readonly planMark: FileMark;
  /** Of the data files, by name. */
  readonly marks: Readonly<Record<string, FileMark>>;
  /** When the server last said that it has what is kept here. */
  readonly confirmedAtMs: number;
}

/** A person whom no journey (`everywhere`), or no journey with this salt, reads again. */
export interface ForgottenPerson {
  readonly salt: Uint8Array;
  /** Hashes of the forms in which their key may stand in a file, as `keyHash` makes them. */
  readonly hashes: readonly string[];
  readonly everywhere: boolean;
}

interface Schema extends DBSchema {
  datasets: { key: string; value: StoredDataset };
  forgotten: { key: number; value: ForgottenPerson };
}

/** Version 2 brought the list of people who were forgotten. */
const DATABASE_VERSION = 2;

const CHANGED = 'changed';

/** The list of datasets in IndexedDB. A change is one transaction; every tab hears of it. */
export class Catalogue {
  #database: Promise<IDBPDatabase<Schema>> | null = null;
  readonly #channel = new BroadcastChannel('handrail-catalogue');
  readonly #listeners = new Set<() => void>();

  constructor() {
    this.#channel.addEventListener('message', () => this.#tell());
  }

  /** Newest first. */
  async list(): Promise<StoredDataset[]> {
    const all = await (await this.#open()).getAll('datasets');
    return all.sort((a, b) => b.createdAtMs - a.createdAtMs);
  }

  async get(id: string): Promise<StoredDataset | undefined> {
    return (await this.#open()).get('datasets', id);
  }

  /**
   * Adds the dataset, or puts it in the place of the one with its id. Throws `dataset-changed` when that one's data are no
   * longer those of `expected`.
   */
  async put(dataset: StoredDataset, expected?: StoredDataset): Promise<void> {
    try {
      const transaction = (await this.#open()).transaction('datasets', 'readwrite');
      const before = await transaction.store.get(dataset.id);
      if (expected !== undefined && before?.version.folder !== expected.version.folder) {
        await transaction.done;
        throw new HandrailError('dataset-changed', { dataset: expected.name });
      }
      await Promise.all([transaction.store.put(dataset), transaction.done]);
    } catch (error) {
      if (isQuota(error)) {
        throw new HandrailError('storage-full', { neededBytes: dataset.version.bytes }, { cause: error });
      }
      throw error;
    }
    this.#changed();
  }

  /** Changes one dataset. Throws `dataset-missing` when another tab has deleted it. */
  async change(id: string, change: (dataset: StoredDataset) => StoredDataset): Promise<StoredDataset> {
    const transaction = (await this.#open()).transaction('datasets', 'readwrite');
    const before = await transaction.store.get(id);
    if (before === undefined) {
      await transaction.done;
      throw new HandrailError('dataset-missing', { dataset: id });
    }
    const after = change(before);
    await transaction.store.put(after);
    await transaction.done;
    this.#changed();
    return after;
  }

  async remove(id: string): Promise<void> {
    await (await this.#open()).delete('datasets', id);
    this.#changed();
  }

  async forgotten(): Promise<ForgottenPerson[]> {
    return (await this.#open()).getAll('forgotten');
  }

  async addForgotten(people: readonly ForgottenPerson[]): Promise<void> {
    const transaction = (await this.#open()).transaction('forgotten', 'readwrite');
    for (const person of people) await transaction.store.add(person);
    await transaction.done;
  }

  /** Ends the memory of who was forgotten: a file read later may bring them back. */
  async clearForgotten(): Promise<void> {
    await (await this.#open()).clear('forgotten');
  }

  /** `listener` hears of every change, in this tab and in others. Returns how to stop it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets go of the database; what is asked next opens it again. */
  async close(): Promise<void> {
    const open = this.#database;
    this.#database = null;
    (await open?.catch(() => null))?.close();
  }

  #changed(): void {
    this.#channel.postMessage(CHANGED);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>('handrail', DATABASE_VERSION, {
      upgrade: (database, from) => {
        if (from < 1) database.createObjectStore('datasets', { keyPath: 'id' });
        if (from < 2) database.createObjectStore('forgotten', { autoIncrement: true });
      },
      // A later version of the application waits in another tab.
      blocking: (_current, _blocked, event) => {
        this.#database = null;
        (event.target as IDBDatabase).close();
      },
      terminated: () => {
        this.#database = null;
      },
    }).catch((error: unknown) => {
      this.#database = null;
      throw new HandrailError('storage-unavailable', { why: toHandrailError(error).message }, { cause: error });
    });
    return this.#database;
  }
}
