import '../../ui/styles.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AnswerOf } from '../../engine/answer.ts';
import { columnsFromRows, type EventRow } from '../../engine/columns-from-rows.ts';
import type { Query } from '../../engine/query.ts';
import { runToEnd } from '../../engine/run.ts';
import { HandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { compileComparison, compileFunnel, compileTimeToConvert, compileTrend } from '../../questions/compile.ts';
import type { View } from '../../questions/view.ts';
import type { AnswerState } from '../../state/use-answer.ts';
import { JourneyView, type JourneyViewProps } from './JourneyView.tsx';
import { chosenWay } from './way.ts';

const DAY_US = 86_400e6;
const START_US = Date.UTC(2026, 0, 5, 9) * 1000;
const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

/** 1,200 people over twelve weeks; half from mail, of whom 50 % go on, half from ads, of whom 20 % do; 40 % of those give. */
const rows: readonly EventRow[] = Array.from({ length: 1200 }, (_, p) => {
  const person = `p${p}`;
  const channel = p % 2 === 0 ? 'mail' : 'ads';
  const start = START_US + Math.floor(p / 100) * 7 * DAY_US + (p % 5) * DAY_US;
  const turn = Math.floor(p / 2) % 10;
  const goesOn = channel === 'mail' ? turn < 5 : turn < 2;
  const events: EventRow[] = [{ person, event: 'visit', timeUs: start, properties: { channel } }];
  if (goesOn) events.push({ person, event: 'sign', timeUs: start + (1 + (p % 9)) * DAY_US, properties: { channel } });
  if (goesOn && p % 5 < 2) events.push({ person, event: 'give', timeUs: start + 12 * DAY_US, properties: { channel } });
  return events;
}).flat();
const columns = columnsFromRows(rows);
const lastUs = Math.max(...rows.map(({ timeUs }) => timeUs));

const plan: Plan = {
  handrail: 1,
  name: 'River Trust',
  sources: [],
  stages: { awareness: { enter: ['visit'] }, motivation: { enter: ['sign'] }, action: { enter: ['give'] } },
  window: '30d',
  timeZone: 'UTC',
  asOf: '2026-04-10',
};
const profile: DatasetProfile = {
  eventCount: rows.length,
  personCount: 1200,
  firstUs: START_US,
  lastUs,
  nowUs: lastUs,
  timeZone: 'UTC',
  keys: 'plain',
  sources: [],
  eventNames: ['visit', 'sign', 'give'].map((name) => ({ name, events: 1, people: 1, firstUs: 0, lastUs: 1 })),
  properties: [
    {
      name: 'channel',
      of: 'event',
      distinct: 2,
      top: [
        { value: 'mail', count: 600 },
        { value: 'ads', count: 600 },
      ],
    },
  ],
  quality: { rowsRead: 0, rowsAccepted: 0, rowsRejected: 0, rowsExcluded: 0, parts: [], matches: [] },
};

function answered<Q extends Query>(question: Q | null): AnswerState<Q> {
  if (question === null) return { answered: undefined, pending: false, error: null };
  const answer: AnswerOf<Q> = runToEnd(columns, question);
  return { answered: { question, answer, tookMs: 3 }, pending: false, error: null };
}

/** The screen's properties as a backend would fill them. */
function ask(view: View): Omit<JourneyViewProps, 'onView'> {
  const question = compileFunnel(plan, profile, view);
  const way = chosenWay(question, view);
  return {
    plan,
    profile,
    question,
    view,
    funnel: answered(question),
    trend: answered(way && compileTrend(plan, profile, view, way)),
    times: answered(way && compileTimeToConvert(plan, profile, view, way)),
    periods: answered(compileComparison(plan, profile, view)),
  };
}

/** The screen with its question alive; `views` are all that were asked. */
function show(start: View = {}, change: (props: Omit<JourneyViewProps, 'onView'>) => typeof props = (props) => props) {
  const views: View[] = [];
  function Live() {
    const [view, setView] = useState(start);
    return (
      <main>
        <JourneyView
          {...change(ask(view))}
          onView={(next) => {
            views.push(next);
            setView(next);
          }}
        />
      </main>
    );
  }
  return { ...render(<Live />), views };
}

const group = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) });
const open = async (part: RegExp) => {
  await userEvent.click(screen.getByRole('button', { name: part }));
  return screen.findByRole('dialog');
};

