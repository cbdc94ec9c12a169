import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runReport } from './report-command.ts';

const PLAN = {
  handrail: 1,
  name: 'Shirts',
  timeZone: 'UTC',
  sources: [
    {
      files: 'visits.csv',
      shape: 'events',
      person: 'user',
      time: 'at',
      event: 'page',
      properties: { channel: 'utm' },
    },
  ],
  stages: {
    awareness: { label: 'Landing', enter: ['1 - landing'] },
    interest: { enter: ['2 - cart'] },
    action: { enter: ['4 - purchase'] },
  },
  window: '7d',
};

const VISITS = `page,at,user,utm
1 - landing,2026-01-01 9:00,a,mail
2 - cart,2026-01-01 10:00,a,ads
4 - purchase,2026-01-02 10:00,a,ads
1 - landing,2026-01-03 9:00,b,ads
2 - cart,2026-01-03 9:30,b,(none)
1 - landing,2026-01-04 9:00,c,
1 - landing,2026-02-01 9:00,d,mail
1 - landing,whenever,e,mail
`;

let folder = '';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runReport(args, {
    cwd: folder,
    nowUs: Date.UTC(2026, 5, 1) * 1000,
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

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-report-'));
  await writeFile(join(folder, 'plan.json'), JSON.stringify(PLAN));
  await writeFile(join(folder, 'visits.csv'), VISITS);
});
afterEach(() => rm(folder, { recursive: true }));

