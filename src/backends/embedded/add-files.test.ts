import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../importers/byte-source.ts';
import { importFiles } from '../../importers/import.ts';
import { eventLines, NOW_US } from '../../importers/test-import.ts';
import type { Plan, PlanSource } from '../../journey/plan.ts';
import { type Added, addFiles, type StoredParts } from './add-files.ts';

const salt = new TextEncoder().encode('salt of a test');
const options = { salt, nowUs: NOW_US };
const events: PlanSource = {
  files: 'log.csv',
  shape: 'events',
  person: 'id',
  time: 'at',
  event: 'what',
  properties: { channel: 'channel' },
};
const HEADER = 'id,at,what,channel';

function planOf(...sources: readonly PlanSource[]): Plan {
  return { handrail: 1, timeZone: 'UTC', stages: {}, sources };
}

function file(name: string, ...lines: readonly string[]) {
  return bytesSource(new TextEncoder().encode(`${lines.join('\n')}\n`), name);
}

async function stored(plan: Plan, ...files: readonly ReturnType<typeof file>[]): Promise<StoredParts> {
  const imported = await importFiles(files, plan, { ...options, rowDigests: true });
  const { columns, profile, rowDigests, rowPeople } = imported;
  return { name: 'Shop', plan, columns, profile, rowDigests: digestsOf(rowDigests), rowPeople };
}

function digestsOf(rows: ReadonlyMap<number, { view(): Uint32Array }>) {
  return new Map([...rows].map(([index, digests]) => [index, digests.view().slice()]));
}

function asStored({ plan, columns, profile, rowDigests, rowPeople }: Added): StoredParts {
  return { name: 'Shop', plan, columns, profile, rowDigests, rowPeople };
}

/** Reads lines as a file of the given name into the dataset, as its first source reads. */
function add(to: StoredParts, name: string, ...lines: readonly string[]): Promise<Added> {
  return addFiles(to, [file(name, HEADER, ...lines)], planOf({ ...events, files: name }), options);
}

const lines = (added: Pick<StoredParts, 'columns'>) => eventLines(added);
const A = 'ann,2026-01-01T10:00:00Z,visit,mail';
const B = 'bob,2026-01-02T10:00:00Z,visit,web';
const C = 'ann,2026-01-03T10:00:00Z,gift,';
const D = 'cid,2026-01-04T10:00:00Z,visit,radio';

