import '../../ui/styles.ts';
import { cleanup, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Rail, railOf, railOfNames } from '../../insights/tool-rail.ts';
import { capabilitiesOf } from '../../journey/capabilities.ts';
import type { CapabilityState, ToolEvidence } from '../../journey/tool-findings.ts';
import { svgFile } from '../../ui/picture-file.ts';
import { SummaryView } from './SummaryView.tsx';
import { example } from './summary.examples.ts';
import type { Handrail } from './use-handrail.ts';

const plain = (text: string | null | undefined) =>
  (text ?? '').replaceAll('\u00a0', ' ').replaceAll(/[\u2066-\u2069]/g, '');
const NEEDS = capabilitiesOf({ template: 'nonprofit-giving' });
const DORMANT: ToolEvidence = {
  stage: 'motivation',
  spanning: null,
  code: 'dormant',
  uses: 800,
  users: 300,
  usesPerWeek: 24,
  lastUse: '2026-03-08',
  quietSince: '2026-03-09',
  quietDays: 114,
  chance: 1e-9,
  peopleSince: 676,
};
const WORKING: ToolEvidence = {
  stage: 'awareness',
  spanning: null,
  code: 'working',
  uses: 90,
  users: 80,
  reach: { value: 0.1, low: 0.09, high: 0.11, n: 900 },
  effect: null,
};

/** A working tool at the first step, one that went quiet before Action, and nothing elsewhere. */
function judgedRail(): Rail {
  const first = new Map<string, [string, CapabilityState, ToolEvidence]>([
    ['who-is-behind-it', ['River map', 'working', WORKING]],
    ['give-in-two-minutes', ['<img onerror>', 'dormant', DORMANT]],
  ]);
  return railOf({
    capabilities: NEEDS.map((capability) => {
      const [name, state, evidence] = first.get(capability.id) ?? [null, 'missing', null];
      const tool = { id: 't', transition: null, side: null, reach: null, effect: null, lastUse: null };
      const rest = { answers: null, figures: null, tool: null };
      return {
        capability,
        tools:
          name === null || evidence === null
            ? []
            : [{ ...tool, ...rest, name, state: state === 'missing' ? 'unused' : state, evidence }],
        state,
        evidence: evidence ?? { code: 'missing', stage: null, spanning: null, people: null, lost: null },
        gap: state !== 'working',
        measured: null,
      };
    }),
  });
}

function show(rail: Rail | null, guessed?: Handrail) {
  const handrail = guessed ?? { rail, landscape: null, guessed: null };
  return render(
    <main>
      <SummaryView
        {...example({})}
        handrail={handrail}
        toolsHref={(way) => `#/tools/${way ?? ''}`}
        onView={() => undefined}
      />
    </main>,
  );
}

const figure = () => screen.getByRole('figure', { name: 'The stairs' });
const links = () => within(within(figure()).getByRole('group', { name: /The handrail/ })).getAllByRole('link');

afterEach(async () => {
  cleanup();
  await page.viewport(1280, 900);
});

