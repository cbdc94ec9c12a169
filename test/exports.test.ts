import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../src/importers/byte-source.ts';
import { type Imported, importFiles } from '../src/importers/import.ts';
import { sniffFile } from '../src/importers/sniff.ts';
import { HandrailError } from '../src/journey/errors.ts';
import { KNOWN_EXPORT_IDS } from '../src/journey/known-export.ts';
import type { Plan, PlanSource } from '../src/journey/plan.ts';
import { formatPlan, parsePlan } from '../src/journey/plan-file.ts';

/** A pair in `exports/`: a file as a product exports it, and what has to come of it. */
interface Expected {
  /** The known export that it is taken for. */
  readonly known: string;
  /** What the user answers, or the plan says already. */
  readonly plan?: Partial<Plan>;
  readonly source?: Partial<PlanSource>;
  readonly rows: {
    readonly read: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly excluded: number;
  };
  /** Why rows were left out, with their number. */
  readonly excluded?: Readonly<Record<string, number>>;
  /** Person, time, name, then properties and value. */
  readonly events?: readonly (readonly unknown[])[];
  /** Channel, campaign, currency, days since 1970, spending. */
  readonly costs?: readonly (readonly unknown[])[];
}

const folder = join(import.meta.dirname, 'exports');
const inputs = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'));
const NOW_US = Date.UTC(2026, 10, 1) * 1000;

/** Costs alone are no journey: somebody has to do something. */
const COMPANY: PlanSource = { files: 'visits.csv', shape: 'list', person: 'id', time: 'time', event: 'visit' };
const VISITS = 'id,time\nada,2026-09-01T00:00:00Z\n';

function planFor(source: PlanSource, expected: Expected): Plan {
  const sources = source.shape === 'costs' ? [source, COMPANY] : [source];
  return { handrail: 1, sources, stages: {}, keys: 'kept', ...expected.plan };
}

function importAs(name: string, bytes: Uint8Array, plan: Plan): Promise<Imported> {
  const files = [bytesSource(bytes, name, 7)];
  if (plan.sources.includes(COMPANY)) files.push(bytesSource(new TextEncoder().encode(VISITS), 'visits.csv', 64));
  return importFiles(files, plan, { salt: new Uint8Array(16), nowUs: NOW_US });
}

async function read(name: string, expected: Expected): Promise<{ known: string | undefined; imported: Imported }> {
  const bytes = readFileSync(join(folder, name));
  const sniffed = await sniffFile(bytesSource(bytes, name, 4096), { timeZone: 'UTC', nowUs: NOW_US });
  const written = planFor({ ...sniffed.source, ...expected.source }, expected);
  const { plan, warnings } = parsePlan(formatPlan(written), 'plan.json');
  expect(warnings).toEqual([]);
  expect(plan).toEqual(written);
  return { known: sniffed.known?.id, imported: await importAs(name, bytes, written) };
}

function eventsOf({ columns }: Imported): unknown[][] {
  const { bytes, offsets } = columns.personKeys;
  const events: unknown[][] = [];
  for (let p = 0; p < columns.personCount; p++) {
    const person = new TextDecoder().decode(bytes.subarray(offsets[p]!, offsets[p + 1]!));
    for (let row = columns.personStart[p]!; row < columns.personStart[p + 1]!; row++) {
      const properties = Object.entries(columns.properties).flatMap(([name, { values, event }]) => {
        const code = event?.[row] ?? 0;
        return code === 0 ? [] : [[name, values[code - 1]] as const];
      });
      const value = columns.value?.[row] ?? Number.NaN;
      events.push([
        person,
        new Date(columns.timeUs[row]! / 1000).toISOString(),
        columns.names[columns.name[row]!]!,
        ...(properties.length > 0 ? [Object.fromEntries(properties)] : []),
        ...(Number.isNaN(value) ? [] : [value]),
      ]);
    }
  }
  return events;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The bytes with some flipped, cut out, or put in twice. */
function damage(bytes: Uint8Array, random: () => number): Uint8Array {
  const out = [...bytes];
  const at = () => Math.floor(random() * out.length);
  for (let k = 0; k < 3; k++) {
    const kind = random();
    if (kind < 0.4) out[at()] = Math.floor(random() * 256);
    else if (kind < 0.7) out.splice(at(), Math.floor(random() * 12));
    else {
      const from = at();
      out.splice(at(), 0, ...out.slice(from, from + 40));
    }
  }
  return Uint8Array.from(out);
}

describe('a file as a product exports it', () => {
  it.each(inputs)('%s gives the expected events', async (name) => {
    const expected = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')) as Expected;
    const { known, imported } = await read(name, expected);
    expect(known).toBe(expected.known);
    const { parts } = imported.profile.quality;
    const [part] = parts;
    expect({
      read: part!.rowsRead,
      accepted: part!.rowsAccepted,
      rejected: part!.rowsRejected,
      excluded: part!.rowsExcluded,
    }).toEqual(expected.rows);
    const excluded = part!.excludedBy.map(({ reason, detail, rows }) => [`${reason} ${detail}`.trim(), rows] as const);
    expect(Object.fromEntries(excluded)).toEqual(expected.excluded ?? {});
    if (expected.events !== undefined) expect(eventsOf(imported)).toEqual(expected.events);
    const costs = (imported.profile.costs ?? []).map(({ channel, campaign, currency, days, spent }) => [
      channel,
      campaign,
      currency,
      Object.fromEntries(days.map((day, i) => [new Date(day * 86_400_000).toISOString().slice(0, 10), spent[i]])),
    ]);
    expect(costs).toEqual(expected.costs ?? []);
  });

  it.each(inputs)('%s loses no row however it is damaged', async (name) => {
    const expected = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')) as Expected;
    const bytes = readFileSync(join(folder, name));
    const sniffed = await sniffFile(bytesSource(bytes, name, 4096), { timeZone: 'UTC', nowUs: NOW_US });
    const plan = planFor(
      { ...sniffed.source, ...expected.source },
      { ...expected, plan: { timeZone: 'UTC', ...expected.plan } },
    );
    const random = seeded(name.length);
    let read = 0;
    for (let run = 0; run < 40; run++) {
      const damaged = damage(bytes, random);
      try {
        const { profile } = await importAs(name, damaged, plan);
        const { rowsRead, rowsAccepted, rowsRejected, rowsExcluded } = profile.quality;
        expect(rowsRead).toBe(rowsAccepted + rowsRejected + rowsExcluded);
        read++;
      } catch (error) {
        expect(error).toBeInstanceOf(HandrailError);
        expect((error as HandrailError).code).not.toBe('internal');
      }
    }
    expect(read).toBeGreaterThan(0);
  });

  it('there is a pair for every export that is known', () => {
    const known = inputs.map((name) => JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')).known);
    expect([...KNOWN_EXPORT_IDS].filter((id) => !known.includes(id))).toEqual([]);
  });
});
