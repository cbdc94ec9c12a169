import '../ui/styles.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import axe from 'axe-core';
import { type SetupWorker, setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { type MockServer, mockServer } from '../../mocks/hosted-server.ts';
import { embedded } from '../state/embedded.ts';
import { hostedId, planAddress } from '../state/hosted-address.ts';
import { linkTo, paths } from '../state/location.ts';
import { createQueryClient } from '../state/query-client.ts';
import { useCatalogueChanges, useDatasets } from '../state/use-datasets.ts';
import { forgetHosted } from '../state/use-hosted.ts';
import { HostedGate } from './HostedGate.tsx';

const FOLDER = new URL('/shared/club/', location.href).href;
const ID = hostedId(planAddress('/shared/club/plan.json', location.href));
const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ');

let worker: SetupWorker;
let server: MockServer;

beforeAll(async () => {
  worker = setupWorker();
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
});
afterAll(() => worker.stop());

beforeEach(async () => {
  for (const dataset of await embedded().catalogue.list()) await embedded().catalogue.remove(dataset.id);
  server = mockServer(FOLDER);
  server.put('plan.json', plan());
  server.put('log.csv', log(40));
  worker.use(...server.handlers);
});
afterEach(() => {
  cleanup();
  server.goOn();
  worker.resetHandlers();
  forgetHosted();
});

function plan(changes: object = {}): string {
  return JSON.stringify({
    handrail: 1,
    name: 'Rowing club',
    sources: [{ files: 'log.csv', shape: 'events', person: 'who', time: 'when', event: 'what', timeZone: 'UTC' }],
    stages: { awareness: { enter: ['visit'] }, action: { enter: ['join'] } },
    ...changes,
  });
}

function log(people: number): string {
  const rows = Array.from(
    { length: people },
    (_, i) => `m${i},2026-01-01T10:00:00Z,visit\nm${i},2026-01-02T10:00:00Z,join`,
  );
  return `who,when,what\n${rows.join('\n')}\n`;
}

/** Stands for a screen: what the catalogue has. */
function People() {
  const { datasets = [] } = useDatasets();
  const dataset = datasets.find(({ id }) => id === ID);
  return <p>{`${dataset?.name}: ${dataset?.profile.personCount} people`}</p>;
}

function Screens() {
  useCatalogueChanges();
  return (
    <HostedGate>
      <People />
    </HostedGate>
  );
}

/** The page as somebody opens it anew with a link to the journey. */
function open(): HTMLElement {
  cleanup();
  forgetHosted();
  history.replaceState(null, '', `#${paths.journey(ID)}`);
  const { container } = render(
    <QueryClientProvider client={createQueryClient()}>
      <Router hook={useHashLocation}>
        <Screens />
      </Router>
    </QueryClientProvider>,
  );
  return container;
}

describe('a hosted journey', () => {
  it('is fetched, read, kept, and then asked for only when it changed', async () => {
    open();
    await screen.findByText('Rowing club: 40 people');
    expect(server.heard).toEqual(['200 plan.json', '200 log.csv']);
    server.heard.length = 0;
    open();
    await screen.findByText('Rowing club: 40 people');
    await expect.poll(() => server.heard).toEqual(['304 plan.json', '304 log.csv']);
    expect(screen.queryByText(/Kept copy/)).toBeNull();
  });

  it('is a link for everyone', async () => {
    open();
    await screen.findByText('Rowing club: 40 people');
    const [dataset] = await embedded().catalogue.list();
    if (!dataset) throw new Error('nothing is kept');
    expect(linkTo(dataset, { window: '7d' })).toEqual({
      href: expect.stringMatching(/\?v=1&window=7d#\/journey\/hosted~shared~club~plan\.json$/),
      worksFor: 'everyone',
      changedHere: false,
    });
    expect(linkTo({ ...dataset, plan: { ...dataset.plan, window: '7d' } }, {}).changedHere).toBe(true);
    const { hosted: _, ...local } = dataset;
    expect(linkTo({ ...local, id: 'a-b' }, {}).worksFor).toBe('this-browser');
  });

  it('of a slow server shows how far it is, with a length that can be trusted', async () => {
    server.put('log.csv', log(2000));
    server.fail('log.csv', { kind: 'slow', length: 'told' });
    const container = open();
    await screen.findByText('Fetching log.csv, file 1 of 1');
    await expect.poll(() => screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
    expect(plain(container.textContent)).toMatch(/6\d(\.\d)? kB of 12\d kB/);
    expect((await axe.run(container)).violations).toEqual([]);
    server.goOn();
    await screen.findByText('Rowing club: 2000 people');
  });

  it.each(['untold', 'of the packed bytes'] as const)('shows bytes only when the length is %s', async (length) => {
    server.put('log.csv', log(2000));
    server.fail('log.csv', { kind: 'slow', length });
    const container = open();
    await screen.findByText('Fetching log.csv, file 1 of 1');
    await expect.poll(() => plain(container.textContent)).toMatch(/6\d(\.\d)? kB so far/);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBeNull();
    server.goOn();
    await screen.findByText('Rowing club: 2000 people');
  });

  it('is fetched no further when somebody stops it', async () => {
    server.fail('log.csv', { kind: 'slow', length: 'told' });
    open();
    await screen.findByText('Fetching log.csv, file 1 of 1');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await expect.poll(() => location.hash).toBe(`#${paths.data}`);
    expect(await embedded().catalogue.list()).toEqual([]);
  });

  it.each([
    [{ kind: 'status', status: 404 }, 'There is no “shared/club/log.csv” on this page'],
    [{ kind: 'page' }, 'There is no “shared/club/log.csv” on this page'],
    [{ kind: 'status', status: 503 }, 'would not give “shared/club/log.csv” (it answered 503)'],
  ] as const)('that the server does not give (%o) is said, and can be tried again', async (fault, sentence) => {
    server.fail('log.csv', fault);
    const container = open();
    await expect.poll(() => container.textContent).toContain(sentence);
    expect((await axe.run(container)).violations).toEqual([]);
    server.fail('log.csv', null);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Rowing club: 40 people');
  });

  it('whose plan became a page keeps its copy, and says of when it is', async () => {
    open();
    await screen.findByText('Rowing club: 40 people');
    server.fail('plan.json', { kind: 'page' });
    const container = open();
    await screen.findByText(/^Kept copy of \d+ \w+ \d{4}, \d\d:\d\d; a newer one could not be had\.$/);
    expect(container.textContent).toContain('There is no “shared/club/plan.json”');
    expect(container.textContent).toContain('Rowing club: 40 people');
  });

  it('whose file changed is read anew, with the same salt', async () => {
    open();
    await screen.findByText('Rowing club: 40 people');
    const salt = (await embedded().catalogue.get(ID))?.salt;
    server.put('log.csv', log(50));
    open();
    await screen.findByText('The server had newer data: the figures below are with it.');
    await screen.findByText('Rowing club: 50 people');
    expect((await embedded().catalogue.get(ID))?.salt).toEqual(salt);
  });

  it('whose newer file is broken keeps the former', async () => {
    open();
    await screen.findByText('Rowing club: 40 people');
    server.put('log.csv', 'nothing,of,use\n1,2,3\n');
    const container = open();
    await screen.findByText(/^Kept copy of/);
    expect(container.textContent).toContain('has no column “who”');
    expect(container.textContent).toContain('Rowing club: 40 people');
  });

  it('of a plan with a star is refused with the key', async () => {
    server.put('plan.json', plan({ sources: [{ files: '*.csv', shape: 'list', person: 'who' }] }));
    const container = open();
    await expect.poll(() => container.textContent).toContain('In the plan, sources[0].files is “*.csv”');
    expect(server.heard).toEqual(['200 plan.json']);
  });

  it('asks, when its plan was changed here and on the server', async () => {
    open();
    await screen.findByText('Rowing club: 40 people');
    await embedded().catalogue.change(ID, (dataset) => ({ ...dataset, plan: { ...dataset.plan, window: '7d' } }));
    await screen.findByText('Changed here');
    server.put('plan.json', plan({ name: 'Rowing and canoe club' }));
    const container = open();
    await screen.findByText('The plan on the server has changed, and you had changed your copy of it.');
    expect((await axe.run(container)).violations).toEqual([]);
    expect((await embedded().catalogue.get(ID))?.plan.window).toBe('7d');
    // Nobody is made to choose at once: the question stays.
    open();
    await screen.findByText('The plan on the server has changed, and you had changed your copy of it.');
    fireEvent.click(screen.getByRole('button', { name: 'Keep both' }));
    await screen.findByText('Rowing and canoe club: 40 people');
    const all = await embedded().catalogue.list();
    expect(all.map(({ name, plan: { window } }) => [name, window]).sort()).toEqual([
      ['Rowing and canoe club', undefined],
      ['Rowing club, as changed here', '7d'],
    ]);
  });
});
