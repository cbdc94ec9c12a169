import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../engine/run.ts';
import { importTexts } from '../../importers/test-import.ts';
import type { Plan } from '../../journey/plan.ts';
import { compileActionTrend } from '../../questions/action-trend.ts';
import { compileFunnel } from '../../questions/compile.ts';
import { answersOf, compileFindings } from '../../questions/findings.ts';
import type { View } from '../../questions/view.ts';
import { judgePage } from './judge-page.ts';
import { type PageContents, pageContents } from './page-contents.ts';
import { notesOf } from './page-trend.ts';
import { renderPage } from './render-page.tsx';

const DAY_MS = 86_400_000;
const SOURCE = {
  files: 'log.csv',
  shape: 'events',
  person: 'who',
  time: 'when',
  event: 'what',
  properties: { channel: 'channel' },
} as const;

/** So many people a day over twenty weeks; every third signs, every sixth gives. */
function log(perDay: number): string {
  const rows = ['who,when,what,channel'];
  for (let day = 0; day < 140; day += 1) {
    for (let n = 0; n < perDay; n += 1) {
      const row = (what: string, hours: number) =>
        rows.push(
          `p${day}-${n},${new Date(Date.UTC(2026, 0, 5, 8) + day * DAY_MS + hours * 3_600_000).toISOString()},${what},${n % 2 ? 'mail' : 'fair'}`,
        );
      row('visit', 0);
      if (n % 3 === 0) row('petition', 2);
      if (n % 6 === 0) row('gift', 20);
    }
  }
  return `${rows.join('\n')}\n`;
}

async function contentsOf(text: string, more: Partial<Plan> = {}, view: View = {}): Promise<[PageContents, Plan]> {
  const plan: Plan = {
    handrail: 1,
    name: 'River',
    stages: { awareness: { enter: ['visit'] }, motivation: { enter: ['petition'] }, action: { enter: ['gift'] } },
    window: '14d',
    timeZone: 'UTC',
    ...more,
    sources: [SOURCE],
  };
  const { columns, profile } = await importTexts({ 'log.csv': text }, [SOURCE], plan);
  const question = compileFunnel(plan, profile, view);
  const asked = compileFindings(plan, profile, view);
  const trend = compileActionTrend(plan, profile, view);
  const contents = pageContents(
    judgePage({
      plan,
      profile,
      question,
      answer: runToEnd(columns, question),
      asked,
      answers: answersOf(asked, (each) => runToEnd(columns, each)),
      trend,
      trendAnswer: trend && runToEnd(columns, trend.query),
      madeUs: Date.UTC(2026, 6, 1) * 1000,
    }),
  );
  return [contents, plan];
}

