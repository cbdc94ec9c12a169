import type { FunnelAnswer } from '../engine/answer.ts';
import { isTooFew, TOO_FEW, wilson } from '../insights/rate.ts';
import { HandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import type { StageId } from '../journey/stages.ts';
import { measuredStages } from '../questions/compile.ts';
import { formatCount, formatList, formatPercent, formatRate } from '../words/numbers.ts';
import { stageLabel } from '../words/stages.ts';

/** A rate into a stage, 0..1, below which a nightly job wants to hear of it. */
export interface RateLimit {
  readonly stage: StageId;
  readonly rate: number;
}

export interface CheckedLimits {
  /** Whether some rate surely lies below its limit. */
  readonly failed: boolean;
  /** A sentence for each rate that does, and for each that rests on too few people. */
  readonly sentences: readonly string[];
}

/** Throws a `usage` error for a limit at a stage into which no rate leads. */
export function requireRates(limits: readonly RateLimit[], plan: Plan): void {
  const measured = measuredStages(plan).slice(1);
  const wrong = limits.find(({ stage }) => !measured.includes(stage));
  if (wrong === undefined) return;
  const known = measured.length === 0 ? 'no stage' : formatList(measured);
  throw new HandrailError('usage', {
    problem: `--fail-below names ${wrong.stage}, but the plan has a rate into ${known} only`,
  });
}

/** A limit fails where the upper bound of the rate's 95 % interval lies below it; with too few people it cannot. */
export function checkLimits(limits: readonly RateLimit[], { transitions }: FunnelAnswer, plan: Plan): CheckedLimits {
  const sentences: string[] = [];
  let failed = false;
  for (const limit of limits) {
    const transition = transitions.find(({ to }) => to === limit.stage);
    if (transition === undefined) continue;
    const { value, low, high, n } = wilson(transition.maturedConverted, transition.maturedReached);
    const way = `${stageLabel(plan, transition.from)} to ${stageLabel(plan, transition.to)}`;
    const at = formatPercent(limit.rate);
    if (isTooFew(n) || value === null || low === null || high === null) {
      sentences.push(
        `From ${way} there are too few people for a verdict on ${at}: ${formatCount(n)}, and it takes ${TOO_FEW}.`,
      );
    } else if (high < limit.rate) {
      const { value: rate, interval } = formatRate(value, low, high);
      failed = true;
      sentences.push(
        `From ${way} ${rate} of ${formatCount(n)} people went on (95 % interval ${interval}), which is below ${at}.`,
      );
    }
  }
  return { failed, sentences: sentences.map((sentence) => sentence.replaceAll('\u00a0', ' ')) };
}