afterEach(async () => {
  cleanup();
  vi.restoreAllMocks();
  document.documentElement.style.removeProperty('color-scheme');
  await page.viewport(1280, 900);
});

describe('the journey', () => {
  it('says under the title exactly who is counted', () => {
    const { container } = show({
      window: '14d',
      filters: [{ property: 'channel', attribution: { step: 1 }, in: ['mail'] }],
      exclusions: [{ event: 'refund', from: 'awareness', to: 'action' }],
    });
    expect(plain(container.textContent)).toContain(
      'Everybody who entered, with channel “mail” carried when they entered, within 14 days, in order, without those who had “refund” between Awareness and Action.',
    );
  });

  it('splits by a property by keyboard alone, and judges each group against the rest', async () => {
    const { views } = show();
    screen.getByRole('button', { name: /^Split by/ }).focus();
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: 'Property' }), 'channel (2)');
    expect(views.at(-1)).toEqual({ breakdown: { property: 'channel', attribution: { step: 1 } } });
    await userEvent.keyboard('{Escape}');
    expect(plain(group('mail').textContent)).toMatch(/50 %.*higher/);
    expect(plain(group('ads').textContent)).toMatch(/20 %.*lower/);
    expect(plain(group('mail').textContent)).toContain('cannot tell');
  });

  it('gives shares without interval or verdict where the group was settled on the way', () => {
    const { container } = show({ breakdown: { property: 'channel', attribution: 'last' } });
    const mail = plain(group('mail').textContent);
    expect(mail).toContain('50 %');
    expect(mail).not.toMatch(/higher|lower|cannot tell|–/);
    expect(container.textContent).toContain('No verdict here');
  });

  it('looks at one group alone with the figures that it had as a row', async () => {
    const { views, container } = show({ breakdown: { property: 'channel', attribution: { step: 1 } } });
    const before = /(\d+) of (\d+)/.exec(plain(group('mail').textContent))?.[0] ?? 'none';
    await userEvent.click(screen.getByRole('button', { name: 'Ask only about mail' }));
    expect(views.at(-1)).toEqual({ filters: [{ property: 'channel', attribution: { step: 1 }, in: ['mail'] }] });
    expect(plain(group('Everybody').textContent)).toContain(before);
    expect(plain(container.textContent)).toContain('with channel “mail” carried when they entered');
  });

  it('keeps people by ticked values and lets them all go again', async () => {
    const { views } = show();
    const dialog = await open(/^Only/);
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /^ads/ }));
    expect(views.at(-1)?.filters).toEqual([{ property: 'channel', attribution: { step: 1 }, in: ['ads'] }]);
    await userEvent.click(within(dialog).getByRole('checkbox', { name: '(none)' }));
    expect(views.at(-1)?.filters?.[0]?.in).toEqual(['ads', null]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Everybody' }));
    expect(views.at(-1)).toEqual({});
  });

  it('tells days that people entered in from days in which everything was done', async () => {
    const { views } = show({ entered: { from: '2026-02-01' } });
    const dialog = await open(/^Days/);
    expect(dialog.textContent).toContain('What they did afterwards counts');
    await userEvent.click(within(dialog).getByRole('radio', { name: 'All of it done in them' }));
    expect(views.at(-1)).toEqual({ during: { from: '2026-02-01' } });
    expect(dialog.textContent).toContain('Only what was done in these days counts');
    fireEvent.change(within(dialog).getByLabelText('To'), { target: { value: '2026-03-01' } });
    expect(views.at(-1)).toEqual({ during: { from: '2026-02-01', to: '2026-03-01' } });
  });

  it('leaves people out by an event, and takes that back', async () => {
    const { views } = show();
    const dialog = await open(/^Without/);
    await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: 'Event' }), 'sign (1 people)');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Leave such people out' }));
    expect(views.at(-1)).toEqual({ exclusions: [{ event: 'sign', from: 'awareness', to: 'action' }] });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove sign' }));
    expect(views.at(-1)).toEqual({});
  });

  it('shows implied stages where asked', async () => {
    show({ counting: 'implied' });
    expect(screen.getByRole('radio', { name: 'People' })).toHaveProperty('checked', true);
    const implied = ask({}).funnel.answered?.answer.steps.map((step) => step.implied.toLocaleString('en')) ?? [];
    for (const count of implied) expect(group('Everybody').textContent).toContain(count);
  });

  it('changes the way that trend and times are about', async () => {
    const { views } = show();
    const choice = screen.getByRole('combobox', { name: 'The way from stage to stage' });
    await userEvent.selectOptions(choice, 'Motivation → Action');
    expect(views.at(-1)).toEqual({ way: { from: 'motivation', to: 'action' } });
    expect(screen.getByRole('figure', { name: 'The rate over time, Motivation to Action' })).toBeTruthy();
    await userEvent.selectOptions(choice, 'Awareness → Motivation');
    expect(views.at(-1)).toEqual({});
  });
});

