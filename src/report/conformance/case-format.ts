import * as v from 'valibot';

/**
 * A funnel case with a known answer, as the files of `test/conformance/cases` hold it (the README there says what each
 * field means). Objects are strict: a field that is not known here makes the case fail instead of passing unread.
 */
const text = v.union([v.string(), v.number(), v.boolean()]);
const conditions = v.record(v.string(), text);
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.nullable(index);
const counts = v.array(count);
const seconds = v.array(v.nullable(v.number()));
const peopleAtStep = v.record(v.string(), v.array(v.string()));
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/, 'not an instant in UTC'));
const range = v.strictObject({ from: v.optional(v.nullable(instant)), to: v.optional(v.nullable(instant)) });
const attribution = v.pipe(v.string(), v.regex(/^(first_touch|last_touch|all_events|step \d+)$/, 'not an attribution'));

const stepMatch = {
  event: v.nullable(v.string()),
  where: v.optional(v.nullable(conditions)),
  occurrence: v.optional(v.picklist(['first', 'later'])),
};
const step = v.union([v.strictObject(stepMatch), v.strictObject({ any_of: v.array(v.strictObject(stepMatch)) })]);

const trendPoint = v.strictObject({
  date: v.string(),
  from: v.optional(count),
  to: v.optional(count),
  rate: v.optional(v.nullable(v.number())),
  mature: v.optional(v.boolean()),
});

const periodPeople = v.strictObject({ reached: index, matured: index });

const expectations = v.strictObject({
  counts: v.optional(counts),
  average_seconds: v.optional(seconds),
  median_seconds: v.optional(seconds),
  since_first_average_seconds: v.optional(seconds),
  converted_people_at_step: v.optional(peopleAtStep),
  by_breakdown: v.optional(v.record(v.string(), counts)),
  by_breakdown_average_seconds: v.optional(v.record(v.string(), seconds)),
  by_breakdown_median_seconds: v.optional(v.record(v.string(), seconds)),
  by_breakdown_people_at_step: v.optional(v.record(v.string(), peopleAtStep)),
  by_breakdown_order: v.optional(v.array(v.string())),
  other: v.optional(v.strictObject({ counts, values: index })),
  trend: v.optional(v.array(trendPoint)),
  by_breakdown_trend: v.optional(v.record(v.string(), v.array(trendPoint))),
  time_to_convert: v.optional(
    v.strictObject({
      bins: v.optional(v.array(v.tuple([v.number(), index]))),
      average: v.optional(v.number()),
      curve: v.optional(v.array(v.tuple([v.number(), v.number()]))),
    }),
  ),
  matured: v.optional(v.array(v.tuple([count, count]))),
  comparison: v.optional(
    v.strictObject({
      people: v.optional(v.tuple([periodPeople, periodPeople])),
      a: v.optional(v.array(v.tuple([count, count]))),
      b: v.optional(v.array(v.tuple([count, count]))),
      in_both: v.optional(counts),
    }),
  ),
  dropped: v.optional(counts),
  in_progress: v.optional(counts),
  implied: v.optional(counts),
  blind_spot: v.optional(counts),
  spoiled: v.optional(index),
});

const conformanceCase = v.strictObject({
  id: v.string(),
  source: v.string(),
  notes: v.optional(v.nullable(v.string())),
  peer_variant: v.optional(v.nullable(v.string())),
  mode: v.picklist(['ordered', 'strict', 'unordered']),
  steps: v.pipe(v.array(step), v.minLength(1)),
  window_seconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
  window_mode: v.optional(v.picklist(['from_first'])),
  exclusions: v.optional(v.nullable(v.array(v.strictObject({ ...stepMatch, from_step: index, to_step: index })))),
  breakdown: v.optional(v.nullable(v.string())),
  breakdown_attribution: v.optional(v.nullable(attribution)),
  filters: v.optional(
    v.array(v.strictObject({ property: v.string(), attribution, in: v.array(v.nullable(v.string())) })),
  ),
  date_from: v.optional(v.nullable(instant)),
  date_to: v.optional(v.nullable(instant)),
  entered: v.optional(v.nullable(range)),
  as_of: v.optional(v.nullable(instant)),
  calendar_days: v.optional(v.boolean()),
  equal_timestamps: v.optional(v.nullable(v.picklist(['allowed', 'not_allowed']))),
  timezone: v.optional(v.nullable(v.string())),
  events: v.array(
    v.strictObject({
      person: v.string(),
      event: v.string(),
      time: instant,
      props: v.optional(v.nullable(v.record(v.string(), v.nullable(text)))),
    }),
  ),
  people: v.optional(v.record(v.string(), v.record(v.string(), text))),
  trend: v.optional(
    v.nullable(
      v.strictObject({
        interval: v.picklist(['hour', 'day', 'week', 'month']),
        from_step: index,
        to_step: index,
        week_start: v.optional(v.picklist(['monday', 'sunday', 'saturday'])),
      }),
    ),
  ),
  time_to_convert: v.optional(
    v.nullable(v.strictObject({ from_step: index, to_step: index, bin_count: v.optional(v.nullable(v.number())) })),
  ),
  comparison: v.optional(v.nullable(v.strictObject({ a: range, b: range }))),
  expect: expectations,
});

export type ConformanceCase = v.InferOutput<typeof conformanceCase>;
export type CaseExpectations = ConformanceCase['expect'];

/** Reads one case; the reason when it is not one. */
export function parseCase(value: unknown): ConformanceCase | { readonly problem: string } {
  const read = v.safeParse(conformanceCase, value);
  if (read.success) return read.output;
  const issue = read.issues[0];
  return { problem: `${v.getDotPath(issue) ?? 'the case'}: ${issue.message}` };
}
