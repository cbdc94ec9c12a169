import * as v from 'valibot';
import { toolEntries } from './plan-tools-schema.ts';
import { day, range, rules, text, where, window, zone } from './plan-values.ts';
import { STAGE_IDS } from './stages.ts';
import { parseDay } from './time-zone.ts';

export const PLAN_EXPECTED = 'a plan as { "handrail": 1, "sources": […], "stages": {…} }';

const SHAPES = ['events', 'list', 'people', 'dates', 'costs', 'clickhouse'] as const;

const datedEvent = v.looseObject({
  event: text,
  where: v.optional(v.record(v.string(), v.array(v.string('text'), 'a list of values'))),
});
const source = v.looseObject(
  {
    files: v.optional(v.string('text'), ''),
    shape: v.picklist(SHAPES, `one of ${SHAPES.map((shape) => `"${shape}"`).join(', ')}`),
    person: v.optional(v.string('text'), ''),
    aliases: v.optional(v.array(text, 'a list of columns')),
    time: v.optional(text),
    lendsDates: v.optional(v.boolean('true or false')),
    event: v.optional(text),
    eventElse: v.optional(text),
    dates: v.optional(
      v.record(
        v.string(),
        v.union([text, datedEvent], 'an event, or { "event": "Won", "where": { "Stage": ["Closed Won"] } }'),
      ),
    ),
    value: v.optional(text),
    refunded: v.optional(text),
    eventId: v.optional(text),
    properties: v.optional(v.record(v.string(), text, 'properties and their columns as { "channel": "utm_source" }')),
    timeZone: v.optional(zone),
    epochs: v.optional(v.picklist(['utc', 'local'], 'one of "utc", "local"')),
    dateOrder: v.optional(
      v.picklist(['day-first', 'month-first', 'year-first'], 'one of "day-first", "month-first", "year-first"'),
    ),
    delimiter: v.optional(v.pipe(v.string(), v.length(1, 'one character'))),
    encoding: v.optional(
      v.picklist(
        ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'],
        'one of "utf-8", "utf-16le", "utf-16be", "windows-1252"',
      ),
    ),
    sheet: v.optional(text),
    decimal: v.optional(v.picklist(['.', ','], 'one of "." and ","')),
    until: v.optional(day),
    table: v.optional(
      v.union([text, v.pipe(v.array(text), v.minLength(1))], 'a table as "shop.events", or a list of tables'),
    ),
    orderBy: v.optional(text),
    exclude: v.optional(
      v.array(
        v.looseObject(
          {
            property: text,
            in: v.optional(v.array(v.string('text'), 'a list of values')),
            notIn: v.optional(v.array(v.string('text'), 'a list of values')),
          },
          'a rule as { "property": "Status", "in": ["Failed"] }',
        ),
        'a list of rules',
      ),
    ),
    currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'a currency as "EUR"'))),
    currencyColumn: v.optional(text),
    channel: v.optional(text),
  },
  'a source as { "files": "visits.csv", "shape": "events", "person": "user_id" }',
);

const stage = v.looseObject(
  {
    label: v.optional(text),
    enter: v.optional(rules),
  },
  'a stage as { "label": "Landing", "enter": ["landing page"] }',
);

const stageId = v.picklist(STAGE_IDS, `one of ${STAGE_IDS.map((id) => `"${id}"`).join(', ')}`);

export const exclusion = v.looseObject(
  { event: text, where: v.optional(where), from: stageId, to: stageId },
  'an exclusion as { "event": "refund", "from": "interest", "to": "action" }',
);

const noteDay = v.pipe(
  text,
  v.check((value) => parseDay(value) !== null, 'a day as "2026-03-09"'),
);

/** A plan file's shape; what one value says of another is checked in plan-file.ts. */
export const planSchema = v.looseObject(
  {
    handrail: v.literal(1, 'the number 1'),
    name: v.optional(text),
    sources: v.pipe(v.array(source, 'a list of sources'), v.minLength(1, 'at least one source')),
    stages: v.looseObject(Object.fromEntries(STAGE_IDS.map((id) => [id, v.optional(stage)])), 'stages by their ids'),
    order: v.optional(v.picklist(['ordered', 'strict', 'any'], 'one of "ordered", "strict", "any"')),
    window: v.optional(v.nullable(window)),
    ties: v.optional(v.picklist(['helpful', 'later'], 'one of "helpful", "later"')),
    timeZone: v.optional(zone),
    weekStart: v.optional(v.picklist(['monday', 'sunday', 'saturday'], 'one of "monday", "sunday", "saturday"')),
    asOf: v.optional(day),
    entered: v.optional(v.nullable(range)),
    during: v.optional(v.nullable(range)),
    exclusions: v.optional(v.array(exclusion, 'a list of exclusions')),
    keys: v.optional(v.picklist(['hashed', 'kept'], 'one of "hashed", "kept"')),
    looseKeys: v.optional(
      v.array(
        v.picklist(['case', 'spaces', 'plus-address'], 'one of "case", "spaces", "plus-address"'),
        'a list of differences',
      ),
    ),
    notes: v.optional(
      v.array(
        v.looseObject({ date: noteDay, text }, 'a note as { "date": "2026-03-09", "text": "new site went live" }'),
        'a list of notes',
      ),
    ),
    ...toolEntries,
  },
  PLAN_EXPECTED,
);
