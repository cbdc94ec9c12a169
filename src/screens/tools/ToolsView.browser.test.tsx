import '../../ui/styles.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { columnsFromRows, type EventRow } from '../../engine/columns-from-rows.ts';
import { runToEnd } from '../../engine/run.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile, EventNameProfile } from '../../journey/profile.ts';
import type { PlanTool, TransitionId } from '../../journey/tools.ts';
import { compileFunnel } from '../../questions/compile.ts';
import { compileEvidence } from '../../questions/tools.ts';
import { toolsToCsv } from '../../words/tools-csv.ts';
import { judgeAnswered } from './landscape.ts';
import { ToolsView } from './ToolsView.tsx';

const DAY_US = 86_400e6;
const START_US = Date.UTC(2026, 0, 5, 9) * 1000;
const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

/** A number in 0..1 for a person, the same every time, and another for each `salt`. */
function chance(person: number, salt: number): number {
  let mixed = Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/**
 * 2,000 people on 200 days, of whom 1,200 sign. Those who opened the page give twice as often as the others; the form
 * was filled in for a hundred days; the phone makes no difference.
 */
function rowsOf(people: number): EventRow[] {
  return Array.from({ length: people }, (_, p) => {
    const person = `p${p}`;
    const day = Math.floor((p * 200) / people);
    const at = (days: number) => START_US + Math.round((day + days) * DAY_US);
    const events: EventRow[] = [{ person, event: 'visit', timeUs: at(0) }];
    if (p % 10 >= 6) return events;
    const opens = chance(p, 1) < 0.5;
    events.push({ person, event: 'sign', timeUs: at(1) });
    if (opens) events.push({ person, event: 'page opened', timeUs: at(1.1) });
    if (chance(p, 12) < 0.33) events.push({ person, event: 'phoned', timeUs: at(1.05) });
    if (p % 60 === 3) events.push({ person, event: 'report opened', timeUs: at(1.1) });
    if (p % 400 === 4) events.push({ person, event: 'letter read', timeUs: at(1.1) });
    if (day < 100 && p % 4 === 1) events.push({ person, event: 'form filled', timeUs: at(1.1) });
    if (p % 5 === 0) events.push({ person, event: 'quiz taken', timeUs: at(1.2) });
    if (chance(p, 3) < (opens ? 0.6 : 0.3)) events.push({ person, event: 'give', timeUs: at(6), value: 40 });
    return events;
  }).flat();
}

const tool = (name: string, capability: string, match: string | null, more: Partial<PlanTool> = {}): PlanTool => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  transition: 'motivation>action',
  side: 'buyer',
  capability,
  status: 'live',
  ...(match === null ? {} : { match: [match] }),
  ...more,
});

const NEEDS = ['page', 'phone', 'report', 'letter', 'form', 'kiosk', 'stall', 'slip', 'call', 'nothing'];
const TOOLS: readonly PlanTool[] = [
  tool('Gift page', 'page', 'page opened', { owner: 'Ana', monthlyCost: 50, note: 'since spring' }),
  tool('Phone line', 'phone', 'phoned'),
  tool('Annual report', 'report', 'report opened'),
  tool('Letter', 'letter', 'letter read'),
  tool('Gift form', 'form', 'form filled'),
  tool('Kiosk', 'kiosk', 'kiosk used'),
  tool('Market stall', 'stall', null, { status: 'planned', since: '2026-12-01' }),
  tool('Transfer slip', 'slip', null, { status: 'retired' }),
  tool('Thank-you call', 'call', null, { side: 'seller' }),
];

const basePlan: Plan = {
  handrail: 1,
  name: 'River Trust',
  sources: [],
  stages: { awareness: { enter: ['visit'] }, motivation: { enter: ['sign'] }, action: { enter: ['give'] } },
  window: '30d',
  timeZone: 'UTC',
  asOf: '2026-09-30',
  template: null,
  capabilities: NEEDS.map((id) => ({
    id,
    transition: 'motivation>action' as TransitionId,
    asks: `Where is the ${id}?`,
  })),
  tools: TOOLS,
};

interface World {
  readonly columns: ReturnType<typeof columnsFromRows>;
  readonly profile: DatasetProfile;
}

