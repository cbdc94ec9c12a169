import * as v from 'valibot';
import { isTimeZone, parseDay } from './time-zone.ts';
import { parseWindow } from './window.ts';

export const text = v.pipe(v.string('text'), v.nonEmpty('text that is not empty'));
export const zone = v.pipe(text, v.check(isTimeZone, 'a time zone as "Europe/Berlin"'));
/** A day, or an instant with its offset. */
export const day = v.pipe(
  text,
  v.check(
    (value) => parseDay(value) !== null || isInstant(value),
    'a day as "2026-06-30", or a time with its offset as "2026-06-30T18:00:00Z"',
  ),
);
/** A length of time as the plan writes it. */
export const window = v.pipe(
  text,
  v.check((value) => parseWindow(value) !== null, 'a length of time as "90m", "36h" or "30d", or null'),
);
export const where = v.record(v.string(), v.string('text'));
export const range = v.looseObject(
  { from: v.optional(day), to: v.optional(day) },
  'a range as { "from": "2026-01-01", "to": "2026-06-30" }',
);

const conditionalRule = v.looseObject({
  event: text,
  where: v.optional(where),
  occurrence: v.optional(v.picklist(['first', 'later'], 'one of "first", "later"')),
});

/** The events that enter a stage, or show a tool. */
export const rules = v.array(
  v.union(
    [text, conditionalRule],
    'an event name, or { "event": "…", "where": { "property": "value" }, "occurrence": "first" or "later" }',
  ),
  'a list of event names',
);

function isInstant(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
