import type { FunnelAnswer, FunnelFigures } from '../engine/answer.ts';
import { isTooFew, wilson } from '../insights/rate.ts';
import type { Plan } from '../journey/plan.ts';
import { STAGE_IDS } from '../journey/stages.ts';
import { toCsv } from '../words/csv.ts';
import { stageLabel } from '../words/stages.ts';

const HEADER = [
  'stage',
  'label',
  'measured',
  'reached',
  'implied',
  'blind_spot',
  'next_stage',
  'went_on',
  'dropped',
  'in_progress',
  'matured_reached',
  'matured_went_on',
  'rate',
  'rate_low',
  'rate_high',
  'too_few_people',
];

/**
 * The stages as CSV, a line each, with the way from it to the next measured one. Rates are 0..1 of those whose window is
 * over, with the bounds of the 95 % interval; empty where nothing was measured, nobody came or too few did. Broken down by a
 * property, the stages of every group follow those of all people, told apart by two columns in front: the group's value, and
 * its kind (`all`, `value`, `none` for people without one, `other` for the smallest groups together).
 */
export function stageTable(plan: Plan, answer: FunnelAnswer): string {
  const { breakdown } = answer;
  if (breakdown === null) return toCsv(HEADER, stageRows(plan, answer));
  const head = [breakdown.property, 'group'];
  const groups = breakdown.groups.flatMap(({ group, ...figures }) => {
    const value = group.kind === 'value' ? group.value : null;
    return stageRows(plan, figures).map((row) => [value, group.kind, ...row]);
  });
  const all = stageRows(plan, answer).map((row) => [null, 'all', ...row]);
  return toCsv([...head, ...HEADER], [...all, ...groups]);
}

function stageRows(plan: Plan, { steps, transitions }: FunnelFigures): (string | number | null)[][] {
  return STAGE_IDS.map((id) => {
    const step = steps.find((one) => one.id === id);
    const way = transitions.find(({ from }) => from === id);
    if (step === undefined) return [id, stageLabel(plan, id), 'no', ...HEADER.slice(3).map(() => null)];
    const at = [id, stageLabel(plan, id), 'yes', step.reached, step.implied, step.blindSpot];
    if (way === undefined) return [...at, ...HEADER.slice(6).map(() => null)];
    const rate = wilson(way.maturedConverted, way.maturedReached);
    const tooFew = isTooFew(rate.n);
    return [
      ...at,
      way.to,
      way.converted,
      way.dropped,
      way.inProgress,
      way.maturedReached,
      way.maturedConverted,
      rate.value,
      tooFew ? null : rate.low,
      tooFew ? null : rate.high,
      tooFew ? 'yes' : 'no',
    ];
  });
}
