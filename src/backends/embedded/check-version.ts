import * as v from 'valibot';
import type { CodeArray, EventColumns } from '../../engine/columns.ts';
import { HandrailError } from '../../journey/errors.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { FORMAT_VERSION } from './format-versions.ts';
import { byteOrder, type Manifest } from './manifest.ts';

/**
 * What comes from another computer may be anything: whether its parts are what the rest of the code takes for granted.
 * Each check throws when it is not.
 */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const texts = v.array(v.string());
const micros = v.nullable(v.pipe(v.number(), v.finite()));
const FILE_NAME = /^[a-z][a-z0-9-]{0,60}\.(?:bin|json)$/;
/** No array of a browser holds more. */
const LARGEST_FILE = 2 ** 31;

const file = v.pipe(v.string(), v.regex(FILE_NAME));
const seal = v.looseObject({
  bytes: v.pipe(count, v.maxValue(LARGEST_FILE)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const codes = v.object({ file, type: v.picklist(['u8', 'u16', 'u32']) });
const wide = v.object({ file, type: v.literal('u32') });
const times = v.object({ file, type: v.literal('f64') });
const narrow = v.object({ file, type: v.literal('u8') });
const shape = v.picklist(['events', 'list', 'people', 'dates', 'costs']);
const fileProfile = v.looseObject({ name: v.string(), bytes: count, digest: v.string() });
const keys = v.picklist(['plain', 'hashed', 'kept']);

const manifestSchema = v.looseObject({
  eventCount: count,
  personCount: count,
  keys,
  sources: v.array(v.looseObject({ sourceIndex: count, shape, files: v.array(fileProfile), dateOnly: v.boolean() })),
  columns: v.object({
    personStart: wide,
    timeUs: times,
    name: codes,
    names: file,
    value: v.nullable(times),
    source: narrow,
    personKeys: v.object({ bytes: narrow, offsets: wide }),
    properties: v.array(
      v.object({ name: v.string(), values: file, event: v.nullable(codes), person: v.nullable(codes) }),
    ),
  }),
  rows: v.optional(v.array(v.object({ sourceIndex: count, digests: wide, people: v.optional(wide) }))),
  aliases: v.optional(narrow),
  files: v.record(file, seal),
});

/** `from`: the file it came in, for `saved-newer-version`. */
export function checkManifest(value: unknown, from: string): Manifest {
  const { format, byteOrder: order } = value as { readonly format?: unknown; readonly byteOrder?: unknown };
  if (typeof format === 'number' && format > FORMAT_VERSION) {
    throw new HandrailError('saved-newer-version', { file: from, version: String(format) });
  }
  if (format !== FORMAT_VERSION || order !== byteOrder()) throw new Error('another format or byte order');
  v.parse(manifestSchema, value);
  return value as Manifest;
}

const rows = { rowsRead: count, rowsAccepted: count, rowsRejected: count, rowsExcluded: count };
const cell = v.nullable(v.string());

const qualitySchema = v.looseObject({
  ...rows,
  parts: v.array(
    v.looseObject({
      ...rows,
      file: v.string(),
      sourceIndex: count,
      people: count,
      rejectedBy: v.record(v.string(), count),
      excludedBy: v.array(v.looseObject({ reason: v.string(), detail: v.string(), rows: count })),
      rejects: v.array(v.looseObject({ line: count, reason: v.string(), column: cell, value: cell, text: v.string() })),
      cellProblems: v.array(
        v.looseObject({
          column: v.string(),
          problem: v.string(),
          cells: count,
          examples: v.array(v.looseObject({ line: count, value: v.string() })),
        }),
      ),
      notes: v.array(v.looseObject({ code: v.string() })),
    }),
  ),
  matches: v.array(v.looseObject({ file: v.string(), other: v.string(), people: count, found: count })),
  nearMisses: v.optional(
    v.array(
      v.looseObject({
        differences: v.array(v.picklist(['case', 'spaces', 'plus-address'])),
        people: count,
        example: v.nullable(v.tuple([v.string(), v.string()])),
      }),
    ),
  ),
});

const profileSchema = v.looseObject({
  eventCount: count,
  personCount: count,
  firstUs: micros,
  lastUs: micros,
  nowUs: v.pipe(v.number(), v.finite()),
  timeZone: v.pipe(
    v.string(),
    v.check((zone) => isZone(zone)),
  ),
  keys,
  sources: v.array(
    v.looseObject({
      sourceIndex: count,
      shape,
      files: v.array(fileProfile),
      dateOnly: v.boolean(),
      events: count,
      firstUs: micros,
      lastUs: micros,
      untilUs: micros,
      eventNames: texts,
    }),
  ),
  eventNames: v.array(
    v.looseObject({ name: v.string(), events: count, people: count, firstUs: v.number(), lastUs: v.number() }),
  ),
  properties: v.array(
    v.looseObject({
      name: v.string(),
      of: v.picklist(['event', 'person', 'both']),
      distinct: count,
      top: v.array(v.looseObject({ value: v.string(), count })),
    }),
  ),
  quality: qualitySchema,
  costs: v.optional(
    v.array(
      v.looseObject({
        sourceIndex: count,
        channel: cell,
        campaign: cell,
        currency: cell,
        days: v.array(v.pipe(v.number(), v.safeInteger())),
        spent: v.array(v.pipe(v.number(), v.finite())),
      }),
    ),
  ),
});

export function checkProfile(value: unknown): DatasetProfile {
  v.parse(profileSchema, value);
  return value as DatasetProfile;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** That all columns have the lengths and codes that one another need, and the counts that the profile names. */
export function checkColumns(columns: EventColumns, profile: DatasetProfile): void {
  const { eventCount, personCount, personKeys } = columns;
  hold(eventCount === profile.eventCount && personCount === profile.personCount, 'counts');
  holdStarts(columns.personStart, personCount, eventCount);
  holdStarts(personKeys.offsets, personCount, personKeys.bytes.length);
  hold(columns.timeUs.length === eventCount && columns.source.length === eventCount, 'lengths');
  for (let person = 0; person < personCount; person += 1) {
    const end = columns.personStart[person + 1] ?? 0;
    let before = Number.NEGATIVE_INFINITY;
    for (let row = columns.personStart[person] ?? 0; row < end; row += 1) {
      const at = columns.timeUs[row] ?? Number.NaN;
      hold(at >= before && Number.isFinite(at), 'times');
      before = at;
    }
  }
  v.parse(texts, columns.names);
  holdCodes(columns.name, eventCount, columns.names.length - 1);
  hold(columns.value === null || columns.value.length === eventCount, 'values');
  for (const { values, event, person } of Object.values(columns.properties)) {
    v.parse(texts, values);
    if (event !== null) holdCodes(event, eventCount, values.length);
    if (person !== null) holdCodes(person, personCount, values.length);
  }
}

function holdStarts(starts: Uint32Array, count: number, end: number): void {
  hold(starts.length === count + 1 && starts[0] === 0 && starts[count] === end, 'starts');
  for (let at = 0; at < count; at += 1) hold((starts[at] ?? 0) <= (starts[at + 1] ?? 0), 'starts');
}

function holdCodes(array: CodeArray, length: number, highest: number): void {
  hold(array.length === length, 'lengths');
  for (const code of array) hold(code <= highest, 'codes');
}

function hold(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`the ${what} of the columns do not fit together`);
}
