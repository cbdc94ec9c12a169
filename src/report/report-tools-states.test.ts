import { describe, expect, it } from 'vitest';
import { columnsFromRows, type EventRow } from '../engine/columns-from-rows.ts';
import { runToEnd } from '../engine/run.ts';
import { seededChance } from '../insights/worth-draws.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { TOOL_STATES } from '../journey/tool-findings.ts';
import type { PlanTool, ToolStatus } from '../journey/tools.ts';
import { compileFunnel } from '../questions/compile.ts';
import { askColumns } from './ask.ts';
import { reportTools } from './report-tools.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 0, 1) * 1000;
const DAYS = 731;

/** Two years of four people a day who are ready, with what each of them holds on to and whether they give. */
function twoYears(): readonly EventRow[] {
  const chance = seededChance(20);
  const rows: EventRow[] = [];
  for (let day = 0; day < DAYS; day++) {
    const month = new Date(START / 1000 + day * 86_400_000).getUTCMonth();
    for (let k = 0; k < 4; k++) {
      const person = `p${day}-${k}`;
      const at = (event: string, hours: number) =>
        rows.push({ person, event, timeUs: START + day * DAY + hours * HOUR });
      at('ready', 8 + k);
      const holds = chance() < 0.4;
      if (holds) at('good page opened', 12);
      // At once, before anything else tells people apart.
      if (chance() < 0.4) at('dull page opened', 8.5 + k);
      // Until the end of August 2025, winters too.
      if (day < 609 && chance() < 0.3) at('old page opened', 14);
      // Every year from January to September.
      if (month < 9 && chance() < 0.3) at('summer stall visited', 15);
      if (k === 0 && day % 16 === 0) at('report read', 16);
      if (k === 1 && day % 80 === 0) at('kit ordered', 16);
      if (k === 2 && day % 7 === 0) at('leaflet taken', 17);
      if (chance() < (holds ? 0.6 : 0.3)) at('gave', 40);
    }
  }
  return rows;
}

function tool(id: string, match: string | null, status: ToolStatus = 'live'): PlanTool {
  const needs = { transition: 'motivation>action', side: 'buyer', status } as const;
  return { id, name: id, ...needs, ...(match === null ? {} : { match: [match] }) };
}

const PLAN: Plan = {
  handrail: 1,
  sources: [],
  stages: { motivation: { enter: ['ready'] }, action: { enter: ['gave'] }, relationship: { enter: ['stayed'] } },
  window: '30d',
  timeZone: 'UTC',
  template: null,
  capabilities: [{ id: 'ask', transition: 'motivation>action', asks: 'Who asks me?' }],
  tools: [
    { ...tool('planned', null, 'planned'), since: '2026-03-01' },
    tool('retired', 'old page opened', 'retired'),
    tool('untracked', null),
    tool('unused', 'never opened'),
    tool('dormant', 'old page opened'),
    tool('seasonal', 'summer stall visited'),
    tool('too-few-people', 'kit ordered'),
    tool('low-reach', 'report read'),
    tool('no-effect-shown', 'dull page opened'),
    tool('working', 'good page opened'),
    { ...tool('nobody', 'card sent'), transition: 'action>relationship' },
    { ...tool('loop', 'letter read'), transition: 'relationship>relationship' },
  ],
};

function profileOf(rows: readonly EventRow[]): DatasetProfile {
  const names = [...new Set(rows.map(({ event }) => event))];
  const [firstUs, lastUs] = [START, START + DAYS * DAY - 1];
  const count = (name: string) => rows.filter(({ event }) => event === name);
  return {
    eventCount: rows.length,
    personCount: new Set(rows.map(({ person }) => person)).size,
    firstUs,
    lastUs,
    nowUs: lastUs,
    timeZone: 'UTC',
    keys: 'plain',
    sources: [
      {
        sourceIndex: 0,
        shape: 'events',
        files: [],
        dateOnly: false,
        events: rows.length,
        firstUs,
        lastUs,
        untilUs: lastUs,
        eventNames: names,
      },
    ],
    eventNames: names.map((name) => ({
      name,
      events: count(name).length,
      people: new Set(count(name).map(({ person }) => person)).size,
      firstUs,
      lastUs,
    })),
    properties: [],
    quality: {
      rowsRead: rows.length,
      rowsAccepted: rows.length,
      rowsRejected: 0,
      rowsExcluded: 0,
      parts: [],
      matches: [],
    },
  };
}

