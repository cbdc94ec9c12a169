import { blobSource } from '../../importers/byte-source.ts';
import { type ImportProgress, importFiles } from '../../importers/import.ts';
import { addFiles } from './add-files.ts';
import type { ReadAnswer, ReadQuestion } from './services.ts';
import { readKnownRows, readProfile, readVersion, writeVersion } from './version-folder.ts';

/** Reads files and writes their columns into a folder of their own, with all that is in the dataset they are added to. */
export async function readInto(
  { files, plan, salt, nowUs, folder, into, forgotten }: ReadQuestion,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ReadAnswer> {
  const sources = files.map((file) => blobSource(file, file.name));
  const options = { salt, nowUs, signal, onProgress, forgotten };
  if (into === undefined) {
    const imported = await importFiles(sources, plan, { ...options, rowDigests: true });
    const { columns, profile, rowDigests, rowPeople: people, forgottenToo } = imported;
    const digests = new Map([...rowDigests].map(([index, rows]) => [index, rows.view()]));
    return {
      version: await writeVersion(folder, columns, profile, { digests, people }, signal),
      profile,
      forgottenToo,
    };
  }
  const { name, version } = into;
  const known = await readKnownRows(version, name);
  const stored = {
    name,
    plan: into.plan,
    columns: await readVersion(version, name),
    profile: await readProfile(version, name),
    rowDigests: known.digests ?? new Map<number, Uint32Array>(),
    rowPeople: known.people,
  };
  const added = await addFiles(stored, sources, plan, options);
  const { columns, profile, rowDigests: digests, rowPeople: people, plan: merged, addition, forgottenToo } = added;
  const written = await writeVersion(folder, columns, profile, { digests, people }, signal);
  return { version: written, profile, plan: merged, addition, forgottenToo };
}
