import type {
  Attribution,
  Breakdown,
  ComparisonQuery,
  EventMatch,
  Exclusion,
  FunnelQuery,
  PropertyFilter,
  Scope,
  Step,
  TimeToConvertQuery,
  TrendQuery,
} from '../engine/query.ts';
import { HandrailError } from '../journey/errors.ts';
import { matchesName } from '../journey/name-pattern.ts';
import { nearestName } from '../journey/nearest.ts';
import type { ConditionalRule, Plan, PlanExclusion, StageRule } from '../journey/plan.ts';
import type { DatasetProfile, SourceProfile } from '../journey/profile.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';
import { DAY_US, formatDay, timeZone } from '../journey/time-zone.ts';
import { parseWindow } from '../journey/window.ts';
import { endOf, endOfDay, usRange } from './moment.ts';
import type { View, ViewAttribution } from './view.ts';

/**
 * The funnel question of a plan over a dataset, as changed by a view. Throws a HandrailError: `no-stage-measured`;
 * `unknown-property` for a breakdown or filter; `needs-answer` with the key `sources[i].until` where a source ends so
 * early that somebody has to say whether it is complete.
 */
export function compileFunnel(plan: Plan, profile: DatasetProfile, view: View = {}): FunnelQuery {
  return { kind: 'funnel', ...compileScope(plan, profile, view), breakdown: compileBreakdown(profile, view) };
}

/** Indices of measured stages, from 0. */
export interface Transition {
  readonly fromStep: number;
  readonly toStep: number;
}

/** How the rate of a transition goes over time, by period of first contact; errors as for `compileFunnel`. */
export function compileTrend(plan: Plan, profile: DatasetProfile, view: View, transition: Transition): TrendQuery {
  return {
    kind: 'trend',
    ...compileScope(plan, profile, view),
    ...transition,
    interval: view.interval ?? 'week',
    weekStart: plan.weekStart ?? 'monday',
    breakdown: null,
  };
}

/** How long a transition takes; errors as for `compileFunnel`. */
export function compileTimeToConvert(
  plan: Plan,
  profile: DatasetProfile,
  view: View,
  transition: Transition,
): TimeToConvertQuery {
  return { kind: 'time-to-convert', ...compileScope(plan, profile, view), ...transition, binCount: null };
}

/**
 * The period entered beside the one that the view compares it with, or `null` when the view compares no periods or
 * nothing says which period is the first. Errors as for `compileFunnel`.
 */
export function compileComparison(plan: Plan, profile: DatasetProfile, view: View): ComparisonQuery | null {
  if (view.compare?.kind !== 'periods') return null;
  const scope = compileScope(plan, profile, view);
  const b = usRange(view.compare.with, scope.timeZone);
  return scope.entered === null || b === null ? null : { kind: 'comparison', ...scope, a: scope.entered, b };
}

/** The part that every question shares; errors as for `compileFunnel`. */
export function compileScope(plan: Plan, profile: DatasetProfile, view: View = {}): Scope {
  const stages = measuredStages(plan);
  if (stages.length === 0) throw new HandrailError('no-stage-measured', {});
  const zoneName = questionZone(plan, profile);
  const calendarDays = countsByCalendarDay(plan, profile);
  const windowUs = windowOf(plan, view, calendarDays);
  return {
    steps: stages.map((id) => compileStep(id, plan)),
    order: view.order ?? plan.order ?? 'ordered',
    windowUs,
    ties: plan.ties ?? 'helpful',
    entered: usRange(view.entered === undefined ? plan.entered : view.entered, zoneName),
    during: usRange(view.during === undefined ? plan.during : view.during, zoneName),
    exclusions: compileExclusions(view.exclusions ?? plan.exclusions ?? [], stages),
    filters: (view.filters ?? []).map((filter): PropertyFilter => {
      requireProperty(profile, filter.property);
      return { property: filter.property, attribution: compileAttribution(filter.attribution), in: filter.in };
    }),
    calendarDays,
    timeZone: zoneName,
    asOfUs: asOf(plan, profile, view, windowUs),
  };
}

/** The stages that have a rule, in the order of the journey. */
export function measuredStages(plan: Plan): StageId[] {
  return STAGE_IDS.filter((id) => (plan.stages[id]?.enter?.length ?? 0) > 0);
}

/** The zone in which days are cut: the plan's, else the one in which the import placed dates. */
export function questionZone(plan: Plan, profile: DatasetProfile): string {
  return plan.timeZone ?? profile.timeZone;
}

/** Whether a source that feeds a measured stage has dates without clock times. */
export function countsByCalendarDay(plan: Plan, profile: DatasetProfile): boolean {
  return feedingSources(plan, profile).some((source) => source.dateOnly);
}

/**
 * Sources whose end is not known and that stop more than one window before the last event of the dataset: whether they
 * ended or the export did changes who counts as lost. Empty without a window, and when the plan or view says `asOf`.
 */
export function openEnds(plan: Plan, profile: DatasetProfile, view: View = {}): SourceProfile[] {
  const windowUs = windowOf(plan, view, countsByCalendarDay(plan, profile));
  const last = lastOfAll(plan, profile);
  if (windowUs === null || last === null || (view.asOf ?? plan.asOf) !== undefined) return [];
  return feedingSources(plan, profile).filter(
    (source) =>
      hasOwnDates(source, plan) &&
      source.untilUs === null &&
      source.lastUs !== null &&
      lastOf(source, plan, profile) + windowUs < last,
  );
}

