import { describe, expect, it } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { importTexts } from './test-import.ts';

const gifts: PlanSource = { files: '*.csv', shape: 'list', person: 'who', time: 'day', event: 'gift', value: 'amount' };

async function read(amounts: readonly string[], source: Partial<PlanSource> = {}) {
  const rows = amounts.map((amount, i) => `p${i};2026-01-01;"${amount}"\n`);
  const imported = await importTexts({ 'gifts.csv': `who;day;amount\n${rows.join('')}` }, [{ ...gifts, ...source }]);
  const notes = imported.profile.quality.parts[0]!.notes.filter(({ code }) => code === 'decimal');
  return { values: [...imported.columns.value!], notes };
}

describe('amounts that could be of thousands', () => {
  it('follow the amounts that leave no choice, however late these come', async () => {
    const many = Array.from({ length: 400 }, () => '1.250');
    const german = await read([...many, '12,50']);
    expect(german.values[0]).toBe(1250);
    expect(german.values.at(-1)).toBe(12.5);
    expect(german.notes).toEqual([{ code: 'decimal', mark: ',', both: 400, only: 1, other: 0 }]);
    const english = await read([...many, '12.5']);
    expect(english.values[0]).toBe(1.25);
    expect(english.notes).toEqual([{ code: 'decimal', mark: '.', both: 400, only: 1, other: 0 }]);
  });

  it('are exact as fractions, and keep their sign', async () => {
    const { values } = await read(['1,234', '-7,001', '9,999', '0,5']);
    expect(values).toEqual([1.234, -7.001, 9.999, 0.5]);
  });

  it('take the mark of the plan without asking the column', async () => {
    const { values, notes } = await read(['1,234', '1,5'], { decimal: '.' });
    expect(values[0]).toBe(1234);
    expect(notes).toEqual([]);
  });

  it('tell of amounts that fit only the other mark', async () => {
    const { values, notes } = await read(['1,50', '2,50', '1.234.567', '3.25', '1.234']);
    expect(values).toEqual([1.5, 2.5, 1_234_567, 3.25, 1234]);
    expect(notes).toEqual([{ code: 'decimal', mark: ',', both: 1, only: 3, other: 1 }]);
  });

  it('do not make a note of amounts without a doubt', async () => {
    expect((await read(['5', '12,50', '1.234,00'])).notes).toEqual([]);
  });

  it('are decided for every event of a row with several dates', async () => {
    const source: PlanSource = {
      files: '*.csv',
      shape: 'dates',
      person: 'who',
      dates: { lead: 'Lead', won: 'Won' },
      value: 'amount',
    };
    const text = 'who;lead;won;amount\na;2026-01-01;2026-02-01;1.234\nb;2026-01-01;;7.50\n';
    const { columns } = await importTexts({ 'crm.csv': text }, [source]);
    expect([...columns.value!]).toEqual([1.234, 1.234, 7.5]);
  });
});
