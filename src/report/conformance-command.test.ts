import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runConformance, runConformanceCommand } from './conformance-command.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'));
});
afterEach(() => rm(folder, { recursive: true }));

const simple = {
  id: 'simple',
  source: 'own',
  mode: 'ordered',
  steps: [{ event: 'a' }, { event: 'b' }],
  window_seconds: 60,
  events: [
    { person: 'p', event: 'a', time: '2020-01-01T00:00:00Z' },
    { person: 'p', event: 'b', time: '2020-01-01T00:01:00Z' },
  ],
  expect: { counts: [1, 1] } as Record<string, unknown>,
};

async function run(...cases: readonly unknown[]): Promise<{ code: number; lines: string[] }> {
  await writeFile(join(folder, 'suite.json'), JSON.stringify(cases));
  const lines: string[] = [];
  const code = await runConformance(folder, (line) => lines.push(line));
  return { code, lines };
}

test('a folder of right cases ends with their number', async () => {
  expect(await run(simple, simple)).toEqual({ code: 0, lines: ['2 passed, 0 failed'] });
});

test.each([
  ['counts', { counts: [1, 0] }],
  ['a count too many', { counts: [1, 1, 0] }],
  ['average_seconds', { average_seconds: [null, 59] }],
  ['median_seconds', { median_seconds: [null, 61] }],
  ['converted_people_at_step', { converted_people_at_step: { '2': ['q'] } }],
  ['by_breakdown', { by_breakdown: { x: [1, 1] } }],
  ['by_breakdown_average_seconds', { by_breakdown_average_seconds: { x: [null, 1] } }],
  ['by_breakdown_people_at_step', { by_breakdown_people_at_step: { x: { '1': ['p'] } } }],
  ['trend without asking', { trend: [{ date: '2020-01-01', from: 1, to: 1 }] }],
  ['time_to_convert without asking', { time_to_convert: { average: 60 } }],
  ['matured', { matured: [[1, 0]] }],
  ['implied', { implied: [0, 1] }],
  ['spoiled', { spoiled: 1 }],
  ['nothing', {}],
  ['a field nobody knows', { counts: [1, 1], conversion: 1 }],
])('a case that is wrong about %s fails and is named', async (_, wrong) => {
  const { code, lines } = await run(simple, { ...simple, id: 'wrong', expect: wrong });
  expect(code).toBe(1);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^wrong: /);
  expect(lines[1]).toBe('1 passed, 1 failed');
});

test.each([
  ['an unknown field', { ...simple, session: true }],
  ['an unknown window mode', { ...simple, window_mode: 'from_previous' }],
  ['an unknown order', { ...simple, mode: 'sideways' }],
  ['an unknown attribution', { ...simple, breakdown: 'x', breakdown_attribution: 'middle' }],
  ['a local time', { ...simple, date_from: '2020-01-01' }],
  ['a step that does not exist', { ...simple, exclusions: [{ event: 'x', from_step: 1, to_step: 2 }] }],
  ['a text instead of a case', 'simple'],
])('%s fails instead of being passed over', async (_, value) => {
  const { code, lines } = await run(value);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('0 passed, 1 failed');
});

test('a folder or file that cannot be used is said in one sentence', async () => {
  const lines: string[] = [];
  expect(await runConformance(join(folder, 'missing'), (line) => lines.push(line))).toBe(2);
  expect(await runConformance(folder, (line) => lines.push(line))).toBe(2);
  await writeFile(join(folder, 'broken.json'), '[{]');
  expect(await runConformance(folder, (line) => lines.push(line))).toBe(2);
  await writeFile(join(folder, 'broken.json'), '{}');
  expect(await runConformance(folder, (line) => lines.push(line))).toBe(2);
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toMatch(/^The (folder|file) .*\.$/);
});

test('the command wants one folder', async () => {
  const written: string[] = [];
  const streams = { cwd: folder, out: () => {}, err: (text: string) => void written.push(text) };
  expect(await runConformanceCommand([], streams)).toBe(2);
  expect(await runConformanceCommand(['a', 'b'], streams)).toBe(2);
  expect(written).toHaveLength(2);
});