function worldOf(rows: readonly EventRow[]): World {
  const names = new Map<string, { people: Set<string>; events: number; first: number; last: number }>();
  for (const { event, person, timeUs } of rows) {
    const one = names.get(event) ?? { people: new Set<string>(), events: 0, first: timeUs, last: timeUs };
    one.people.add(String(person));
    names.set(event, {
      people: one.people,
      events: one.events + 1,
      first: Math.min(one.first, timeUs),
      last: Math.max(one.last, timeUs),
    });
  }
  const eventNames: EventNameProfile[] = [...names].map(([name, { people, events, first, last }]) => ({
    name,
    events,
    people: people.size,
    firstUs: first,
    lastUs: last,
  }));
  const last = Math.max(...rows.map(({ timeUs }) => timeUs));
  const profile: DatasetProfile = {
    eventCount: rows.length,
    personCount: new Set(rows.map(({ person }) => person)).size,
    firstUs: START_US,
    lastUs: last,
    nowUs: last,
    timeZone: 'UTC',
    keys: 'plain',
    sources: [],
    eventNames,
    properties: [],
    quality: { rowsRead: 0, rowsAccepted: 0, rowsRejected: 0, rowsExcluded: 0, parts: [], matches: [] },
  };
  return { columns: columnsFromRows(rows), profile };
}

const world = worldOf(rowsOf(2000));

/** As a backend would answer. */
function judge(plan: Plan, { columns, profile }: World) {
  const asked = compileEvidence(plan, profile);
  const question = compileFunnel(plan, profile);
  const evidence = runToEnd(columns, asked.query);
  return judgeAnswered(plan, 'nonprofit-giving', { asked, evidence, question, funnel: runToEnd(columns, question) });
}

/** The screen with its plan alive. */
function show(start: Plan, { openId = null as string | null, on = world } = {}) {
  const plans: Plan[] = [];
  function Live() {
    const [plan, setPlan] = useState(start);
    const [open, setOpen] = useState(openId);
    const [listing, setListing] = useState<Partial<PlanTool> | null>(null);
    const [property, setProperty] = useState('tool');
    return (
      <main>
        <ToolsView
          context={{
            journey: 'river',
            plan,
            profile: on.profile,
            guess: 'nonprofit-giving',
            judged: judge(plan, on),
            timeZone: 'UTC',
            edit: (_, change) => {
              const next = change(plan);
              plans.push(next);
              setPlan(next);
            },
            openTool: setOpen,
            listTool: setListing,
          }}
          pending={false}
          openId={open}
          listing={listing}
          onListed={() => setListing(null)}
          property={property}
          onProperty={setProperty}
        />
      </main>
    );
  }
  return { ...render(<Live />), plans };
}

const matrix = () => screen.getByRole('region', { name: 'What people can hold on to, step by step' });
const needOf = (asks: string) => {
  const cell = within(matrix()).getByText(asks).closest('li');
  if (!cell) throw new Error(`no need asks ${asks}`);
  return cell;
};
const inventory = () => screen.getByRole('region', { name: 'Your inventory' });

afterEach(async () => {
  cleanup();
  document.documentElement.style.colorScheme = '';
  await page.viewport(1280, 900);
});

