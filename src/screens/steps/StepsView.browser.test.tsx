import '../../ui/styles.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { HandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile, EventNameProfile, SourceProfile } from '../../journey/profile.ts';
import { StepsView, type StepsViewProps } from './StepsView.tsx';

const DAY_US = 86_400e6;
const END_US = Date.UTC(2026, 5, 30) * 1000;

function named(name: string, events: number, people: number): EventNameProfile {
  return { name, events, people, firstUs: END_US - 90 * DAY_US, lastUs: END_US };
}

function source(sourceIndex: number, name: string, events: readonly string[], lastUs = END_US): SourceProfile {
  const files = [{ name, bytes: 1, digest: name }];
  const firstUs = END_US - 90 * DAY_US;
  return {
    sourceIndex,
    shape: 'events',
    files,
    dateOnly: false,
    events: 9,
    firstUs,
    lastUs,
    untilUs: null,
    eventNames: events,
  };
}

const profile: DatasetProfile = {
  eventCount: 1100,
  personCount: 400,
  firstUs: END_US - 90 * DAY_US,
  lastUs: END_US,
  nowUs: END_US,
  timeZone: 'UTC',
  keys: 'plain',
  sources: [source(0, 'log.csv', ['visit', 'gift']), source(1, 'petition.csv', ['signed'], END_US - 60 * DAY_US)],
  eventNames: [named('visit', 900, 400), named('signed', 120, 120), named('gift', 80, 50)],
  properties: [],
  quality: {
    rowsRead: 1100,
    rowsAccepted: 1100,
    rowsRejected: 0,
    rowsExcluded: 0,
    parts: [],
    matches: [],
  },
};

const plan: Plan = {
  handrail: 1,
  name: 'River Trust',
  sources: [],
  stages: { awareness: { enter: ['visit'] }, action: { enter: [{ event: 'gift', where: { kind: 'card' } }, 'gave*'] } },
  window: '7d',
};

/** The screen over a plan that is changed as a stored one is. */
function Shown({ given = plan, ...rest }: Partial<StepsViewProps> & { readonly given?: Plan }) {
  const [now, setNow] = useState(given);
  return (
    <StepsView
      plan={now}
      profile={profile}
      people={{ awareness: 400 }}
      edit={(_, change) => setNow(change)}
      error={null}
      onUntil={() => {}}
      onSummary={() => {}}
      onJourney={() => {}}
      {...rest}
    />
  );
}

const stage = (place: string) => document.querySelector<HTMLElement>(`[data-place="${place}"]`) ?? document.body;
const cards = (place: string) => [...stage(place).querySelectorAll<HTMLElement>('[data-card]')];

afterEach(cleanup);

describe('the steps of a stored journey', () => {
  it('stand on the board with conditions and with what is no step', () => {
    render(<Shown />);
    expect(document.activeElement?.textContent).toBe('Change the steps');
    expect(cards('awareness').map((each) => each.dataset.card)).toEqual(['visit']);
    expect(cards('none').map((each) => each.dataset.card)).toEqual(['signed']);
    expect(stage('action').textContent).toContain('where kind is card');
    expect(stage('awareness').textContent?.replaceAll('\u00a0', ' ')).toContain('400 people');
  });

  it('names the events that the data does not have, until they are taken out', () => {
    render(<Shown />);
    screen.getByText('“gave*” does not occur in this data.');
    screen.getByText(/Nobody comes to Action by it/);
    const card = cards('action').find((each) => each.dataset.card === 'gave*') ?? document.body;
    expect(card.textContent).toContain('not in the data');
    fireEvent.keyDown(card, { key: 'ArrowRight' });
    const moved = cards('relationship')[0] ?? document.body;
    expect(document.activeElement).toBe(moved);
    screen.getByText(/Nobody comes to Relationship by it/);
    fireEvent.keyDown(moved, { key: 'ArrowRight' });
    expect(screen.queryByText(/does not occur in this data/)).toBeNull();
    expect(cards('none').map((each) => each.dataset.card)).toEqual(['signed']);
  });

  it('changes are told as edits with a name, and a condition goes with its event', () => {
    const edit = vi.fn<StepsViewProps['edit']>();
    render(<Shown edit={edit} />);
    const gift = cards('action').find((each) => each.dataset.card === 'gift') ?? document.body;
    fireEvent.keyDown(gift, { key: 'ArrowLeft' });
    expect(edit).toHaveBeenCalledTimes(1);
    const [what, change] = edit.mock.calls[0] ?? [];
    expect(what).toBe('Move of “gift”');
    expect(change?.(plan).stages).toEqual({
      ...plan.stages,
      action: { enter: ['gave*'] },
      motivation: { enter: [{ event: 'gift', where: { kind: 'card' } }] },
    });
  });

  it('asks where a file ends as soon as its events are a step', () => {
    const onUntil = vi.fn();
    render(<Shown onUntil={onUntil} />);
    expect(screen.queryByText(/The last row of “petition.csv”/)).toBeNull();
    fireEvent.keyDown(cards('none')[0] ?? document.body, { key: 'ArrowLeft' });
    screen.getByText(/The last row of “petition.csv”/);
    fireEvent.click(screen.getByRole('button', { name: 'It ended then, nothing is missing' }));
    expect(onUntil).toHaveBeenCalledWith(1, '2026-06-30');
  });

  it('says what is missing when no event is a step, and why a change was not kept', () => {
    const { rerender } = render(<Shown given={{ ...plan, stages: {} }} />);
    screen.getByText(/^Put at least one event into a step first/);
    expect(screen.queryByRole('button', { name: 'See the summary' })).toBeNull();
    rerender(<Shown error={new HandrailError('dataset-missing', { dataset: 'x' })} />);
    screen.getByText('The last change could not be kept.');
  });

  it.each([1440, 390])('has no violation and nothing cut, %i px wide', async (width) => {
    await page.viewport(width, 844);
    const long =
      'a very long name of an event that somebody exported from a shop without thinking of narrow columns'.repeat(2);
    const many = { ...profile, eventNames: [...profile.eventNames, named(long, 5, 5), named('<b>x</b>', 4, 4)] };
    const { container } = render(<Shown profile={many} />);
    expect((await axe.run(container)).violations.map(({ id }) => id)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const label = within(stage('interest')).getByRole('textbox');
    fireEvent.change(label, { target: { value: 'Signed up' } });
    fireEvent.blur(label);
    expect(within(stage('interest')).getByRole<HTMLInputElement>('textbox').value).toBe('Signed up');
    await page.viewport(1280, 800);
  });
});
