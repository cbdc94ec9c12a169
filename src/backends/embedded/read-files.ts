import { blobSource } from '../../importers/byte-source.ts';
import { type ImportProgress, importFiles } from '../../importers/import.ts';
import { addFiles } from './add-files.ts';
import type { ReadAnswer, ReadQuestion } from './services.ts';
import { readProfile, readRowDigests, readVersion, writeVersion } from './version-folder.ts';

/** Reads files and writes their columns into a folder of their own, with all that is in the dataset they are added to. */
export async function readInto(
  { files, plan, salt, nowUs, folder, into, forgotten }: ReadQuestion,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ReadAnswer> {
  const sources = files.map((file) => blobSource(file, file.name));
  const options = { salt, nowUs, signal, onProgress, forgotten };
  if (into === undefined) {
    const { columns, profile, rowDigests } = await importFiles(sources, plan, { ...options, rowDigests: true });
    const rows = new Map([...rowDigests].map(([index, digests]) => [index, digests.view()]));
    return { version: await writeVersion(folder, columns, profile, rows, signal), profile };
  }
  const { name, version } = into;
  const stored = {
    name,
    plan: into.plan,
    columns: await readVersion(version, name),
    profile: await readProfile(version, name),
    rowDigests: await readRowDigests(version, name),
  };
  const { columns, profile, rowDigests, plan: merged, addition } = await addFiles(stored, sources, plan, options);
  return { version: await writeVersion(folder, columns, profile, rowDigests, signal), profile, plan: merged, addition };
}