describe('a file given to a dataset', () => {
  test('takes the place of the part of which it holds every row, and the part leaves nothing', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, B));
    const added = await add(before, 'later.csv', B, C, A);
    expect(added.addition).toEqual({ replaced: ['log.csv'], added: [], rowsHere: 0 });
    expect(added.plan.sources.map(({ files }) => files)).toEqual(['later.csv']);
    expect(lines(added)).toEqual(
      lines(await stored(planOf(events), file('log.csv', HEADER, B, C, A))).toSorted(byFirst(added)),
    );
    expect(added.profile.quality).toMatchObject({ rowsRead: 3, rowsAccepted: 3 });
  });

  test('is added when it lacks a row, without the rows that are here', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, A, B));
    const added = await add(before, 'february.csv', A, D, C);
    expect(added.addition).toEqual({ replaced: [], added: ['february.csv'], rowsHere: 1 });
    expect(lines(added)).toEqual([
      'ann 2026-01-01T10:00:00.000Z visit channel=mail',
      'ann 2026-01-01T10:00:00.000Z visit channel=mail',
      'ann 2026-01-03T10:00:00.000Z gift',
      'bob 2026-01-02T10:00:00.000Z visit channel=web',
      'cid 2026-01-04T10:00:00.000Z visit channel=radio',
    ]);
    expect(added.profile).toMatchObject({ eventCount: 5, personCount: 3 });
    expect(added.profile.quality).toMatchObject({ rowsRead: 6, rowsAccepted: 5, rowsExcluded: 1 });
    expect(added.profile.sources.map(({ events: count, files }) => [files[0]?.name, count])).toEqual([
      ['log.csv', 3],
      ['february.csv', 2],
    ]);
  });

  test('counts equal rows as often as in the file that has most', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, B));
    const added = await add(before, 'february.csv', A, A, A, D);
    expect(added.columns.eventCount).toBe(5);
    expect(added.addition.rowsHere).toBe(1);
  });

  test('of which every row is here is refused, whatever its bytes', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, B, C));
    await expect(add(before, 'again.csv', C, B)).rejects.toMatchObject({
      code: 'rows-already-here',
      details: { file: 'again.csv', dataset: 'Shop', rows: 2 },
    });
    await expect(add(before, 'again.csv', C, B, A)).rejects.toMatchObject({ code: 'rows-already-here' });
  });

  test('that holds several parts takes the place of all of them', async () => {
    const january = await stored(planOf(events), file('log.csv', HEADER, A, B));
    const both = asStored(await add(january, 'february.csv', D));
    const whole = await add(both, 'year.csv', A, B, D, C);
    expect(whole.addition).toEqual({ replaced: ['log.csv', 'february.csv'], added: [], rowsHere: 0 });
    expect(whole.plan.sources).toHaveLength(1);
    expect(whole.columns.eventCount).toBe(4);
    expect([...whole.rowDigests.keys()]).toEqual([0]);
  });

  test('replaces its own part and keeps away from what others have', async () => {
    const january = await stored(planOf(events), file('log.csv', HEADER, A, B));
    const both = asStored(await add(january, 'february.csv', B, D));
    const longer = await add(both, 'february 2.csv', B, D, C);
    expect(longer.addition).toEqual({ replaced: ['february.csv'], added: [], rowsHere: 1 });
    expect(longer.columns.eventCount).toBe(4);
  });

  test('of the same name as one that stays gets a name of its own', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, B));
    const added = await add(before, 'log.csv', C, D);
    expect(added.plan.sources.map(({ files }) => files)).toEqual(['log.csv', 'log (2).csv']);
    expect(added.profile.quality.parts.map((part) => part.file)).toEqual(['log.csv', 'log (2).csv']);
    expect(added.addition.added).toEqual(['log (2).csv']);
  });

  test('leaves the account of the others, rejected rows and all', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, B, 'bob,never,visit,'));
    const added = await add(before, 'february.csv', C, D, 'cid,ever,visit,');
    expect(added.profile.quality.parts.map(({ rejects }) => rejects.map(({ value }) => value))).toEqual([
      ['never'],
      ['ever'],
    ]);
    expect(added.profile.quality).toMatchObject({ rowsRead: 6, rowsAccepted: 4, rowsRejected: 2 });
  });

  test('lets ids decide where rows have them', async () => {
    const withId: PlanSource = { ...events, eventId: 'key' };
    const before = await stored(planOf(withId), file('log.csv', `${HEADER},key`, `${A},1`, `${B},2`));
    const renamed = A.replace('visit', 'renamed');
    const added = await addFiles(
      before,
      [file('two.csv', `${HEADER},key`, `${renamed},1`, `${B},3`)],
      planOf({ ...withId, files: 'two.csv' }),
      options,
    );
    expect(added.addition.rowsHere).toBe(1);
    expect(added.columns.eventCount).toBe(3);
    const corrected = await addFiles(
      before,
      [file('two.csv', `${HEADER},key`, `${renamed},1`, `${B},2`)],
      planOf({ ...withId, files: 'two.csv' }),
      options,
    );
    expect(corrected.addition.replaced).toEqual(['log.csv']);
    expect(corrected.profile.eventNames.map(({ name }) => name).sort()).toEqual(['renamed', 'visit']);
  });

  test('read in another way has no row in common', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, B));
    const list: PlanSource = { files: 'list.csv', shape: 'list', person: 'id', time: 'at', event: 'signed' };
    const added = await addFiles(before, [file('list.csv', HEADER, A, D)], planOf(list), options);
    expect(added.addition).toEqual({ replaced: [], added: ['list.csv'], rowsHere: 0 });
    expect(added.profile.quality.matches).toEqual([
      { file: 'log.csv', other: 'list.csv', people: 2, found: 1 },
      { file: 'list.csv', other: 'log.csv', people: 2, found: 1 },
    ]);
  });

  test('of costs alone brings what was spent', async () => {
    const before = await stored(planOf(events), file('log.csv', HEADER, A, B));
    const costs: PlanSource = {
      files: 'costs.csv',
      shape: 'costs',
      person: '',
      time: 'day',
      value: 'spend',
      properties: { channel: 'channel' },
    };
    const added = await addFiles(
      before,
      [file('costs.csv', 'day,spend,channel', '2026-01-01,12.5,mail')],
      planOf(costs),
      options,
    );
    expect(added.columns.eventCount).toBe(2);
    expect(added.profile.costs).toMatchObject([{ sourceIndex: 1, channel: 'mail', spent: [12.5] }]);
  });
});

test('a log given in overlapping pieces is the log', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1, Math.floor(i / 3))).toISOString();
    return `p${(i * 7) % 37},${at},${['visit', 'gift', 'call'][i % 3]},${['mail', '', 'web'][(i * 5) % 3]}`;
  });
  const whole = await stored(planOf(events), file('log.csv', HEADER, ...rows));
  let pieces = await stored(planOf(events), file('log.csv', HEADER, ...rows.slice(0, 120)));
  for (const [from, to] of [
    [100, 260],
    [180, 300],
    [300, 400],
  ] as const) {
    pieces = asStored(await add(pieces, `from ${from}.csv`, ...rows.slice(from, to)));
  }
  expect(pieces.plan.sources).toHaveLength(4);
  expect(lines(pieces).toSorted()).toEqual(lines(whole).toSorted());
  const { eventNames, properties, firstUs, lastUs, personCount } = pieces.profile;
  expect({ eventNames, properties, firstUs, lastUs, personCount }).toEqual({
    eventNames: whole.profile.eventNames,
    properties: whole.profile.properties,
    firstUs: whole.profile.firstUs,
    lastUs: whole.profile.lastUs,
    personCount: whole.profile.personCount,
  });
});

/** The order of people as they are numbered in a dataset. */
function byFirst(added: Added) {
  const order = lines(added);
  return (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
}