describe.each([
  ['wide', 1280],
  ['narrow', 390],
] as const)('the handrail, %s', (_name, width) => {
  it('says every part in words, and leads to its tools', async () => {
    await page.viewport(width, 900);
    show(judgedRail());
    expect(links().map((link) => plain(link.textContent))).toEqual([
      'into Awareness: Nothing to hold on to; 0 of 3 needs answered.',
      'Awareness → Interest: River map; 1 of 3 needs answered.',
      'Interest → Motivation: Nothing to hold on to; 0 of 4 needs answered.',
      'Motivation → Action: <img onerror> went quiet on 9 Mar 2026; 0 of 4 needs answered.',
      'Action → Relationship: Nothing to hold on to; 0 of 4 needs answered.',
      'Relationship, once more: Nothing to hold on to; 0 of 4 needs answered.',
    ]);
    expect(links()[3]?.getAttribute('href')).toBe('#/tools/motivation>action');
    expect(plain(within(figure()).getByRole('img').textContent)).toContain(
      'The handrail above the stairs: into Awareness',
    );
    expect(figure().querySelector('img')).toBeNull();
  });

  it('is one tab stop with arrow keys between its parts, and shows each need', async () => {
    await page.viewport(width, 900);
    show(judgedRail());
    expect(links().filter((link) => link.tabIndex === 0)).toHaveLength(1);
    links()[0]?.focus();
    for (const next of [1, 2, 3]) {
      await userEvent.keyboard('{ArrowRight}');
      await expect.poll(() => document.activeElement === links()[next]).toBe(true);
    }
    // The tooltip of the part before may still stand.
    const needs = (): string => plain(within(figure()).queryByRole('tooltip')?.textContent ?? '');
    await expect.poll(needs).toContain('What do I do now?');
    for (const part of ['<img onerror>: went quiet on 9 Mar 2026', 'Did anybody ask me?', 'no tool']) {
      expect(needs()).toContain(part);
    }
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => within(figure()).queryByRole('tooltip')).toBeNull();
    await userEvent.keyboard('{End}');
    await expect.poll(() => document.activeElement === links().at(-1)).toBe(true);
  });

  it('has no faults of access', async () => {
    await page.viewport(width, 900);
    const { container } = show(judgedRail());
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
  });

  it('moves nothing when it comes', async () => {
    await page.viewport(width, 900);
    const { rerender } = show(null);
    const height = () => figure().querySelector('svg[role="img"]')?.getAttribute('height');
    await expect.poll(height).toBeTruthy();
    const before = height();
    expect(within(figure()).queryByRole('group', { name: /The handrail/ })).toBeNull();
    rerender(
      <main>
        <SummaryView
          {...example({})}
          handrail={{ rail: judgedRail(), landscape: null, guessed: null }}
          toolsHref={() => '#'}
          onView={() => undefined}
        />
      </main>,
    );
    await expect.poll(() => links().length).toBe(6);
    expect(height()).toBe(before);
  });
});

describe('the handrail', () => {
  it('stands in the table and in the picture that is taken away', async () => {
    show(judgedRail());
    await expect.poll(() => figure().querySelector('svg[role="img"]')).toBeTruthy();
    const drawing = figure().querySelector<SVGSVGElement>('svg[role="img"]');
    const file = plain(drawing ? svgFile(drawing, 'Stairs') : '');
    expect(file).toContain('River map');
    expect(file).toMatch(/stroke-dasharray="0\.1(px)?, 9(px)?"/);
    const about = ['Everybody who entered, within 30 days. '.repeat(12).trim(), 'Made from data 93d0.'];
    const taken = document.createElement('div');
    taken.innerHTML = drawing ? svgFile(drawing, 'Stairs', about) : '';
    document.body.append(taken);
    const [whole, inner] = [...taken.querySelectorAll('svg')].map((one) => one.getBoundingClientRect());
    const feet = [...taken.querySelectorAll<SVGTextElement>('svg > text')].slice(1);
    expect(feet.map(({ textContent }) => textContent).join(' ')).toBe(about.join(' '));
    expect(feet.length).toBeGreaterThan(2);
    for (const foot of feet) {
      const { top, bottom, right } = foot.getBoundingClientRect();
      expect(top).toBeGreaterThanOrEqual(inner?.bottom ?? Number.POSITIVE_INFINITY);
      expect(bottom).toBeLessThanOrEqual(whole?.bottom ?? 0);
      expect(right).toBeLessThanOrEqual(whole?.right ?? 0);
    }
    taken.remove();
    await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    const table = plain(within(figure()).getByRole('table').textContent);
    expect(table).toContain('<img onerror> went quiet on 9 Mar 2026; 0 of 4 needs answered');
  });

  it('says without an inventory what it rests on, and the way to more', () => {
    const names = ['petition signed', 'donation', 'newsletter sign-up'];
    show(null, {
      rail: railOfNames(NEEDS, names),
      landscape: null,
      guessed: { id: 'nonprofit-giving', sure: 0.8, names },
    });
    expect(plain(figure().textContent)).toContain(
      'You have listed no tools yet. Your events look like “Nonprofit: giving”',
    );
    expect(screen.getByRole('link', { name: 'List your tools' }).getAttribute('href')).toBe('#/tools/');
    expect(plain(links()[2]?.textContent)).toBe('Interest → Motivation: Perhaps petition signed; 1 of 4 needs seen.');
    expect(plain(figure().textContent)).toContain('an event in your data may be such a tool');
  });
});
