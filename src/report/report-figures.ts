import type { Durations, FunnelAnswer, FunnelGroup, FunnelTransition } from '../engine/answer.ts';
import type { FunnelQuery } from '../engine/query.ts';
import { wilson } from '../insights/rate.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { DEFAULT_STAGE_LABELS, STAGE_IDS } from '../journey/stages.ts';

/** The figures of a funnel as the report command prints them; `null` stands for "not measured" or "nobody". */
export function reportFigures(plan: Plan, profile: DatasetProfile, query: FunnelQuery, answer: FunnelAnswer) {
  const { quality } = profile;
  return {
    dataset: {
      rowsRead: quality.rowsRead,
      rowsAccepted: quality.rowsAccepted,
      rowsRejected: quality.rowsRejected,
      rowsExcluded: quality.rowsExcluded,
      events: profile.eventCount,
      people: profile.personCount,
      from: isoTime(profile.firstUs),
      to: isoTime(profile.lastUs),
      asOf: isoTime(query.asOfUs),
      calendarDays: query.calendarDays,
    },
    stages: STAGE_IDS.map((id) => {
      const step = answer.steps.find((candidate) => candidate.id === id);
      return {
        id,
        label: plan.stages[id]?.label ?? DEFAULT_STAGE_LABELS[id],
        measured: step !== undefined,
        reached: step?.reached ?? null,
        implied: step?.implied ?? null,
        blindSpot: step?.blindSpot ?? null,
      };
    }),
    transitions: answer.transitions.map(transitionFigures),
    breakdown:
      answer.breakdown === null
        ? null
        : { property: answer.breakdown.property, groups: answer.breakdown.groups.map(groupFigures) },
  };
}

function transitionFigures(transition: FunnelTransition) {
  return {
    from: transition.from,
    to: transition.to,
    reached: transition.reached,
    converted: transition.converted,
    dropped: transition.dropped,
    inProgress: transition.inProgress,
    maturedReached: transition.maturedReached,
    maturedConverted: transition.maturedConverted,
    rate: wilson(transition.maturedConverted, transition.maturedReached),
    timeToConvert: seconds(transition.timeToConvert),
  };
}

/** `kind` keeps "(none)" and "(other)" apart from values that read the same. */
function groupFigures(group: FunnelGroup) {
  const { kind } = group.group;
  const value = group.group.kind === 'value' ? group.group.value : `(${kind})`;
  return { value, kind, stages: group.steps.map((step) => step.reached) };
}

function seconds(durations: Durations | null) {
  if (durations === null) return null;
  return {
    medianSeconds: durations.medianUs / 1e6,
    meanSeconds: durations.meanUs / 1e6,
    p25Seconds: durations.p25Us / 1e6,
    p75Seconds: durations.p75Us / 1e6,
    p90Seconds: durations.p90Us / 1e6,
  };
}

/** Microseconds since 1970 as ISO 8601 in UTC; the microseconds are printed only where there are any. */
function isoTime(us: number | null): string | null {
  if (us === null) return null;
  const micros = ((us % 1000) + 1000) % 1000;
  const text = new Date((us - micros) / 1000).toISOString();
  return micros === 0 ? text : `${text.slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}
