import { describe, expect, it } from 'vitest';
import { quietSinceOf, TOOL_STATES, type ToolEvidence } from '../journey/tool-findings.ts';
import { TRANSITION_IDS } from '../journey/tools.ts';
import type { Speaker } from './findings.ts';
import { STATE_WORDS, sayAnswers, sayStateShort, saysMore, sayToolState, sayTransition, sayUses } from './tools.ts';

const river: Speaker = { name: 'River Trust', stages: {} };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const say = (evidence: ToolEvidence, plan: Speaker = river) => plain(sayToolState(evidence, plan));

const at = { stage: 'motivation', spanning: null } as const;
const wayIn = { stage: null, spanning: null } as const;
const reach = { value: 0.02, low: 0.015, high: 0.027, n: 2370 };
const effect = { difference: 0.02, low: -0.05, high: 0.09, exposed: 0.4, unexposed: 0.38, pairs: 214 };

const dormant = {
  ...at,
  code: 'dormant',
  uses: 1435,
  users: 1100,
  usesPerWeek: 41.2,
  lastUse: '2026-03-08',
  quietSince: '2026-03-09',
  quietDays: 114,
  chance: 1e-30,
  peopleSince: 1012,
} as const;

describe('what the figures say of a tool', () => {
  it.each<[string, ToolEvidence, string]>([
    ['planned', { code: 'planned', since: null }, 'It is planned, without a day yet.'],
    ['planned with a day', { code: 'planned', since: '2026-09-01' }, 'It is planned from 1 Sept 2026 on.'],
    ['retired', { code: 'retired', uses: null, lastUse: null }, 'It is retired.'],
    [
      'retired with a last use',
      { code: 'retired', uses: 3, lastUse: '2025-12-24' },
      'It is retired, and was last used on 24 Dec 2025.',
    ],
    [
      'unlisted',
      { code: 'unlisted', property: null, people: 310, uses: 1204, firstUse: '2025-07-01', lastUse: '2026-06-30' },
      'It is in the data and not in the inventory: 1,204 uses by 310 people, from 1 Jul 2025 to 30 Jun 2026.',
    ],
    [
      'unlisted and seen once',
      { code: 'unlisted', property: 'tool', people: 1, uses: 1, firstUse: '2025-07-01', lastUse: '2025-07-01' },
      'It is in the data and not in the inventory: 1 use by 1 person, on 1 Jul 2025.',
    ],
    [
      'without a rule',
      { code: 'untracked', why: 'no-rule' },
      'It is listed, and no event is named that could show its use.',
    ],
    [
      'with events that do not occur',
      { code: 'untracked', why: 'no-such-event' },
      'It is listed, and the events named for it do not occur in the data.',
    ],
    [
      'unused',
      { ...at, code: 'unused', people: 1012, uses: 0, since: '2025-01-01' },
      '1,012 people reached Motivation since 1 Jan 2025, and the data shows no use of it.',
    ],
    [
      'unused on the way in',
      { ...wayIn, code: 'unused', people: 40, uses: 0, since: null },
      '40 people came in, and the data shows no use of it.',
    ],
    [
      'used at other steps alone',
      { ...at, code: 'unused', people: 1012, uses: 447, since: null },
      '1,012 people reached Motivation, and none of them used it before going on: all 447 uses of it came at other times or other steps.',
    ],
    [
      'used once, elsewhere',
      { ...at, code: 'unused', people: 30, uses: 1, since: null },
      '30 people reached Motivation, and none of them used it before going on: the one use of it came at other times or other steps.',
    ],
    [
      'dormant',
      dormant,
      '41 uses a week until 8 Mar 2026, none in the 16 weeks since, while 1,012 people reached Motivation: used as before, it would be that quiet with a chance of less than 1 in a million.',
    ],
    [
      'dormant after rare use',
      { ...dormant, usesPerWeek: 0.4, uses: 21, quietDays: 9, chance: 0.00043, peopleSince: 1 },
      '21 uses until 8 Mar 2026, none in the 9 days since, while 1 person reached Motivation: used as before, it would be that quiet with a chance of about 1 in 2,300.',
    ],
    [
      'too few pairs',
      { ...at, code: 'too-few-people', people: 40, users: 12, pairs: 1, needed: 30 },
      '40 people reached Motivation and 12 used it: 1 user can be set beside somebody comparable, and a verdict takes 30.',
    ],
    [
      'nobody comparable',
      { ...at, code: 'too-few-people', people: 1, users: 1, pairs: 0, needed: 30 },
      '1 person reached Motivation and 1 used it: no user can be set beside somebody comparable, and a verdict takes 30.',
    ],
    [
      'too few with their time over',
      { ...at, code: 'too-few-people', people: 20, users: 0, pairs: null, needed: 30 },
      '20 people reached Motivation and nobody used it: too few of them had their whole time, and a verdict takes 30.',
    ],
    [
      'a stage that nobody reached',
      { ...at, code: 'too-few-people', people: 0, users: 0, pairs: null, needed: 30 },
      'Nobody reached Motivation, so there is nothing to judge.',
    ],
    [
      'low reach',
      { ...at, code: 'low-reach', users: 47, reach, limit: 0.05, effect: null },
      '47 of 2,370 people at Motivation used it, 2.0 % (95 % interval 1.5–2.7 %), which is below the limit of 5 %.',
    ],
    [
      'no effect shown',
      { ...at, code: 'no-effect-shown', users: 47, reach, effect },
      '47 of 2,370 people at Motivation used it, 2.0 % (95 % interval 1.5–2.7 %), and no gain is shown: of 214 pairs of like people, 40 % went on with it and 38 % without, +2 points (95 % interval −5 to +9), which may be chance.',
    ],
    [
      'working',
      {
        ...at,
        code: 'working',
        uses: 90,
        users: 47,
        reach,
        effect: { ...effect, difference: 0.21, low: 0.14, high: 0.27, exposed: 0.52, unexposed: 0.31 },
      },
      '47 of 2,370 people at Motivation used it, 2.0 % (95 % interval 1.5–2.7 %): of 214 pairs of like people, 52 % went on with it and 31 % without, +21 points (95 % interval +14 to +27).',
    ],
    [
      'working on the way in',
      { ...wayIn, code: 'working', uses: 1, users: 1, reach: { value: 1, low: 0.2, high: 1, n: 1 }, effect: null },
      '1 of 1 person on the way in used it, 100 % (95 % interval 20–100 %), 1 time in all.',
    ],
    [
      'missing',
      { ...at, code: 'missing', people: 3600, lost: 2370 },
      'No tool is listed that answers it, and of the 3,600 people at Motivation 2,370 got no further.',
    ],
    [
      'missing where nobody was lost',
      { ...at, code: 'missing', people: 1, lost: 0 },
      'No tool is listed that answers it, and of the 1 person at Motivation nobody was lost so far.',
    ],
    [
      'missing where nothing is measured',
      { ...wayIn, code: 'missing', people: null, lost: null },
      'No tool is listed that answers it.',
    ],
  ])('%s', (_, evidence, sentence) => {
    expect(say(evidence)).toBe(sentence);
  });

  it('says when fewer go on with it, and when the comparisons are many', () => {
    const worse = { ...effect, difference: -0.1, low: -0.15, high: -0.05 };
    expect(say({ ...at, code: 'no-effect-shown', users: 47, reach, effect: worse })).toMatch(
      /: fewer than of those beside them, who may have had something else to hold on to\.$/,
    );
    const slight = { ...effect, difference: 0.05, low: 0.01, high: 0.09 };
    expect(say({ ...at, code: 'no-effect-shown', users: 47, reach, effect: slight })).toMatch(
      /among so many comparisons may be chance\.$/,
    );
    // An association: nothing says that the tool turned anybody away.
    expect(sayStateShort({ ...at, code: 'no-effect-shown', users: 47, reach, effect: worse })).toBe('no gain shown');
  });

  it('says beside any later state that it is quiet for the season', () => {
    const seasonal = { quietSince: '2026-03-09', quietSinceYearBefore: '2025-03-11' };
    const low = { ...at, code: 'low-reach', users: 47, reach, limit: 0.05, effect: null } as const;
    expect(say({ ...low, seasonal })).toBe(
      `${say(low)} It has been quiet since 9 Mar 2026, as it was from 11 Mar 2025 a year before.`,
    );
    expect(quietSinceOf({ ...low, seasonal })).toBe('2026-03-09');
    expect(quietSinceOf(low)).toBeUndefined();
    expect(quietSinceOf(dormant)).toBe('2026-03-09');
  });

  it('tells apart the states whose few words say all', () => {
    expect(saysMore({ code: 'planned', since: '2026-09-01' })).toBe(false);
    expect(saysMore({ code: 'retired', uses: null, lastUse: null })).toBe(false);
    expect(saysMore({ code: 'retired', uses: 3, lastUse: '2025-12-24' })).toBe(true);
    expect(saysMore(dormant)).toBe(true);
  });

  it('says where else it was judged, by the user’s own labels', () => {
    const plan: Speaker = { stages: { interest: { label: 'Shopping cart' } } };
    const evidence = {
      code: 'unused',
      people: 31,
      uses: 0,
      since: null,
      stage: 'interest',
      spanning: { from: 'interest', to: 'action' },
    } as const;
    expect(say(evidence, plan)).toBe(
      '31 people reached “Shopping cart”, and the data shows no use of it. Judged from “Shopping cart” to Action, because what lies between is not measured.',
    );
  });

  it('has words for every state, the day with the quiet one', () => {
    for (const state of [...TOOL_STATES, 'missing'] as const) expect(STATE_WORDS[state]).toMatch(/^\p{Ll}/u);
    expect(sayStateShort(dormant)).toBe('went quiet on 9 Mar 2026');
    expect(sayStateShort({ ...at, code: 'unused', people: 40, uses: 3, since: null })).toBe('not used here');
    const few = { ...at, code: 'too-few-people', people: 708, users: 699, pairs: 2, needed: 30 } as const;
    expect(sayStateShort(few)).toBe('too few to compare');
    expect(sayStateShort({ ...few, users: 12 })).toBe('too few people');
    expect(sayStateShort({ ...few, people: null, users: 0, pairs: null })).toBe('step not measured');
    expect(sayStateShort({ code: 'planned', since: '2026-09-01' })).toBe('planned from 1 Sept 2026');
  });
});

