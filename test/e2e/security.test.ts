import type { Page, Worker } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtApp, type RunningApp, startApp, stop } from './app.ts';
import { shopLog } from './files.ts';
import { type Listening, listenForLeaks, servePlainly } from './plain-server.ts';

let plain: Listening;
let stranger: Listening & { readonly heard: string[] };
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  plain = await servePlainly(builtApp);
  stranger = await listenForLeaks();
  app = await startApp({ address: plain.address });
  page = await app.open();
  await page.setInputFiles('input[type=file]', [shopLog(20)]);
  await page.getByRole('button', { name: 'Show the journey' }).click();
  await page.getByRole('heading', { name: 'The stairs' }).waitFor();
});
afterAll(async () => {
  await app.close();
  await stop(plain.server);
  await stop(stranger.server);
});

/** What comes of each attempt: "refused", or what was reached. Runs outside the debugger's own evaluation. */
async function tryToBreakOut(foreign: string): Promise<Record<string, string>> {
  const outcome = async (attempt: () => unknown): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    try {
      await attempt();
      return 'reached';
    } catch {
      return 'refused';
    }
  };
  return {
    fetch: await outcome(() => fetch(`${foreign}fetch`)),
    module: await outcome(() => import(/* @vite-ignore */ `${foreign}module.js`)),
    // biome-ignore lint/security/noGlobalEval: this is what must be refused
    eval: await outcome(() => globalThis.eval('1 + 1')),
    code: await outcome(() => new Function('return 1')()),
    socket: await outcome(
      () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket(`${foreign.replace('http', 'ws')}socket`);
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
    ),
  };
}

const ALL_REFUSED = { fetch: 'refused', module: 'refused', eval: 'refused', code: 'refused', socket: 'refused' };

function workerOf(kind: 'import' | 'query'): Promise<Worker> {
  return (async () => {
    for (const worker of page.workers()) {
      if ((await worker.evaluate(() => self.name)) === kind) return worker;
    }
    throw new Error(`no ${kind} worker runs`);
  })();
}

describe('served from a folder without headers, nothing breaks out', () => {
  test('the stranger hears whoever is free to speak', async () => {
    await fetch(`${stranger.address}control`);
    expect(stranger.heard).toContain('/control');
    stranger.heard.length = 0;
  });

  test('of the page', async () => {
    expect(await page.evaluate(tryToBreakOut, stranger.address)).toEqual(ALL_REFUSED);
    expect(stranger.heard).toEqual([]);
  });

  test.each(['import', 'query'] as const)('of the %s worker', async (kind) => {
    const worker = await workerOf(kind);
    expect(await worker.evaluate(tryToBreakOut, stranger.address)).toEqual(ALL_REFUSED);
    expect(stranger.heard).toEqual([]);
  });

  test('of markup in an event’s name', async () => {
    const log = 'user_id,event,time\nu1,<img src=x onerror=alert(1)>,2026-01-01T10:00:00Z\n';
    await page.goto(`${plain.address}#/data`);
    await page.setInputFiles('input[type=file]', [
      { name: 'markup.csv', mimeType: 'text/csv', buffer: Buffer.from(log) },
    ]);
    await page.getByRole('button', { name: 'Show the journey' }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.getByText('<img src=x onerror=alert(1)>').count()).toBeGreaterThan(0);
  });
});

test('a worker started from its address alone would be free: that is why they start from a blob', async () => {
  const free = await page.evaluate(
    ([foreign]) =>
      new Promise<string>((resolve) => {
        const source = performance.getEntriesByType('resource').find(({ name }) => name.includes('query.worker'));
        const worker = new Worker(source?.name ?? '', { type: 'module', name: 'free' });
        worker.onerror = () => resolve('no worker');
        worker.onmessage = () => resolve(String(foreign));
      }),
    [stranger.address],
  );
  expect(free).toBe(stranger.address);
  for (const worker of page.workers()) {
    if ((await worker.evaluate(() => self.name)) !== 'free') continue;
    await worker.evaluate((foreign) => fetch(`${foreign}free`).then(() => undefined), stranger.address);
  }
  expect(stranger.heard).toContain('/free');
});
