import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeView } from '../questions/url.ts';
import { runReport } from './report-command.ts';

const PLAN = {
  handrail: 1,
  name: '=Gifts',
  timeZone: 'UTC',
  window: '7d',
  sources: [
    {
      files: 'events.csv',
      shape: 'events',
      person: 'who',
      time: 'at',
      event: 'what',
      properties: { channel: 'channel' },
    },
  ],
  stages: {
    awareness: { label: '=Visit', enter: ['visit'] },
    interest: { enter: ['letter'] },
    action: { enter: ['gift'] },
  },
};

/** Ten people a day over twenty weeks: of those who came by talk 8 of 10 subscribe, of the others 3; every tenth gives. */
const ROWS = Array.from({ length: 140 }, (_, day) =>
  Array.from({ length: 10 }, (_person, n) => {
    const at = (hours: number) =>
      new Date(Date.UTC(2026, 0, 5 + day, hours)).toISOString().slice(0, 16).replace('T', ' ');
    const channel = n % 2 === 0 ? 'talk' : 'advert';
    const subscribes = (day + n * 3) % 10 < (n % 2 === 0 ? 8 : 3);
    const who = `p${day}-${n}`;
    const gives = subscribes && (day * 7 + n) % 10 === 0;
    return [
      `${who},${at(8)},visit,${channel}`,
      ...(subscribes ? [`${who},${at(9)},letter,`] : []),
      ...(gives ? [`${who},${at(10)},gift,`] : []),
    ];
  }).flat(),
).flat();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-options-'));
  await writeFile(join(folder, 'plan.json'), JSON.stringify(PLAN));
  await writeFile(join(folder, 'events.csv'), `who,at,what,channel\n${ROWS.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runReport(['--plan', 'plan.json', ...args], {
    cwd: folder,
    nowUs: Date.UTC(2026, 11, 1) * 1000,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: {},
    css: () => '',
  });
  return { code, out, err };
}

/** The days in which anybody subscribes or gives, by the rule above. */
const subscribed = ROWS.filter((row) => row.includes(',letter,')).length;
const gave = ROWS.filter((row) => row.includes(',gift,')).length;

describe('the table of stages', () => {
  it('has a line for each stage, safe for a spreadsheet', async () => {
    const { code, out } = await run('--format', 'csv', 'events.csv');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^stage,label,measured,reached,/);
    expect(lines[1]).toMatch(new RegExp(`^awareness,"'=Visit",yes,1400,1400,0,interest,${subscribed},`));
    expect(lines[3]).toMatch(/^motivation,Motivation,no,,,/);
    expect(lines[4]).toBe(`action,Action,yes,${gave},${gave},0,,,,,,,,,,`);
    const [, rate, low, high] = /,([\d.]+),([\d.]+),([\d.]+),no$/.exec(lines[1] ?? '') ?? [];
    expect(Number(low)).toBeLessThan(Number(rate));
    expect(Number(high)).toBeGreaterThan(Number(rate));
  });

  it('has the stages of every group below those of all', async () => {
    const { code, out } = await run('--format', 'csv', '--breakdown', 'channel', 'events.csv');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^channel,group,stage,label,measured,reached,/);
    expect(lines.map((line) => line.split(',').slice(0, 3).join())).toEqual([
      'channel,group,stage',
      ...[',all', 'advert,value', 'talk,value'].flatMap((group) =>
        ['awareness', 'interest', 'motivation', 'action', 'relationship'].map((stage) => `${group},${stage}`),
      ),
    ]);
    const reached = (group: string): number =>
      Number(lines.find((line) => line.startsWith(`${group},interest,`))?.split(',')[5]);
    expect(reached('advert,value')).toBeLessThan(reached('talk,value'));
    expect(reached('advert,value') + reached('talk,value')).toBe(reached(',all'));
  });

  it('leaves out the interval of too few people', async () => {
    const { out } = await run('--format', 'csv', '--entered', '2026-01-05..2026-01-06', 'events.csv');
    expect(out.split('\r\n')[1]).toMatch(/^awareness,.*,20,1400,0,interest,.*,20,\d+,[\d.]+,,,yes$/);
  });
});

describe('a limit for a nightly job', () => {
  it('fails with 3 where the rate is surely lower, says which, and writes the report all the same', async () => {
    const { code, out, err } = await run('--fail-below', 'action=50%', '--out', 'r.json', 'events.csv');
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(
      /^From Interest to Action \S+ % of [\d,]+ people went on \(95 % interval .*\), which is below 50 %\.\n$/,
    );
    expect(JSON.parse(await readFile(join(folder, 'r.json'), 'utf8')).dataset.people).toBe(1400);
  });

  it('passes where the rate is above it, or may be', async () => {
    expect(await run('--fail-below', 'interest=0.3', '--format', 'csv', 'events.csv')).toMatchObject({
      code: 0,
      err: '',
    });
    const near = (subscribed / 1400 + 0.005).toFixed(4);
    expect((await run('--fail-below', `interest=${near}`, '--format', 'csv', 'events.csv')).code).toBe(0);
  });

  it('gives no verdict on too few people, and says so', async () => {
    const { code, err } = await run(
      ...['--fail-below', 'interest=0.9', '--format', 'csv', '--entered', '2026-01-05..2026-01-06', 'events.csv'],
    );
    expect(code).toBe(0);
    expect(err).toBe('From =Visit to Interest there are too few people for a verdict on 90 %: 20, and it takes 30.\n');
  });

  it('checks several', async () => {
    const { code, err } = await run(
      ...['--fail-below', 'interest=0.99', '--fail-below=action=0.99', '--format', 'csv', 'events.csv'],
    );
    expect(code).toBe(3);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });

  it.each([
    ['intrest=0.3', 'did you mean interest?'],
    ['awareness=0.3', 'interest and action only'],
    ['motivation=0.3', 'interest and action only'],
    ['interest=30', '0.30 or 30%'],
    ['interest', 'interest=0.30'],
    ['interest=0', 'between 0 and 1'],
  ])('refuses %s', async (limit, said) => {
    const { code, out, err } = await run('--fail-below', limit, 'events.csv');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});

describe('two periods side by side', () => {
  it('are printed with the word for each rate', async () => {
    const { code, out } = await run(
      ...['--entered', '2026-03-16..2026-05-10', '--compare', '2026-01-05..2026-03-01', 'events.csv'],
    );
    expect(code).toBe(0);
    const { comparison } = JSON.parse(out);
    expect(comparison.now).toEqual({ from: '2026-03-16', to: '2026-05-10', people: 560 });
    expect(comparison.before).toEqual({ from: '2026-01-05', to: '2026-03-01', people: 560 });
    expect(comparison.transitions).toHaveLength(2);
    expect(comparison.transitions[0]).toMatchObject({ from: 'awareness', to: 'interest', verdict: 'cannot-tell' });
    expect(comparison.transitions[0].difference.level).toBeGreaterThan(0.9);
  });

  it('are compared without a window as well', async () => {
    const { code, out } = await run(
      ...[
        '--window',
        'none',
        '--entered',
        '2026-03-16..2026-05-10',
        '--compare',
        '2026-01-05..2026-03-01',
        'events.csv',
      ],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).comparison.transitions).toHaveLength(2);
  });

  it('are asked for where nothing comes after the days named, and have no place in the table', async () => {
    const alone = await run('--entered', '2026-03-16T10:00:00Z..', '--compare', '2026-01-05..2026-03-01', 'events.csv');
    expect(alone.code).toBe(2);
    expect(alone.err).toContain('--entered FROM..TO');
    const table = await run('--format', 'csv', '--compare', '2026-01-05..2026-03-01', 'events.csv');
    expect(table.code).toBe(2);
    expect(table.err).toContain('no place for --compare');
  });

  it('need two days', async () => {
    for (const range of ['2026-01-05', '2026-01-05..', '2026-02-01..2026-01-01']) {
      const { code, err } = await run('--compare', range, 'events.csv');
      expect(code).toBe(2);
      expect(err).toContain(range);
    }
  });
});

describe('the findings of a report', () => {
  it('are sentences with their population, their certainty and a question that can be opened', async () => {
    const { out } = await run('events.csv');
    const { headline, findings } = JSON.parse(out);
    expect(headline).toMatch(/^Of 1,400 people/);
    const groups = findings.find(({ topic }: { topic: string }) => topic === 'groups');
    expect(groups.sentence).toMatch(/people with channel “talk” when they entered go on most often, 80\.0 % of 6\d\d/);
    expect(groups.population).toBe('everybody who entered, all channels, recorded, within 7 days, whose time is over');
    expect(decodeView(groups.question)).toEqual({
      view: {
        breakdown: { property: 'channel', attribution: { step: 1 } },
        way: { from: 'awareness', to: 'interest' },
      },
      unread: [],
    });
    expect(out).not.toMatch(/NaN|undefined|\u00a0/);
  });

  it('are none of five people', async () => {
    await writeFile(join(folder, 'few.csv'), `who,at,what,channel\n${ROWS.slice(0, 9).join('\n')}\n`);
    await writeFile(
      join(folder, 'few.json'),
      JSON.stringify({ ...PLAN, sources: [{ ...PLAN.sources[0], files: 'few.csv' }] }),
    );
    const { code, out } = await run('--plan', 'few.json', 'few.csv');
    expect(code).toBe(0);
    expect(JSON.parse(out).findings).toEqual([]);
  });

  it('are none where nobody entered', async () => {
    const { code, out } = await run('--entered', '2030-01-01..2030-02-01', 'events.csv');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ findings: [], headline: expect.stringMatching(/^Nobody/) });
  });
});

describe('an option that is not there', () => {
  it.each([
    ['--fail-bellow', '--fail-below'],
    ['--formt', '--format'],
    ['-plan', '--plan'],
  ])('%s is refused with the nearest name', async (option, nearest) => {
    const { code, err } = await run(option, 'x', 'events.csv');
    expect(code).toBe(2);
    expect(err).toContain(`did you mean ${nearest}?`);
  });
});