describe('the trend', () => {
  const figure = () => screen.getByRole('figure', { name: /^The rate over time/ });

  it('is read along by arrow keys, and says where people still have time', async () => {
    show();
    const reader = within(figure()).getByRole('slider');
    reader.focus();
    expect(plain(reader.getAttribute('aria-valuetext'))).toBe(
      'week of 5 Jan 2026, 35 % (26–45 %), 35 of 100 people went on',
    );
    await userEvent.keyboard('{End}');
    expect(plain(reader.getAttribute('aria-valuetext'))).toBe('week of 6 Apr 2026, nobody entered');
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(plain(reader.getAttribute('aria-valuetext'))).toMatch(/so far.*some still have time/);
    expect(figure().querySelectorAll('circle').length).toBeGreaterThanOrEqual(12);
  });

  it('has a table of the same numbers', async () => {
    show();
    await userEvent.click(within(figure()).getByRole('button', { name: 'Show as table' }));
    const first = within(figure()).getAllByRole('row')[1];
    expect(plain(first?.textContent)).toBe('week of 5 Jan 20261003535 %26–45 %');
  });

  it('asks once for the span that is drawn over it', () => {
    const { views } = show();
    const reader = within(figure()).getByRole('slider');
    const box = reader.getBoundingClientRect();
    const at = (share: number) => ({
      pointerId: 1,
      button: 0,
      pointerType: 'mouse',
      clientX: box.left + 46 + share * (box.width - 60),
      clientY: box.top + 50,
    });
    vi.spyOn(reader, 'setPointerCapture').mockImplementation(() => undefined);
    fireEvent.pointerDown(reader, at(0.1));
    for (const share of [0.2, 0.3, 0.4]) fireEvent.pointerMove(reader, at(share));
    expect(views).toHaveLength(0);
    fireEvent.pointerUp(reader, at(0.4));
    expect(views).toHaveLength(1);
    expect(views[0]?.entered?.from).toMatch(/^2026-01-/);
    expect((views[0]?.entered?.from ?? '') < (views[0]?.entered?.to ?? '')).toBe(true);
  });
});

describe('how long it takes', () => {
  it('says the middle half and the share by a day', async () => {
    const { container } = show();
    expect(plain(container.textContent)).toContain('420 people went on. Half of them took 3.0 days – 7.0 days');
    const curve = within(screen.getByRole('figure', { name: /^Gone on by day/ })).getByRole('slider');
    curve.focus();
    await userEvent.keyboard('{End}');
    expect(plain(curve.getAttribute('aria-valuetext'))).toBe('by 30 days: 35 %');
  });
});

