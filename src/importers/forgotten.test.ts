import { describe, expect, it } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { hex } from './bytes/sha256.ts';
import { keyHash, storedForms } from './forgotten.ts';
import { ALIAS_BYTES, HASH_BYTES, personMark } from './row-people.ts';
import { eventLines, importTexts } from './test-import.ts';

const encoder = new TextEncoder();
/** That of `importTexts`. */
const SALT = encoder.encode('salt of a test');
const LOG: PlanSource = {
  files: 'log.csv',
  shape: 'events',
  person: 'user',
  aliases: ['device'],
  time: 'at',
  event: 'what',
};
const ROWS = [
  'user,device,at,what',
  ',d1,2026-01-01T10:00:00Z,visit',
  'ada@x.org,d1,2026-01-02T10:00:00Z,sign up',
  'ada@x.org,d2,2026-01-03T10:00:00Z,visit',
  ',d2,2026-01-04T10:00:00Z,gift',
  'bob@x.org,d3,2026-01-05T10:00:00Z,visit',
];

function forgotten(key: string, salt = encoder.encode('another salt')) {
  return [{ salt, hashes: new Set(storedForms(key).map((form) => keyHash(salt, form))) }];
}

describe('a person who was forgotten', () => {
  it.each(['Ada@x.org', 'd1', 'd2'])('is not read under any key, whichever was given (%s)', async (key) => {
    const imported = await importTexts({ 'log.csv': ROWS.join('\n') }, [LOG], {
      options: { forgotten: forgotten(key) },
    });
    expect(eventLines(imported).map((line) => line.slice(33))).toEqual(['2026-01-05T10:00:00.000Z visit']);
    const { quality } = imported.profile;
    expect([quality.rowsRead, quality.rowsAccepted, quality.rowsExcluded]).toEqual([5, 1, 4]);
    const hashes = ['ada@x.org', 'd1', 'd2'].map((each) => keyHash(SALT, each));
    expect(hashes.filter((hash) => !imported.forgottenToo.includes(hash))).toEqual([]);
  });

  it('is known in a later file by the other keys that were found', async () => {
    const given = { salt: SALT, hashes: new Set([keyHash(SALT, 'd2')]) };
    const later = await importTexts({ 'log.csv': `${ROWS[0]}\n${ROWS[4]}\n${ROWS[5]}\n` }, [LOG], {
      options: { forgotten: [given] },
    });
    expect(later.profile.quality.rowsExcluded).toBe(1);
  });
});

describe('the rows that are known again', () => {
  const marksOf = (key: string) => [keyHash(SALT, key), key].map((stored) => personMark(encoder.encode(stored)));

  it('carry the mark of their person, in their order', async () => {
    const { rowPeople, rowDigests } = await importTexts({ 'log.csv': ROWS.join('\n') }, [LOG], {
      options: { rowDigests: true },
    });
    const marks = [...(rowPeople?.marks.get(0) ?? [])];
    expect(marks.length).toBe(rowDigests.get(0)?.count);
    // Ada is stored under the key that came first.
    const [ada] = marksOf('d1').slice(1);
    expect(marks).toEqual([ada, ada, ada, ada, marksOf('bob@x.org')[0]]);
  });

  it('of date columns and of people do so, too', async () => {
    const dates: PlanSource = { files: 'crm.csv', shape: 'dates', person: 'id', dates: { a: 'a', b: 'b' } };
    const people: PlanSource = { files: 'people.csv', shape: 'people', person: 'id', properties: { town: 'town' } };
    const { rowPeople } = await importTexts(
      {
        'crm.csv': 'id,a,b\nann,2026-01-01,2026-01-02\nbad,never,\nbob,2026-01-03,\n',
        'people.csv': 'id,town\nbob,Ulm\ncid@x.org,Bonn\n',
      },
      [dates, people],
      { options: { rowDigests: true } },
    );
    expect([...(rowPeople?.marks.get(0) ?? [])]).toEqual([marksOf('ann')[1], marksOf('bob')[1]]);
    expect([...(rowPeople?.marks.get(1) ?? [])]).toEqual([marksOf('bob')[1], marksOf('cid@x.org')[0]]);
  });

  it('come with the keys that were joined, as hashes', async () => {
    const { rowPeople } = await importTexts({ 'log.csv': ROWS.join('\n') }, [LOG], { options: { rowDigests: true } });
    const aliases = rowPeople?.aliases ?? new Uint8Array(0);
    const pairs = Array.from({ length: aliases.length / ALIAS_BYTES }, (_, i) =>
      [0, HASH_BYTES].map((from) => hex(aliases.subarray(i * ALIAS_BYTES + from, i * ALIAS_BYTES + from + HASH_BYTES))),
    );
    const hash = (key: string) => keyHash(SALT, key);
    expect(pairs).toHaveLength(3);
    expect(pairs).toEqual(
      expect.arrayContaining([
        [hash('ada@x.org'), hash('d1')],
        [hash('d2'), hash('d1')],
        [hash('d3'), hash('bob@x.org')],
      ]),
    );
  });
});
