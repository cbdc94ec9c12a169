import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCode } from '../journey/errors.ts';
import { hostedAddress, hostedId, isHostedId, planAddress } from './hosted-address.ts';
import { readPlanLink } from './hosted-link.ts';

const BASE = 'https://page.example/handrail/index.html?v=1#/data';

describe('the address of a plan', () => {
  it('is resolved to the page, and never leaves its origin', () => {
    expect(planAddress('data/plan.json', BASE).href).toBe('https://page.example/handrail/data/plan.json');
    expect(planAddress('/other/plan.json#x', BASE).href).toBe('https://page.example/other/plan.json');
    for (const foreign of [
      'https://elsewhere.example/plan.json',
      '//elsewhere.example/plan.json',
      '\\\\elsewhere.example/plan.json',
      'http://page.example/plan.json',
      'https://page.example:8443/plan.json',
      'https://user:word@page.example/plan.json',
      'javascript:alert(1)',
      'data:application/json,{}',
      'blob:https://page.example/x',
      'http://[',
    ]) {
      let error: unknown;
      try {
        planAddress(foreign, BASE);
      } catch (thrown) {
        error = thrown;
      }
      expect(isCode(error, 'hosted-foreign'), foreign).toBe(true);
    }
  });

  it('makes an id that a link carries unchanged, and from which it follows', () => {
    expect(hostedId(planAddress('data/river-trust/plan.json', BASE))).toBe(
      'hosted~handrail~data~river-trust~plan.json',
    );
    fc.assert(
      fc.property(fc.webPath(), fc.option(fc.string()), (path, query) => {
        const url = planAddress(`/x${path}${query === null ? '' : `?${encodeURIComponent(query)}`}`, BASE);
        const id = hostedId(url);
        expect(encodeURIComponent(id)).toBe(id);
        const { pathname, search } = hostedAddress(id, BASE) ?? {};
        expect([pathname, search]).toEqual([url.pathname, url.search]);
      }),
    );
  });

  it('is not made of the id of a local journey', () => {
    expect(isHostedId(crypto.randomUUID())).toBe(false);
    expect(hostedAddress('hosted', BASE)).toBeNull();
  });

  it('cannot leave the origin by an id that somebody wrote', () => {
    expect(() => hostedAddress('hosted~~elsewhere.example~plan.json', BASE)).toThrow('hosted-foreign');
  });
});

describe('a link', () => {
  const ID = 'hosted~handrail~data~plan.json';

  it.each([
    ['?plan=data/plan.json', '/', `/journey/${ID}?`],
    ['?plan=data%2Fplan.json&v=1&window=7d', '/', `/journey/${ID}?v=1&window=7d`],
    ['?v=1&window=7d&plan=data/plan.json', '/data', `/journey/${ID}?v=1&window=7d`],
    ['', '/?plan=data/plan.json&v=1', `/journey/${ID}?v=1`],
    [
      '?plan=data/plan.json',
      '/journey/any/question?v=1&by=channel%3Afirst',
      `/journey/${ID}/question?v=1&by=channel%3Afirst`,
    ],
  ])('%s with #%s leads to %s', (search, hash, to) => {
    expect(readPlanLink(search, hash, BASE)).toEqual({ kind: 'go', to });
  });

  it('without a plan is none, and one that cannot be read is refused', () => {
    expect(readPlanLink('?v=1&explan=2', '/', BASE)).toEqual({ kind: 'none' });
    expect(readPlanLink('?plan=https://elsewhere.example/', '/', BASE).kind).toBe('refused');
    expect(readPlanLink('?plan=%E0%A4%A', '/', BASE).kind).toBe('refused');
  });
});