describe('every state', () => {
  it.each([
    ['page', 'Gift page', 'works', /used it, \d+ %/],
    ['phone', 'Phone line', 'no effect shown', /no gain is shown/],
    ['report', 'Annual report', 'reaches few', /which is below the limit of 5 %/],
    ['letter', 'Letter', 'too few people', /a verdict takes 30/],
    ['form', 'Gift form', /^went quiet on \d+ Apr 2026/, /none in the \d+ weeks since/],
    ['kiosk', 'Kiosk', 'never used', /1,200 people reached Motivation, and the data shows no use of it/],
    // Their few words say all, so nothing is said twice.
    ['stall', 'Market stall', 'planned from 1 Dec 2026', /Market stallplanned from 1 Dec 2026$/],
    ['slip', 'Transfer slip', 'retired', /Transfer slipretired$/],
    ['call', 'Thank-you call', /^cannot be seen/, /no event is named that could show its use/],
    ['nothing', 'no tool', 'no tool', /No tool is listed that answers it, and of the 1,200 people/],
  ])('of what answers “%s” stands beside it with its sentence', (need, name, state, sentence) => {
    show(basePlan);
    const cell = needOf(`Where is the ${need}?`);
    expect(within(cell).getByText(name)).toBeTruthy();
    expect(within(cell).getAllByText(state).length).toBeGreaterThan(0);
    expect(plain(cell.textContent)).toMatch(sentence);
  });

  it('of what is in the data alone is listed by one click, and lands in the inventory', async () => {
    const { plans } = show(basePlan);
    const unlisted = screen.getByRole('region', { name: 'In your data, not in your inventory' });
    expect(plain(unlisted.textContent)).toMatch(/quiz taken.*400 uses from/);
    await userEvent.click(within(unlisted).getByRole('button', { name: 'List it: quiz taken' }));
    expect(plans.at(-1)?.tools?.at(-1)).toMatchObject({ name: 'quiz taken', match: ['quiz taken'], status: 'live' });
    expect(within(inventory()).getByRole('button', { name: 'quiz taken' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'In your data, not in your inventory' })).toBeNull();
  });
});

describe('the first line', () => {
  it('says who is lost where, for want of what, and what it is worth', () => {
    show({ ...basePlan, targets: { 'motivation>action': 0.8 }, actionValue: { mean: 40, currency: 'EUR' } });
    const heading = plain(screen.getByRole('heading', { level: 1 }).textContent);
    expect(heading).toMatch(/^\d+ people got as far as Motivation and no further\. “Gift form”, which answered/);
    expect(plain(document.querySelector('header')?.textContent)).toMatch(/If 80 % went on, .*€[\d,]+ – €[\d,]+/);
  });

  it('invites where nothing is listed, and the template asks all the same', () => {
    const { tools: _, capabilities: __, template: ___, ...bare } = basePlan;
    show(bare);
    expect(plain(screen.getByRole('heading', { level: 1 }).textContent)).toMatch(/What could they hold on to/);
    expect(screen.getByRole('button', { name: 'List your first tool' })).toBeTruthy();
    expect(within(matrix()).getAllByRole('listitem').length).toBeGreaterThan(15);
    expect(screen.getByText(/It looks like/)).toBeTruthy();
  });

  it('says too few people, and nothing worth, where nobody came', () => {
    const few = worldOf([{ person: 'a', event: 'visit', timeUs: START_US }]);
    show(basePlan, { on: few });
    expect(plain(matrix().textContent)).toMatch(/Nobody reached Motivation/);
    expect(plain(matrix().textContent)).toMatch(/cannot tell|nobody yet/);
    expect(document.body.textContent).not.toMatch(/NaN|Infinity/);
  });
});

