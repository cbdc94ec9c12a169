import type { Plan, PlanSource } from '../journey/plan.ts';
import { bytesSource } from './byte-source.ts';
import { type Imported, type ImportOptions, importFiles } from './import.ts';

export const NOW_US = Date.UTC(2026, 6, 1) * 1000;

/** Imports texts or bytes by file name, for tests. */
export function importTexts(
  files: Readonly<Record<string, string | Uint8Array>>,
  sources: readonly PlanSource[],
  more: Partial<Plan> & { readonly options?: Partial<ImportOptions> } = {},
): Promise<Imported> {
  const { options, ...plan } = more;
  const encoder = new TextEncoder();
  const byteSources = Object.entries(files).map(([name, content]) =>
    bytesSource(typeof content === 'string' ? encoder.encode(content) : content, name, 1000),
  );
  return importFiles(
    byteSources,
    { handrail: 1, timeZone: 'UTC', stages: {}, ...plan, sources },
    { salt: encoder.encode('salt of a test'), nowUs: NOW_US, ...options },
  );
}

/** The events of an import as lines `person time name channel=… value`, in the order of the columns. */
export function eventLines({ columns }: Pick<Imported, 'columns'>): string[] {
  const keys = personKeys(columns);
  const lines: string[] = [];
  for (let p = 0; p < columns.personCount; p++) {
    for (let row = columns.personStart[p]!; row < columns.personStart[p + 1]!; row++) {
      const words = [keys[p]!, new Date(columns.timeUs[row]! / 1000).toISOString(), columns.names[columns.name[row]!]!];
      for (const [name, property] of Object.entries(columns.properties)) {
        const code = (property.event?.[row] ?? 0) || (property.person?.[p] ?? 0);
        if (code > 0) words.push(`${name}=${property.values[code - 1]}`);
      }
      const value = columns.value?.[row];
      if (value !== undefined && !Number.isNaN(value)) words.push(String(value));
      lines.push(words.join(' '));
    }
  }
  return lines;
}

export function personKeys(columns: Imported['columns']): string[] {
  const { bytes, offsets } = columns.personKeys;
  const decoder = new TextDecoder();
  return Array.from({ length: columns.personCount }, (_, p) =>
    decoder.decode(bytes.subarray(offsets[p]!, offsets[p + 1]!)),
  );
}
