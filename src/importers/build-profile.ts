import type { EventColumns } from '../engine/columns.ts';
import type { Plan } from '../journey/plan.ts';
import type {
  DatasetProfile,
  EventNameProfile,
  FileProfile,
  PropertyProfile,
  SourceProfile,
} from '../journey/profile.ts';
import type { PartMatch, QualityNote, QualityPart, QualityReport } from '../journey/quality-report.ts';
import { DAY_US, parseDay, timeZone } from '../journey/time-zone.ts';
import { NO_PERSON } from './build-columns.ts';
import type { EventTable } from './event-table.ts';
import { countOddities, type Oddities } from './oddities.ts';
import type { Part } from './part.ts';
import { TimeParser } from './times/time-parser.ts';

const TOP_VALUES = 20;

export interface ProfileInput {
  readonly columns: EventColumns;
  readonly table: EventTable;
  readonly plan: Plan;
  readonly personOf: Uint32Array;
  /** Distinct people of each part, as a mark per person. */
  readonly peopleOfPart: readonly Uint8Array[];
  readonly files: ReadonlyMap<string, FileProfile>;
  readonly nowUs: number;
  readonly timeZone: string;
  readonly keys: DatasetProfile['keys'];
}

/** Everything known about the dataset without asking it a question. */
export function buildProfile(input: ProfileInput): DatasetProfile {
  const { columns } = input;
  const { names, perSource, first, last } = walk(columns, input.plan.sources.length);
  const costs = input.table.costs.series();
  return {
    eventCount: columns.eventCount,
    personCount: columns.personCount,
    firstUs: columns.eventCount > 0 ? first : null,
    lastUs: columns.eventCount > 0 ? last : null,
    nowUs: input.nowUs,
    timeZone: input.timeZone,
    keys: input.keys,
    sources: sourceProfiles(input, perSource),
    eventNames: names,
    properties: Object.entries(columns.properties).map(([name]) => propertyProfile(name, columns)),
    quality: qualityReport(input),
    ...(costs.length > 0 ? { costs } : {}),
  };
}

interface SourceFigures {
  events: number;
  firstUs: number;
  lastUs: number;
  readonly names: Set<number>;
}

/** Figures of the events by name and by source. */
export function walk(columns: EventColumns, sources: number) {
  const { names, timeUs, name, source, personStart, personCount } = columns;
  const perSource: SourceFigures[] = Array.from({ length: sources }, () => ({
    events: 0,
    firstUs: Number.POSITIVE_INFINITY,
    lastUs: Number.NEGATIVE_INFINITY,
    names: new Set<number>(),
  }));
  const events = new Float64Array(names.length);
  const people = new Float64Array(names.length);
  const firstUs = new Float64Array(names.length).fill(Number.POSITIVE_INFINITY);
  const lastUs = new Float64Array(names.length).fill(Number.NEGATIVE_INFINITY);
  const lastPerson = new Float64Array(names.length).fill(-1);
  const pairSeen = new Uint8Array(names.length * sources);
  for (let p = 0; p < personCount; p++) {
    for (let row = personStart[p]!; row < personStart[p + 1]!; row++) {
      const code = name[row]!;
      const time = timeUs[row]!;
      events[code]!++;
      if (time < firstUs[code]!) firstUs[code] = time;
      if (time > lastUs[code]!) lastUs[code] = time;
      if (lastPerson[code] !== p) {
        lastPerson[code] = p;
        people[code]!++;
      }
      const figures = perSource[source[row]!]!;
      figures.events++;
      if (time < figures.firstUs) figures.firstUs = time;
      if (time > figures.lastUs) figures.lastUs = time;
      const pair = source[row]! * names.length + code;
      if (pairSeen[pair] === 0) {
        pairSeen[pair] = 1;
        figures.names.add(code);
      }
    }
  }
  const used: EventNameProfile[] = [];
  names.forEach((text, i) => {
    if (events[i]! === 0) return;
    used.push({ name: text, events: events[i]!, people: people[i]!, firstUs: firstUs[i]!, lastUs: lastUs[i]! });
  });
  used.sort((a, b) => b.events - a.events || compareUtf8(a.name, b.name));
  return {
    names: used,
    perSource,
    first: perSource.reduce((least, s) => Math.min(least, s.firstUs), Number.POSITIVE_INFINITY),
    last: perSource.reduce((most, s) => Math.max(most, s.lastUs), Number.NEGATIVE_INFINITY),
  };
}

function sourceProfiles(input: ProfileInput, perSource: readonly SourceFigures[]): SourceProfile[] {
  const { plan, table, columns } = input;
  return plan.sources.flatMap((source, sourceIndex) => {
    const parts = table.parts.filter((part) => part.sourceIndex === sourceIndex);
    if (parts.length === 0) return [];
    const figures = perSource[sourceIndex]!;
    return [
      {
        sourceIndex,
        shape: source.shape,
        files: parts.map((part) => input.files.get(part.file)!),
        dateOnly: parts.some((part) => part.dateRows > 0),
        events: figures.events,
        firstUs: figures.events > 0 ? figures.firstUs : null,
        lastUs: figures.events > 0 ? figures.lastUs : null,
        untilUs: source.until === undefined ? null : momentUs(source.until, input.timeZone),
        eventNames: [...figures.names].sort((a, b) => a - b).map((code) => columns.names[code]!),
      },
    ];
  });
}

