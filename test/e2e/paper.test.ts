import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium as driver, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LATIN_FACE, standaloneCss } from '../../src/report/page/standalone-css.ts';
import { chromium } from '../chromium.ts';
import { violations } from './looking.ts';
import type { PaperCase } from './paper-pages.ts';

const CASES = [
  'sample',
  'long labels',
  'right to left',
  'a stage unmeasured',
  'two stages',
  'nobody',
  'five people',
  'ten million',
  'any order',
  'no time limit',
  'hostile',
] as const;

let folder: string;
let css: string;
let cases: Readonly<Record<string, PaperCase>>;
let browser: Browser;

beforeAll(async () => {
  const root = join(import.meta.dirname, '..', '..');
  // Inside the project, so that what is built finds the packages.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'paper-'));
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      ssr: true,
      ssrEmitAssets: true,
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: { pages: join(import.meta.dirname, 'paper-pages.ts') },
        output: {
          assetFileNames: ({ names }) => (names.some((name) => name.endsWith('.css')) ? 'page.css' : '[name][extname]'),
        },
      },
    },
  });
  const built = (await import(pathToFileURL(join(folder, 'pages.js')).href)) as typeof import('./paper-pages.ts');
  const face = (await readdir(folder)).find((name) => LATIN_FACE.test(name));
  const bytes = await readFile(join(folder, String(face)));
  const font = { file: LATIN_FACE, address: `data:font/woff2;base64,${bytes.toString('base64')}` };
  css = standaloneCss(await readFile(join(folder, 'page.css'), 'utf8'), font);
  cases = await built.paperCases(join(root, 'public', 'data', 'river-trust'));
  const { executablePath, args, env } = await chromium();
  browser = await driver.launch({ executablePath, args, env });
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The page of a case from disk, with scripts off; `use` is given it. */
async function withPage<T>(
  name: string,
  definitions: boolean,
  use: (page: Page, requests: readonly string[]) => Promise<T>,
  options: { readonly width?: number; readonly height?: number; readonly colorScheme?: 'light' | 'dark' } = {},
): Promise<T> {
  const { width = 1280, height = 900, colorScheme = 'light' } = options;
  const file = join(folder, `${name.replaceAll(' ', '-')}-${definitions ? 2 : 1}.html`);
  await writeFile(file, cases[name]?.html(definitions, css) ?? '');
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return await use(page, requests);
  } finally {
    await context.close();
  }
}

function pagesIn(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
}

/** A sheet's printable part at 96 px to the inch: the page rule leaves 10 mm on each side. */
const SHEETS = { A4: { width: 718, height: 1046 }, Letter: { width: 740, height: 980 } } as const;

describe.each(CASES)('on paper: %s', (name) => {
  test.each(['A4', 'Letter'] as const)('one page on %s, and a second with definitions', async (format) => {
    for (const definitions of [false, true]) {
      const pdf = await withPage(name, definitions, (page) => page.pdf({ format, printBackground: false }));
      expect(pagesIn(pdf)).toBe(definitions ? 2 : 1);
    }
  });

  test.each(['A4', 'Letter'] as const)('no text runs into another or off the sheet on %s', async (format) => {
    const found = await withPage(
      name,
      true,
      async (page) => {
        await page.emulateMedia({ media: 'print' });
        // Whatever appears little by little would be missing on paper.
        expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
        return page.evaluate(collisions);
      },
      SHEETS[format],
    );
    expect(found).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'as a file it opens alone and passes axe in the %s scheme',
    async (colorScheme) => {
      await withPage(
        name,
        true,
        async (page, requests) => {
          expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
          expect(await page.locator('script, iframe, object, embed, link, img, [onclick], [onerror]').count()).toBe(0);
          expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|\bnull\b|Infinity|\[object/);
          expect(await page.title()).not.toBe('run');
        },
        { colorScheme },
      );
      // The rules of access are a script of their own: the same file with scripts on.
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 1280, height: 900 },
        bypassCSP: true,
      });
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(folder, `${name.replaceAll(' ', '-')}-2.html`)).href);
      expect(await page.title()).not.toBe('run');
      expect(await violations(page)).toEqual([]);
      await context.close();
    },
  );

  test('it fits a narrow screen', async () => {
    const wider = await withPage(
      name,
      true,
      (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      { width: 390, height: 844 },
    );
    expect(wider).toBe(0);
  });
});

/** Pairs of texts that share a place, and texts that leave their sheet. Runs in the page. */
function collisions(): string[] {
  const found: string[] = [];
  for (const sheet of document.querySelectorAll('article')) {
    const edge = sheet.getBoundingClientRect();
    const texts: { readonly words: string; readonly box: DOMRect; readonly node: Node }[] = [];
    const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (words === '' || !parent || parent.closest('title, desc') || !parent.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        // The line's own height is more than its letters.
        const inset = box.height * 0.16;
        if (box.width < 1 || box.height < 1) continue;
        texts.push({
          words: words.slice(0, 40),
          node,
          box: new DOMRect(box.x + 0.5, box.y + inset, box.width - 1, box.height - 2 * inset),
        });
      }
    }
    for (const { words, box } of texts) {
      const outside = box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1;
      if (outside) found.push(`off the sheet: ${words}`);
    }
    for (const [k, one] of texts.entries()) {
      for (const other of texts.slice(k + 1)) {
        if (one.node === other.node) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 1) found.push(`“${one.words}” meets “${other.words}”`);
      }
    }
  }
  return found;
}
