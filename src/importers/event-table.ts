import { HandrailError } from '../journey/errors.ts';
import type { KeyDifference } from '../journey/plan.ts';
import { ByteDictionary, MAX_TEXTS } from './bytes/dictionary.ts';
import { BitSet, CodeChunks, DoubleChunks, NumberTable } from './bytes/growable.ts';
import { IdSet } from './bytes/id-set.ts';
import { CostTable } from './cost-table.ts';
import { PersonKeys } from './keys.ts';
import type { Part } from './part.ts';

/** No memory holds that many different values. Always throws. */
export function refuseValues(column: string): never {
  throw new HandrailError('too-many-values', { column, limit: MAX_TEXTS });
}

/** A property while it is read: one dictionary for its values with events and with people. Code 0 is "no value". */
export class PropertyTable {
  readonly dictionary: ByteDictionary;
  event: CodeChunks | null = null;
  person: NumberTable | null = null;

  constructor(name: string, seed: number) {
    this.dictionary = new ByteDictionary(seed, () => refuseValues(name));
  }
}

/** All events and people of an import in the order they are read. */
export class EventTable {
  rows = 0;
  readonly time = new DoubleChunks(Number.NaN);
  readonly person = new CodeChunks();
  readonly name = new CodeChunks();
  value: DoubleChunks | null = null;
  readonly names: ByteDictionary;
  readonly keys: PersonKeys;
  readonly properties = new Map<string, PropertyTable>();
  /** People that a people file names: they are there even without events. */
  readonly listed = new BitSet();
  /** Per person code: the date that undated lists fall back to, NaN where there is none. */
  readonly personDate = new NumberTable(Number.NaN);
  personDatesAreDays = false;
  /** Rows taken back after they were read; their time is NaN. */
  readonly dropped = new Set<number>();
  readonly parts: Part[] = [];
  readonly costs = new CostTable();
  /** Looks up the keys of rows that are read already; their persons are missing until then. */
  settleKeys: () => void = nothing;
  private readonly idsBySource = new Map<number, IdSet>();
  readonly seed: number;

  constructor(salt: Uint8Array, keepContacts: boolean, looseKeys: readonly KeyDifference[] = []) {
    // The hash tables are seeded by the journey's salt, so that no file can be made to clog them.
    this.seed = salt.length >= 4 ? new DataView(salt.buffer, salt.byteOffset).getInt32(0) : 0x5eed;
    this.names = new ByteDictionary(this.seed, () => refuseValues('event'));
    this.keys = new PersonKeys(salt, keepContacts, this.seed, looseKeys);
  }

  property(name: string): PropertyTable {
    let table = this.properties.get(name);
    if (table === undefined) {
      table = new PropertyTable(name, this.seed);
      this.properties.set(name, table);
    }
    return table;
  }

  /** The ids of a source's events so far. */
  eventIds(sourceIndex: number): IdSet {
    let ids = this.idsBySource.get(sourceIndex);
    if (ids === undefined) {
      ids = new IdSet(this.seed);
      this.idsBySource.set(sourceIndex, ids);
    }
    return ids;
  }

  /** The property's codes per event, with a place for every row so far. */
  eventCodes(property: PropertyTable): CodeChunks {
    property.event ??= new CodeChunks();
    property.event.padTo(this.rows);
    return property.event;
  }

  /** The property's codes per person. */
  personCodes(property: PropertyTable): NumberTable {
    property.person ??= new NumberTable(0);
    return property.person;
  }

  /** The table of values, with a place for every row so far. */
  values(): DoubleChunks {
    this.value ??= new DoubleChunks(Number.NaN);
    this.value.padTo(this.rows);
    return this.value;
  }

  /** Makes the times of a part's rows the fallback dates of their people: of each person the first row. */
  lendDates(part: Part): void {
    if (part.dateRows > 0) this.personDatesAreDays = true;
    for (let row = part.firstRow; row < part.endRow; row++) {
      const us = this.time.get(row);
      const person = this.person.get(row);
      if (!Number.isNaN(us) && Number.isNaN(this.personDate.get(person))) this.personDate.set(person, us);
    }
  }

  /** Gives every code of a person the fallback date that any of them has. */
  shareDates(): void {
    for (let code = 0; code < this.keys.size; code++) {
      const root = this.keys.rootOf(code);
      const date = this.personDate.get(code);
      if (root !== code && !Number.isNaN(date) && Number.isNaN(this.personDate.get(root)))
        this.personDate.set(root, date);
    }
  }
}

function nothing(): void {
  // No keys wait.
}
