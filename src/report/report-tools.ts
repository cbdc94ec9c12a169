import type { FunnelAnswer } from '../engine/answer.ts';
import { judgeCapabilities, type RankedGap } from '../insights/tool-gaps.ts';
import { type JudgedTool, judgeTools } from '../insights/tool-judgement.ts';
import { capabilitiesOf } from '../journey/capabilities.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { compileEvidence } from '../questions/tools.ts';
import type { View } from '../questions/view.ts';
import { sayToolState } from '../words/tools.ts';
import type { Ask } from './ask.ts';
import { plain } from './report-findings.ts';

/** Whether a plan says anything about tools; without it the report has nothing to say either. */
function knowsTools({ tools, capabilities, template }: Plan): boolean {
  return (tools ?? []).length > 0 || (capabilities ?? []).length > 0 || (template ?? null) !== null;
}

/** The tools with their states and the gaps in the order in which to build, as the report prints them. */
export function reportTools(plan: Plan, profile: DatasetProfile, ask: Ask, view: View, funnel: FunnelAnswer) {
  if (!knowsTools(plan)) return { tools: [], gaps: [] };
  const asked = compileEvidence(plan, profile, view);
  const answer = ask(asked.query);
  const tools = judgeTools(asked, answer, plan.lowReach);
  const { gaps } = judgeCapabilities(plan, capabilitiesOf(plan), tools, asked, answer, funnel);
  return { tools: tools.map((tool) => toolFigures(tool, plan)), gaps: gaps.map(gapFigures) };
}

function toolFigures(tool: JudgedTool, plan: Plan) {
  const { effect } = tool;
  return {
    id: tool.id,
    transition: tool.transition,
    side: tool.side,
    state: tool.state,
    evidence: plain(sayToolState(tool.evidence, plan)),
    reach: tool.reach,
    effect:
      effect === null
        ? null
        : {
            difference: effect.difference,
            low: effect.low,
            high: effect.high,
            exposed: effect.exposed,
            unexposed: effect.unexposed,
          },
    lastUsed: tool.lastUse,
  };
}

function gapFigures({ capability, state, worth }: RankedGap) {
  const value = worth?.value;
  const unit = value?.from === 'plan' ? value.currency : value?.from === 'data' ? 'value' : 'people';
  return {
    transition: capability.transition,
    capability: capability.id,
    state,
    peopleLost: worth?.peopleLost ?? null,
    worth: worth?.worth ? { low: worth.worth.low, high: worth.worth.high, unit } : null,
    assumption: worth?.reference ?? null,
  };
}