describe('the report command', () => {
  it('prints the figures of the funnel, and nothing else', async () => {
    const { code, out, err } = await run('--plan', 'plan.json', '--format', 'json', 'visits.csv');
    expect([code, err]).toEqual([0, '']);
    const report = JSON.parse(out) as Record<string, unknown>;
    expect(report.population).toBe('Everybody who entered, within 7 days, in order.');
    expect(report.data).toMatch(/^data [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/);
    expect(report.dataset).toEqual({
      rowsRead: 8,
      rowsAccepted: 7,
      rowsRejected: 1,
      rowsExcluded: 0,
      events: 7,
      people: 4,
      from: '2026-01-01T09:00:00.000Z',
      to: '2026-02-01T09:00:00.000Z',
      asOf: '2026-02-01T09:00:00.000Z',
      calendarDays: false,
    });
    expect(report.stages).toEqual([
      { id: 'awareness', label: 'Landing', measured: true, reached: 4, implied: 4, blindSpot: 0 },
      { id: 'interest', label: 'Interest', measured: true, reached: 2, implied: 2, blindSpot: 0 },
      { id: 'motivation', label: 'Motivation', measured: false, reached: null, implied: null, blindSpot: null },
      { id: 'action', label: 'Action', measured: true, reached: 1, implied: 1, blindSpot: 0 },
      { id: 'relationship', label: 'Relationship', measured: false, reached: null, implied: null, blindSpot: null },
    ]);
    const [first, second] = report.transitions as Record<string, unknown>[];
    expect(first).toMatchObject({
      from: 'awareness',
      to: 'interest',
      reached: 4,
      converted: 2,
      dropped: 1,
      inProgress: 1,
      maturedReached: 3,
      maturedConverted: 2,
      timeToConvert: { medianSeconds: 2700, meanSeconds: 2700, p25Seconds: 2250, p75Seconds: 3150, p90Seconds: 3420 },
    });
    const rate = first!.rate as Record<string, number>;
    expect(rate.value).toBeCloseTo(2 / 3, 12);
    expect(rate.n).toBe(3);
    expect(rate.low).toBeGreaterThan(0.2);
    expect(rate.high).toBeLessThan(0.95);
    expect(second).toMatchObject({ from: 'interest', to: 'action', reached: 2, converted: 1 });
    expect(report.breakdown).toBeNull();
  });

  it('breaks down by a property, and tells no value from a value that says so', async () => {
    const first = JSON.parse((await run('--plan', 'plan.json', '--breakdown', 'channel', 'visits.csv')).out);
    expect(first.breakdown).toEqual({
      property: 'channel',
      groups: [
        { value: 'mail', kind: 'value', stages: [2, 1, 1] },
        { value: '(none)', kind: 'none', stages: [1, 0, 0] },
        { value: 'ads', kind: 'value', stages: [1, 1, 0] },
      ],
    });
    const last = JSON.parse((await run('--plan', 'plan.json', '--breakdown=channel:last', 'visits.csv')).out);
    expect(last.breakdown.groups).toContainEqual({ value: '(none)', kind: 'value', stages: [1, 1, 0] });
  });

  it('takes changes of the question', async () => {
    const reached = async (...args: string[]): Promise<number[]> => {
      const { out } = await run('--plan', 'plan.json', ...args, 'visits.csv');
      return (JSON.parse(out).stages as { reached: number | null }[]).flatMap((stage) => stage.reached ?? []);
    };
    expect(await reached('--window', '40m')).toEqual([4, 1, 0]);
    expect(await reached('--entered', '2026-01-02..2026-01-03')).toEqual([1, 1, 0]);
    expect(await reached('--entered', '..2026-01-03')).toEqual([2, 2, 1]);
    expect(await reached('--order', 'any')).toEqual([4, 2, 1]);
    const asOf = JSON.parse((await run('--plan', 'plan.json', '--as-of', '2026-03-01', 'visits.csv')).out);
    expect(asOf.transitions[0]).toMatchObject({ inProgress: 0, dropped: 2 });
  });

  it('writes figures and rejected rows to files, safe for a spreadsheet', async () => {
    await writeFile(join(folder, 'visits.csv'), `${VISITS}=cmd,never,x,\n`);
    const { code, out } = await run('--plan', 'plan.json', '--out', 'r.json', '--rejects', 'bad.csv', 'visits.csv');
    expect([code, out]).toEqual([0, '']);
    expect(JSON.parse(await readFile(join(folder, 'r.json'), 'utf8')).dataset.rowsRejected).toBe(2);
    const lines = (await readFile(join(folder, 'bad.csv'), 'utf8')).split('\r\n');
    expect(lines[1]).toBe('visits.csv,9,bad-time,at,whenever,"1 - landing,whenever,e,mail"');
    expect(lines[2]).toContain(`"'=cmd`);
  });

  it.each([
    [['visits.csv'], '--plan'],
    [['--plan', 'plan.json'], 'file'],
    [['--plan', 'plan.json', '--windw', '3d', 'visits.csv'], '--windw'],
    [['--plan', 'plan.json', '--window', '3 days', 'visits.csv'], '3 days'],
    [['--plan', 'plan.json', '--order', 'loose', 'visits.csv'], 'loose'],
    [['--plan', 'plan.json', '--entered', 'January', 'visits.csv'], 'January'],
    [['--plan', 'plan.json', '--as-of', '2026-02-30', 'visits.csv'], '2026-02-30'],
    [['--plan', 'plan.json', '--format', 'xml', 'visits.csv'], 'xml'],
    [['--plan', 'nowhere.json', 'visits.csv'], 'nowhere.json'],
    [['--plan', 'plan.json', 'nowhere.csv'], 'nowhere.csv'],
    [['--plan', 'plan.json', '--breakdown', 'chanel', 'visits.csv'], 'chanel'],
    [['--plan', 'plan.json', '--plan'], '--plan'],
  ])('%j ends with 2 and a sentence about %s', async (args, named) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(named);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('never writes over what it reads', async () => {
    for (const [option, file] of [
      ['--out', 'visits.csv'],
      ['--rejects', './visits.csv'],
      ['--out', 'plan.json'],
    ] as const) {
      const { code, err } = await run('--plan', 'plan.json', option, file, 'visits.csv');
      expect(code).toBe(2);
      expect(err).toContain(file);
      expect(await readFile(join(folder, 'visits.csv'), 'utf8')).toBe(VISITS);
    }
    expect((await run('--plan', 'plan.json', '--out', 'x', '--rejects', './x', 'visits.csv')).code).toBe(2);
  });

  it('stops where the screen would ask, and names the key', async () => {
    await writeFile(join(folder, 'plan.json'), JSON.stringify({ ...PLAN, timeZone: undefined }));
    const { code, err } = await run('--plan', 'plan.json', 'visits.csv');
    expect(code).toBe(2);
    expect(err).toContain('timeZone');
    expect(err).toContain('visits.csv, line 2: 2026-01-01 9:00');
  });

  it('tells how it is used', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('--breakdown PROPERTY');
  });
});
