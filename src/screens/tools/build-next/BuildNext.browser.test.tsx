import '../../../ui/styles.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { columnsFromRows, type EventRow } from '../../../engine/columns-from-rows.ts';
import { runToEnd } from '../../../engine/run.ts';
import type { Plan } from '../../../journey/plan.ts';
import type { DatasetProfile } from '../../../journey/profile.ts';
import { compileFunnel } from '../../../questions/compile.ts';
import { compileEvidence } from '../../../questions/tools.ts';
import { TakenFrom } from '../../../ui/TakeAway.tsx';
import { judgeAnswered } from '../landscape.ts';
import { ToolsProvider } from '../tools-context.ts';
import { WhatIf } from '../what-if/WhatIf.tsx';
import { BuildNext } from './BuildNext.tsx';

const DAY_US = 86_400e6;
const START_US = Date.UTC(2026, 0, 5, 9) * 1000;
const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

/** 600 people who are ready over 150 days; every third of them gives. */
const ROWS = Array.from({ length: 600 }, (_, p): EventRow[] => {
  const at = (days: number) => START_US + Math.round((Math.floor(p / 4) + days) * DAY_US);
  const events = [{ person: `p${p}`, event: 'sign', timeUs: at(0) }];
  return p % 3 === 0 ? [...events, { person: `p${p}`, event: 'give', timeUs: at(3) }] : events;
}).flat();

const PLAN: Plan = {
  handrail: 1,
  name: 'River Trust',
  sources: [],
  stages: { motivation: { enter: ['sign'] }, action: { enter: ['give'] } },
  window: '14d',
  timeZone: 'UTC',
  asOf: '2026-08-30',
  template: null,
  capabilities: [
    { id: 'page', transition: 'motivation>action', asks: 'What do I do now?', answers: 'One page.' },
    { id: 'odd', transition: 'motivation>action', asks: '<img onerror=1>' },
    { id: 'stay', transition: 'relationship>relationship', asks: 'How is it going?' },
  ],
  tools: [
    {
      id: 'a',
      name: '=1+1',
      transition: 'motivation>action',
      side: 'buyer',
      capability: 'page',
      match: ['opened'],
      status: 'live',
    },
  ],
  targets: { 'motivation>action': 0.5 },
  actionValue: { mean: 40, currency: 'EUR' },
};

const LAST_US = Math.max(...ROWS.map(({ timeUs }) => timeUs));
const PROFILE: DatasetProfile = {
  eventCount: ROWS.length,
  personCount: 600,
  firstUs: START_US,
  lastUs: LAST_US,
  nowUs: LAST_US,
  timeZone: 'UTC',
  keys: 'plain',
  sources: [],
  eventNames: ['sign', 'give'].map((name) => ({ name, events: 1, people: 1, firstUs: START_US, lastUs: LAST_US })),
  properties: [],
  quality: { rowsRead: 0, rowsAccepted: 0, rowsRejected: 0, rowsExcluded: 0, parts: [], matches: [] },
};

let kept: Plan = PLAN;
let edits: string[] = [];

function Screen({ rows, given = PLAN }: { readonly rows: readonly EventRow[]; readonly given?: Plan }) {
  const [plan, setPlan] = useState<Plan>(given);
  kept = plan;
  const asked = compileEvidence(plan, PROFILE);
  const columns = columnsFromRows(rows);
  const evidence = runToEnd(columns, asked.query);
  const question = compileFunnel(plan, PROFILE);
  const funnel = runToEnd(columns, question);
  const judged = judgeAnswered(plan, 'nonprofit-giving', { asked, evidence, funnel, question });
  return (
    <main>
      <ToolsProvider
        value={{
          journey: 'river',
          plan,
          profile: PROFILE,
          guess: 'nonprofit-giving',
          judged,
          timeZone: 'UTC',
          edit: (what, change) => {
            edits.push(plain(what));
            setPlan(change);
          },
          openTool: () => undefined,
          listTool: () => undefined,
        }}
      >
        <TakenFrom value={() => ['Everybody who signed.', 'Made from data 93d0.']}>
          <BuildNext />
        </TakenFrom>
        <WhatIf />
      </ToolsProvider>
    </main>
  );
}

afterEach(async () => {
  cleanup();
  edits = [];
  await page.viewport(1280, 900);
});

