import * as v from 'valibot';
import { toolEntries } from './plan-tools-schema.ts';
import { day, range, rules, text, where, window, zone } from './plan-values.ts';
import { STAGE_IDS } from './stages.ts';

export const PLAN_EXPECTED = 'a plan as { "handrail": 1, "sources": […], "stages": {…} }';

const source = v.looseObject(
  {
    files: text,
    shape: v.picklist(['events', 'list', 'people'], 'one of "events", "list", "people"'),
    person: text,
    aliases: v.optional(v.array(text, 'a list of columns')),
    time: v.optional(text),
    lendsDates: v.optional(v.boolean('true or false')),
    event: v.optional(text),
    value: v.optional(text),
    properties: v.optional(v.record(v.string(), text, 'properties and their columns as { "channel": "utm_source" }')),
    timeZone: v.optional(zone),
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
    decimal: v.optional(v.picklist(['.', ','], 'one of "." and ","')),
    until: v.optional(day),
    exclude: v.optional(
      v.array(
        v.looseObject(
          { property: text, in: v.array(v.string('text'), 'a list of values') },
          'a rule as { "property": "Status", "in": ["Failed"] }',
        ),
        'a list of rules',
      ),
    ),
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
    ...toolEntries,
  },
  PLAN_EXPECTED,
);