describe('side by side', () => {
  it('parts the time in two when nothing says otherwise, and judges', async () => {
    const { views } = show();
    await userEvent.click(screen.getByRole('radio', { name: 'Two periods' }));
    expect(views).toHaveLength(1);
    expect(views[0]?.compare?.kind).toBe('periods');
    const table = screen.getByRole('table', { name: / beside / });
    expect(plain(within(table).getAllByRole('row')[1]?.textContent)).toContain('cannot tell');
  });

  it('compares two groups and says which way', async () => {
    show({ breakdown: { property: 'channel', attribution: { step: 1 } } });
    await userEvent.click(screen.getByRole('radio', { name: 'Two groups' }));
    const [, first] = within(screen.getByRole('table', { name: / beside / })).getAllByRole('row');
    expect(plain(first?.textContent)).toMatch(/\+30 points.*higher|-30 points.*lower/);
  });

  it('gives back all days of entry when periods are no longer compared', async () => {
    const { views } = show({ breakdown: { property: 'channel', attribution: { step: 1 } } });
    await userEvent.click(screen.getByRole('radio', { name: 'Two periods' }));
    expect(views.at(-1)?.entered).toBeTruthy();
    await userEvent.click(screen.getByRole('radio', { name: 'Two groups' }));
    expect(views.at(-1)?.compare?.kind).toBe('groups');
    expect(views.at(-1)?.entered).toBeUndefined();
  });

  it('gives no verdict on periods that share too many people, and says why', async () => {
    const shared = (props: Omit<JourneyViewProps, 'onView'>): typeof props => {
      const { answered: periods } = props.periods;
      if (periods === undefined) return props;
      const transitions = periods.answer.transitions.map((at, k) => (k === 0 ? { ...at, inBoth: 200 } : at));
      return {
        ...props,
        periods: { ...props.periods, answered: { ...periods, answer: { ...periods.answer, transitions } } },
      };
    };
    show({}, shared);
    await userEvent.click(screen.getByRole('radio', { name: 'Two periods' }));
    const [, first] = within(screen.getByRole('table', { name: / beside / })).getAllByRole('row');
    expect(plain(first?.textContent)).not.toMatch(/higher|lower|cannot tell/);
    expect(plain(document.body.textContent)).toMatch(/the two periods cannot be compared: 200 of the [\d,]+ people/);
  });

  it('asks what divides people before it compares groups', async () => {
    const { views } = show();
    await userEvent.click(screen.getByRole('radio', { name: 'Two groups' }));
    await userEvent.click(screen.getByRole('button', { name: 'channel' }));
    expect(views.at(-1)?.breakdown).toEqual({ property: 'channel', attribution: { step: 1 } });
    expect(screen.getByRole('combobox', { name: 'First group' })).toBeTruthy();
  });
});

describe('taking away', () => {
  /** The files that a click hands to the browser. */
  function caught(): { readonly name: string; readonly blob: Blob }[] {
    const files: { name: string; blob: Blob }[] = [];
    const blobs = new Map<string, Blob>();
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      const address = `data:,${blobs.size}`;
      if (blob instanceof Blob) blobs.set(address, blob);
      return address;
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      const blob = blobs.get(this.href);
      if (blob) files.push({ name: this.download, blob });
    });
    return files;
  }
  const figure = () => screen.getByRole('figure', { name: /^The rate over time/ });
  const menu = async () => {
    await userEvent.click(within(figure()).getByRole('button', { name: 'Export' }));
    return screen.findByRole('dialog');
  };

  it('gives the table as CSV', async () => {
    const files = caught();
    show();
    await userEvent.click(within(await menu()).getByRole('button', { name: 'Table as CSV' }));
    const text = (await files[0]?.blob.text()) ?? '';
    expect(files[0]?.name).toBe('The rate over time, Awareness to Motivation.csv');
    expect(text.split('\r\n')[1]).toMatch(/^2026-01-05,2026-01-12,100,35,0\.35,0\.26/);
  });

  it('gives the picture as an SVG that stands alone', async () => {
    const files = caught();
    show();
    await userEvent.click(within(await menu()).getByRole('button', { name: 'Picture as SVG' }));
    const text = (await files[0]?.blob.text()) ?? '';
    const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(drawing.querySelector('parsererror')).toBeNull();
    expect(text).not.toMatch(/var\(|class=|light-dark\(/);
    expect(text).toContain('The rate over time, Awareness to Motivation');
  });

  it('gives the picture as a PNG of twice the size', async () => {
    show();
    const dialog = await menu();
    const drawing = figure().querySelector('svg[role="img"]');
    const width = drawing?.getBoundingClientRect().width ?? 0;
    const saved = new Promise<Blob>((done) => {
      const real = URL.createObjectURL.bind(URL);
      vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
        if (blob instanceof Blob && blob.type === 'image/png') done(blob);
        return real(blob as Blob);
      });
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Picture as PNG' }));
    const picture = await createImageBitmap(await saved);
    expect(picture.width).toBe(2 * (Math.ceil(width) + 32));
  });

  it('offers no picture while the table is shown', async () => {
    show();
    await userEvent.click(within(figure()).getByRole('button', { name: 'Show as table' }));
    expect(within(await menu()).queryByRole('button', { name: /^Picture/ })).toBeNull();
  });
});