/** Every text of the page, with plain spaces. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[\u2066-\u2069]/g, '')];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const spoken = ({
  headline,
  support,
  findings,
  rates,
  certainty,
  files,
  gaps,
  trend,
  footer,
  population,
}: PageContents) =>
  textsOf({ headline, support, findings, rates, certainty, files, gaps, title: trend?.title, footer, population });

describe('the page in words', () => {
  it.each([
    ['many people', 12, {}],
    ['a handful', 1, {}],
    ['no time limit', 12, { window: null }],
    ['one stage', 12, { stages: { awareness: { enter: ['visit'] } } }],
    ['nobody', 12, { entered: { from: '2027-01-01' } }],
    ['any order', 12, { order: 'any' }],
  ] as const)('has no hole in any text: %s', async (_, perDay, more) => {
    const [contents] = await contentsOf(log(perDay), more);
    for (const text of spoken(contents)) {
      expect(text).not.toMatch(/NaN|undefined|\bnull\b|Infinity|\[object|\b1 people\b|\b0 person\b| {2}|\(\)/);
      expect(text.trim()).not.toBe('');
    }
  });

  it('gives every share beside the people that it is of', async () => {
    const [contents] = await contentsOf(log(12));
    expect(contents.rates).toHaveLength(2);
    for (const { value, interval, counts } of contents.rates) {
      expect(value).toMatch(/%/);
      expect(interval).toMatch(/–/);
      const [part, whole] = counts.split(' of ').map((each) => Number(each.replaceAll(',', '')));
      const share = (100 * (part ?? 0)) / (whole ?? 1);
      expect(Math.abs(share - Number.parseFloat(value))).toBeLessThan(0.51);
    }
    expect(contents.ratesOf).toBe('of people whose 14\u00a0days are over');
    for (const { sentence, population } of contents.findings) {
      if (sentence.includes('%')) expect(population.length).toBeGreaterThan(10);
    }
  });

  it('says too few people instead of a rate, a trend or a verdict about a handful', async () => {
    const [contents] = await contentsOf(log(1).split('\n').slice(0, 12).join('\n'));
    for (const { value, interval } of contents.rates) {
      expect(value).toMatch(/too few people|nobody yet/);
      expect(interval).toBeNull();
    }
    expect(spoken(contents).join(' ')).not.toMatch(/\d %/);
    expect(contents.findings.filter(({ topic }) => topic !== 'quality' && topic !== 'growth')).toEqual([]);
  });

  it('sets targets beside rates: met, missed, or nobody can tell', async () => {
    const targets = { 'motivation>action': 0.9 };
    const [contents] = await contentsOf(log(12), { targets });
    expect(contents.hasTargets).toBe(true);
    expect(contents.rates.map(({ target, missed }) => [target, missed])).toEqual([
      [null, false],
      ['90\u00a0%: missed', true],
    ]);
    const [met] = await contentsOf(log(12), { targets: { 'motivation>action': 0.3 } });
    expect(met.rates[1]).toMatchObject({ target: '30\u00a0%: met', missed: false });
    const [none] = await contentsOf(log(12));
    expect(none.hasTargets).toBe(false);
  });

  it('carries the mark of its data, when it was made, and every row', async () => {
    const [contents] = await contentsOf(log(12));
    expect(contents.footer).toMatch(/^Made 1 Jul 2026, 00:00 from data [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/);
    const rows = textsOf(contents.certainty.find(([name]) => name === 'Rows')).join(' ');
    const [read, accepted, rejected, left] = (rows.match(/[\d,]+/g) ?? []).map((each) =>
      Number(each.replaceAll(',', '')),
    );
    expect(read).toBe(log(12).split('\n').length - 2);
    expect((accepted ?? 0) + (rejected ?? 0) + (left ?? 0)).toBe(read);
  });

  it('puts notes in the order of their days, at the start of the local day, and keeps their place in the plan', () => {
    const notes = [
      { date: '2026-03-09', text: 'closed' },
      { date: '2026-01-02', text: 'opened' },
      { date: 'soon', text: 'no day' },
    ];
    expect(notesOf({ notes }, 'Europe/Berlin')).toEqual([
      { us: Date.UTC(2026, 0, 1, 23) * 1000, text: 'opened', day: '2 Jan 2026', index: 1 },
      { us: Date.UTC(2026, 2, 8, 23) * 1000, text: 'closed', day: '9 Mar 2026', index: 0 },
    ]);
  });
});

describe('the page as a file', () => {
  const HOSTILE = `</title></style><script>alert(1)</script><img src=x onerror=alert(1)>`;

  it('takes names as text, in the title, in the page and in pictures', async () => {
    const [contents, plan] = await contentsOf(log(12), {
      name: HOSTILE,
      stages: {
        awareness: { label: HOSTILE, enter: ['visit'] },
        motivation: { enter: ['petition'] },
        action: { enter: ['gift'] },
      },
      notes: [{ date: '2026-02-02', text: HOSTILE }],
    });
    const html = renderPage({ contents, plan, definitions: true }, '.a{}');
    expect(html.match(/<script|<img|onerror=(?!alert\(1\)&gt;)/g)).toBeNull();
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html.match(/<\/title>/g)?.length).toBe(1 + (html.match(/<title id=/g)?.length ?? 0));
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('lets no style end its own element', async () => {
    const [contents, plan] = await contentsOf(log(12));
    const html = renderPage({ contents, plan, definitions: false }, '.a::after{content:"</style><script>x</script>"}');
    expect(html.match(/<\/style/g)).toHaveLength(1);
  });

  it('is titled after the journey, and has a second sheet only when asked', async () => {
    const [contents, plan] = await contentsOf(log(12));
    const [one, two] = [false, true].map((definitions) => renderPage({ contents, plan, definitions }, ''));
    expect(one).toContain('<title>River: summary</title>');
    expect(one?.match(/<article/g)).toHaveLength(1);
    expect(two?.match(/<article/g)).toHaveLength(2);
    expect(two).toContain('What the words mean');
    const [unnamed, plain] = await contentsOf(log(12), { name: ' ' });
    expect(renderPage({ contents: unnamed, plan: plain, definitions: false }, '')).toContain('<title>Summary</title>');
  });
});
