import { describe, expect, test } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { missingRoles, roleOf, withDatedEvent, withRole, withShape } from './source-roles.ts';

const log: PlanSource = {
  files: 'a.csv',
  shape: 'events',
  person: 'user',
  time: 'at',
  event: 'what',
  properties: { channel: 'utm' },
};

describe('the role of a column', () => {
  test('is read from the source', () => {
    const roles = ['user', 'at', 'what', 'utm', 'other'].map((column) => roleOf(log, column));
    expect(roles).toEqual(['person', 'time', 'event', 'property', 'unused']);
  });

  test('a role for one column is taken from the one that had it', () => {
    const changed = withRole(log, 'utm', 'person');
    expect(changed).toEqual({ files: 'a.csv', shape: 'events', person: 'utm', time: 'at', event: 'what' });
    expect(roleOf(changed, 'user')).toBe('unused');
  });

  test('a column without a role is not kept', () => {
    expect(withRole(log, 'at', 'unused').time).toBeUndefined();
    expect(withRole(log, 'user', 'unused').person).toBe('');
  });

  test('a property is called after its column, and never covers another one', () => {
    const named = { ...log, properties: { colour: 'utm' } };
    expect(withRole(named, 'colour', 'property').properties).toEqual({ colour: 'utm', 'colour 2': 'colour' });
  });

  test('a column named like a part of an object is a property as any other', () => {
    const changed = withRole(log, '__proto__', 'property');
    expect(Object.entries(changed.properties ?? {})).toContainEqual(['__proto__', '__proto__']);
    expect(roleOf(changed, '__proto__')).toBe('property');
  });

  test('the list name of a list is no column', () => {
    const list = withShape(log, 'list', 'newsletter');
    expect(list.event).toBe('newsletter');
    expect(withRole(list, 'newsletter', 'unused').event).toBe('newsletter');
  });
});

test('a log without a time, and a file without a person, lack something', () => {
  expect(missingRoles(withRole(log, 'at', 'unused'))).toEqual(['time']);
  expect(missingRoles(withShape(withRole(log, 'user', 'unused'), 'people', ''))).toEqual(['person']);
  expect(missingRoles(log)).toEqual([]);
});

describe('a row per person with date columns', () => {
  const dates = withShape(log, 'dates', 'visit');

  test('begins with the column that said when, and takes more', () => {
    expect(dates).toMatchObject({ shape: 'dates', dates: { at: 'visit' } });
    expect(dates.time).toBeUndefined();
    const two = withRole(dates, 'won_at', 'date');
    expect(two.dates).toEqual({ at: 'visit', won_at: 'won' });
    expect(roleOf(two, 'won_at')).toBe('date');
    expect(withDatedEvent(two, 'won_at', 'Customer').dates).toEqual({ at: 'visit', won_at: 'Customer' });
  });

  test('gives its first date to the next shape, and keeps the condition of a date when it is called otherwise', () => {
    expect(withShape(dates, 'list', 'visit')).toMatchObject({ shape: 'list', time: 'at', event: 'visit' });
    const won = { ...dates, dates: { at: { event: 'won', where: { Stage: ['Won'] } } } };
    expect(withDatedEvent(won, 'at', 'Customer').dates).toEqual({
      at: { event: 'Customer', where: { Stage: ['Won'] } },
    });
  });

  test('needs a date, and costs need a day and an amount but nobody', () => {
    expect(missingRoles(withRole(dates, 'at', 'unused'))).toEqual(['date']);
    expect(missingRoles(withShape(log, 'costs', ''))).toEqual(['value']);
    expect(withShape(log, 'costs', '').person).toBe('');
  });
});
