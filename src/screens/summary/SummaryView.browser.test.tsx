import '../../ui/styles.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HandrailError } from '../../journey/errors.ts';
import type { View } from '../../questions/view.ts';
import { SummaryView, type SummaryViewProps } from './SummaryView.tsx';
import { EXAMPLES, example } from './summary.examples.ts';

const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ');

function show(props: Omit<SummaryViewProps, 'onView'>) {
  const onView = vi.fn<(next: View) => void>();
  const rendered = render(
    <main>
      <SummaryView {...props} onView={onView} />
    </main>,
  );
  return { ...rendered, onView };
}

const figure = () => screen.getByRole('figure', { name: 'The stairs' });

afterEach(async () => {
  cleanup();
  await page.viewport(1280, 900);
});

describe('the summary', () => {
  it('opens with what happened, the leak, and exactly who was counted', async () => {
    await page.viewport(1280, 900);
    const { container } = show(example({}));
    expect(plain(screen.getByRole('heading', { level: 1 }).textContent)).toBe(
      'Of 18,204 people who came to know River Trust, 611 acted. 11,435 got as far as Awareness and no further.',
    );
    expect(plain(container.textContent)).toContain(
      'People who entered 1 Jan – 30 Jun 2026, within 30 days, in order, counted by calendar day.',
    );
  });

  it('shows in the table the numbers of the picture', async () => {
    await page.viewport(1280, 900);
    const props = example({});
    show(props);
    const picture = plain(within(figure()).getByRole('img').textContent);
    await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    const rows = within(figure()).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(5);
    for (const [k, step] of (props.answer?.steps ?? []).entries()) {
      const cells = within(rows[k] as HTMLElement)
        .getAllByRole('cell')
        .map((cell) => plain(cell.textContent));
      expect(cells[0]).toBe(step.reached.toLocaleString('en'));
      const transition = props.answer?.transitions[k];
      if (!transition) continue;
      expect(cells).toContain(transition.dropped.toLocaleString('en'));
      expect(cells).toContain(transition.inProgress.toLocaleString('en'));
      for (const cell of [cells[0], cells[3], cells[4]]) expect(picture).toContain(cell);
    }
  });

  it('keeps the table while the question changes', async () => {
    const { rerender } = show(example({}));
    await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    rerender(
      <main>
        <SummaryView {...example({ windowDays: 7 })} onView={() => undefined} />
      </main>,
    );
    expect(within(figure()).getByRole('table')).toBeTruthy();
  });

  it('walks the stairs with the arrow keys and shows each part, then hides it on Escape', async () => {
    await page.viewport(1280, 900);
    show(example({ calendar: false }));
    const spots = within(figure()).getByRole('group');
    const buttons = within(spots).getAllByRole('button');
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1);
    buttons[0]?.focus();
    expect(plain((await within(figure()).findByRole('tooltip')).textContent)).toContain('18,204');
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(buttons[1]);
    const details = plain(within(figure()).getByRole('tooltip').textContent);
    for (const part of ['29.5 %', '28.8–30.2 %', '16,228', '5,210', '11,435', '1,559', '3.0 days']) {
      expect(details).toContain(part);
    }
    await userEvent.keyboard('{End}');
    expect(document.activeElement).toBe(buttons.at(-1));
    await userEvent.keyboard('{Escape}');
    expect(within(figure()).queryByRole('tooltip')).toBeNull();
  });

  it('asks for another window, and drops the answer that the plan gives anyway', async () => {
    await page.viewport(1280, 900);
    const { onView } = show(example({}));
    await userEvent.click(screen.getByRole('radio', { name: '7 days' }));
    expect(onView).toHaveBeenLastCalledWith({ window: '7d' });
    await userEvent.click(screen.getByRole('radio', { name: 'No limit' }));
    expect(onView).toHaveBeenLastCalledWith({ window: null });
    cleanup();
    const changed = show({ ...example({ windowDays: 30 }), view: { window: '7d' } });
    await userEvent.click(screen.getByRole('radio', { name: '30 days' }));
    expect(changed.onView).toHaveBeenLastCalledWith({});
  });

  it('takes a window of any length, and nothing that is none', async () => {
    await page.viewport(1280, 900);
    const { onView } = show(example({}));
    await userEvent.click(screen.getByRole('radio', { name: 'Other…' }));
    const field = screen.getByRole('textbox', { name: 'Length' });
    await userEvent.clear(field);
    expect(onView).not.toHaveBeenCalled();
    expect(screen.getByText('A whole number above 0.')).toBeTruthy();
    await userEvent.fill(field, '45');
    expect(onView).toHaveBeenLastCalledWith({ window: '45d' });
  });

  it('changes order, entry and the end of the data', async () => {
    await page.viewport(1280, 900);
    const { onView } = show(example({}));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Steps taken' }), 'any');
    expect(onView).toHaveBeenLastCalledWith({ order: 'any' });
    fireEvent.change(screen.getByLabelText('Data complete up to'), { target: { value: '2026-05-31' } });
    expect(onView).toHaveBeenLastCalledWith({ asOf: '2026-05-31' });
    fireEvent.change(screen.getByLabelText('Entered from'), { target: { value: '2026-02-01' } });
    expect(onView).toHaveBeenLastCalledWith({ entered: { from: '2026-02-01' } });
  });

  it('shows raw rates only on demand', async () => {
    await page.viewport(1280, 900);
    show(example({}));
    const table = screen.getByRole('table', { name: /every transition/i });
    expect(within(table).queryByText(/^Raw/)).toBeNull();
    await userEvent.click(screen.getByRole('checkbox', { name: /raw rates/ }));
    expect(within(table).getAllByText(/^Raw/).length).toBeGreaterThan(0);
  });

  it('shows beside each rate the very people that it divides, and keeps the others to themselves', () => {
    const props = example({});
    show(props);
    const [row] = within(screen.getByRole('table', { name: /every transition/i }))
      .getAllByRole('row')
      .slice(1);
    const words = plain(row?.textContent);
    expect(words).toContain('4,793 of 16,228 whose 30 days are over');
    expect(Math.round((4793 / 16228) * 1000) / 10).toBe(29.5);
    const { reached = 0, converted = 0, dropped = 0, inProgress = 0 } = props.answer?.transitions[0] ?? {};
    expect(converted + dropped + inProgress).toBe(reached);
    for (const count of [reached, converted, dropped, inProgress]) expect(words).toContain(count.toLocaleString('en'));
  });

  it('speaks of nobody whose time is over where there is no time limit', () => {
    const { container } = show(example({ windowDays: null, open: 0 }));
    const words = plain(container.textContent);
    expect(words).not.toMatch(/whose time is over|they still have time|days are over/);
    expect(words).toContain('who got here');
    expect(screen.queryByRole('checkbox', { name: /raw rates/ })).toBeNull();
  });

  it('says too few people instead of a rate', () => {
    const { container } = show(example({ counts: { awareness: 5, action: 1 } }));
    const words = plain(container.textContent);
    expect(words).toContain('too few people');
    expect(words).not.toMatch(/20 %|95 % interval \d/);
    expect(screen.queryByText('biggest leak')).toBeNull();
  });

  it('says that a stage is not measured, and gives the rate from the stage before', () => {
    const { container } = show(example({ counts: { awareness: 8000, action: 842 } }));
    expect(within(figure()).getAllByText('not measured').length).toBeGreaterThan(0);
    expect(within(screen.getByRole('table')).getByRole('rowheader').textContent).toContain('Awareness → Action');
    expect(container.textContent).not.toContain('NaN');
  });

  it('accounts for every row', () => {
    const props = example({});
    const { container } = show(props);
    const { rowsRead, rowsAccepted, rowsRejected, rowsExcluded } = props.profile.quality;
    expect(rowsAccepted + rowsRejected + rowsExcluded).toBe(rowsRead);
    for (const rows of [rowsRead, rowsAccepted, rowsRejected, rowsExcluded]) {
      expect(container.textContent).toContain(rows.toLocaleString('en'));
    }
  });

  it('offers a way out when nobody entered', async () => {
    const props = example({ counts: { awareness: 0, action: 0 } });
    const { onView } = show({ ...props, view: { order: 'strict' } });
    await userEvent.click(screen.getByRole('button', { name: 'Count everybody' }));
    expect(onView).toHaveBeenLastCalledWith({ order: 'strict', entered: null, during: null, filters: [] });
  });

  it('says what goes on before the first answer', () => {
    show({ ...example({}), answer: undefined, status: { pending: true, error: null, tookMs: null } });
    expect(plain(screen.getByRole('status').textContent)).toBe('Counting 18,204 people…');
  });

  it('keeps the last answer on the screen when a question fails', () => {
    const error = new HandrailError('worker-died', { worker: 'counting' });
    show({ ...example({}), status: { pending: false, error, tookMs: null } });
    expect(screen.getByRole('alert').textContent).toContain('Below stands the answer before it.');
    expect(figure()).toBeTruthy();
  });
});

