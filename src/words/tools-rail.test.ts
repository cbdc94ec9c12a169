import { describe, expect, it } from 'vitest';
import type { ToolEvidence } from '../journey/tool-findings.ts';
import { type SpokenPart, type SpokenPost, sayNeeds, sayPost, sayRailLead, sayRailPart } from './tools-rail.ts';

const AT = { stage: 'motivation', spanning: null } as const;
const REACH = { value: 0.02, low: 0.01, high: 0.03, n: 900 };
const DORMANT: ToolEvidence = {
  ...AT,
  code: 'dormant',
  uses: 800,
  users: 300,
  usesPerWeek: 24,
  lastUse: '2026-03-08',
  quietSince: '2026-03-09',
  quietDays: 114,
  chance: 1e-9,
  peopleSince: 676,
};
const LOW: ToolEvidence = { ...AT, code: 'low-reach', users: 18, reach: REACH, limit: 0.05, effect: null };
const WORKING: ToolEvidence = { ...AT, code: 'working', uses: 90, users: 80, reach: REACH, effect: null };
const MISSING: ToolEvidence = { ...AT, code: 'missing', people: 900, lost: 400 };
const FEW = { ...AT, code: 'too-few-people', people: 708, users: 699, pairs: 2, needed: 30 } as const;
const UNUSED = { ...AT, code: 'unused', people: 900, uses: 0, since: null } as const;

const post = (strength: SpokenPost['strength'], evidence: ToolEvidence | null, ...tools: string[]): SpokenPost => ({
  asks: 'What do I do now?',
  strength,
  tools,
  evidence,
  seenAs: null,
});
const part = (strength: SpokenPart['strength'], ...posts: SpokenPost[]): SpokenPart => ({
  transition: 'motivation>action',
  strength,
  posts,
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll(/[\u2066-\u2069]/g, '');

describe('the words at the handrail', () => {
  it.each([
    ['Phone line', part('holds', post('holds', WORKING, 'Phone line'), post('absent', MISSING))],
    [
      'Phone line, Chat and 1 more',
      part(
        'holds',
        post('holds', WORKING, 'Phone line'),
        post('holds', WORKING, 'Chat'),
        post('holds', WORKING, 'Kit'),
      ),
    ],
    ['Annual report reaches few', part('weak', post('weak', LOW, 'Annual report'))],
    [
      'Pledge page went quiet on 9 Mar 2026',
      part('broken', post('absent', MISSING), post('broken', DORMANT, 'Pledge page')),
    ],
    ['Supporter wall was never used', part('broken', post('broken', UNUSED, 'Supporter wall'))],
    ['Kit was not used here', part('broken', post('broken', { ...UNUSED, uses: 4 }, 'Kit'))],
    ['Receipt has too few to compare', part('weak', post('weak', FEW, 'Receipt'))],
    ['Card has too few people', part('weak', post('weak', { ...FEW, users: 9 }, 'Card'))],
    ['Call serves a step that is not measured', part('weak', post('weak', { ...FEW, people: null, users: 0 }, 'Call'))],
    ['Nothing to hold on to', part('absent', post('absent', MISSING))],
    ['Nothing seen', part('absent', post('absent', null))],
    ['Perhaps petition signed', part('weak', { ...post('weak', null), seenAs: 'petition signed' })],
    ['', part(null)],
  ])('say %j', (words, said) => {
    expect(plain(sayRailLead(said))).toBe(words);
  });

  it('count the needs that are answered, and without an inventory those that are seen', () => {
    expect(plain(sayNeeds(part('holds', post('holds', WORKING, 'A'), post('weak', LOW, 'B'))))).toBe(
      '1 of 2 needs answered',
    );
    expect(plain(sayNeeds(part('weak', { ...post('weak', null), seenAs: 'x' }, post('absent', null))))).toBe(
      '1 of 2 needs seen',
    );
    expect(plain(sayNeeds(part('absent', post('absent', MISSING))))).toBe('0 of 1 need answered');
    expect(sayNeeds(part(null))).toBe('no needs named');
  });

  it('say a part whole, with the user’s own labels', () => {
    const plan = { stages: { action: { label: 'First gift' } } };
    expect(plain(sayRailPart(part('broken', post('broken', DORMANT, 'Pledge page')), plan))).toBe(
      'Motivation → “First gift”: Pledge page went quiet on 9 Mar 2026; 0 of 1 need answered.',
    );
  });

  it('leave markup and directions in a name as the text that they are', () => {
    expect(plain(sayPost(post('weak', LOW, '<img onerror=1>')))).toBe('<img onerror=1>: reaches few');
    expect(sayRailLead(part('holds', post('holds', WORKING, 'קרן')))).toBe('\u2068קרן\u2069');
  });
});
