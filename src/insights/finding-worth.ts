import type { EvidenceAnswer, FunnelAnswer } from '../engine/answer.ts';
import { capabilitiesOf } from '../journey/capabilities.ts';
import type { Worth } from '../journey/findings.ts';
import type { Plan } from '../journey/plan.ts';
import { shareOf } from './finding-change.ts';
import { type DraftFinding, FEWEST, isMatured, linkToWay } from './finding-draft.ts';
import type { FindingsInQuestion } from './finding-input.ts';
import { judgeFunnel } from './funnel-judgement.ts';
import { judgeCapabilities, type RankedGap, type TransitionWorth } from './tool-gaps.ts';
import { judgeTools } from './tool-judgement.ts';
import type { Simulated, ValuePerAction } from './worth.ts';

type ToolPlan = Pick<Plan, 'tools' | 'capabilities' | 'template' | 'targets' | 'actionValue' | 'lowReach' | 'stages'>;

/**
 * The leak at which most is at stake and the gap worth most, each by the lower bound. What the leak's step could bring is
 * said against the same rate as a gap's, for nobody reaches everybody. A gap is only spoken of where the plan lists
 * tools: a template without an inventory says nothing of what is missing. `days`: in which the people counted entered.
 */
export function worthFindings(
  plan: ToolPlan,
  asked: FindingsInQuestion,
  answer: EvidenceAnswer | null,
  funnel: FunnelAnswer | null,
  days: number,
): readonly DraftFinding[] {
  if (answer === null || funnel === null || asked.evidence === null) return [];
  const tools = judgeTools(asked.evidence, answer, plan.lowReach);
  const { worths, gaps } = judgeCapabilities(plan, capabilitiesOf(plan as Plan), tools, asked.evidence, answer, funnel);
  const leak = mostAtStake(worths, asked, funnel, days);
  const gap = (plan.tools ?? []).length === 0 ? null : gapWorthMost(gaps, asked, funnel, days);
  return [leak, gap].filter((draft) => draft !== null);
}

function mostAtStake(
  worths: readonly TransitionWorth[],
  asked: FindingsInQuestion,
  funnel: FunnelAnswer,
  days: number,
): DraftFinding | null {
  const most = judgeFunnel(funnel, asked.funnel).biggestLeak;
  const known = worths.filter(({ from, to, atStake }) => from !== null && from !== to && atStake !== null);
  const comparable = most === null || known.some(({ to }) => to === most.to);
  const drafts = worths.flatMap((at): DraftFinding[] => {
    const { from, to, atStake, value, peopleLost, worth, reference } = at;
    if (from === null || from === to || atStake === null || (peopleLost ?? 0) < FEWEST || atStake.low < 1) return [];
    const transition = funnel.transitions.find((one) => one.to === to);
    if (transition === undefined) return [];
    const rate = { reached: transition.maturedReached, converted: transition.maturedConverted };
    const gains = worth !== null && reference !== null && worth.low >= 1;
    return [
      {
        finding: {
          code: 'leak-worth',
          from: transition.from,
          to,
          people: transition.reached,
          lost: transition.dropped,
          rate: shareOf(rate),
          compared: comparable ? known.length : 1,
          atStake: worthOf(atStake, value, transition.to, funnel),
          gain: gains ? { worth: worthOf(worth, value, transition.to, funnel), reference } : null,
          mostLost: most === null || !comparable || most.to === to ? null : { from: most.from, to: most.to },
          days,
        },
        topic: 'leak',
        population: { kind: 'entered', scope: asked.funnel, matured: isMatured(asked.funnel) },
        certainty: { by: gains ? 'simulation' : 'interval', level: 0.95 },
        link: linkToWay(transition.from, to),
        weight: atStake.low,
      },
    ];
  });
  return drafts.toSorted((a, b) => b.weight - a.weight)[0] ?? null;
}

function gapWorthMost(
  gaps: readonly RankedGap[],
  asked: FindingsInQuestion,
  funnel: FunnelAnswer,
  days: number,
): DraftFinding | null {
  for (const { capability, tools, state, evidence, worth: at } of gaps) {
    const named = tools.filter((tool) => tool.state === state).map(({ name }) => name);
    if (at?.worth == null || at.reference === null || at.worth.low < 1) continue;
    const transition = funnel.transitions.find((one) => one.to === at.to);
    if (transition === undefined || transition.dropped < FEWEST) continue;
    const rate = { reached: transition.maturedReached, converted: transition.maturedConverted };
    return {
      finding: {
        code: 'gap-worth',
        transition: capability.transition,
        from: transition.from,
        to: transition.to,
        capability: capability.id,
        asks: capability.asks,
        state,
        tools: named,
        quietSince: evidence.code === 'dormant' && named.length === 1 ? evidence.quietSince : null,
        people: transition.reached,
        lost: transition.dropped,
        rate: shareOf(rate),
        worth: worthOf(at.worth, at.value, transition.to, funnel),
        reference: at.reference,
        days,
      },
      topic: 'gap',
      population: { kind: 'entered', scope: asked.funnel, matured: isMatured(asked.funnel) },
      certainty: { by: 'simulation', level: 0.95 },
      link: { screen: 'tools', change: {} },
      weight: at.worth.low,
    };
  }
  return null;
}

/** From Action on the people are those of a later Action; before it they are those who get as far as Action. */
function worthOf({ value, low, high }: Simulated, of: ValuePerAction, to: string, funnel: FunnelAnswer): Worth {
  const steps = funnel.steps.map(({ id }) => id);
  const action = steps.indexOf('action');
  const stage = action >= 0 && steps.indexOf(to) > action ? to : action >= 0 ? 'action' : to;
  const unit = of.from === 'plan' ? 'currency' : of.from === 'data' ? 'value' : 'people';
  return { value, low, high, unit, currency: of.from === 'plan' ? of.currency : null, stage };
}
