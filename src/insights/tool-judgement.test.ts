import { describe, expect, it } from 'vitest';
import { columnsFromRows, type EventRow } from '../engine/columns-from-rows.ts';
import { runToEnd } from '../engine/run.ts';
import { capabilitiesOf } from '../journey/capabilities.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { PlanTool } from '../journey/tools.ts';
import { compileFunnel } from '../questions/compile.ts';
import { compileEvidence } from '../questions/tools.ts';
import { judgeCapabilities } from './tool-gaps.ts';
import { type JudgedTool, judgeTools } from './tool-judgement.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 0, 1) * 1000;

const TOOL: PlanTool = {
  id: 'page',
  name: 'Page',
  transition: 'motivation>action',
  side: 'buyer',
  capability: 'give',
  match: ['opened'],
  status: 'live',
};

const PLAN: Plan = {
  handrail: 1,
  sources: [],
  stages: { interest: { enter: ['heard'] }, motivation: { enter: ['ready'] }, action: { enter: ['gave'] } },
  window: '7d',
  timeZone: 'UTC',
  template: null,
  capabilities: [{ id: 'give', transition: 'motivation>action', asks: 'What do I do now?' }],
};

interface Person {
  /** Days since the start. */
  readonly ready: number;
  readonly uses?: boolean;
  readonly gives?: boolean;
  readonly properties?: Readonly<Record<string, string>>;
}

function rowsOf(people: readonly Person[]): EventRow[] {
  return people.flatMap(({ ready, uses, gives, properties }, index): EventRow[] => {
    const person = `p${index}`;
    const at = (event: string, hours: number): EventRow => ({
      person,
      event,
      timeUs: START + ready * DAY + hours * HOUR,
      ...(properties === undefined ? {} : { properties }),
    });
    return [at('heard', 8), at('ready', 9), ...(uses ? [at('opened', 10)] : []), ...(gives ? [at('gave', 40)] : [])];
  });
}

function profileOf(rows: readonly EventRow[], properties: readonly string[] = []): DatasetProfile {
  const names = [...new Set(rows.map(({ event }) => event))];
  const times = rows.map(({ timeUs }) => timeUs);
  const [firstUs, lastUs] = [Math.min(...times), Math.max(...times)];
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
        untilUs: null,
        eventNames: names,
      },
    ],
    eventNames: names.map((name) => {
      const own = rows.filter(({ event }) => event === name);
      const people = new Set(own.map(({ person }) => person)).size;
      return { name, events: own.length, people, firstUs, lastUs };
    }),
    properties: properties.map((name) => {
      const values = [...new Set(rows.flatMap((row) => row.properties?.[name] ?? []))];
      return { name, of: 'event', distinct: values.length, top: values.map((value) => ({ value, count: 1 })) };
    }),
    quality: {} as DatasetProfile['quality'],
  };
}

function judged(
  rows: readonly EventRow[],
  tools: readonly PlanTool[],
  properties: readonly string[] = [],
  plan = PLAN,
) {
  const whole = { ...plan, tools };
  const profile = profileOf(rows, properties);
  const columns = columnsFromRows(rows);
  const asked = compileEvidence(whole, profile);
  const answer = runToEnd(columns, asked.query);
  const all = judgeTools(asked, answer, whole.lowReach);
  const funnel = runToEnd(columns, compileFunnel(whole, profile));
  return { tools: all, ...judgeCapabilities(whole, capabilitiesOf(whole), all, asked, answer, funnel) };
}

function only(rows: readonly EventRow[], tool: PlanTool = TOOL, properties: readonly string[] = []): JudgedTool {
  return judged(rows, [tool], properties).tools[0] as JudgedTool;
}

const people = (count: number, of: (index: number) => Partial<Person>): Person[] =>
  Array.from({ length: count }, (_, index) => ({ ready: index % 100, ...of(index) }));

/** 400 people, every second of whom uses the tool; of each ten of a side the given numbers give. */
const halves = (users: number, others: number): EventRow[] =>
  rowsOf(
    people(400, (index) => ({
      ready: (index >> 1) % 100,
      uses: index % 2 === 0,
      gives: Math.floor(index / 2) % 10 < (index % 2 === 0 ? users : others),
    })),
  );

