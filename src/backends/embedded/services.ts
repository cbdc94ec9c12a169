import type { AnswerOf } from '../../engine/answer.ts';
import type { Query } from '../../engine/query.ts';
import type { ForgottenKeys } from '../../importers/forgotten.ts';
import type { ImportProgress } from '../../importers/import.ts';
import { maskKey } from '../../importers/keys.ts';
import type { SniffedFile } from '../../importers/sniff.ts';
import type { Plan, PlanSource } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { Addition } from './add-files.ts';
import type { StoredDataset } from './catalogue.ts';
import type { ExportFormat } from './export-data.ts';
import type { ForgetQuestion, Forgot } from './forget-people.ts';
import type { PeopleFile, PeopleFileQuestion } from './people-file.ts';
import type { Exchange } from './protocol.ts';
import type { Savable, Unpacked } from './saved-journey.ts';
import type { VersionRef } from './version-folder.ts';

/** What the import worker does. */
export interface ImportService {
  /** How a file would be read; progress is a share in 0..1. */
  readonly sniff: Say<
    { readonly file: File; readonly timeZone: string; readonly nowUs: number; readonly sheet?: string | undefined },
    number,
    SniffedFile
  >;
  /** The tables in an archive as files of their own; any other file as it is. Progress is a share in 0..1. */
  readonly members: Say<{ readonly file: File }, number, readonly File[]>;
  /** The same file as another source reads it. */
  readonly remap: Say<
    { readonly sniffed: SniffedFile; readonly source: PlanSource; readonly timeZone: string; readonly nowUs: number },
    never,
    SniffedFile
  >;
  /** The digest by which the same file is known again. */
  readonly digest: Say<{ readonly file: File }, never, string>;
  /** Reads files and writes their columns into a folder of their own. */
  readonly read: Say<ReadQuestion, ImportProgress, ReadAnswer>;
  /** Writes a dataset without people into a folder of its own; `null` when it holds nothing of them. */
  readonly forget: Say<ForgetQuestion, never, Forgot | null>;
  /** All events of a dataset as a table in a file; progress is a share in 0..1. */
  readonly export: Say<
    Pick<StoredDataset, 'name' | 'version' | 'profile'> & { readonly format: ExportFormat },
    number,
    Blob
  >;
  /** The people of a transition as a CSV; progress is a share in 0..1. */
  readonly people: Say<PeopleFileQuestion, number, PeopleFile>;
  /** A stored dataset as one file; progress is a share in 0..1. */
  readonly pack: Say<Savable, number, Blob>;
  /** Such a file, written into a folder of its own. */
  readonly unpack: Say<{ readonly file: File; readonly folder: string }, number, Unpacked>;
}

export interface ReadQuestion {
  readonly files: readonly File[];
  readonly plan: Plan;
  readonly salt: Uint8Array;
  readonly nowUs: number;
  readonly folder: string;
  /** The dataset that the files are added to. */
  readonly into?: StoredVersion | undefined;
  /** People who are not to be read. */
  readonly forgotten: readonly ForgottenKeys[];
}

/** A dataset as another part of the code needs it to read all of it. */
export type StoredVersion = Pick<StoredDataset, 'name' | 'plan' | 'version'>;

export interface ReadAnswer {
  readonly version: VersionRef;
  readonly profile: DatasetProfile;
  /** When files were added: the plan with its sources and theirs, and what became of them. */
  readonly plan?: Plan;
  readonly addition?: Addition;
  /** Hashes of other keys of forgotten people that stood in their rows. */
  readonly forgottenToo: readonly string[];
}

/** What the query worker does. */
export interface QueryService {
  readonly run: Say<RunQuestion, number, { readonly answer: AnswerOf<Query>; readonly tookMs: number }>;
}

export interface RunQuestion {
  readonly dataset: string;
  readonly version: VersionRef;
  readonly query: Query;
}

interface Say<Q, P, A> extends Exchange {
  readonly question: Q;
  readonly progress: P;
  readonly answer: A;
}

/** What a page hears of an import, for those who do not import files themselves. */
export type { ImportProgress, SniffedFile };
export { maskKey };
