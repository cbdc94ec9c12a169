import { expect, it } from 'vitest';
import type { Plan } from './plan.ts';
import { unknownEvents } from './unknown-events.ts';

const event = (name: string, events: number) => ({ name, events, people: 1, firstUs: 0, lastUs: 0 });

it('lists the events that neither a stage nor a tool takes', () => {
  const plan: Plan = {
    handrail: 1,
    sources: [],
    stages: { awareness: { enter: ['visit*'] }, action: { enter: [{ event: 'gift', where: { method: 'card' } }] } },
    tools: [
      {
        id: 'form',
        name: 'Form',
        transition: 'motivation>action',
        side: 'seller',
        status: 'live',
        match: ['form sent'],
      },
    ],
  };
  const eventNames = [event('visit home', 9), event('heartbeat', 8), event('gift', 3), event('form sent', 2)];
  expect(unknownEvents(plan, { eventNames }).map(({ name }) => name)).toEqual(['heartbeat']);
});
