import { describe, expect, it } from 'vitest';
import { type HandrailError, isCode } from './errors.ts';
import { jsonErrorPlace } from './json-place.ts';
import { formatPlan, parsePlan } from './plan-file.ts';

const minimal = {
  handrail: 1,
  sources: [{ files: 'visits.csv', shape: 'events', person: 'user_id' }],
  stages: { awareness: { enter: ['landing'] } },
};

const full = {
  handrail: 1,
  name: 'Tea shop',
  sources: [
    {
      files: 'visits-*.csv',
      shape: 'events',
      person: 'user_id',
      time: 'timestamp',
      event: 'page_name',
      value: 'amount',
      properties: { channel: 'utm_source', campaign: 'utm_campaign' },
      timeZone: 'Europe/Berlin',
      dateOrder: 'day-first',
      delimiter: ';',
      encoding: 'utf-8',
      until: '2026-06-30',
      exclude: [{ property: 'Status', in: ['Failed'] }],
    },
  ],
  stages: {
    awareness: { label: 'Landing', enter: ['1 - landing'] },
    action: { enter: [{ event: 'payment', where: { status: 'paid' }, occurrence: 'first' }] },
  },
  order: 'ordered',
  window: '30d',
  ties: 'helpful',
  timeZone: 'Europe/Berlin',
  weekStart: 'monday',
  asOf: '2026-06-30',
  entered: { from: '2026-01-01', to: '2026-06-30' },
  during: null,
  exclusions: [{ event: 'refund', from: 'awareness', to: 'action' }],
};

const parse = (value: unknown) => parsePlan(JSON.stringify(value), 'plan.json');

function errorOf(action: () => unknown): HandrailError {
  try {
    action();
  } catch (error) {
    return error as HandrailError;
  }
  throw new Error('nothing was thrown');
}