describe('the state of a tool', () => {
  it('is as the inventory says when it is planned or retired', () => {
    const rows = halves(6, 3);
    expect(only(rows, { ...TOOL, status: 'planned', since: '2024-09-01' }).evidence).toEqual({
      code: 'planned',
      since: '2024-09-01',
    });
    expect(only(rows, { ...TOOL, status: 'retired' }).state).toBe('retired');
  });

  it('is untracked when no rule could see it', () => {
    const { match: _, ...unseen } = TOOL;
    expect(only(halves(6, 3), unseen).evidence).toEqual({ code: 'untracked', why: 'no-rule' });
    const wrong = { ...TOOL, match: [{ event: '*', where: { tool: 'page' } }] };
    expect(only(halves(6, 3), wrong).evidence).toEqual({ code: 'untracked', why: 'no-such-event' });
  });

  it('is unused when thirty reached the stage since it went live and none of them used it', () => {
    const rows = rowsOf(people(100, () => ({})));
    expect(only(rows).evidence).toMatchObject({ code: 'unused', people: 100, uses: 0, stage: 'motivation' });
    expect(only(rows, { ...TOOL, since: '2024-03-11' }).evidence).toMatchObject({ code: 'unused', people: 30 });
    expect(only(rows, { ...TOOL, since: '2024-03-12' }).evidence).toMatchObject({ code: 'too-few-people', people: 29 });
  });

  it('is dormant when it went quiet, with the day on which it did', () => {
    const rows = rowsOf(people(200, (index) => ({ ready: index, uses: index < 120 && index % 2 === 0 })));
    const tool = only(rows);
    expect(tool.evidence).toMatchObject({
      code: 'dormant',
      uses: 60,
      users: 60,
      lastUse: '2024-04-28',
      quietSince: '2024-04-29',
      peopleSince: 81,
      quietDays: 81,
    });
    expect(tool.lastUse).toBe('2024-04-28');
    expect(tool.evidence.code === 'dormant' && tool.evidence.chance).toBeLessThan(0.001);
  });

  it('is not dormant where the year before was as quiet', () => {
    const spring = (index: number): boolean => index % 365 < 180;
    const year = rowsOf(people(720, (index) => ({ ready: index, uses: spring(index) && index % 3 === 0 })));
    const tool = only(year);
    // A mark beside the state that its other figures give, not a state.
    expect(tool.state).toBe('no-effect-shown');
    expect(tool.evidence).toMatchObject({ seasonal: { quietSinceYearBefore: '2024-06-28' } });
    const oneYear = rowsOf(people(360, (index) => ({ ready: index, uses: spring(index) && index % 3 === 0 })));
    expect(only(oneYear).state).toBe('dormant');
    expect(only(oneYear).evidence).not.toHaveProperty('seasonal');
  });

  it('is too few people under thirty pairs, and where nobody ever came', () => {
    const few = rowsOf(people(100, (index) => ({ uses: index % 5 === 0 })));
    const { evidence } = only(few);
    expect(evidence).toMatchObject({ code: 'too-few-people', users: 20, needed: 30 });
    expect(evidence.code === 'too-few-people' && evidence.pairs).toBeGreaterThan(15);
    const nobody: EventRow[] = [{ person: 'p', event: 'heard', timeUs: START }];
    const tool = only(nobody);
    expect(tool.evidence).toMatchObject({ code: 'too-few-people', people: 0, users: 0, pairs: 0 });
    expect(tool.reach).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  it('is low reach when few of those at the stage use it', () => {
    const rows = rowsOf(people(2000, (index) => ({ uses: index % 50 === 0 })));
    const { evidence } = only(rows);
    expect(evidence).toMatchObject({ code: 'low-reach', limit: 0.05 });
    expect(evidence.code === 'low-reach' && evidence.reach.high).toBeLessThan(0.05);
    expect(judged(rows, [TOOL], [], { ...PLAN, lowReach: 0.01 }).tools[0]?.state).toBe('no-effect-shown');
  });

  it('is no effect shown when users go on as often as those beside them, or less', () => {
    expect(only(halves(4, 4)).state).toBe('no-effect-shown');
    const harmful = only(halves(1, 7));
    expect(harmful.state).toBe('no-effect-shown');
    expect(harmful.effect?.high).toBeLessThan(0);
  });

  it('is working when users go on more often than those beside them', () => {
    const tool = only(halves(7, 2));
    expect(tool.state).toBe('working');
    expect(tool.effect?.low).toBeGreaterThan(0.2);
    expect(tool.effect?.pairs).toBeGreaterThan(100);
    expect(tool.reach?.value).toBeCloseTo(0.5, 1);
  });

  it('has uses and reach only on the way into the first stage', () => {
    const rows = [
      ...rowsOf(people(100, () => ({}))),
      ...Array.from({ length: 50 }, (_, p) => ({ person: `p${2 * p}`, event: 'poster', timeUs: START + 2 * p * DAY })),
    ];
    const tool = only(rows, { ...TOOL, transition: '>awareness', match: ['poster'] });
    expect(tool.evidence).toMatchObject({ code: 'working', effect: null, stage: null });
    expect(tool.reach?.n).toBeGreaterThan(80);
  });

  it('is judged in the measured transition that spans its own', () => {
    const { motivation: _, ...stages } = PLAN.stages;
    const plan = { ...PLAN, stages };
    const tool = judged(halves(7, 2), [TOOL], [], plan).tools[0];
    expect(tool?.evidence).toMatchObject({
      code: 'working',
      stage: 'interest',
      spanning: { from: 'interest', to: 'action' },
    });
  });

  it('is unlisted for what the data has and the inventory has not', () => {
    const rows = [
      ...halves(6, 3),
      { person: 'p1', event: 'rang', timeUs: START + DAY, properties: { tool: 'phone' } },
      { person: 'p2', event: 'ready', timeUs: START + 3 * DAY, properties: { tool: 'kit' } },
    ];
    const listed = { ...TOOL, match: ['opened', { event: '*', where: { tool: 'kit' } }] };
    const { tools } = judged(rows, [listed], ['tool']);
    expect(tools.slice(1).map(({ id, state }) => [id, state])).toEqual([
      ['phone', 'unlisted'],
      ['rang', 'unlisted'],
    ]);
    expect(tools[1]?.evidence).toEqual({
      code: 'unlisted',
      property: 'tool',
      people: 1,
      uses: 1,
      firstUse: '2024-01-02',
      lastUse: '2024-01-02',
    });
  });

  it('tells how long people waited for the seller', () => {
    const { answers } = only(halves(6, 3), { ...TOOL, side: 'seller' });
    expect(answers?.waited?.medianUs).toBe(HOUR);
    expect(answers?.withinDay).toBe(answers?.waited?.n);
    expect(answers?.unanswered).toBeGreaterThan(150);
  });
});

describe('a capability', () => {
  it('is missing and a gap when no tool provides it, with the people lost there', () => {
    const { gaps } = judged(halves(6, 3), []);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.evidence).toMatchObject({ code: 'missing', people: 400 });
    expect(gaps[0]?.worth?.peopleLost).toBeGreaterThan(150);
  });

  it('is no gap when its best tool works, reaches few, or cannot be judged yet', () => {
    expect(judged(halves(7, 2), [TOOL]).gaps).toEqual([]);
    const silent: PlanTool = { ...TOOL, id: 'silent', match: ['never'] };
    expect(judged(halves(7, 2), [silent, TOOL]).gaps).toEqual([]);
    expect(judged(halves(7, 2), [silent]).gaps.map(({ state }) => state)).toEqual(['unused']);
  });

  it('is worth what the target would bring', () => {
    const { gaps } = judged(halves(4, 4), [TOOL], [], {
      ...PLAN,
      targets: { 'motivation>action': 0.5 },
      actionValue: { mean: 10, currency: 'EUR' },
    });
    const worth = gaps[0]?.worth;
    expect(worth?.reference).toEqual({ code: 'target', rate: 0.5 });
    // 400 people, a tenth more of them, ten euros each.
    expect(worth?.worth?.value).toBeGreaterThan(280);
    expect(worth?.worth?.value).toBeLessThan(520);
    expect(worth?.worth?.low).toBeGreaterThan(80);
    expect(worth?.worth?.high).toBeLessThan(650);
  });
});
