import { literalPattern, matchesName } from '../journey/name-pattern.ts';
import type { Plan, PlanSource } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { DraftFile } from './draft-file.ts';
import type { StoredDataset } from './embedded.ts';

type Known = Pick<StoredDataset, 'id' | 'plan' | 'headers'> & { readonly version?: StoredDataset['version'] };

type Extent = Pick<DatasetProfile, 'firstUs' | 'lastUs' | 'eventCount'>;

export interface Remembered<D> {
  readonly dataset: D;
  readonly sources: readonly PlanSource[];
}

/**
 * How a stored dataset reads a file with the same columns. Of several such files the one of the same name; where names
 * do not tell, nothing is remembered. The newest dataset comes first.
 */
export function rememberedFor<D extends Known>(
  datasets: readonly D[],
  fileName: string,
  header: readonly string[],
): Remembered<D> | null {
  for (const dataset of datasets) {
    const alike = Object.entries(dataset.headers).filter(([, columns]) => sameColumns(columns, header));
    const [name] = alike.find(([other]) => other === fileName) ?? (alike.length === 1 ? alike[0] : undefined) ?? [];
    if (name === undefined) continue;
    const sources = dataset.plan.sources.filter((source) => matchesName(source.files, name));
    if (sources.length > 0) return { dataset, sources: sources.map((source) => forFile(source, fileName)) };
  }
  return null;
}

/**
 * The dataset of which all these files are newer versions. Where its rows are known some of its files are enough: they are
 * read into it.
 */
export function updatedBy<D extends Known>(files: readonly DraftFile[], datasets: readonly D[]): D | null {
  const ready = files.filter(({ state }) => state === 'ready');
  const [first] = ready;
  const dataset = datasets.find(({ id }) => id === first?.memoryOf);
  if (!dataset || ready.some(({ memoryOf }) => memoryOf !== dataset.id)) return null;
  const isWhole = ready.length === Object.keys(dataset.headers).length;
  return isWhole || dataset.version?.rowsKnown ? dataset : null;
}

/** Whether the data begins where the stored data begins and reaches as far, so that nothing is lost by an update. */
export function isLongerVersion(stored: Extent, read: Extent): boolean {
  return (
    read.firstUs === stored.firstUs &&
    (read.lastUs ?? 0) >= (stored.lastUs ?? 0) &&
    read.eventCount >= stored.eventCount
  );
}

/** What a stored plan says beyond its sources; how far the old files reached says nothing of the new ones. */
export function planFor(plan: Plan): Plan {
  const { asOf: _, ...rest } = plan;
  return { ...rest, sources: [] };
}

function forFile({ until: _, ...source }: PlanSource, fileName: string): PlanSource {
  return matchesName(source.files, fileName) ? source : { ...source, files: literalPattern(fileName) };
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((column, index) => column === b[index]);
}
