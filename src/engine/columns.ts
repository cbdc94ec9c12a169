/**
 * Imported events as columns. Row order: by person, then time, then input order. All arrays are immutable by contract.
 */
export interface EventColumns {
  readonly eventCount: number;
  readonly personCount: number;
  /** Length `personCount + 1`: the rows of person p are `personStart[p]` up to, not including, `personStart[p + 1]`. */
  readonly personStart: Uint32Array;
  /** Whole microseconds since 1970 UTC. */
  readonly timeUs: Float64Array;
  /** Index into `names`, per row. */
  readonly name: CodeArray;
  readonly names: readonly string[];
  /** Numeric value per row, NaN where there is none; `null` when no source has values. */
  readonly value: Float64Array | null;
  /** Index of the plan's source, per row. */
  readonly source: Uint8Array;
  /** Properties by name. A property may come with events, with people, or both. */
  readonly properties: Readonly<Record<string, PropertyColumns>>;
  readonly personKeys: TextColumn;
}

export type CodeArray = Uint8Array | Uint16Array | Uint32Array;

/** A dictionary-coded property. Code 0 is "no value"; code c > 0 is `values[c - 1]`. */
export interface PropertyColumns {
  readonly values: readonly string[];
  /** Per row, `null` when it is only a property of people. */
  readonly event: CodeArray | null;
  /** Per person, `null` when it only comes with events. A row's own value goes before its person's. */
  readonly person: CodeArray | null;
}

/** Many texts in one buffer: text i is the UTF-8 in `bytes[offsets[i] .. offsets[i + 1])`. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}