describe('a tool', () => {
  it('opens with its picture, its figures and the caution that they prove nothing', async () => {
    show(basePlan);
    await userEvent.click(within(needOf('Where is the page?')).getByRole('button', { name: /Gift page/ }));
    const panel = await screen.findByRole('dialog', { name: /Gift page/ });
    expect(await within(panel).findByRole('img', { name: /Gift page: uses by week/ })).toBeTruthy();
    const text = plain(panel.textContent);
    expect(text).toMatch(/Difference\+\d+/);
    expect(text).toMatch(/not a proof that the tool did it/);
    expect(text).toMatch(/OwnerAna/);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /Gift page/ })).toBeNull());
  });

  it('that a link names and that is no more says so', async () => {
    show(basePlan, { openId: 'gone' });
    expect(await screen.findByRole('dialog', { name: 'This tool is not in the inventory' })).toBeTruthy();
  });

  it('is edited in place, by the keyboard alone, and what is wrong is said and not kept', async () => {
    const { plans } = show(basePlan);
    within(inventory()).getByRole('button', { name: 'Edit Gift page' }).focus();
    await userEvent.keyboard('{Enter}');
    const cost = within(inventory()).getByRole('textbox', { name: 'Cost a month' });
    await userEvent.fill(cost, 'a lot');
    await userEvent.keyboard('{Enter}');
    expect(within(inventory()).getByText('It must be a number that is 0 or more.')).toBeTruthy();
    expect(plans).toEqual([]);
    await userEvent.fill(cost, '75,50');
    await userEvent.keyboard('{Enter}');
    expect(plans.at(-1)?.tools?.[0]?.monthlyCost).toBe(75.5);
    await userEvent.click(within(inventory()).getByRole('button', { name: 'Duplicate' }));
    expect(plans.at(-1)?.tools?.[1]).toMatchObject({ name: 'Gift page (copy)', match: ['page opened'] });
    await userEvent.click(within(inventory()).getByRole('button', { name: 'Delete' }));
    expect(plans.at(-1)?.tools?.map(({ name }) => name)).not.toContain('Gift page');
  });

  it('has the whole width of a telephone to be edited in', async () => {
    await page.viewport(390, 844);
    show(basePlan);
    await userEvent.click(within(inventory()).getByRole('button', { name: 'Edit Gift page' }));
    const name = within(inventory()).getByRole('textbox', { name: 'Name' });
    expect(name.getBoundingClientRect().width).toBeGreaterThan(250);
  });

  it('takes events that are typed or picked, and keeps its conditions', async () => {
    const rule = { event: 'visit', where: { channel: 'mail' } };
    const { plans } = show({ ...basePlan, tools: [{ ...TOOLS[0]!, match: [rule] }] });
    await userEvent.click(within(inventory()).getByRole('button', { name: 'Edit Gift page' }));
    expect(within(inventory()).getAllByText('visit where channel is mail').length).toBeGreaterThan(0);
    const field = within(inventory()).getByRole('combobox', { name: 'Event name, * for any letters' });
    await userEvent.fill(field, 'page*');
    await userEvent.click(within(inventory()).getByRole('button', { name: 'Add' }));
    expect(plans.at(-1)?.tools?.[0]?.match).toEqual([rule, 'page*']);
    await userEvent.click(within(inventory()).getByText('Pick from the data'));
    await userEvent.click(within(inventory()).getByRole('button', { name: /^phoned/ }));
    expect(plans.at(-1)?.tools?.[0]?.match).toEqual([rule, 'page*', 'phoned']);
  });
});

describe('a list of tools', () => {
  const give = async (text: string) => {
    const input = document.querySelector<HTMLInputElement>('input[data-tools-file]');
    if (!input) throw new Error('nowhere to give a file');
    const files = new DataTransfer();
    files.items.add(new File([text], 'tools.csv', { type: 'text/csv' }));
    input.files = files.files;
    fireEvent.change(input);
    return screen.findByRole('dialog', { name: /tools\.csv/ });
  };

  it('is shown before it is taken over', async () => {
    const { plans } = show(basePlan);
    const dialog = await give('name,transition,owner\nGift page,motivation>action,Ben\nStall,into Awareness,\n');
    expect(plain(dialog.textContent)).toMatch(/1 new tool.*Stall.*1 changed tool.*Gift page.*owner: Ana Ben/);
    expect(plans).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: /Take over 2/ }));
    expect(plans.at(-1)?.tools?.[0]).toMatchObject({ name: 'Gift page', owner: 'Ben', monthlyCost: 50 });
    expect(plans.at(-1)?.tools?.at(-1)).toMatchObject({ name: 'Stall', transition: '>awareness' });
  });

  it('with wrong lines is not taken over, and each line says why', async () => {
    const { plans } = show(basePlan);
    const dialog = await give('name,transition\nA,nowhere\nB,motivation>action\nC,\n');
    expect(plain(dialog.textContent)).toMatch(/2 lines must be mended first/);
    expect(plain(dialog.textContent)).toMatch(/line 2.*“nowhere”/);
    expect(within(dialog).queryByRole('button', { name: /Take over/ })).toBeNull();
    expect(plans).toEqual([]);
  });
});

