import type { CodeArray, EventColumns, PropertyColumns } from '../../engine/columns.ts';

/** A column of the table that a dataset is exported as. */
export type ExportColumn =
  | { readonly name: string; readonly kind: 'text'; readonly at: (row: number) => string | null }
  | { readonly name: string; readonly kind: 'number' | 'time'; readonly at: (row: number) => number | null };

/**
 * A dataset as a table: a row per event by person and time, then a row without time and event per person who has none.
 * `sources`: what the files of each source are called. Times are microseconds since 1970 UTC.
 */
export function exportTable(
  columns: EventColumns,
  sources: readonly string[],
): { readonly rows: number; readonly columns: readonly ExportColumn[] } {
  const { eventCount, personCount, personStart, timeUs, name, names, value, source, properties } = columns;
  const personOf = new Uint32Array(eventCount);
  const silent: number[] = [];
  for (let p = 0; p < personCount; p++) {
    personOf.fill(p, personStart[p]!, personStart[p + 1]!);
    if (personStart[p] === personStart[p + 1]) silent.push(p);
  }
  const person = (row: number): number => (row < eventCount ? personOf[row]! : silent[row - eventCount]!);
  const ofEvent =
    <T>(at: (row: number) => T) =>
    (row: number): T | null =>
      row < eventCount ? at(row) : null;
  const own = ['person', 'time', 'event', 'value', 'source'];
  const apart = (column: string): string => (own.includes(column) ? `${column} (property)` : column);
  return {
    rows: eventCount + silent.length,
    columns: [
      { name: 'person', kind: 'text', at: keyReader(columns, person) },
      { name: 'time', kind: 'time', at: ofEvent((row) => timeUs[row]!) },
      { name: 'event', kind: 'text', at: ofEvent((row) => names[name[row]!]!) },
      ...(value === null
        ? []
        : [
            {
              name: 'value',
              kind: 'number',
              at: ofEvent((row) => (Number.isNaN(value[row]!) ? null : value[row]!)),
            } as const,
          ]),
      { name: 'source', kind: 'text', at: ofEvent((row) => sources[source[row]!] ?? null) },
      ...Object.entries(properties).map(
        ([column, property]): ExportColumn => ({
          name: apart(column),
          kind: 'text',
          at: propertyReader(property, eventCount, person),
        }),
      ),
    ],
  };
}

function keyReader({ personKeys }: EventColumns, person: (row: number) => number): (row: number) => string {
  const decoder = new TextDecoder();
  const { bytes, offsets } = personKeys;
  let last = -1;
  let key = '';
  return (row) => {
    const p = person(row);
    if (p !== last) {
      last = p;
      key = decoder.decode(bytes.subarray(offsets[p]!, offsets[p + 1]!));
    }
    return key;
  };
}

/** A row's own value goes before its person's. */
function propertyReader(
  { values, event, person: ofPerson }: PropertyColumns,
  eventCount: number,
  person: (row: number) => number,
): (row: number) => string | null {
  const code = (codes: CodeArray | null, at: number): number => codes?.[at] ?? 0;
  return (row) => {
    const found = (row < eventCount ? code(event, row) : 0) || code(ofPerson, person(row));
    return found === 0 ? null : values[found - 1]!;
  };
}
