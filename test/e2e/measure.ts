import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { builtApp, startApp } from './app.ts';
import { measureJourney } from './measure-journey.ts';
import { millionRows } from './million-rows.ts';

/** The limits that the application sets itself. */
const LONGEST_TASK_MS = 50;
const REDRAW_MS = 100;

interface Watch {
  readonly tasks: { readonly startMs: number; readonly ms: number }[];
}

/**
 * Imports a file of a million rows into the built page and measures what a person feels: the longest task of the main
 * thread meanwhile, the time from a changed window to the new stairs, and that from a changed question to all figures of
 * the journey screen. Prints the figures; resolves with whether they are within the limits.
 */
export async function measure(print: (line: string) => void): Promise<boolean> {
  const file = join(tmpdir(), `handrail-million-${process.pid}.csv`);
  await writeFile(file, millionRows());
  const app = await startApp({ folder: process.env.HANDRAIL_BUILT ?? builtApp });
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
    const answered = await measureJourney(page, print);
    return answered && longestMs <= LONGEST_TASK_MS && slowestMs <= REDRAW_MS;
  } finally {
    await app.close();
    await rm(file, { force: true });
  }
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
