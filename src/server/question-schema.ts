import * as v from 'valibot';
import type { Query } from '../engine/query.ts';
import { isTimeZone } from '../journey/time-zone.ts';

/** A question that a page may post: everything has a size. The plan of a person is far below each of these. */
const text = v.pipe(v.string(), v.maxLength(2000));
const us = v.pipe(v.number(), v.finite(), v.minValue(-9e15), v.maxValue(9e15));
const step = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(29));

const match = v.strictObject({
  event: v.nullable(text),
  where: v.pipe(v.array(v.strictObject({ property: text, value: text })), v.maxLength(20)),
  occurrence: v.picklist(['any', 'first', 'later']),
});
const matches = v.pipe(v.array(match), v.minLength(1), v.maxLength(200));
const range = v.strictObject({ fromUs: v.nullable(us), toUs: v.nullable(us) });
const attribution = v.variant('kind', [
  v.strictObject({ kind: v.literal('first') }),
  v.strictObject({ kind: v.literal('last') }),
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('step'), step }),
]);
const breakdown = v.strictObject({ property: text, attribution });

const scope = {
  steps: v.pipe(v.array(v.strictObject({ id: text, matches })), v.minLength(1), v.maxLength(30)),
  order: v.picklist(['ordered', 'strict', 'any']),
  windowUs: v.nullable(v.pipe(us, v.minValue(0))),
  ties: v.picklist(['helpful', 'later']),
  entered: v.nullable(range),
  during: v.nullable(range),
  exclusions: v.pipe(v.array(v.strictObject({ match, fromStep: step, toStep: step })), v.maxLength(30)),
  filters: v.pipe(
    v.array(
      v.strictObject({
        property: text,
        attribution,
        in: v.pipe(v.array(v.nullable(text)), v.maxLength(1000)),
      }),
    ),
    v.maxLength(20),
  ),
  calendarDays: v.boolean(),
  timeZone: v.pipe(text, v.check(isTimeZone)),
  asOfUs: v.nullable(us),
};

export const questionSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('funnel'), ...scope, breakdown: v.nullable(breakdown) }),
  v.strictObject({
    kind: v.literal('trend'),
    ...scope,
    interval: v.picklist(['hour', 'day', 'week', 'month']),
    weekStart: v.picklist(['monday', 'sunday', 'saturday']),
    fromStep: step,
    toStep: step,
    breakdown: v.nullable(breakdown),
    once: v.optional(v.boolean()),
  }),
  v.strictObject({
    kind: v.literal('time-to-convert'),
    ...scope,
    fromStep: step,
    toStep: step,
    binCount: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
  }),
  v.strictObject({ kind: v.literal('comparison'), ...scope, a: range, b: range }),
  v.strictObject({
    kind: v.literal('evidence'),
    ...scope,
    transitions: v.pipe(
      v.array(v.strictObject({ fromStep: v.nullable(step), toStep: v.nullable(step) })),
      v.maxLength(31),
    ),
    tools: v.pipe(
      v.array(
        v.strictObject({
          id: text,
          matches,
          transition: step,
          side: v.picklist(['buyer', 'seller']),
          liveFromUs: v.nullable(us),
        }),
      ),
      v.maxLength(200),
    ),
  }),
]);

/** What is asked of the server: what is known about a table, or a question. */
export const postedSchema = v.strictObject({
  source: v.pipe(v.string(), v.maxLength(500)),
  question: v.union([v.strictObject({ kind: v.literal('profile') }), questionSchema]),
});

export type Posted = { readonly source: string; readonly question: Query | { readonly kind: 'profile' } };

/** Every kind of question has its line above: a missing one is a type error here. */
type Asked = v.InferOutput<typeof questionSchema>['kind'];
const kinds: Readonly<Record<Query['kind'], Asked>> = {
  funnel: 'funnel',
  trend: 'trend',
  'time-to-convert': 'time-to-convert',
  comparison: 'comparison',
  evidence: 'evidence',
};

/** How deep lists and objects may lie in one another. */
const MOST_DEEP = 12;

/** The posted question, or `null` when it is none. */
export function parsePosted(json: string): Posted | null {
  if (deeperThan(json, MOST_DEEP)) return null;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const result = v.safeParse(postedSchema, value, { abortEarly: true });
  if (!result.success) return null;
  const { kind } = result.output.question;
  return kind === 'profile' || Object.hasOwn(kinds, kind) ? (result.output as Posted) : null;
}

function deeperThan(json: string, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const char = json[i];
    if (inText) {
      if (char === '\\') i++;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '[' || char === '{') {
      if (++depth > limit) return true;
    } else if (char === ']' || char === '}') depth--;
  }
  return false;
}
