import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { startApp } from './app.ts';
import { millionRows } from './million-rows.ts';

/** The limits that the application sets itself. */
const LONGEST_TASK_MS = 50;
const REDRAW_MS = 100;
/** How often the question of the journey screen is changed. */
const CHANGES = 200;

interface Watch {
  readonly tasks: { readonly startMs: number; readonly ms: number }[];
}

/**
 * Imports a file of a million rows into the built page and measures what a person feels: the longest task of the main
 * thread meanwhile, and the time from a changed window to the new stairs. Prints the figures; resolves with whether they
 * are within the limits.
 */
export async function measure(print: (line: string) => void): Promise<boolean> {
  const file = join(tmpdir(), `handrail-million-${process.pid}.csv`);
  await writeFile(file, millionRows());
  const app = await startApp();
  try {
    const page = await app.open();
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    await watchLongTasks(page);
    await page.evaluate((ms) => {
      setTimeout(() => {
        const until = performance.now() + ms;
        while (performance.now() < until);
      });
    }, 2 * LONGEST_TASK_MS);
    if ((await longTasks(page)).length !== 1) throw new Error('the browser does not tell of long tasks');
    await watchLongTasks(page);
    const startedMs = Date.now();
    await page.setInputFiles('input[type=file]', file);
    await page.getByRole('button', { name: 'Show the journey' }).waitFor({ timeout: 300_000 });
    const importedMs = Date.now() - startedMs;
    const tasks = await longTasks(page);
    const longestMs = Math.max(0, ...tasks);
    const rowsRead = (await page.locator('dl dd').first().innerText()).trim();
    print(`import of ${rowsRead} rows: ${(importedMs / 1000).toFixed(1)} s`);
    print(`main-thread tasks over ${LONGEST_TASK_MS} ms: ${tasks.length}; the longest ${longestMs.toFixed(0)} ms`);

    await page.getByRole('button', { name: 'Show the journey' }).click();
    await page.getByRole('heading', { name: 'The stairs' }).waitFor();
    await page.waitForTimeout(1500);
    const redraws: number[] = [];
    for (const label of ['7 days', '30 days', '14 days', '90 days', 'No limit']) {
      redraws.push(await redrawMs(page, label));
      await page.waitForTimeout(400);
    }
    const slowestMs = Math.max(...redraws);
    print(`a changed window is drawn after ${redraws.map((ms) => ms.toFixed(0)).join(', ')} ms`);

    await page.reload();
    const reopenedMs = Date.now();
    await page.getByText('the whole way').first().waitFor();
    await page.locator('svg[role=img], figure svg').first().waitFor();
    print(`reopened after a reload in ${Date.now() - reopenedMs} ms`);
    await measureJourney(page, print);
    return longestMs <= LONGEST_TASK_MS && slowestMs <= REDRAW_MS;
  } finally {
    await app.close();
    await rm(file, { force: true });
  }
}

/** Changes the question of the journey screen to ones that nobody counted ahead: time to the last redraw, and memory. */
async function measureJourney(page: Page, print: (line: string) => void): Promise<void> {
  await page.getByRole('link', { name: 'Journey', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Stage by stage' }).waitFor();
  await page.waitForTimeout(4000);
  const session = await page.context().newCDPSession(page);
  const heapMb = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 1_000_000;
  };
  const settled: number[] = [];
  const before = await heapMb();
  for (let change = 0; change < CHANGES; change += 1) {
    const view = `window=${20 + change}d&order=${change % 2 === 0 ? 'ordered' : 'strict'}`;
    const measured = change % 10 === 0;
    const ms = await settledMs(page, `?v=1&${view}`, measured ? 2000 : 60);
    if (measured) settled.push(ms);
  }
  await page.waitForTimeout(1000);
  const after = await heapMb();
  settled.sort((a, b) => a - b);
  const [median, slowest] = [settled[Math.floor(settled.length / 2)] ?? 0, settled.at(-1) ?? 0];
  print(`a new question on the journey screen has drawn all its figures after ${median.toFixed(0)} ms (median)`);
  print(`the slowest of ${settled.length} after ${slowest.toFixed(0)} ms`);
  print(`memory of the page before and after ${CHANGES} changes: ${before.toFixed(1)} and ${after.toFixed(1)} MB`);
}

/** From a changed address to the last change of any figure within `waitMs`. */
function settledMs(page: Page, search: string, waitMs: number): Promise<number> {
  return page.evaluate(
    async ([wanted, patience]) => {
      const figures = () => document.querySelector('main')?.innerHTML ?? '';
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      history.pushState(null, '', `${location.pathname}${wanted}${location.hash}`);
      const startedMs = performance.now();
      let shown = figures();
      let lastMs = 0;
      while (performance.now() - startedMs < patience) {
        await frame();
        const now = figures();
        if (now !== shown) lastMs = performance.now() - startedMs;
        shown = now;
      }
      return lastMs;
    },
    [search, waitMs] as const,
  );
}

async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch: Watch = { tasks: [] };
    (globalThis as unknown as { watch: Watch }).watch = watch;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) watch.tasks.push({ startMs: startTime, ms: duration });
    }).observe({ type: 'longtask' });
  });
}

async function longTasks(page: Page): Promise<number[]> {
  // What was observed is told a little later.
  await page.waitForTimeout(200);
  return page.evaluate(() => (globalThis as unknown as { watch: Watch }).watch.tasks.map(({ ms }) => ms));
}

/** From the press to the frame in which the stairs show another answer. */
function redrawMs(page: Page, label: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    // The counts stand in the picture itself; a note beside it may change before they do.
    const figures = () => [...document.querySelectorAll('figure svg text')].map((text) => text.textContent).join(' ');
    const before = figures();
    const radios = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    const radio = radios.find((each) => each.labels?.[0]?.textContent?.trim() === wanted);
    if (!radio) throw new Error(`no window of ${wanted}`);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const startedMs = performance.now();
    radio.click();
    while (figures() === before) {
      if (performance.now() - startedMs > 10_000) throw new Error(`nothing was drawn for ${wanted}`);
      await frame();
    }
    await frame();
    return performance.now() - startedMs;
  }, label);
}
