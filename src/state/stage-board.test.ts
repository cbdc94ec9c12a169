import { describe, expect, test } from 'vitest';
import type { Plan } from '../journey/plan.ts';
import type { EventNameProfile } from '../journey/profile.ts';
import { type Board, type BoardCard, boardOf, moveCard, setLabel, setOccurrence } from './stage-board.ts';

const name = (text: string, events: number, people: number): EventNameProfile => ({
  name: text,
  events,
  people,
  firstUs: 0,
  lastUs: 1,
});
const profile = { eventNames: [name('visit', 900, 400), name('signed', 120, 120), name('gift*', 80, 50)] };
const empty: Plan = { handrail: 1, sources: [], stages: {} };

function said(board: Board): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(board).map(([place, cards]) => [
      place,
      cards.map((card) => `${card.occurrence} ${card.name} ${card.events}`),
    ]),
  );
}

function card(plan: Plan, text: string): BoardCard {
  const found = Object.values(boardOf(plan, profile))
    .flat()
    .find((each) => `${each.occurrence} ${each.name}` === text);
  if (!found) throw new Error(`no card ${text}`);
  return found;
}

describe('the board of stages', () => {
  test('an event that no stage takes is not a step', () => {
    expect(said(boardOf(empty, profile)).none).toEqual(['any visit 900', 'any signed 120', 'any gift* 80']);
  });

  test('a moved card stands in one place, by its literal name', () => {
    const plan = moveCard(empty, card(empty, 'any gift*'), 'action');
    expect(plan.stages.action?.enter).toEqual(['gift\\*']);
    expect(said(boardOf(plan, profile))).toMatchObject({
      action: ['any gift* 80'],
      none: ['any visit 900', 'any signed 120'],
    });
  });

  test('several names may share a stage, and moving back empties it', () => {
    let plan = moveCard(empty, card(empty, 'any visit'), 'interest');
    plan = moveCard(plan, card(plan, 'any signed'), 'interest');
    expect(said(boardOf(plan, profile)).interest).toEqual(['any visit 900', 'any signed 120']);
    plan = moveCard(plan, card(plan, 'any visit'), 'none');
    expect(said(boardOf(plan, profile)).interest).toEqual(['any signed 120']);
  });

  test('the first payment is an action and the later ones a relationship', () => {
    let plan = moveCard(empty, card(empty, 'any gift*'), 'action');
    plan = setOccurrence(plan, card(plan, 'any gift*'), 'first');
    expect(said(boardOf(plan, profile))).toMatchObject({
      action: ['first gift* 50'],
      relationship: ['later gift* 30'],
    });
    plan = setOccurrence(plan, card(plan, 'first gift*'), 'any');
    expect(said(boardOf(plan, profile))).toMatchObject({ action: ['any gift* 80'], relationship: [] });
  });

  test('the half that no stage takes is not a step', () => {
    let plan = moveCard(empty, card(empty, 'any visit'), 'awareness');
    plan = setOccurrence(plan, card(plan, 'any visit'), 'first');
    expect(said(boardOf(plan, profile))).toMatchObject({ awareness: ['first visit 400'] });
    expect(said(boardOf(plan, profile)).none).toContain('later visit 500');
  });

  test('later times that nobody has are no card', () => {
    const plan: Plan = { ...empty, stages: { awareness: { enter: [{ event: 'signed', occurrence: 'first' }] } } };
    expect(said(boardOf(plan, profile)).none).toEqual(['any visit 900', 'any gift* 80']);
  });

  test('a pattern counts all names it takes, and a condition is not counted here', () => {
    const plan: Plan = {
      ...empty,
      stages: { awareness: { enter: ['*i*'] }, action: { enter: [{ event: 'signed', where: { channel: 'fair' } }] } },
    };
    expect(said(boardOf(plan, profile))).toMatchObject({ awareness: ['any *i* 1100'], action: ['any signed null'] });
    expect(said(boardOf(plan, profile)).none).toEqual([]);
  });

  test('only events that people repeat can be told apart by occurrence', () => {
    expect(card(empty, 'any visit').repeats).toBe(true);
    expect(card(empty, 'any signed').repeats).toBe(false);
  });

  test('a rule that no event of the data fits is told from one that is counted', () => {
    const plan: Plan = { ...empty, stages: { interest: { enter: ['visit', 'newsletter*'] } } };
    expect(boardOf(plan, profile).interest.map(({ name: event, absent, events }) => [event, absent, events])).toEqual([
      ['visit', false, 900],
      ['newsletter*', true, 0],
    ]);
    expect(
      boardOf(moveCard(plan, card(plan, 'any newsletter*'), 'none'), profile).none.map((each) => each.name),
    ).toEqual(['signed', 'gift*']);
  });

  test('an empty label gives back the name of the stage', () => {
    const labelled = setLabel(empty, 'interest', ' Newsletter ');
    expect(labelled.stages.interest).toEqual({ label: 'Newsletter' });
    expect(setLabel(labelled, 'interest', ' ').stages.interest).toEqual({});
  });

  test('the plan that was given is not changed', () => {
    const before = JSON.stringify(empty);
    moveCard(empty, card(empty, 'any visit'), 'action');
    expect(JSON.stringify(empty)).toBe(before);
  });
});
