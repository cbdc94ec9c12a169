import '../ui/styles.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { type SetupWorker, setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { mockServer } from '../../mocks/hosted-server.ts';
import { type MockDoor, mockDoor, type PostedQuestion } from '../../mocks/table-server.ts';
import { columnsFromRows, type EventRow } from '../engine/columns-from-rows.ts';
import type { Query } from '../engine/query.ts';
import { runToEnd } from '../engine/run.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { embedded } from '../state/embedded.ts';
import { hostedId, planAddress } from '../state/hosted-address.ts';
import { paths } from '../state/location.ts';
import { forgetHosted } from '../state/use-hosted.ts';
import { App } from './App.tsx';

const FOLDER = new URL('/shared/table/', location.href).href;
const ID = hostedId(planAddress('/shared/table/plan.json', location.href));
const DAY_US = 86_400e6;
const START_US = Date.UTC(2026, 0, 5, 9) * 1000;
const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00a0', ' ');

/** 900 people who visit; every third orders after three days, every ninth after twelve. */
const rows: readonly EventRow[] = Array.from({ length: 900 }, (_, p) => {
  const [person, start] = [`p${p}`, START_US + (p % 60) * DAY_US];
  const visit: EventRow = { person, event: 'visit', timeUs: start };
  if (p % 3 === 0) return [visit, { person, event: 'order', timeUs: start + 3 * DAY_US }];
  return p % 9 === 1 ? [visit, { person, event: 'order', timeUs: start + 12 * DAY_US }] : [visit];
}).flat();
const columns = columnsFromRows(rows);
const lastUs = Math.max(...rows.map(({ timeUs }) => timeUs));

function profile(): DatasetProfile {
  const names = (['visit', 'order'] as const).map((name) => {
    const own = rows.filter(({ event }) => event === name);
    return { name, events: own.length, people: own.length, firstUs: START_US, lastUs };
  });
  const part = { rowsRead: rows.length, rowsAccepted: rows.length, rowsRejected: 0, rowsExcluded: 0 };
  return {
    eventCount: rows.length,
    personCount: 900,
    firstUs: START_US,
    lastUs,
    nowUs: lastUs + 60 * DAY_US,
    timeZone: 'UTC',
    keys: 'kept',
    sources: [
      {
        ...{ sourceIndex: 0, shape: 'clickhouse', files: [], dateOnly: false, events: rows.length },
        ...{ firstUs: START_US, lastUs, untilUs: null, eventNames: ['visit', 'order'] },
      },
    ],
    eventNames: names,
    properties: [],
    quality: {
      ...part,
      parts: [
        {
          ...part,
          ...{ file: 'shop.events', sourceIndex: 0, people: 900, rejectedBy: {}, excludedBy: [], rejects: [] },
          ...{ cellProblems: [], notes: [] },
        },
      ],
      matches: [],
    },
  };
}

/** The table holds the rows above, and the engine counts them. */
function answer({ question }: PostedQuestion): unknown {
  return question.kind === 'profile' ? profile() : runToEnd(columns, question as Query);
}

const PLAN = {
  handrail: 1,
  name: 'Corner shop',
  sources: [{ shape: 'clickhouse', table: 'shop.events', person: 'user_id', time: 'at', event: 'event' }],
  stages: { awareness: { enter: ['visit'] }, action: { enter: ['order'] } },
  timeZone: 'UTC',
  window: '30d',
  asOf: '2026-05-30',
};

let worker: SetupWorker;
let door: MockDoor;

beforeAll(async () => {
  await page.viewport(1280, 900);
  worker = setupWorker();
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
});
afterAll(() => worker.stop());
beforeEach(async () => {
  for (const dataset of await embedded().catalogue.list()) await embedded().catalogue.remove(dataset.id);
  const server = mockServer(FOLDER);
  server.put('plan.json', JSON.stringify(PLAN));
  door = mockDoor(new URL('/clickhouse', location.href).href, answer);
  worker.use(...server.handlers, ...door.handlers);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  door.fail(null);
  door.goOn();
  worker.resetHandlers();
  forgetHosted();
});

/** The page as somebody opens it anew. */
function open(path: string): HTMLElement {
  cleanup();
  forgetHosted();
  history.replaceState(null, '', `${location.pathname}#${path}`);
  return render(<App />).container;
}

const headline = () => plain(screen.getByRole('heading', { level: 1 }).textContent);
const changeWindow = async (name: string) => fireEvent.click(await screen.findByRole('radio', { name }));

/** The summary, answered. */
async function opened(): Promise<HTMLElement> {
  const container = open(paths.journey(ID));
  await screen.findByText(/^Answered by ClickHouse in 1,234 ms, from the table/);
  return container;
}

