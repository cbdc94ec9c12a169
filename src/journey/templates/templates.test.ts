import { describe, expect, it } from 'vitest';
import { wordsOf } from '../column-facts.ts';
import { namePattern } from '../name-pattern.ts';
import { STAGE_IDS } from '../stages.ts';
import { TRANSITION_IDS } from '../tools.ts';
import { isShownBy, likelyTemplate, templateRules } from './likely-template.ts';
import { TEMPLATE_IDS } from './template.ts';
import { TEMPLATES, templateOf } from './templates.ts';

const capabilities = TEMPLATES.flatMap((template) =>
  TRANSITION_IDS.flatMap((transition) =>
    template.capabilities[transition].map((one) => ({ ...one, template: template.id, transition })),
  ),
);

const PATTERN = /^[\p{Ll}\p{N}* ]+$/u;

describe('the built-in templates', () => {
  it('are all there under their ids', () => {
    expect(TEMPLATES.map((template) => template.id)).toEqual(TEMPLATE_IDS);
    for (const id of TEMPLATE_IDS) expect(templateOf(id).id).toBe(id);
  });

  it.each(TEMPLATES)('$id has three to six capabilities at every transition', ({ capabilities: needs }) => {
    expect(Object.keys(needs)).toEqual([...TRANSITION_IDS]);
    for (const transition of TRANSITION_IDS) {
      expect(needs[transition].length).toBeGreaterThanOrEqual(3);
      expect(needs[transition].length).toBeLessThanOrEqual(6);
    }
  });

  it.each(TEMPLATES)('$id labels and rules every stage, no two alike', ({ labels, rules }) => {
    expect(new Set(Object.values(labels)).size).toBe(STAGE_IDS.length);
    for (const stage of STAGE_IDS) {
      expect(rules[stage].length).toBeGreaterThan(0);
      expect(new Set(rules[stage].map((rule) => JSON.stringify(rule))).size).toBe(rules[stage].length);
    }
  });

  it('have ids of plain words with hyphens, unique among all of them', () => {
    for (const { id } of capabilities) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(new Set(capabilities.map(({ id }) => id)).size).toBe(capabilities.length);
  });

  it('say everything about each capability', () => {
    for (const one of capabilities) {
      expect(one.asks).toMatch(/^\p{Lu}.*\?$/u);
      expect(one.answers).toMatch(/^\P{Ll}.*\.$/u);
      expect(one.seller).toMatch(/^\p{Lu}.*\.$/u);
      expect(one.examples.length).toBeGreaterThanOrEqual(2);
      expect(one.shows.length).toBeGreaterThan(0);
    }
  });

  it('share no sentence', () => {
    const sentences = capabilities.flatMap(({ asks, answers, seller }) => [asks, answers, seller]);
    const twice = sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index);
    expect(twice).toEqual([]);
  });

  it('have patterns in lower-case words that fit something and not everything', () => {
    const all = TEMPLATES.flatMap(({ rules, marks, signs }) => [
      ...marks,
      ...signs,
      ...Object.values(rules).flatMap((list) => list.map((rule) => (typeof rule === 'string' ? rule : rule.event))),
    ]);
    for (const pattern of [...all, ...capabilities.flatMap(({ shows }) => shows)]) {
      expect(pattern).toMatch(PATTERN);
      expect(pattern.replaceAll(/[* ]/g, '').length).toBeGreaterThanOrEqual(3);
      expect(namePattern(pattern)(pattern.replaceAll('*', ''))).toBe(true);
      expect(namePattern(pattern)('')).toBe(false);
      // Names are compared as words with single blanks: a pattern of other signs could never fit.
      expect(wordsOf(pattern.replaceAll('*', '')).join(' ')).toBe(
        pattern.replaceAll('*', '').trim().replace(/ +/g, ' '),
      );
    }
  });
});

const RIVER = [
  'page viewed',
  'article read',
  'newsletter opened',
  'map opened',
  'newsletter sign-up',
  'petition signed',
  'donation',
  'receipt sent',
  'pledge page opened',
  'question asked',
  'question answered',
  'talk attended',
  'membership started',
];

describe('the likely template', () => {
  it.each([
    ['nonprofit-giving', RIVER],
    ['nonprofit-volunteering', ['page_view', 'quiz_done', 'recycling_pledge', 'kit_ordered', 'shift_attended']],
    ['shop', ['landing_page', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase']],
    ['shop', ['1 - home_page', '2 - search_page', '3 - payment_page', '4 - payment_confirmation_page']],
    ['shop', ['ProductViewed', 'AddToBasket', 'OrderPlaced', 'Refunded']],
    ['b2b-sales', ['MQL', 'SQL', 'Demo held', 'Proposal sent', 'Deal won', 'Contract renewed']],
    ['b2b-sales', ['first contact', 'lead qualified', 'deal won']],
    ['b2b-sales', ['first contact', 'closed']],
    ['shop', ['view', 'addtocart', 'transaction']],
    [
      'software-subscription',
      ['signed_up', 'trial_started', 'workspace_created', 'subscription_started', 'plan_upgraded'],
    ],
    ['event', ['poster scanned', 'agenda viewed', 'rsvp', 'ticket bought', 'checked in', 'survey filled in']],
  ] as const)('is %s by the names of its field', (id, names) => {
    const found = likelyTemplate(names);
    expect(found.id).toBe(id);
    expect(found.sure).toBeGreaterThan(0.4);
    expect(found.names.length).toBeGreaterThan(0);
  });

  it('says that it does not know where the names say nothing', () => {
    expect(likelyTemplate([])).toEqual({ id: 'nonprofit-giving', sure: 0, names: [] });
    expect(likelyTemplate(['a', 'b', '<img onerror>']).sure).toBe(0);
  });

  it('is found among ten thousand names at once', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `step ${index} of something with a long name`);
    expect(likelyTemplate([...names, 'donation']).names).toEqual(['donation']);
  });

  it('is less sure of names that two fields have', () => {
    expect(likelyTemplate(['petition', 'newsletter']).sure).toBeLessThan(likelyTemplate(RIVER).sure);
  });
});

describe('a pattern that shows a capability', () => {
  it.each([
    ['*fit*', 'Fit adviser opened', true],
    ['*fit*', 'benefit seen', false],
    ['*newsletter*sign*up*', 'newsletter_signup', true],
    ['*newsletter*sign*up*', 'NewsletterSignedUp', true],
    ['Kit-Ordered', 'kit_ordered', true],
    ['kit', 'kit ordered', false],
    ['<img onerror>', '<img onerror>', true],
    ['***', '', false],
    ['!', '?', false],
  ])('%s in %s: %s', (pattern, name, shown) => {
    expect(isShownBy([pattern], name)).toBe(shown);
  });
});

describe('the default rules of a template', () => {
  it('put the events that there are into stages, first and later ones apart', () => {
    const rules = templateRules(templateOf('nonprofit-giving'), RIVER);
    expect(rules).toEqual({
      awareness: ['page viewed', 'talk attended'],
      interest: ['article read', 'newsletter sign-up'],
      motivation: ['petition signed'],
      action: [{ event: 'donation', occurrence: 'first' }],
      relationship: [{ event: 'donation', occurrence: 'later' }, 'membership started'],
    });
  });

  it('take a name as it is, stars and all', () => {
    expect(templateRules(templateOf('shop'), ['add to cart *new*'])).toEqual({ motivation: ['add to cart \\*new\\*'] });
  });

  it('say nothing of names that they do not know', () => {
    expect(templateRules(templateOf('event'), ['xyz'])).toEqual({});
  });
});