/** The sources with events that enter a measured stage. */
export function feedingSources(plan: Plan, profile: DatasetProfile): SourceProfile[] {
  const patterns = measuredStages(plan).flatMap((id) =>
    (plan.stages[id]?.enter ?? []).map((rule) => conditional(rule).event),
  );
  return profile.sources.filter((source) =>
    source.eventNames.some((name) => patterns.some((pattern) => matchesName(pattern, name))),
  );
}

/**
 * Whether a source says by itself when something happened, or the plan says up to when it reaches. A list without a
 * column of times borrows the dates of its people: where these end says nothing of where the list does.
 */
export function hasOwnDates({ sourceIndex, untilUs }: SourceProfile, { sources }: Plan): boolean {
  const source = sources[sourceIndex];
  return untilUs !== null || source?.shape !== 'list' || source.time !== undefined;
}

function asOf(plan: Plan, profile: DatasetProfile, view: View, windowUs: number | null): number | null {
  const zone = timeZone(questionZone(plan, profile));
  const said = view.asOf ?? plan.asOf;
  if (said !== undefined) return endOf(said, zone);
  const last = lastOfAll(plan, profile);
  if (last === null) return null;
  const open = openEnds(plan, profile, view)[0];
  if (windowUs !== null && open) {
    throw new HandrailError('needs-answer', {
      key: `sources[${open.sourceIndex}].until`,
      question: 'until',
      evidence: open.files.map((file) => file.name).join(', '),
      lastDay: formatDay(open.lastUs ?? last, zone),
      dataDay: formatDay(last, zone),
    });
  }
  return feedingSources(plan, profile).reduce((earliest, source) => Math.min(earliest, source.untilUs ?? last), last);
}

/** Up to when a source reaches: as the plan says, else its last event (its day, for dates); `null` without events. */
export function endOfSource(source: SourceProfile, plan: Plan, profile: DatasetProfile): number | null {
  return source.untilUs ?? (source.lastUs === null ? null : lastOf(source, plan, profile));
}

/** A date without a clock time stands for its whole day. */
function lastOf(source: SourceProfile, plan: Plan, profile: DatasetProfile): number {
  const last = source.lastUs ?? Number.NEGATIVE_INFINITY;
  return source.dateOnly && source.lastUs !== null ? endOfDay(last, timeZone(questionZone(plan, profile))) : last;
}

function lastOfAll(plan: Plan, profile: DatasetProfile): number | null {
  const last = Math.max(Number.NEGATIVE_INFINITY, ...profile.sources.map((source) => lastOf(source, plan, profile)));
  return Number.isFinite(last) ? last : null;
}

function windowOf(plan: Plan, view: View, calendarDays: boolean): number | null {
  const text = view.window === undefined ? plan.window : view.window;
  const us = text ? parseWindow(text) : null;
  return us !== null && calendarDays ? Math.ceil(us / DAY_US) * DAY_US : us;
}

function compileStep(id: StageId, plan: Plan): Step {
  return { id, matches: (plan.stages[id]?.enter ?? []).map(compileMatch) };
}

function conditional(rule: StageRule): ConditionalRule {
  return typeof rule === 'string' ? { event: rule } : rule;
}

/** A rule of the plan as the engine tests it. */
export function compileMatch(given: StageRule): EventMatch {
  const rule = conditional(given);
  return {
    event: rule.event,
    where: Object.entries(rule.where ?? {}).map(([property, value]) => ({ property, value })),
    occurrence: rule.occurrence ?? 'any',
  };
}

/** Stages that are not measured have no step: an exclusion between them runs between the measured ones around it. */
function compileExclusions(exclusions: readonly PlanExclusion[], stages: readonly StageId[]): Exclusion[] {
  return exclusions.flatMap((exclusion) => {
    const fromStep = stages.findLastIndex((id) => STAGE_IDS.indexOf(id) <= STAGE_IDS.indexOf(exclusion.from));
    const toStep = stages.findIndex((id) => STAGE_IDS.indexOf(id) >= STAGE_IDS.indexOf(exclusion.to));
    if (fromStep < 0 || toStep < 0) return [];
    const { event, where } = exclusion;
    return [{ match: compileMatch(where ? { event, where } : { event }), fromStep, toStep }];
  });
}

function compileBreakdown(profile: DatasetProfile, view: View): Breakdown | null {
  if (!view.breakdown) return null;
  requireProperty(profile, view.breakdown.property);
  return { property: view.breakdown.property, attribution: compileAttribution(view.breakdown.attribution) };
}

function compileAttribution(attribution: ViewAttribution): Attribution {
  return typeof attribution === 'string' ? { kind: attribution } : { kind: 'step', step: attribution.step - 1 };
}

function requireProperty(profile: DatasetProfile, property: string): void {
  const known = profile.properties.map(({ name }) => name);
  if (known.includes(property)) return;
  throw new HandrailError('unknown-property', { property, known, nearest: nearestName(property, known) });
}
