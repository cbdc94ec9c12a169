import type { CodeArray, EventColumns, PropertyColumns, TextColumn } from '../../engine/columns.ts';
import type { RowPeople } from '../../importers/row-people.ts';
import type { DatasetProfile, SourceProfile } from '../../journey/profile.ts';
import type { FORMAT_VERSION } from './format-versions.ts';

/** How a dataset version lies on disk: what is in which file. */
export const MANIFEST_FILE = 'manifest.json';

export interface Manifest {
  readonly format: typeof FORMAT_VERSION;
  readonly byteOrder: ByteOrder;
  readonly eventCount: number;
  readonly personCount: number;
  readonly sources: readonly ManifestSource[];
  readonly keys: DatasetProfile['keys'];
  readonly columns: ManifestColumns;
  /** The digests of the rows of each source, read only when files are added; absent in a dataset of an earlier time. */
  readonly rows?: readonly ManifestRows[];
  /** Other keys of people, as hashes, read only when somebody is forgotten. */
  readonly aliases?: ArrayFile;
  /** Every file of the folder but the manifest itself. */
  readonly files: Readonly<Record<string, FileSeal>>;
}

export type ByteOrder = 'little' | 'big';

export interface FileSeal {
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly sha256: string;
}

export interface ManifestSource extends Pick<SourceProfile, 'sourceIndex' | 'shape' | 'files' | 'dateOnly'> {}

export interface ManifestRows {
  readonly sourceIndex: number;
  readonly digests: ArrayFile;
  /** The mark of each row's person, by which the digests of people who are forgotten are found. */
  readonly people?: ArrayFile;
}

export interface ManifestColumns {
  readonly personStart: ArrayFile;
  readonly timeUs: ArrayFile;
  readonly name: ArrayFile;
  readonly names: string;
  readonly value: ArrayFile | null;
  readonly source: ArrayFile;
  readonly personKeys: { readonly bytes: ArrayFile; readonly offsets: ArrayFile };
  readonly properties: readonly ManifestProperty[];
}

export interface ManifestProperty {
  readonly name: string;
  readonly values: string;
  readonly event: ArrayFile | null;
  readonly person: ArrayFile | null;
}

export interface ArrayFile {
  readonly file: string;
  readonly type: 'u8' | 'u16' | 'u32' | 'f64';
}

/** The parts of a dataset version as bytes by file name, with the description that `readColumns` follows. */
export interface PackedColumns {
  readonly columns: ManifestColumns;
  readonly rows?: readonly ManifestRows[];
  readonly aliases?: ArrayFile;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export const PROFILE_FILE = 'profile.json';

export function byteOrder(): ByteOrder {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'little' : 'big';
}

type AnyArray = CodeArray | Float64Array;

function typeOf(array: AnyArray): ArrayFile['type'] {
  if (array instanceof Float64Array) return 'f64';
  if (array instanceof Uint32Array) return 'u32';
  return array instanceof Uint16Array ? 'u16' : 'u8';
}

/** What lies beside the columns of a version: what is known of the rows they were made of. */
export interface KnownRows {
  /** By source; `null`: rows are not known again. */
  readonly digests: ReadonlyMap<number, Uint32Array> | null;
  readonly people: RowPeople | null;
}

/** Columns and profile as files. The bytes are views of the columns, not copies. */
export function packColumns(columns: EventColumns, profile: DatasetProfile, known: KnownRows): PackedColumns {
  const files = new Map<string, Uint8Array>();
  const encoder = new TextEncoder();
  const array = (file: string, data: AnyArray): ArrayFile => {
    files.set(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return { file, type: typeOf(data) };
  };
  const json = (file: string, data: unknown): string => {
    files.set(file, encoder.encode(JSON.stringify(data)));
    return file;
  };
  // Property names are anybody's text: files are numbered.
  const properties = Object.entries(columns.properties).map(
    ([name, property], index): ManifestProperty => ({
      name,
      values: json(`property-${index}-values.json`, property.values),
      event: property.event && array(`property-${index}-event.bin`, property.event),
      person: property.person && array(`property-${index}-person.bin`, property.person),
    }),
  );
  json(PROFILE_FILE, profile);
  const { digests: digestsOf, people } = known;
  const rows = [...(digestsOf ?? [])].map(([sourceIndex, digests]): ManifestRows => {
    const file = array(`rows-${sourceIndex}.bin`, digests);
    const marks = people?.marks.get(sourceIndex);
    if (marks === undefined) return { sourceIndex, digests: file };
    return { sourceIndex, digests: file, people: array(`row-people-${sourceIndex}.bin`, marks) };
  });
  const aliases = people !== null && people.aliases.length > 0 ? array('aliases.bin', people.aliases) : undefined;
  return {
    files,
    ...(digestsOf && { rows }),
    ...(aliases && { aliases }),
    columns: {
      personStart: array('person-start.bin', columns.personStart),
      timeUs: array('time.bin', columns.timeUs),
      name: array('name.bin', columns.name),
      names: json('names.json', columns.names),
      value: columns.value && array('value.bin', columns.value),
      source: array('source.bin', columns.source),
      personKeys: {
        bytes: array('person-keys.bin', columns.personKeys.bytes),
        offsets: array('person-key-offsets.bin', columns.personKeys.offsets),
      },
      properties,
    },
  };
}

/** The files of a version that its columns do not need. */
export function filesAside({ rows = [], aliases }: Manifest): ReadonlySet<string> {
  const arrays = [...rows.flatMap(({ digests, people }) => [digests, people]), aliases];
  return new Set([PROFILE_FILE, ...arrays.flatMap((array) => (array ? [array.file] : []))]);
}

/** Columns from the files of a version; the buffers become the columns without a copy. */
export function unpackColumns(manifest: Manifest, read: (file: string) => ArrayBuffer): EventColumns {
  const { columns } = manifest;
  const strings = (file: string) => JSON.parse(new TextDecoder().decode(read(file))) as string[];
  const codes = ({ file, type }: ArrayFile): CodeArray => {
    const buffer = read(file);
    if (type === 'u32') return new Uint32Array(buffer);
    return type === 'u16' ? new Uint16Array(buffer) : new Uint8Array(buffer);
  };
  const property = (from: ManifestProperty): PropertyColumns => ({
    values: strings(from.values),
    event: from.event && codes(from.event),
    person: from.person && codes(from.person),
  });
  const personKeys: TextColumn = {
    bytes: new Uint8Array(read(columns.personKeys.bytes.file)),
    offsets: new Uint32Array(read(columns.personKeys.offsets.file)),
  };
  return {
    eventCount: manifest.eventCount,
    personCount: manifest.personCount,
    personStart: new Uint32Array(read(columns.personStart.file)),
    timeUs: new Float64Array(read(columns.timeUs.file)),
    name: codes(columns.name),
    names: strings(columns.names),
    value: columns.value && new Float64Array(read(columns.value.file)),
    source: new Uint8Array(read(columns.source.file)),
    properties: Object.fromEntries(columns.properties.map((from) => [from.name, property(from)])),
    personKeys,
  };
}