describe('the stairs lead on', () => {
  const shown = () => {
    const go = vi.fn<(from: string, to: string) => void>();
    const transitionWay = vi.fn(({ from, to }: { readonly from: string; readonly to: string }) => ({
      href: `#${from}>${to}`,
      go: () => go(from, to),
    }));
    show({ ...example({}), transitionWay });
    return go;
  };
  const part = (name: RegExp) => within(figure()).getByRole('button', { name });

  it('from a transition and from a stage to the step, by pointer and by key', async () => {
    const go = shown();
    await userEvent.click(part(/^Interest to/));
    expect(go).toHaveBeenLastCalledWith('interest', 'motivation');
    await userEvent.click(part(/^Motivation: /));
    expect(go).toHaveBeenLastCalledWith('motivation', 'action');
    part(/^Relationship: /).focus();
    await userEvent.keyboard('{Enter}');
    expect(go).toHaveBeenLastCalledWith('action', 'relationship');
    expect(go).toHaveBeenCalledTimes(3);
    expect(within(figure()).getByRole('tooltip').textContent).toContain('Open to look closer');
  });

  it('shows a finger first what it points at', () => {
    const go = shown();
    const tap = () => {
      fireEvent.pointerDown(part(/^Interest to/), { pointerType: 'touch' });
      part(/^Interest to/).focus();
      fireEvent.click(part(/^Interest to/));
    };
    tap();
    expect(go).not.toHaveBeenCalled();
    within(figure()).getByRole('tooltip');
    tap();
    expect(go).toHaveBeenLastCalledWith('interest', 'motivation');
  });
});

