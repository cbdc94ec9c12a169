import type { CodeArray, EventColumns, PropertyColumns } from './columns.ts';

/** Reads one property as codes: a row's own value, else its person's. 0 is "no value", and so is an empty text. */
export class PropertyReader {
  readonly values: readonly string[];
  private readonly event: CodeArray | null;
  private readonly person: CodeArray | null;
  private readonly emptyCode: number;

  /** A property that the dataset does not have reads as "no value" everywhere. */
  constructor(columns: EventColumns, property: string) {
    const found: PropertyColumns | undefined = Object.hasOwn(columns.properties, property)
      ? columns.properties[property]
      : undefined;
    this.values = found?.values ?? [];
    this.event = found?.event ?? null;
    this.person = found?.person ?? null;
    this.emptyCode = this.values.indexOf('') + 1;
  }

  read(row: number, person: number): number {
    if (this.event !== null) {
      const own = this.event[row]!;
      if (own !== 0 && own !== this.emptyCode) return own;
    }
    if (this.person === null) return 0;
    const persons = this.person[person]!;
    return persons === this.emptyCode ? 0 : persons;
  }

  /** The code of a text, 0 for an empty one, -1 for one that never occurs. */
  codeOf(value: string): number {
    if (value === '') return 0;
    const index = this.values.indexOf(value);
    return index < 0 ? -1 : index + 1;
  }
}