describe('where to build next', () => {
  it('ranks the gaps, tells the worth of a step once, and keeps names as text', () => {
    render(<Screen rows={ROWS} />);
    const items = within(screen.getByRole('region', { name: 'Where to build next' })).getAllByRole('listitem');
    expect(items).toHaveLength(3);
    const [first, second, third] = items.map((item) => plain(item.textContent));
    for (const part of [
      'What do I do now?',
      '=1+1: never used',
      'One page.',
      '€',
      'if 50 % went on',
      'got as far as',
    ]) {
      expect(first).toContain(part);
    }
    expect(second).toContain('<img onerror=1>');
    expect(second).toContain('Counted together with 1: the same worth.');
    expect(third).toContain('cannot be counted');
    expect(document.querySelector('main img')).toBeNull();
  });

  it('keeps owner and day in the plan, each by its own edit', async () => {
    render(<Screen rows={ROWS} />);
    await userEvent.click(screen.getByRole('button', { name: 'Action list…' }));
    const dialog = await screen.findByRole('dialog');
    const owner = within(dialog).getByRole('textbox', { name: 'Owner: What do I do now?' });
    await userEvent.fill(owner, 'Miriam');
    expect(edits).toEqual([]);
    fireEvent.blur(owner);
    fireEvent.change(within(dialog).getByLabelText('By when: What do I do now?'), { target: { value: '2026-08-15' } });
    await expect.poll(() => kept.actions).toEqual([{ capability: 'page', owner: 'Miriam', due: '2026-08-15' }]);
    expect(edits).toHaveLength(2);
    const sheet = [...document.querySelectorAll('body > section')].map(({ textContent }) => plain(textContent)).join();
    for (const part of ['What do I do now?', 'Miriam', '15 Aug 2026', 'Everybody who signed.', 'Made from data 93d0.'])
      expect(sheet).toContain(part);
    expect(sheet).not.toContain('How is it going?');
  });

  it('has no faults of access, with its list open too', async () => {
    await page.viewport(390, 844);
    const { baseElement } = render(<Screen rows={ROWS} />);
    await userEvent.click(screen.getByRole('button', { name: 'Action list…' }));
    await screen.findByRole('dialog');
    // While it fades in, its text has less contrast.
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    const { violations } = await axe.run(baseElement, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
  });
});

describe('what if', () => {
  const region = () => screen.getByRole('region', { name: 'What if more went on?' });

  it('says who would arrive as the rate is moved by keyboard', async () => {
    render(<Screen rows={ROWS} />);
    const slider = within(region()).getByRole('slider');
    expect((slider as HTMLInputElement).value).toBe('50');
    expect(plain(region().textContent)).toMatch(/\+\d+ people/);
    fireEvent.change(slider, { target: { value: '20' } });
    fireEvent.keyUp(slider);
    await expect.poll(() => plain(region().textContent)).toMatch(/-\d+ people/);
    expect(plain(within(region()).getByRole('status').textContent)).toMatch(/^If 20.0 % went on|^If 20 % went on/);
  });

  it('begins with a better rate where the plan aims at none', () => {
    const { targets: _, ...aimless } = PLAN;
    render(<Screen rows={ROWS} given={aimless} />);
    // A third go on, in every quarter alike: its best is no better.
    expect(Number((within(region()).getByRole('slider') as HTMLInputElement).value)).toBeGreaterThan(34);
    expect(plain(region().textContent)).toMatch(/\+\d+ people/);
  });

  it('keeps a target and the value of an action, and refuses what is none', async () => {
    render(<Screen rows={ROWS} />);
    fireEvent.change(within(region()).getByRole('slider'), { target: { value: '60' } });
    await userEvent.click(within(region()).getByRole('button', { name: /^Make 60.* the target$/ }));
    await expect.poll(() => kept.targets).toEqual({ 'motivation>action': 0.6 });
    const mean = () => within(region()).getByRole('textbox', { name: 'Mean value at Action' });
    await userEvent.fill(mean(), 'much');
    expect(within(region()).getByText('A number that is 0 or more.')).toBeTruthy();
    fireEvent.blur(mean());
    expect(kept.actionValue).toEqual({ mean: 40, currency: 'EUR' });
    await userEvent.fill(mean(), '55');
    fireEvent.blur(mean());
    await expect.poll(() => kept.actionValue).toEqual({ mean: 55, currency: 'EUR' });
  });

  it('says so where nobody had their whole time', () => {
    render(<Screen rows={ROWS.slice(0, 6)} />);
    expect(plain(document.body.textContent)).toContain('No transition has 30 people whose time is over yet');
  });
});
