import type { Page } from 'playwright';

/** How often the question of the journey screen is changed. */
const CHANGES = 400;
/** Of each kind of change so many are measured. */
const MEASURED = 14;
/** The limit that the application sets itself for the usual change, in ms. */
export const ANSWERED_MS = 200;
const MEMORY_AT: readonly number[] = [1, 100, 200, 300, 400];

/** How long a person looks at an answer before the next change, at the least. */
const LOOK_MS = 300;

/** What each kind of change adds to a question; the number is different each time. */
const KINDS: Readonly<Record<string, (n: number) => string>> = {
  window: () => '',
  'order: strict': () => '&order=strict',
  'order: any': () => '&order=any',
  'breakdown: first': () => '&by=channel:first',
  'breakdown: all': () => '&by=channel:all',
  'filter: first': (n) => `&where=channel:first%3D:${n % 2 === 0 ? 'search' : 'mail'}`,
  'filter: all': (n) => `&where=channel:all%3D:${n % 2 === 0 ? 'search' : 'mail'}`,
  entered: (n) => `&entered=2025-0${1 + (n % 6)}-01..2025-1${n % 3}-15`,
  during: (n) => `&during=2025-0${1 + (n % 6)}-01..2025-1${n % 3}-15`,
  'as of': (n) => `&asOf=2026-01-${10 + (n % 18)}`,
  'trend by day': () => '&interval=day',
  'trend by month': () => '&interval=month',
  way: () => '&way=awareness..interest',
  'two periods': () => '&entered=2025-07-01..2025-12-31&compare=period:2025-01-01..2025-06-30',
};

/**
 * Changes the question of the journey screen: the time to the last redraw, by kind of change, and the memory of the page on
 * the way. A change is made alone, as a control does it, in a question that nobody asked before; and, which no control does,
 * together with another window, so that every figure of the screen is counted anew. Resolves with whether the median of every
 * change that a control makes is within the limit.
 */
export async function measureJourney(page: Page, print: (line: string) => void): Promise<boolean> {
  await page.getByRole('link', { name: 'Journey', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Stage by stage' }).waitFor();
  await page.waitForTimeout(4000);
  const session = await page.context().newCDPSession(page);
  const heapMb = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 1_000_000;
  };
  const memory: string[] = [];
  let changes = 0;
  let windowDays = 20;
  const change = async (more: string, quietMs: number, { anew = true } = {}): Promise<number> => {
    changes += 1;
    if (anew) windowDays += 1;
    const ms = await settledMs(page, `?v=1&window=${windowDays}d${more}`, quietMs);
    if (MEMORY_AT.includes(changes)) memory.push(`${(await heapMb()).toFixed(1)} MB after ${changes}`);
    return ms;
  };
  await change('', 800);
  print('all figures of a changed question are drawn after, alone (with a new window)');
  let good = true;
  for (const [kind, more] of Object.entries(KINDS)) {
    const [alone, together]: [number[], number[]] = [[], []];
    for (let n = 0; n < MEASURED; n += 1) {
      const first = await change(n % 2 === 0 ? '' : more(n), 500);
      await page.waitForTimeout(LOOK_MS);
      if (n % 2 === 1) together.push(first);
      else if (more(n) === '') alone.push(first);
      else alone.push(await change(more(n), 500, { anew: false }));
    }
    const [own, both] = [middle(alone), middle(together)];
    if (own.median > ANSWERED_MS) good = false;
    print(`  ${kind.padEnd(18)} ${say(own)} (${say(both)})`);
  }
  const kinds = Object.values(KINDS);
  while (changes < CHANGES) await change(kinds[changes % kinds.length]?.(changes) ?? '', 40);
  await page.waitForTimeout(1000);
  print(`memory of the page: ${memory.join(', ')} changes`);
  return good;
}

interface Middle {
  readonly median: number;
  readonly slowest: number;
}

function middle(times: readonly number[]): Middle {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? 0, slowest: sorted.at(-1) ?? 0 };
}

function say({ median, slowest }: Middle): string {
  return `${median.toFixed(0).padStart(4)} ms, slowest ${slowest.toFixed(0).padStart(4)} ms`;
}

/** From a changed address to the frame with the last change of the page, when it waits for nothing for `quietMs`. */
function settledMs(page: Page, search: string, quietMs: number): Promise<number> {
  return page.evaluate(
    async ([wanted, quiet]) => {
      const main = document.querySelector('main');
      if (!main) throw new Error('no page');
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const startedMs = performance.now();
      let changedMs = startedMs;
      const observer = new MutationObserver(() => {
        changedMs = performance.now();
      });
      observer.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
      history.pushState(null, '', `${location.pathname}${wanted}${location.hash}`);
      let drawnMs = startedMs;
      const waits = () => main.querySelector('[aria-busy=true], [class*=waiting]') !== null;
      while (performance.now() - changedMs < quiet || (quiet > 100 && waits())) {
        if (performance.now() - startedMs > 20_000) throw new Error(`no answer to ${wanted}`);
        await frame();
        if (changedMs > drawnMs) drawnMs = performance.now();
      }
      observer.disconnect();
      return drawnMs - startedMs;
    },
    [search, quietMs] as const,
  );
}
