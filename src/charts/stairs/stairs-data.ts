import type { FunnelFigures } from '../../engine/answer.ts';
import type { FunnelJudgement, JudgedTransition } from '../../insights/funnel-judgement.ts';
import { countOf, formatCompact, formatCount, isolate } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import type { StairsModel } from './stairs.layout.ts';

/** The judged funnel in the order of the journey, with the stages that nobody measures between the others. */
export interface StairsData {
  readonly stages: readonly StairsDataStage[];
  readonly transitions: readonly JudgedTransition[];
  /** Whether times are counted in whole days. */
  readonly calendarDays: boolean;
  /** Whether there is a window: without one nobody's time is ever over, and nobody is in progress. */
  readonly timed: boolean;
}

export interface StairsDataStage {
  readonly id: string;
  readonly label: string;
  /** `null`: not measured. */
  readonly reached: number | null;
  readonly blindSpot: number;
}

export interface StairsDataOptions {
  readonly blindSpots?: boolean;
  readonly calendarDays?: boolean;
  readonly timed?: boolean;
}

/**
 * `stageIds` is what to draw, in order; a stage without figures is drawn as not measured. Where the steps are counted in
 * any order, a blind spot belongs to no step and is left out.
 */
export function stairsData(
  stageIds: readonly string[],
  label: (id: string) => string,
  figures: FunnelFigures,
  judgement: FunnelJudgement,
  { blindSpots = true, calendarDays = false, timed = true }: StairsDataOptions = {},
): StairsData {
  const steps = new Map(figures.steps.map((step) => [step.id, step]));
  return {
    stages: stageIds.map((id) => {
      const step = steps.get(id);
      return { id, label: label(id), reached: step?.reached ?? null, blindSpot: (blindSpots && step?.blindSpot) || 0 };
    }),
    transitions: judgement.transitions,
    calendarDays,
    timed,
  };
}

/** The data with the texts that stand in the picture. */
export function stairsModel(data: StairsData, locale = 'en'): StairsModel {
  const short = (n: number) => (n >= 1_000_000_000 ? formatCompact(n, locale) : formatCount(n, locale));
  return {
    stages: data.stages.map((stage) => ({
      id: stage.id,
      label: stage.label,
      reached: stage.reached,
      countText: stage.reached === null ? 'not measured' : short(stage.reached),
      noteText: stage.blindSpot > 0 ? `${short(stage.blindSpot)} only seen later` : '',
    })),
    transitions: data.transitions.map((transition) => {
      const rate = sayRate(transition.rate, transition.tooFew, locale);
      return {
        from: transition.from,
        to: transition.to,
        converted: transition.converted,
        dropped: transition.dropped,
        inProgress: transition.inProgress,
        rateText: transition.reached === 0 ? '' : rate.value,
        intervalText: rate.interval ?? '',
        droppedText: transition.dropped > 0 ? `${short(transition.dropped)} dropped` : '',
        inProgressText: transition.inProgress > 0 ? `${short(transition.inProgress)} in progress` : '',
      };
    }),
  };
}

/** The whole picture in sentences, for those who do not see it. */
export function stairsSummary(data: StairsData, locale = 'en'): string {
  const labels = new Map(data.stages.map((stage) => [stage.id, isolate(stage.label)]));
  const sentences = data.stages.map((stage) =>
    stage.reached === null
      ? `${isolate(stage.label)} is not measured.`
      : `${countOf(stage.reached, 'person', 'people', locale)} reached ${isolate(stage.label)}.`,
  );
  for (const transition of data.transitions) {
    const rate = sayRate(transition.rate, transition.tooFew, locale);
    const share = rate.interval ? `${rate.value} (${rate.interval}) went on` : `the rate: ${rate.value}`;
    sentences.push(
      `From ${labels.get(transition.from)} to ${labels.get(transition.to)}: ${share}, ${formatCount(transition.dropped, locale)} dropped${data.timed ? `, ${formatCount(transition.inProgress, locale)} in progress` : ''}.`,
    );
  }
  return sentences.join(' ');
}

/** `data` as it stands between two others: counts at a share 0..1 of the way, everything else from the later one. */
export function betweenModels(before: StairsModel, after: StairsModel, share: number): StairsModel {
  if (share >= 1) return after;
  const { rail } = after;
  const mix = (a: number | undefined, b: number) => (a ?? 0) + (b - (a ?? 0)) * share;
  return {
    ...(rail === undefined ? {} : { rail }),
    stages: after.stages.map((stage) => {
      const old = before.stages.find((other) => other.id === stage.id);
      return { ...stage, reached: stage.reached === null ? null : mix(old?.reached ?? 0, stage.reached) };
    }),
    transitions: after.transitions.map((transition) => {
      const old = before.transitions.find((other) => other.from === transition.from && other.to === transition.to);
      return {
        ...transition,
        converted: mix(old?.converted, transition.converted),
        dropped: mix(old?.dropped, transition.dropped),
        inProgress: mix(old?.inProgress, transition.inProgress),
      };
    }),
  };
}
