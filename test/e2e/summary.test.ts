import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeView } from '../../src/questions/url.ts';
import { type RunningApp, startApp } from './app.ts';
import { tabTo, violations } from './looking.ts';

const root = join(import.meta.dirname, '..', '..');
const sample = join(root, 'public', 'data', 'river-trust');

let app: RunningApp;
let page: Page;
/** The address of the summary. */
let summary: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-summary-'));
  app = await startApp();
  page = await app.open('?plan=data/river-trust/plan.json');
  await looked(page);
  summary = page.url().replace(/\?$/, '');
});
beforeEach(async () => {
  await page.goto(`${summary}/for/organiser`);
  await page.reload();
  await looked(page);
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const findings = (on: Page): Locator => on.locator('[data-findings]');

/** Waits until every question of the summary was answered. */
async function looked(on: Page): Promise<void> {
  await on.getByRole('heading', { name: 'The stairs' }).waitFor({ timeout: 60_000 });
  await findings(on).getByRole('listitem').first().waitFor({ timeout: 60_000 });
  await findings(on).getByText('looked at').waitFor({ state: 'detached', timeout: 60_000 });
}

async function choose(on: Page, audience: string): Promise<void> {
  await on.locator(`label:has(input[type="radio"][value="${audience}"])`).click();
  await expect.poll(() => on.url()).toContain(`/for/${audience}`);
}

/** Every figure in a text, as it is written. */
function figuresIn(text: string): readonly string[] {
  return text.match(/\d[\d,.]*\d|\d/gu) ?? [];
}

describe('what stands out', () => {
  test('three findings, the rest behind “more”, each with who it is about and how sure it is', async () => {
    expect(await findings(page).getByRole('listitem').count()).toBe(3);
    await findings(page)
      .getByRole('button', { name: / more$/ })
      .click();
    const all = await findings(page).getByRole('listitem').allInnerTexts();
    expect(all.length).toBeGreaterThan(3);
    for (const text of all) expect(text).toMatch(/(recorded|rows of the files|whichever way they came)/i);
    for (const text of all) expect(text).toMatch(/95.% interval|Counted|chance|so great a change|Drawn/);
    await findings(page).getByRole('button', { name: 'Fewer', exact: true }).click();
    expect(await findings(page).getByRole('listitem').count()).toBe(3);
  });

  test('each leads to the screen with that very question, and back leads here', async () => {
    await findings(page)
      .getByRole('button', { name: / more$/ })
      .click();
    const links = findings(page).getByRole('link');
    const hrefs = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    expect(new Set(hrefs.map((href) => new URL(href).hash.split('/')[3])).size).toBeGreaterThan(1);
    for (const [k, href] of hrefs.entries()) {
      const to = new URL(href);
      expect(decodeView(to.search.slice(1)).unread).toEqual([]);
      // What lies further down on this very screen.
      if (to.hash === new URL(summary).hash) continue;
      await links.nth(k).click();
      await expect.poll(() => page.url()).toBe(href);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect(await page.getByText('cannot be shown').count()).toBe(0);
      await page.goBack();
      await expect.poll(() => page.url()).toBe(`${summary}/for/organiser`);
      await looked(page);
      const more = findings(page).getByRole('button', { name: / more$/ });
      if (await more.count()) await more.click();
    }
  });

  test('lands where its figures stand, and so do the targets and the stairs', async () => {
    const inView = (place: Locator) =>
      place.evaluate((element) => {
        const { top } = element.getBoundingClientRect();
        return element === document.activeElement && top >= -2 && top < innerHeight;
      });
    await findings(page)
      .getByRole('link', { name: /^See it week by week/ })
      .first()
      .click();
    await expect.poll(() => inView(page.locator('[data-part="way"]'))).toBe(true);
    await page.goBack();
    await looked(page);
    await page
      .getByRole('figure', { name: 'The stairs' })
      .getByRole('button', { name: /^Interest to/ })
      .click();
    await page.getByRole('heading', { name: /The rate over time, Interest to Motivation/ }).waitFor();
    await expect.poll(() => inView(page.locator('[data-part="way"]'))).toBe(true);
    await page.goBack();
    await looked(page);
    await page.getByRole('link', { name: /(Set|Change the) targets/ }).click();
    await expect.poll(() => inView(page.locator('#what-if-rate')), { timeout: 30_000 }).toBe(true);
  });

  test('a change of a rate opens that way, week by week', async () => {
    const link = findings(page)
      .getByRole('link', { name: /^See it week by week/ })
      .first();
    const { search } = new URL(await link.evaluate((each: HTMLAnchorElement) => each.href));
    expect(decodeView(search.slice(1)).view).toEqual({ interval: 'week', way: { from: 'motivation', to: 'action' } });
    await link.click();
    await page.getByRole('heading', { name: /The rate over time, Motivation to Action/ }).waitFor();
    expect(await page.getByRole('radio', { name: 'Weeks' }).isChecked()).toBe(true);
    await page.goBack();
    await looked(page);
  });

  test('one is copied as text with its population, the data it rests on and its address', async () => {
    await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await findings(page)
      .getByRole('button', { name: /^Copy as text/ })
      .first()
      .click();
    await findings(page)
      .getByRole('button', { name: /^Copied/ })
      .waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const [sentence, about, data, address] = text.split('\n');
    expect(sentence).toBe(
      (await findings(page).getByRole('listitem').first().locator('p').first().innerText()).replaceAll('\u00a0', ' '),
    );
    expect(about).toMatch(/^Everybody who entered.*\. .*\.$/);
    expect(data).toMatch(
      /^River Trust, made \d+ \w+ \d{4} from data [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}, by Handrail\.$/,
    );
    expect(address).toContain('#/journey/');
  });

  test('a picture taken away says who was counted, when it was made and from which data', async () => {
    await page.getByRole('button', { name: 'Export' }).first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Picture as SVG' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain('Everybody who entered, within');
    expect(text).toMatch(
      /River Trust, made \d+ \w+ \d{4} from data [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}, by Handrail\./,
    );
  });
});

describe('for whom it is shown', () => {
  test('changes how much is shown and no figure, stays in this browser and goes with the link', async () => {
    const said: Record<string, { readonly main: string; readonly first: string }> = {};
    for (const audience of ['analyst', 'organiser', 'executive'] as const) {
      await choose(page, audience);
      await looked(page);
      said[audience] = {
        main: await page.locator('main').innerText(),
        first: await findings(page)
          .locator('li > div > p:first-child')
          .allInnerTexts()
          .then((all) => all.join('\n')),
      };
    }
    expect(said.executive?.first).toBe(said.analyst?.first);
    expect(said.executive?.main.length).toBeLessThan((said.organiser?.main.length ?? 0) * 0.8);
    expect(said.organiser?.main.length).toBeLessThan(said.analyst?.main.length ?? 0);
    const known = new Set(figuresIn(said.analyst?.main ?? ''));
    expect(figuresIn(said.executive?.main ?? '').filter((figure) => !known.has(figure))).toEqual([]);
    expect(figuresIn(said.organiser?.main ?? '').filter((figure) => !known.has(figure))).toEqual([]);

    const link = page.url();
    expect(decodeView(new URL(link).search.slice(1)).unread).toEqual([]);
    const other = await app.open('#/');
    await looked(other);
    await expect.poll(() => other.url()).toBe(link);
    await other.close();
  });

  test('leaves the question as it is', async () => {
    await page.getByRole('radio', { name: '14 days' }).locator('..').click();
    await expect.poll(() => page.url()).toContain('window=14d');
    await choose(page, 'analyst');
    expect(page.url()).toContain('window=14d');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.url()).not.toContain('window');
  });
});

describe('on paper and as a file', () => {
  const paper = () => page.locator('[data-paper]');
  const openPanel = () => page.getByRole('button', { name: 'Print or share' }).click();
  const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;

  test('the print is the one-page document, the screen is hidden, and both come back', async () => {
    expect(await paper().count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await paper().waitFor();
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByRole('main').isVisible()).toBe(false);
    expect(await paper().innerText()).toMatch(/Made .* from data [0-9a-f]{4}-/);
    await page.emulateMedia({ media: null });
    await expect.poll(() => paper().count()).toBe(0);
    expect(await page.getByRole('main').isVisible()).toBe(true);
  });

  test.each(['A4', 'Letter'] as const)('one page on %s, and two with the definitions', async (format) => {
    expect(pagesIn(await page.pdf({ format }))).toBe(1);
    await openPanel();
    await page.getByRole('checkbox', { name: /second page/ }).check();
    await page.keyboard.press('Escape');
    expect(pagesIn(await page.pdf({ format }))).toBe(2);
    await openPanel();
    await page.getByRole('checkbox', { name: /second page/ }).uncheck();
    await page.keyboard.press('Escape');
  });

  test('the button prints', async () => {
    await page.evaluate(() => {
      const seen = globalThis as unknown as { printed: number };
      seen.printed = 0;
      globalThis.print = () => {
        seen.printed += 1;
      };
    });
    await openPanel();
    await page.getByRole('button', { name: 'Print', exact: true }).click();
    expect(await page.evaluate(() => (globalThis as unknown as { printed: number }).printed)).toBe(1);
  });

  test('the file to share says what the command says, holds nobody, runs nothing and asks for nothing', async () => {
    await openPanel();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as one file to share' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('River Trust, summary.html');
    const shared = join(folder, 'shared.html');
    await saved.saveAs(shared);
    await page.keyboard.press('Escape');

    const names = (await readdir(sample)).filter((name) => /\.csv(\.gz)?$/.test(name));
    const commanded = join(folder, 'commanded.html');
    await promisify(execFile)(process.execPath, [
      join(root, 'src', 'report', 'bin', 'handrail.mjs'),
      'report',
      '--plan',
      join(sample, 'plan.json'),
      '--format',
      'html',
      '--out',
      commanded,
      ...names.map((name) => join(sample, name)),
    ]);
    const [ours, theirs] = [await readFile(shared, 'utf8'), await readFile(commanded, 'utf8')];
    const made = /Made [^<]*? from data/gu;
    const body = (html: string) =>
      (/<body>.*<\/body>/su.exec(html)?.[0] ?? '').replaceAll(/ class="[^"]*"/gu, '').replaceAll(made, 'Made');
    expect(body(ours).length).toBeGreaterThan(10_000);
    expect(body(ours)).toBe(body(theirs));

    const keys = new Set<string>();
    for (const name of names) {
      const bytes = await readFile(join(sample, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      for (const key of text.match(/[^\s",;]+@[^\s",;]+/gu) ?? []) keys.add(key.toLowerCase());
    }
    expect(keys.size).toBeGreaterThan(10_000);
    const lower = ours.replaceAll(/base64,[A-Za-z0-9+/=]+/gu, '').toLowerCase();
    expect(lower).not.toMatch(/@[a-z0-9-]+\.example|[0-9a-f]{24}/u);
    expect([...keys].filter((key) => lower.includes(key))).toEqual([]);

    for (const colorScheme of ['light', 'dark'] as const) {
      const alone = await app.context.browser()?.newContext({ javaScriptEnabled: false, colorScheme });
      const opened = (await alone?.newPage()) ?? (await app.context.newPage());
      const asked: string[] = [];
      opened.on('request', (request) => asked.push(request.url()));
      await opened.goto(pathToFileURL(shared).href);
      await opened.getByRole('heading', { level: 1, name: /^Of 17,859 people/ }).waitFor();
      expect(await opened.locator('script').count()).toBe(0);
      expect(asked.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
      expect(await opened.evaluate(() => document.fonts.check('14px "Inter Variable"'))).toBe(true);
      for (const format of ['A4', 'Letter'] as const) expect(pagesIn(await opened.pdf({ format }))).toBe(2);
      await opened.close();
    }
    // The rules of access are a script of their own, which the file's policy refuses.
    const open = ours.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/u, '');
    await writeFile(join(folder, 'open.html'), open);
    for (const colorScheme of ['light', 'dark'] as const) {
      const checked = await app.context.newPage();
      await checked.emulateMedia({ colorScheme });
      await checked.goto(pathToFileURL(join(folder, 'open.html')).href);
      expect(await violations(checked)).toEqual([]);
      await checked.close();
    }
  });
});

describe('notes on days', () => {
  const figure = () => page.getByRole('figure', { name: /^People who came to Action/ });

  test('are written, changed and taken away in place, each with undo, and stand on every trend', async () => {
    await figure().getByRole('button', { name: 'Add a note on a day' }).click();
    await figure().getByRole('button', { name: 'Keep it' }).click();
    await figure().getByText('Choose a day.').waitFor();
    await figure().getByLabel('Day', { exact: true }).fill('2026-01-12');
    await figure().getByLabel('What happened').fill('<b>New site</b> went live');
    await figure().getByRole('button', { name: 'Keep it' }).click();
    await figure().getByText('12 Jan 2026: <b>New site</b> went live').waitFor();
    await expect.poll(() => figure().locator('[data-note="1"]').count()).toBe(1);

    await figure().getByRole('button', { name: 'Edit the note of 12 Jan 2026' }).click();
    await figure().getByLabel('What happened').fill('New site went live');
    await page.keyboard.press('Enter');
    await figure().getByText('12 Jan 2026: New site went live').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await figure().getByText('12 Jan 2026: <b>New site</b> went live').waitFor();
    await page.getByRole('button', { name: 'Redo' }).click();
    await figure().getByText('12 Jan 2026: New site went live').waitFor();

    await page.getByRole('link', { name: 'Journey', exact: true }).click();
    const trend = page.getByRole('figure', { name: /^The rate over time/ });
    await trend.getByText('12 Jan 2026: New site went live').waitFor();
    expect(await trend.locator('[data-note="1"]').count()).toBe(1);
    await page.getByRole('link', { name: 'Summary', exact: true }).click();
    await looked(page);

    await figure().getByRole('button', { name: 'Delete the note of 12 Jan 2026' }).click();
    await expect.poll(() => figure().locator('[data-note]').count()).toBe(0);
    expect(await figure().getByText('New site').count()).toBe(0);
  });
});

test('the summary is worked by keyboard alone: audience, a finding, the way to paper', async () => {
  await page.locator('input[type="radio"][value="organiser"]').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.url()).toContain('/for/executive');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toContain('/for/organiser');
  await tabTo(page, 'Print or share');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Print or share the summary' }).waitFor();
  await page.keyboard.press('Escape');
  await tabTo(page, 'See it week by week');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /The rate over time, Motivation to Action/ }).waitFor();
  expect(app.faults).toEqual([]);
});