describe('a plan file', () => {
  it('needs only its version, a source and stages', () => {
    expect(parse(minimal)).toEqual({ plan: minimal, warnings: [] });
  });

  it('keeps every key that it names', () => {
    expect(parse(full)).toEqual({ plan: full, warnings: [] });
  });

  it('comes back the same after it is written', () => {
    expect(parsePlan(formatPlan(parse(full).plan), 'plan.json').plan).toEqual(full);
  });

  it('warns of an unknown key with its path and the nearest known name, and keeps it', () => {
    const odd = {
      ...minimal,
      windw: '30d',
      sources: [{ ...minimal.sources[0], personn: 'x' }],
      stages: { awareness: { enter: ['a', { event: 'b', ocurrence: 'first' }], colour: 'red' } },
    };
    const { plan, warnings } = parse(odd);
    expect(warnings).toEqual(
      [
        { path: 'windw', nearest: 'window' },
        { path: 'sources[0].personn', nearest: 'person' },
        { path: 'stages.awareness.enter[1].ocurrence', nearest: 'occurrence' },
        { path: 'stages.awareness.colour', nearest: null },
      ].sort((a, b) => warnings.findIndex((w) => w.path === a.path) - warnings.findIndex((w) => w.path === b.path)),
    );
    expect(JSON.parse(formatPlan(plan))).toEqual(odd);
  });

  it('warns of a stage that is none of the five', () => {
    expect(parse({ ...minimal, stages: { ...minimal.stages, acton: {} } }).warnings).toEqual([
      { path: 'stages.acton', nearest: 'action' },
    ]);
  });

  it.each([
    ['sources[0].shape', { ...minimal, sources: [{ ...minimal.sources[0], shape: 'log' }] }],
    ['window', { ...minimal, window: '30 days' }],
    ['window', { ...minimal, window: '0d' }],
    ['timeZone', { ...minimal, timeZone: 'Berlin' }],
    ['asOf', { ...minimal, asOf: '2026-02-30' }],
    ['asOf', { ...minimal, asOf: '30.06.2026' }],
    ['entered.to', { ...minimal, entered: { to: 'yesterday' } }],
    ['order', { ...minimal, order: 'loose' }],
    ['stages.awareness.enter[0]', { ...minimal, stages: { awareness: { enter: [7] } } }],
    ['exclusions[0].to', { ...minimal, exclusions: [{ event: 'x', from: 'action', to: 'interest' }] }],
    ['sources', { ...minimal, sources: [] }],
    ['handrail', { ...minimal, handrail: '1' }],
    ['', ['not', 'a', 'plan']],
  ])('refuses a wrong value at "%s"', (path, value) => {
    const error = errorOf(() => parse(value));
    expect(isCode(error, 'plan-wrong-value')).toBe(true);
    expect(error.details).toMatchObject({ path });
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses the name %s, which would be lost without a word',
    (name) => {
      const properties = `{ "channel": "a", "${name}": "b" }`;
      const text = JSON.stringify(minimal).replace('"person":', `"properties": ${properties}, "person":`);
      expect(errorOf(() => parsePlan(text, 'plan.json')).details).toMatchObject({
        path: `sources[0].properties.${name}`,
      });
    },
  );

  it('says which key is missing', () => {
    const error = errorOf(() => parse({ ...minimal, sources: [{ files: 'a.csv', shape: 'events' }] }));
    expect(error.code).toBe('plan-missing-key');
    expect(error.details).toMatchObject({ path: 'sources[0].person' });
  });

  describe('the sources of exports', () => {
    const crm = {
      files: 'crm.csv',
      shape: 'dates',
      person: 'id',
      aliases: ['email'],
      dates: { created: 'Lead', closed: { event: 'Won', where: { Stage: ['Closed Won'] } } },
      eventId: 'row',
      exclude: [{ property: 'Status', notIn: ['Completed', ''] }],
    };
    const log = {
      files: 'log.csv',
      shape: 'events',
      person: 'id',
      time: 'at',
      event: 'event',
      eventElse: 'type',
      value: 'amount',
      refunded: 'back',
      epochs: 'local',
    };
    const costs = { files: 'ads.csv', shape: 'costs', time: 'Day', value: 'Cost', currency: 'EUR', channel: 'Ads' };
    const plan = { ...minimal, sources: [crm, log, costs], looseKeys: ['case', 'plus-address'] };

    it('are read and written as they are; costs name nobody', () => {
      const parsed = parse(plan);
      expect(parsed.warnings).toEqual([]);
      expect(parsed.plan.sources).toEqual([crm, log, { ...costs, person: '' }]);
      expect(JSON.parse(formatPlan(parsed.plan))).toEqual(plan);
      expect(parsePlan(formatPlan(parsed.plan), 'plan.json').plan).toEqual(parsed.plan);
    });

    it.each([
      ['sources[0].dates', { ...crm, dates: {} }, 'plan-missing-key'],
      ['sources[0].dates', { ...crm, dates: undefined }, 'plan-missing-key'],
      ['sources[0].time', { ...costs, time: undefined }, 'plan-missing-key'],
      ['sources[0].value', { ...costs, value: undefined }, 'plan-missing-key'],
      ['sources[0].currency', { ...costs, currency: 'euro' }, 'plan-wrong-value'],
      ['sources[0].exclude[0].in', { ...crm, exclude: [{ property: 'x' }] }, 'plan-missing-key'],
      [
        'sources[0].exclude[0].notIn',
        { ...crm, exclude: [{ property: 'x', in: ['a'], notIn: ['b'] }] },
        'plan-wrong-value',
      ],
      ['sources[0].epochs', { ...log, epochs: 'there' }, 'plan-wrong-value'],
    ])('are refused at "%s" when that is missing or wrong', (path, source, code) => {
      const error = errorOf(() => parse({ ...minimal, sources: [source] }));
      expect(error.code).toBe(code);
      expect(error.details).toMatchObject({ path });
    });

    it('have no difference of keys that is none', () => {
      expect(errorOf(() => parse({ ...minimal, looseKeys: ['dots'] })).details).toMatchObject({ path: 'looseKeys[0]' });
    });
  });

  it('refuses a version newer than its own', () => {
    expect(errorOf(() => parse({ ...minimal, handrail: 2 })).code).toBe('plan-newer-version');
  });

  it('says where it stops being JSON', () => {
    const error = errorOf(() => parsePlan('{\n  "handrail": 1,\n  "sources": [,]\n}', 'plan.json'));
    expect(error.details).toEqual({ file: 'plan.json', line: 3, column: 15 });
  });
});

describe('the place of a JSON error', () => {
  it.each([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": 1,}', 1, 9],
    ['[1 2]', 1, 4],
    ['{"a" 1}', 1, 6],
    ['[1]\n]', 2, 1],
    ["{'a': 1}", 1, 2],
    ['{"a": "line\nbreak"}', 1, 7],
  ])('of %j is line %i, column %i', (text, line, column) => {
    expect(jsonErrorPlace(text)).toEqual({ line, column });
    expect(() => JSON.parse(text)).toThrow();
  });

  it('is nowhere in JSON', () => {
    for (const text of ['null', ' [] ', '{"a":[1,-2.5e3,{"b":"\\u00e9"}]}']) expect(jsonErrorPlace(text)).toBeNull();
  });
});
