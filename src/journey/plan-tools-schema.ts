import * as v from 'valibot';
import { rules, text } from './plan-values.ts';
import { TEMPLATE_IDS } from './templates/template.ts';
import { parseDay } from './time-zone.ts';
import { TOOL_SIDES, TOOL_STATUSES, TRANSITION_IDS } from './tools.ts';

const oneOf = (ids: readonly string[]): string => `one of ${ids.map((id) => `"${id}"`).join(', ')}`;

const transition = v.picklist(TRANSITION_IDS, oneOf(TRANSITION_IDS));
const share = v.pipe(
  v.number('a share from 0 to 1, as 0.55'),
  v.minValue(0, 'a share from 0 to 1, as 0.55'),
  v.maxValue(1, 'a share from 0 to 1, as 0.55'),
);
const AMOUNT = 'a number that is 0 or more';
const amount = v.pipe(v.number(AMOUNT), v.finite(AMOUNT), v.minValue(0, AMOUNT));
const since = v.pipe(
  text,
  v.check((value) => parseDay(value) !== null, 'a day as "2026-06-30"'),
);
/** Nothing that a click could run. */
const link = v.pipe(text, v.regex(/^(?:https?:\/\/|mailto:)\S+$/iu, 'a web address as "https://example.org/pledge"'));

/** One tool of the inventory, as the plan and the list of tools as CSV check it. */
export const toolSchema = v.looseObject(
  {
    id: text,
    name: text,
    transition,
    side: v.picklist(TOOL_SIDES, oneOf(TOOL_SIDES)),
    capability: v.optional(text),
    match: v.optional(rules),
    status: v.picklist(TOOL_STATUSES, oneOf(TOOL_STATUSES)),
    since: v.optional(since),
    monthlyCost: v.optional(amount),
    owner: v.optional(v.string('text')),
    link: v.optional(link),
    note: v.optional(v.string('text')),
  },
  'a tool as { "id": "pledge-page", "name": "Pledge page", "transition": "motivation>action", "side": "buyer", "status": "live" }',
);

const capability = v.looseObject(
  {
    id: text,
    transition: v.optional(transition),
    asks: v.optional(text),
    answers: v.optional(text),
    seller: v.optional(text),
    shows: v.optional(v.array(text, 'a list of event names')),
    dropped: v.optional(v.boolean('true or false')),
  },
  'a capability as { "id": "give-in-two-minutes", "transition": "motivation>action", "asks": "What do I do now?" }',
);

const action = v.looseObject(
  { capability: text, owner: v.optional(text), due: v.optional(since) },
  'an action as { "capability": "give-in-two-minutes", "owner": "fundraising team", "due": "2026-09-30" }',
);

const actionValue = v.looseObject(
  {
    mean: amount,
    currency: v.pipe(text, v.regex(/^[A-Z]{3}$/u, 'a currency of three capital letters, as "EUR"')),
  },
  'a value as { "mean": 40, "currency": "EUR" }',
);

/** The plan's keys for tools. */
export const toolEntries = {
  template: v.optional(v.nullable(v.picklist(TEMPLATE_IDS, `${oneOf(TEMPLATE_IDS)}, or null`))),
  capabilities: v.optional(v.array(capability, 'a list of capabilities')),
  tools: v.optional(v.array(toolSchema, 'a list of tools')),
  targets: v.optional(
    v.looseObject(
      Object.fromEntries(TRANSITION_IDS.map((id) => [id, v.optional(share)])),
      'rates by transition, as { "motivation>action": 0.55 }',
    ),
  ),
  actionValue: v.optional(actionValue),
  lowReach: v.optional(share),
  actions: v.optional(v.array(action, 'a list of actions')),
};
