import type { SchemaTree } from 'hyparquet';
import { type CellText, cellTextOf, plainText } from './cell-text.ts';

/** What a place of the schema gives: cells of its own, or cells of what lies in it. */
interface Place {
  readonly name: string;
  /** The key under which the value stands in the value around it. */
  readonly key: string;
  readonly text: CellText | null;
  readonly parts: readonly Place[];
  /** Keys that are data: of a map, or of a list of pairs. */
  readonly keyed: 'map' | 'pairs' | null;
}

/** Hears of a cell: the column it belongs to, and its text. */
export type OnCell = (column: string, text: string) => void;

/** A column of the file's schema, with the columns that its values are laid out in. */
export class ParquetColumn {
  readonly name: string;
  readonly isNested: boolean;
  private readonly place: Place;

  constructor(tree: SchemaTree) {
    this.name = tree.element.name;
    this.place = placeOf(tree, '');
    this.isNested = this.place.text === null || tree.children.length > 0;
  }

  /** Columns that are there whatever the values are. */
  names(): string[] {
    const names: string[] = [];
    const walk = (place: Place): void => {
      if (place.text !== null) names.push(place.name);
      for (const part of place.parts) walk(part);
    };
    walk(this.place);
    return names;
  }

  /** Whether the column's values may have a cell of that name. */
  mayHold(column: string): boolean {
    return column === this.name || column.startsWith(`${this.name}.`);
  }

  text(value: unknown): string {
    return this.place.text!(value);
  }

  cells(value: unknown, onCell: OnCell): void {
    tell(this.place, value, onCell);
  }
}

function placeOf(tree: SchemaTree, around: string): Place {
  const { element, children } = tree;
  const key = element.name;
  const name = around === '' ? key : `${around}.${key}`;
  const whole = { name, key, parts: [], keyed: null };
  if (element.repetition_type === 'REPEATED') return { ...whole, text: plainText };
  if (children.length === 0) return { ...whole, text: cellTextOf(element) };
  if (element.logical_type?.type === 'VARIANT') return { ...whole, text: plainText };
  if (element.converted_type === 'MAP' || element.converted_type === 'MAP_KEY_VALUE') {
    return { ...whole, text: null, keyed: 'map', parts: [] };
  }
  if (element.converted_type === 'LIST') {
    const inner = children[0]?.children ?? [];
    const struct = inner.length === 1 ? inner[0]!.children : inner;
    const isPairs = struct.length === 2 && ['key', 'value'].every((k) => struct.some((s) => s.element.name === k));
    return isPairs ? { ...whole, text: null, keyed: 'pairs' } : { ...whole, text: plainText };
  }
  return { ...whole, text: null, parts: children.map((child) => placeOf(child, name)) };
}

function tell(place: Place, value: unknown, onCell: OnCell): void {
  if (value === null || value === undefined) return;
  if (place.text !== null) onCell(place.name, place.text(value));
  else if (place.keyed === 'map') tellMap(place.name, value, onCell);
  else if (place.keyed === 'pairs') tellPairs(place.name, value, onCell);
  else if (typeof value === 'object') {
    const entries = value as Readonly<Record<string, unknown>>;
    for (const part of place.parts) if (Object.hasOwn(entries, part.key)) tell(part, entries[part.key], onCell);
  }
}

function tellMap(name: string, value: unknown, onCell: OnCell): void {
  if (typeof value !== 'object' || value === null) return;
  const entries: Iterable<readonly [unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  for (const [key, each] of entries) onCell(`${name}.${plainText(key)}`, plainText(each));
}

function tellPairs(name: string, value: unknown, onCell: OnCell): void {
  if (!Array.isArray(value)) return;
  for (const pair of value as readonly unknown[]) {
    if (typeof pair !== 'object' || pair === null) continue;
    const { key, value: held } = pair as { readonly key?: unknown; readonly value?: unknown };
    if (key === null || key === undefined) continue;
    onCell(`${name}.${plainText(key)}`, plainText(onlyOf(held)));
  }
}

/** Of a value written by type (`{string_value, int_value}`), the member that there is. */
function onlyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return value;
  return Array.isArray(value) ? value : Object.values(value).find((each) => each !== null && each !== undefined);
}