describe('what people need', () => {
  it('is added, put in other words, left out and taken back', async () => {
    const { plans } = show({ ...basePlan, template: 'nonprofit-giving', capabilities: [] });
    const needs = screen.getByRole('region', { name: 'What people need' });
    for (const way of needs.querySelectorAll('summary')) fireEvent.click(way);
    const [leave] = within(needs).getAllByRole('button', { name: /^Leave out: / });
    const asks = leave?.getAttribute('aria-label')?.replace('Leave out: ', '') ?? '';
    fireEvent.click(leave!);
    expect(plans.at(-1)?.capabilities?.[0]?.dropped).toBe(true);
    fireEvent.click(within(needs).getByRole('button', { name: `Take back: ${asks}` }));
    expect(plans.at(-1)?.capabilities).toEqual([]);
    fireEvent.click(within(needs).getByRole('button', { name: `Reword or move: ${asks}` }));
    const field = within(needs).getByRole('textbox', { name: 'What the person asks' });
    await userEvent.fill(field, 'Why now?');
    await userEvent.click(within(needs).getByRole('button', { name: 'Keep it' }));
    expect(plans.at(-1)?.capabilities?.[0]).toMatchObject({ asks: 'Why now?' });
    expect(within(matrix()).getByText('Why now?')).toBeTruthy();
  });
});

describe('names that are hostile, long or turn the other way', () => {
  const names = [
    '<img src=x onerror="window.__ran = true">',
    '=1+1',
    'A name of eighty characters, which is as long as one may reasonably be given, so',
    'דף התרומה',
    'x'.repeat(120),
  ];
  const hostile: Plan = {
    ...basePlan,
    tools: names.map((name, k) =>
      tool(name, NEEDS[k] ?? 'page', 'page opened', { id: `t${k}`, owner: name, note: name }),
    ),
  };

  it.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)('are text at %i pixels, and nothing hangs out', async (width, scheme) => {
    await page.viewport(width, 900);
    document.documentElement.style.colorScheme = scheme;
    show(hostile);
    for (const name of names) expect(screen.getAllByText(name).length).toBeGreaterThan(0);
    expect(document.querySelector('main img[src="x"]')).toBeNull();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await userEvent.click(within(matrix()).getByRole('button', { name: names[0] ?? '' }));
    const panel = await screen.findByRole('dialog', { name: names[0] ?? '' });
    expect(panel.scrollWidth).toBeLessThanOrEqual(panel.clientWidth);
    expect('__ran' in window).toBe(false);
  });

  it('are text in the list as CSV', () => {
    const csv = toolsToCsv(hostile);
    expect(csv).toContain('"\'=1+1"');
    expect(csv).not.toMatch(/(^|[\n,])=1\+1/);
  });
});

describe('accessibility', () => {
  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('has nothing to complain of at %i pixels, %s', async (width, scheme) => {
    await page.viewport(width, 900);
    document.documentElement.style.colorScheme = scheme;
    show(basePlan);
    const violations = async () =>
      (await axe.run(document.body)).violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id} ${target}`),
      );
    expect(await violations()).toEqual([]);
    await userEvent.click(within(inventory()).getByRole('button', { name: 'Edit Gift page' }));
    expect(await violations()).toEqual([]);
    await userEvent.click(within(needOf('Where is the page?')).getByRole('button', { name: /Gift page/ }));
    const panel = await screen.findByRole('dialog', { name: /Gift page/ });
    await Promise.all(panel.getAnimations().map((animation) => animation.finished));
    expect(await violations()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});

describe('five hundred tools', () => {
  it('stand in the matrix in a few lines each, and are all to be found', async () => {
    const many = Array.from({ length: 500 }, (_, k) =>
      tool(`Tool ${k}`, NEEDS[k % 8] ?? 'page', k % 2 ? 'page opened' : 'phoned', { id: `m${k}` }),
    );
    show({ ...basePlan, tools: many });
    expect(within(needOf('Where is the page?')).getAllByRole('button').length).toBeLessThan(6);
    expect(within(needOf('Where is the page?')).getByRole('button', { name: /and \d+ more/ })).toBeTruthy();
    expect(within(inventory()).getAllByRole('row').length).toBeLessThan(40);
    await userEvent.fill(within(inventory()).getByRole('searchbox'), 'Tool 499');
    await waitFor(() => expect(within(inventory()).getAllByRole('row')).toHaveLength(2));
    expect(within(inventory()).getByRole('button', { name: 'Tool 499' })).toBeTruthy();
  });
});