/** A day means its end in the zone; an instant means itself. `null` for a text that is neither. */
function momentUs(text: string, zoneName: string): number | null {
  const day = parseDay(text);
  if (day !== null) return timeZone(zoneName).fromLocalUs(day + DAY_US).us - 1;
  const parser = new TimeParser(null);
  const bytes = encoder.encode(text);
  return parser.parse(bytes, 0, bytes.length) && parser.kind === 'instant' ? parser.us : null;
}

/** A property with its most frequent values. */
export function propertyProfile(name: string, columns: EventColumns): PropertyProfile {
  const property = columns.properties[name]!;
  const counts = new Float64Array(property.values.length + 1);
  for (const codes of [property.event, property.person]) {
    if (codes !== null) for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
  }
  let distinct = 0;
  const top: { code: number; count: number }[] = [];
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code]!;
    if (count === 0) continue;
    distinct++;
    if (top.length === TOP_VALUES && count <= top[TOP_VALUES - 1]!.count) continue;
    top.push({ code, count });
    top.sort((a, b) => b.count - a.count || compareUtf8(property.values[a.code - 1]!, property.values[b.code - 1]!));
    if (top.length > TOP_VALUES) top.pop();
  }
  return {
    name,
    of: property.event === null ? 'person' : property.person === null ? 'event' : 'both',
    distinct,
    top: top.map(({ code, count }) => ({ value: property.values[code - 1]!, count })),
  };
}

function qualityReport(input: ProfileInput): QualityReport {
  const { table, peopleOfPart, plan, personOf } = input;
  const namesPeople = table.parts.map(({ sourceIndex }) => plan.sources[sourceIndex]?.shape !== 'costs');
  const alone = peopleAlone(
    table.parts.map(({ file }) => file),
    peopleOfPart,
  );
  const isFirst = (i: number): boolean =>
    table.parts.findIndex((part) => part.sourceIndex === table.parts[i]!.sourceIndex) === i;
  const oddities = countOddities(input.columns, plan.sources.length);
  const parts = table.parts.map((part, i) => {
    const notes = isFirst(i) ? notesOn(oddities[part.sourceIndex]) : [];
    const finished = part.finish(countMarks(peopleOfPart[i]!), notes);
    const others = table.parts.some((other, k) => namesPeople[k] && other.file !== part.file);
    return namesPeople[i] && others ? { ...finished, alone: alone[i]! } : finished;
  });
  const sum = (of: (part: QualityPart) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const near = table.keys.nearMisses((code) => {
    const person = personOf[code];
    return person === undefined || person === NO_PERSON ? -1 : person;
  });
  return {
    rowsRead: sum((part) => part.rowsRead),
    rowsAccepted: sum((part) => part.rowsAccepted),
    rowsRejected: sum((part) => part.rowsRejected),
    rowsExcluded: sum((part) => part.rowsExcluded),
    parts,
    matches: matches(
      parts.filter((_, i) => namesPeople[i]),
      peopleOfPart.filter((_, i) => namesPeople[i]),
    ),
    nearMisses: near,
  };
}

/** Of each part, how many of its people are in no part of another file. */
function peopleAlone(files: readonly string[], peopleOfPart: readonly Uint8Array[]): number[] {
  if (new Set(files).size < 2) return [];
  const filesOf = new Uint16Array(peopleOfPart[0]?.length ?? 0);
  for (const file of new Set(files)) {
    const parts = peopleOfPart.filter((_, i) => files[i] === file);
    const seen = new Uint8Array(filesOf.length);
    for (const marks of parts) for (let p = 0; p < seen.length; p++) seen[p]! |= marks[p]!;
    for (let p = 0; p < seen.length; p++) filesOf[p]! += seen[p]!;
  }
  return peopleOfPart.map((marks) => {
    let alone = 0;
    for (let p = 0; p < marks.length; p++) if (marks[p] === 1 && filesOf[p] === 1) alone++;
    return alone;
  });
}

function notesOn(oddities: Oddities | undefined): QualityNote[] {
  if (oddities === undefined) return [];
  const { duplicates, in1970 } = oddities;
  return [
    ...(duplicates > 0 ? [{ code: 'duplicates', events: duplicates } as const] : []),
    ...(in1970 > 0 ? [{ code: 'year-1970', events: in1970 } as const] : []),
  ];
}

function matches(parts: readonly QualityPart[], peopleOfPart: readonly Uint8Array[]): PartMatch[] {
  const out: PartMatch[] = [];
  for (let a = 0; a < parts.length; a++) {
    for (let b = 0; b < parts.length; b++) {
      const one = parts[a]!;
      const other = parts[b]!;
      if (a === b || one.file === other.file) continue;
      let found = 0;
      const marksA = peopleOfPart[a]!;
      const marksB = peopleOfPart[b]!;
      for (let p = 0; p < marksA.length; p++) found += marksA[p]! & marksB[p]!;
      out.push({ file: one.file, other: other.file, people: one.people, found });
    }
  }
  return out;
}

function countMarks(marks: Uint8Array): number {
  let count = 0;
  for (let p = 0; p < marks.length; p++) count += marks[p]!;
  return count;
}

/** Adds to each part's marks the people that a people file names. */
export function addListedPeople(
  parts: readonly Part[],
  peopleOfPart: readonly Uint8Array[],
  personOf: Uint32Array,
): void {
  parts.forEach(({ people }, i) => {
    if (people === null) return;
    for (let code = 0; code < personOf.length; code++) {
      const person = personOf[code]!;
      if (person !== NO_PERSON && people.has(code)) peopleOfPart[i]![person] = 1;
    }
  });
}

function compareUtf8(a: string, b: string): number {
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i]! - right[i]!;
  }
  return left.length - right.length;
}
const encoder = new TextEncoder();