function reported(plan: Plan, rows: readonly EventRow[]) {
  const profile = profileOf(rows);
  const columns = columnsFromRows([...rows]);
  return reportTools(plan, profile, askColumns(columns), {}, runToEnd(columns, compileFunnel(plan, profile)));
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('every state of a tool, from events to its sentence', () => {
  const { tools, gaps } = reported(PLAN, twoYears());
  const said = new Map(tools.map(({ id, state, evidence }) => [id, { state, evidence: plain(evidence) }]));

  it.each([
    ['planned', /^It is planned from 1 Mar 2026 on\.$/],
    ['retired', /^It is retired\.$/],
    ['untracked', /^It is listed, and no event is named that could show its use\.$/],
    ['unused', /^2,924 people reached Motivation, and the data shows no use of it\.$/],
    [
      'dormant',
      /^\d+ uses a week until 3\d? Aug 2025, none in the 17 weeks since, while 4\d\d people reached Motivation: .* less than 1 in a million\.$/,
    ],
    [
      'too-few-people',
      /^2,924 people reached Motivation and 10 used it: (10|9|8) users can be set beside somebody comparable, and a verdict takes 30\.$/,
    ],
    [
      'low-reach',
      /^4\d of 2,\d{3} people at Motivation used it, 1\.\d % \(95 % interval .*\), which is below the limit of 5 %\.$/,
    ],
    [
      'no-effect-shown',
      /^1,\d{3} of 2,\d{3} people at Motivation used it, .*, and no gain is shown: of .* pairs of like people, .*, which may be chance\.$/,
    ],
    [
      'working',
      /^1,\d{3} of 2,\d{3} people at Motivation used it, .*: of .* pairs of like people, 6\d\.\d % went on with it and 3\d\.\d % without, \+/,
    ],
  ])('%s', (state, sentence) => {
    expect(said.get(state)?.state).toBe(state);
    expect(said.get(state)?.evidence).toMatch(sentence);
  });

  it('unlisted, for what the data has and the inventory has not', () => {
    expect(said.get('leaflet taken')).toEqual({
      state: 'unlisted',
      evidence: expect.stringMatching(
        /^It is in the data and not in the inventory: 105 uses by 105 people, from 1 Jan 2024 to /,
      ),
    });
  });

  it('missing, for a need that no tool answers', () => {
    expect(gaps).toContainEqual(expect.objectContaining({ capability: 'ask', state: 'missing' }));
  });

  it('not dormant, for what is as quiet every winter, which is said beside its state', () => {
    expect(said.get('seasonal')?.state).not.toBe('dormant');
    expect(said.get('seasonal')?.evidence).toMatch(
      / It has been quiet since \d+ \w+ \d{4}, as it was from \d+ \w+ \d{4} a year before\./,
    );
  });

  it('leaves no state out', () => {
    expect(new Set(tools.map(({ state }) => state))).toEqual(new Set(TOOL_STATES));
  });
});

describe('a stage that nobody reached', () => {
  it('has too few people for a verdict, and nothing divided by them', () => {
    const rows: readonly EventRow[] = [{ person: 'p', event: 'ready', timeUs: START + 9 * HOUR }];
    const { tools, gaps } = reported(PLAN, rows);
    for (const id of ['nobody', 'loop', 'working']) {
      expect(tools.find((one) => one.id === id)?.state).toBe('too-few-people');
    }
    expect(tools.find(({ id }) => id === 'nobody')?.evidence).toBe(
      'Nobody reached Action, so there is nothing to judge.',
    );
    expect(JSON.stringify({ tools, gaps })).not.toMatch(/NaN|Infinity/);
    expect(gaps.every(({ worth }) => worth === null)).toBe(true);
  });
});