describe('what may go wrong', () => {
  it('says what goes on before the first answer', () => {
    const none = { answered: undefined, pending: true, error: null };
    show({}, (props) => ({ ...props, funnel: none, trend: none, times: none }));
    expect(plain(screen.getByRole('status').textContent)).toBe('Counting 1,200 people…');
  });

  it('keeps the last answer when a question fails', () => {
    const error = new HandrailError('worker-died', { worker: 'counting' });
    show({}, (props) => ({ ...props, funnel: { ...props.funnel, error } }));
    expect(screen.getByRole('alert').textContent).toContain('Below stands the answer before it.');
    expect(group('Everybody')).toBeTruthy();
  });

  it('offers a way out when nobody entered', async () => {
    const { views } = show({ entered: { from: '2030-01-01' } });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Nobody entered.');
    await userEvent.click(screen.getByRole('button', { name: 'Count everybody' }));
    expect(group('Everybody').textContent).toContain('1,200');
    expect(views).toHaveLength(1);
  });
});

describe('every look', () => {
  const VIEWS: Readonly<Record<string, View>> = {
    'as planned': {},
    'by group': {
      breakdown: { property: 'channel', attribution: { step: 1 } },
      compare: { kind: 'groups', a: 'mail', b: 'ads' },
    },
    'on the way': { breakdown: { property: 'channel', attribution: 'last' }, counting: 'implied' },
    periods: {
      entered: { from: '2026-02-16', to: '2026-03-29' },
      compare: { kind: 'periods', with: { from: '2026-01-05', to: '2026-02-15' } },
      interval: 'day',
    },
    'any order, no limit': { order: 'any', window: null },
    'few people': { entered: { from: '2026-01-05', to: '2026-01-05' } },
    nobody: { entered: { from: '2030-01-01' } },
  };
  const cases = Object.keys(VIEWS).flatMap((name) =>
    [390, 1280].flatMap((width) => ['light', 'dark'].map((scheme) => ({ name, width, scheme }))),
  );

  it.each(cases)('$name fits $width pixels and passes axe in $scheme colours', async ({ name, width, scheme }) => {
    await page.viewport(width, 900);
    document.documentElement.style.colorScheme = scheme;
    const { container } = show(VIEWS[name]);
    await document.fonts.ready;
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(container, { resultTypes: ['violations'] });
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`),
    ).toEqual([]);
    expect(container.textContent).not.toMatch(/NaN|Infinity|undefined/);
  });

  it.each(['Time limit', 'Steps', 'Days', 'Split by', 'Only', 'Without', 'Stages'])(
    'the panel of %s passes axe',
    async (name) => {
      const { container } = show({
        breakdown: { property: 'channel', attribution: 'last' },
        exclusions: [{ event: 'sign', from: 'awareness', to: 'action' }],
      });
      await open(new RegExp(`^${name}`));
      const { violations } = await axe.run(container, { resultTypes: ['violations'] });
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`),
      ).toEqual([]);
    },
  );
});