describe('without a time limit', () => {
  it('offers one that is drawn from the data, and sets it in the question', async () => {
    const { onView } = show(example({ windowDays: null, open: 0 }));
    const offer = screen.getByRole('button', { name: /^Count within/ });
    expect(plain(offer.textContent)).toBe('Count within 90 days');
    expect(plain(offer.parentElement?.textContent)).toMatch(
      /^Nine in ten of the 611 who acted did so within 43 days of first contact\./,
    );
    await userEvent.click(offer);
    expect(onView).toHaveBeenCalledWith({ window: '90d' });
  });

  it('is silent where there is a limit, or few have acted', () => {
    const { rerender } = show(example({}));
    expect(screen.queryByRole('button', { name: /^Count within/ })).toBeNull();
    const few = { awareness: 500, interest: 90, motivation: 60, action: 20, relationship: 2 };
    rerender(<SummaryView {...example({ windowDays: null, counts: few, open: 0 })} onView={() => undefined} />);
    expect(screen.queryByRole('button', { name: /^Count within/ })).toBeNull();
  });
});

describe('every made-up journey', () => {
  const sizes = [
    ['wide', 1280, 900],
    ['narrow', 390, 844],
  ] as const;
  const cases = Object.keys(EXAMPLES).flatMap((name) =>
    sizes.map(([size, width, height]) => ({ name, size, width, height })),
  );

  it.each(['light', 'dark'])('has enough contrast in %s colours, also where a part is pointed at', async (scheme) => {
    await page.viewport(1280, 900);
    document.documentElement.style.colorScheme = scheme;
    const { container } = show({ ...example({}), view: { window: '7d' } });
    await userEvent.hover(within(figure()).getByRole('button', { name: /^Interest to/ }));
    await within(figure()).findByRole('tooltip');
    const { violations } = await axe.run(container, { runOnly: ['color-contrast'] });
    document.documentElement.style.removeProperty('color-scheme');
    expect(violations.flatMap(({ nodes }) => nodes.map((node) => node.html.slice(0, 160)))).toEqual([]);
  });

  it.each(cases)('$name fits a $size screen and passes axe', async ({ name, width, height }) => {
    await page.viewport(width, height);
    const { container } = show((EXAMPLES[name] ?? (() => example({})))());
    await document.fonts.ready;
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(container, { resultTypes: ['violations'] });
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`),
    ).toEqual([]);
  });
});
