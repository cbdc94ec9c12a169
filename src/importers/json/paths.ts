const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A place in records: the value behind a chain of keys. Its cell's column is named by the keys, joined by dots. */
export class PathNode {
  readonly name: string;
  /** Column of the values found here; -1: they are not kept. */
  column = -1;
  sawValue = false;
  sawNull = false;
  readonly children: PathNode[] = [];
  private readonly key: Uint8Array;
  private readonly byKey = new Map<string, PathNode>();
  private lastChild = -1;

  constructor(name: string, key: Uint8Array) {
    this.name = name;
    this.key = key;
  }

  /** The child under the key `bytes[from..to)`; records mostly repeat the order of their keys. */
  child(bytes: Uint8Array, from: number, to: number): PathNode | null {
    const { children } = this;
    const next = this.lastChild + 1 < children.length ? this.lastChild + 1 : 0;
    const guess = children[next];
    if (guess?.isKey(bytes, from, to)) {
      this.lastChild = next;
      return guess;
    }
    for (let k = 0; k < Math.min(children.length, 16); k++) {
      if (!children[k]!.isKey(bytes, from, to)) continue;
      this.lastChild = k;
      return children[k]!;
    }
    if (children.length <= 16) return null;
    return this.byKey.get(decoder.decode(bytes.subarray(from, to))) ?? null;
  }

  add(bytes: Uint8Array, from: number, to: number): PathNode {
    const text = decoder.decode(bytes.subarray(from, to));
    const node = new PathNode(this.name === '' ? text : `${this.name}.${text}`, encoder.encode(text));
    this.children.push(node);
    this.byKey.set(text, node);
    this.lastChild = this.children.length - 1;
    return node;
  }

  private isKey(bytes: Uint8Array, from: number, to: number): boolean {
    const { key } = this;
    if (key.length !== to - from) return false;
    for (let i = 0; i < key.length; i++) if (key[i] !== bytes[from + i]) return false;
    return true;
  }
}

/** The places that records have, in the order in which they were seen. */
export class RecordPaths {
  readonly root: PathNode = new PathNode('', new Uint8Array(0));
  private readonly nodes: PathNode[] = [];
  private readonly limit: number;
  /** Names of columns that were asked for and not yet seen; `null`: every place is kept. */
  private wanted: Map<string, number> | null = null;
  /** Whether there were more places than `limit`. */
  overflown = false;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The node under a key, a new one where it may still be of use; `null`: the value is of no use. */
  under(node: PathNode, bytes: Uint8Array, from: number, to: number): PathNode | null {
    const known = node.child(bytes, from, to);
    if (known !== null) return known;
    const { wanted } = this;
    if (wanted === null) {
      if (this.nodes.length >= this.limit) {
        this.overflown = true;
        return null;
      }
    } else if (wanted.size === 0) return null;
    else {
      const key = decoder.decode(bytes.subarray(from, to));
      const name = node.name === '' ? key : `${node.name}.${key}`;
      if (![...wanted.keys()].some((each) => each === name || each.startsWith(`${name}.`))) return null;
    }
    const added = node.add(bytes, from, to);
    this.nodes.push(added);
    if (wanted !== null) {
      added.column = wanted.get(added.name) ?? -1;
      wanted.delete(added.name);
    }
    return added;
  }

  /** The columns found so far. From now on only these are kept, and those of `named` that have yet to appear. */
  columns(named: readonly string[]): string[] {
    const columns = new Map<string, number>();
    for (const node of this.nodes) {
      if (!node.sawValue && !(node.sawNull && node.children.length === 0)) continue;
      if (!columns.has(node.name)) columns.set(node.name, columns.size);
      node.column = columns.get(node.name)!;
    }
    this.wanted = new Map();
    for (const name of named) {
      if (columns.has(name)) continue;
      columns.set(name, columns.size);
      this.wanted.set(name, columns.get(name)!);
    }
    return [...columns.keys()];
  }

  /** Columns that were named and never appeared. */
  missing(): string[] {
    return [...(this.wanted?.keys() ?? [])];
  }
}