describe('what the inventory lacks', () => {
  it('is said by its uses and their days', () => {
    const found = { code: 'unlisted', property: null, people: 521, uses: 863 } as const;
    expect(plain(sayUses({ ...found, firstUse: '2025-07-05', lastUse: '2026-03-08' }))).toBe(
      '863 uses from 5 Jul 2025 to 8 Mar 2026',
    );
    expect(plain(sayUses({ ...found, uses: 1, firstUse: '2026-03-08', lastUse: '2026-03-08' }))).toBe(
      '1 use on 8 Mar 2026',
    );
  });
});

describe('how the seller answered', () => {
  const us = 4 * 3_600_000_000;

  it('is said with everybody who waited', () => {
    expect(plain(sayAnswers({ waited: { n: 380, medianUs: us }, withinDay: 300, unanswered: 32 }))).toBe(
      '380 of 412 people were answered, half of them within 4 h; 300 within a day (73 %), and 32 waited in vain.',
    );
    expect(plain(sayAnswers({ waited: { n: 1, medianUs: us }, withinDay: 1, unanswered: 0 }))).toBe(
      '1 of 1 person was answered, 1 within a day (100 %), and nobody waited in vain.',
    );
  });

  it('says no typical time of fewer than thirty answers', () => {
    expect(plain(sayAnswers({ waited: { n: 29, medianUs: us }, withinDay: 0, unanswered: 6 }))).toBe(
      '29 of 35 people were answered, none within a day, and 6 waited in vain.',
    );
  });

  it('is said where nobody was answered, or nobody waited', () => {
    expect(plain(sayAnswers({ waited: null, withinDay: 0, unanswered: 5 }))).toBe('None of 5 people were answered.');
    expect(sayAnswers({ waited: null, withinDay: 0, unanswered: 0 })).toBe('Nobody has waited for an answer yet.');
  });
});

describe('a transition', () => {
  it('is named by the stages that it joins', () => {
    expect(TRANSITION_IDS.map((id) => sayTransition(id, { stages: { action: { label: 'First gift' } } }))).toEqual([
      'into Awareness',
      'Awareness → Interest',
      'Interest → Motivation',
      'Motivation → “First gift”',
      '“First gift” → Relationship',
      'Relationship, once more',
    ]);
  });
});
