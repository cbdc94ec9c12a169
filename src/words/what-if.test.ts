import { describe, expect, it } from 'vitest';
import { type SpokenWhatIf, sayWhatIf, sayWhatIfWhole } from './what-if.ts';

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ').replaceAll(/[\u2066-\u2069]/g, '');
const at = (value: number, low: number, high: number) => ({ value, low, high });
const EUROS = { from: 'plan', mean: 40, currency: 'EUR' } as const;

const MORE: SpokenWhatIf = {
  stage: 'action',
  now: at(611, 580, 640),
  changed: at(864, 864, 864),
  more: at(253.2, 209.9, 290.1),
  moreValue: at(10_120, 8400, 11_600),
};

describe('what another rate would bring', () => {
  it('is people and value, each with its span', () => {
    const words = sayWhatIf(MORE, EUROS);
    expect(plain(words.people)).toBe('+253 people');
    expect(plain(words.interval)).toBe('95 % of the draws lie between +210 and +290');
    expect(plain(words.value)).toMatch(/^€8,400\s–\s€11,600 more, at €40 each$/u);
  });

  it('is one person, fewer people, or neither', () => {
    expect(plain(sayWhatIf({ ...MORE, more: at(1, 0, 2), moreValue: null }, { from: 'people' }).people)).toBe(
      '+1 person',
    );
    const fewer = sayWhatIf({ ...MORE, more: at(-233, -270, -190), moreValue: at(-9000, -10_800, -7600) }, EUROS);
    expect(plain(fewer.people)).toBe('−233 people');
    expect(plain(fewer.value)).toMatch(/^€7,600\s–\s€10,800 less, at €40 each$/u);
    const either = sayWhatIf({ ...MORE, more: at(13, -28, 57), moreValue: at(500, -1070, 2220) }, EUROS);
    expect(plain(either.value)).toBe('€1,070 less to €2,220 more, at €40 each');
    const none = sayWhatIf({ ...MORE, more: at(0.2, -0.4, 0.4), moreValue: null }, { from: 'people' });
    expect([none.people, none.interval, none.value]).toEqual(['no more, no fewer', 'whatever is drawn', null]);
  });

  it('is read out whole when a drag ends', () => {
    const whole = sayWhatIfWhole(0.5, 'Motivation → Action', [MORE], [EUROS], { stages: {} });
    expect(plain(whole)).toBe('If 50 % went on from Motivation → Action: +253 people at Action.');
    expect(plain(sayWhatIfWhole(0.5, 'A → B', [], [], { stages: {} }))).toContain('too few came further');
  });
});
