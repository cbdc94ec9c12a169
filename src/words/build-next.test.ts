import { describe, expect, it } from 'vitest';
import type { ToolEvidence } from '../journey/tool-findings.ts';
import {
  gapsAsText,
  gapsTable,
  type SpokenGapItem,
  type SpokenWorth,
  sayDue,
  sayGapWorth,
  sayNotApart,
  sayRanking,
} from './build-next.ts';
import { toCsv } from './csv.ts';

const PLAN = { name: 'River Trust', stages: {} };
const MISSING: ToolEvidence = { stage: 'motivation', spanning: null, code: 'missing', people: 900, lost: 400 };
const EUROS = { from: 'plan', mean: 38, currency: 'EUR' } as const;
const WORTH: SpokenWorth = {
  from: 'motivation',
  to: 'action',
  peopleLost: 929,
  worth: { low: 4025.8, value: 5525, high: 7149.8 },
  reference: { code: 'target', rate: 0.5 },
  value: EUROS,
};
const ITEM: SpokenGapItem = {
  transition: 'motivation>action',
  asks: 'What do I do now?',
  answers: 'One page.',
  evidence: MISSING,
  tool: null,
  worth: WORTH,
  owner: '',
  due: '',
  toldAt: null,
  isSaid: false,
};

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ').replaceAll(/[\u2066-\u2069]/g, '');

describe('the worth of a gap', () => {
  it('stands beside its assumption', () => {
    const { amount, why } = sayGapWorth(WORTH, PLAN);
    expect(plain(amount)).toMatch(/^€4,030\s–\s€7,150 more$/u);
    expect(plain(why)).toBe('if 50 % went on, the plan’s target, at €38 each.');
  });

  it('says that it may be nothing where its span begins there', () => {
    const reference = { code: 'best-quarter', rate: 0.43, quarter: '2025-Q4', n: 475 } as const;
    const { why } = sayGapWorth({ ...WORTH, worth: { low: 0, value: 690, high: 2300 }, reference }, PLAN);
    expect(plain(why)).toContain('the fourth quarter of 2025, its best');
    expect(plain(why)).toContain('It may be nothing');
  });

  it('is nothing more where as many go on already', () => {
    const { amount, why } = sayGapWorth({ ...WORTH, worth: { low: 0, value: 0, high: 0 } }, PLAN);
    expect(amount).toBeNull();
    expect(plain(why)).toBe('Nothing more if 50 % went on, the plan’s target: as many go on already.');
    const best = { code: 'best-quarter', rate: 0.227, quarter: '2018-Q1', n: 1301 } as const;
    const none = { ...WORTH, worth: { low: 0, value: 0, high: 0 }, reference: best };
    expect(plain(sayGapWorth(none, PLAN).why)).toBe(
      'As many go on as in its own best quarter, the first quarter of 2018 (23 % at the least, of 1,301 people). A target would tell what more is worth.',
    );
  });

  it('is not made up on the way in, at renewal, and for too few people', () => {
    for (const worth of [
      null,
      { ...WORTH, from: null },
      { ...WORTH, from: 'relationship', to: 'relationship' } as const,
    ]) {
      expect(sayGapWorth(worth, PLAN)).toEqual({ amount: null, why: expect.stringContaining('cannot be counted') });
    }
    expect(sayGapWorth({ ...WORTH, worth: null }, PLAN)).toEqual({
      amount: null,
      why: expect.stringContaining('Too few'),
    });
  });
});

describe('the order of the gaps', () => {
  const from = (low: number): SpokenWorth => ({ ...WORTH, worth: { low, value: low + 5, high: low + 9 } });

  it('is said as it is', () => {
    expect(sayRanking([from(10), from(3)])).toMatch(/^First what would bring most at the least\.$/);
    expect(sayRanking([from(10), from(0)])).toMatch(/by the middle of its span\.$/);
    expect(sayRanking([from(0), from(0), null])).toMatch(/^Each of them may bring nothing/);
    expect(sayRanking([null])).toMatch(/^Nothing can be said/);
  });
});

describe('needs on both sides of a stage without events', () => {
  it('are said not to be told apart, and what would tell them', () => {
    expect(sayNotApart([], PLAN)).toBeNull();
    expect(sayNotApart(['interest'], { stages: { interest: { label: 'Shopping cart' } } })).toBe(
      '“Shopping cart” is not measured, so what people need before and after it is counted together. Events for it would tell which is worth more.',
    );
    expect(sayNotApart(['interest', 'motivation'], { stages: {} })).toMatch(
      /^Interest and Motivation are not measured, so what people need before and after them /,
    );
  });
});

describe('the list', () => {
  it('leaves as text with every figure, in whatever direction names are written', () => {
    const text = gapsAsText([{ ...ITEM, tool: 'דף תרומה', owner: 'Miriam', due: '2026-08-15' }, ITEM], PLAN);
    expect(text).toMatch(/^River Trust: where to build next\n\n1\. What do I do now\? \(Motivation → Action\)\n/);
    for (const part of [
      'דף תרומה: no tool.',
      '929 people got as far as',
      'Worth €4,030',
      'One page.',
      'Owner: Miriam, by 15 Aug 2026',
      '\n2. ',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/[\u2066-\u2069\u00a0]/u);
  });

  it('ends with who was counted and from which data, where that is known', () => {
    const about = ['Everybody who entered, within 30\u00a0days.', 'Made 24\u00a0Nov 2026 from data 93d0.'];
    expect(gapsAsText([ITEM], PLAN, about)).toMatch(
      /\n\nEverybody who entered, within 30 days\.\nMade 24 Nov 2026 from data 93d0\.\n$/,
    );
  });

  it('says the worth of a step once, wherever it goes', () => {
    const second = { ...ITEM, toldAt: 0, isSaid: true };
    const text = gapsAsText([ITEM, second], PLAN);
    expect(text.match(/Worth €4,030/g)).toHaveLength(1);
    expect(text.match(/929 people got as far/g)).toHaveLength(1);
    expect(text.match(/No tool is listed that answers it/g)).toHaveLength(1);
    expect(text).toContain('Counted together with 1: the same worth.');
    const csv = toCsv(gapsTable([ITEM, second], PLAN).header, gapsTable([ITEM, second], PLAN).rows);
    expect(csv.match(/4025\.8/g)).toHaveLength(1);
    expect(csv).toContain('as rank 1');
  });

  it('does not say twice what a few words say', () => {
    const text = gapsAsText([{ ...ITEM, evidence: { code: 'retired', uses: null, lastUse: null } }], PLAN);
    expect(text).toContain('   retired.\n');
  });

  it('leaves as CSV that no spreadsheet executes, one line per gap', () => {
    const { header, rows } = gapsTable([{ ...ITEM, tool: '=1+1', asks: '@<img onerror>', owner: '+cmd' }], PLAN);
    expect(rows[0]).toHaveLength(header.length);
    const csv = toCsv(header, rows);
    expect(csv).not.toMatch(/(^|,|\n)"?[=+@]/m);
    expect(csv).toContain('target 50 %');
    expect(csv).toContain('4025.8');
  });

  it('says a day as one reads it, and anything else as it is', () => {
    expect(sayDue('2026-08-15')).toBe('15 Aug 2026');
    expect(sayDue('soon')).toBe('soon');
  });
});