describe('a journey whose events lie in a table', () => {
  it('says who answered and what is sent, and speaks of no files', async () => {
    const container = await opened();
    expect(headline()).toMatch(/^Of 900 people who came to know Corner shop, 400 acted\./);
    expect(plain(document.querySelector('header')?.textContent)).toContain('Questions go to this page’s own server');
    const said = plain(screen.getByRole('main').textContent);
    expect(said).toContain('What is counted of the table');
    expect(said).not.toMatch(/Data none|Account of rows|stay in this browser/);
    expect(door.heard.every(({ source }) => source === 'shop.events')).toBe(true);
    const { violations } = await axe.run(container);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
  });

  it('shows the rows read while the table is slow, and leaves a question that nobody waits for', async () => {
    await opened();
    const asked = vi.spyOn(window, 'fetch');
    door.fail({ kind: 'slow', read: 2_500_000, total: 10_000_000 });
    await changeWindow('7 days');
    expect(plain((await screen.findByText(/rows read/)).textContent)).toContain('2,500,000 of 10,000,000 rows read');
    door.fail(null);
    await changeWindow('30 days');
    await expect.poll(() => asked.mock.calls.some(([, sent]) => sent?.signal?.aborted)).toBe(true);
    await changeWindow('7 days');
    await expect.poll(headline).toContain('300 acted.');
    expect(screen.queryByText(/rows read/)).toBeNull();
  });

  it.each([
    [{ kind: 'status', status: 403 }, 'has no ClickHouse source “shop.events”'],
    [{ kind: 'status', status: 500 }, 'the server of this page answered 500'],
    [{ kind: 'status', status: 404 }, 'This server knows no ClickHouse'],
    [{ kind: 'status', status: 405 }, 'This server knows no ClickHouse'],
    [{ kind: 'broken-off' }, 'broke off before the answer was whole'],
    [{ kind: 'no-connection' }, 'broke off before the answer was whole'],
    [
      { kind: 'error', code: 'clickhouse-refused', details: { why: 'wrong user or password' } },
      'refused the user (wrong user or password)',
    ],
    [
      { kind: 'error', code: 'clickhouse-unreachable', details: { why: 'nothing answers at its address' } },
      'could not be reached (nothing answers at its address)',
    ],
    [{ kind: 'error', code: 'clickhouse-over-limit', details: { limit: 'time' } }, 'took longer than'],
  ] as const)(
    'says in a sentence what came of %o, keeps the answer before, and asks again',
    async (fault, sentence) => {
      await opened();
      door.fail(fault);
      await changeWindow('7 days');
      const alert = (await screen.findByText('This question could not be answered.')).closest('[role="alert"]');
      expect(plain(alert?.textContent)).toContain(sentence);
      expect(plain(alert?.textContent)).toContain('Below stands the answer before it.');
      expect(headline()).toContain('400 acted.');
      door.fail(null);
      fireEvent.click(within(alert as HTMLElement).getByRole('button', { name: 'Ask again' }));
      await expect.poll(headline).toContain('300 acted.');
      expect(screen.queryByText('This question could not be answered.')).toBeNull();
    },
  );

  it.each([
    [{ kind: 'error', code: 'clickhouse-table-missing', details: { table: 'shop.events' } }, /ClickHouse has no table/],
    [{ kind: 'error', code: 'clickhouse-empty', details: { table: 'shop.events' } }, /has no rows that can be counted/],
    [{ kind: 'status', status: 403 }, /has no ClickHouse source/],
    [{ kind: 'no-connection' }, /broke off before the answer was whole/],
  ] as const)('says why it cannot be opened where the door says %o, and tries again', async (fault, sentence) => {
    door.fail(fault);
    open(paths.journey(ID));
    await screen.findByText(sentence);
    door.fail(null);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(/^Answered by ClickHouse in/);
  });

  it('keeps what was changed in its plan here when the table is looked at anew', async () => {
    await opened();
    await embedded().catalogue.change(ID, (dataset) => ({ ...dataset, plan: { ...dataset.plan, window: '7d' } }));
    const looks = () => door.heard.filter(({ question }) => question.kind === 'profile').length;
    const before = looks();
    open(paths.journey(ID));
    await expect.poll(looks).toBe(before + 1);
    await screen.findByText('Changed here');
    await expect.poll(headline).toContain('300 acted.');
    expect((await embedded().catalogue.get(ID))?.plan.window).toBe('7d');
  });

  it('offers nothing that needs the events, and says where they are', async () => {
    await opened();
    open(paths.question(ID));
    await screen.findByText(/Who these people are is not fetched/);
    expect(screen.queryByRole('button', { name: /List these people/ })).toBeNull();
    await screen.findByText(/^Answered by ClickHouse in/);
    open(paths.tools(ID));
    await screen.findByText(/^Answered by ClickHouse in/);
    open(paths.data);
    await screen.findByText(/its events stay in the ClickHouse table shop\.events/);
    expect(
      screen.queryByRole('button', { name: /Export the events|Save as one file|Add files to|Forget a person/ }),
    ).toBeNull();
    expect(screen.getByRole('button', { name: 'Save the plan of Corner shop' })).toBeTruthy();
  });
});
