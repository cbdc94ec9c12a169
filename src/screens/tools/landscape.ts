import type { FunnelTransition } from '../../engine/answer.ts';
import { isTooFew, type Rate, wilson } from '../../insights/rate.ts';
import {
  type JudgedCapability,
  judgeCapabilities,
  type RankedGap,
  type ToolLandscape,
  type TransitionWorth,
} from '../../insights/tool-gaps.ts';
import { type JudgedTool, judgeTools } from '../../insights/tool-judgement.ts';
import { type Capability, capabilitiesOf } from '../../journey/capabilities.ts';
import type { Plan } from '../../journey/plan.ts';
import { STAGE_IDS, type StageId } from '../../journey/stages.ts';
import type { TemplateId } from '../../journey/templates/template.ts';
import { TRANSITION_IDS, type TransitionId, transitionEnds } from '../../journey/tools.ts';
import type { AnsweredTools } from '../../state/use-tools.ts';
import type { ToolsHeadline } from '../../words/tools-headline.ts';

/** All that the screen knows of the tools of a plan. */
export interface JudgedTools {
  readonly answered: AnsweredTools;
  readonly capabilities: readonly Capability[];
  /** The inventory in its order, then what it lacks. */
  readonly tools: readonly JudgedTool[];
  readonly landscape: ToolLandscape;
  readonly rows: readonly TransitionRow[];
}

/** A line of the matrix. */
export interface TransitionRow {
  readonly id: TransitionId;
  readonly needs: readonly JudgedCapability[];
  /** Tools that answer none of the needs. */
  readonly others: readonly JudgedTool[];
  /** The measured transition that is or spans this one. */
  readonly measured: { readonly from: StageId | null; readonly to: StageId } | null;
  /** The measured one spans more than this one. */
  readonly spans: boolean;
  /** Of several lines that one measured transition spans, only the last tells its rate and worth. */
  readonly tells: boolean;
  /** People who reached the stage before it; `null` on the way in and where it is not measured. */
  readonly reached: number | null;
  readonly lost: number | null;
  readonly rate: Rate | null;
  readonly tooFew: boolean;
  readonly worth: TransitionWorth | null;
}

/** Judges the answers, as the report does. `guess` gives the capabilities of a plan that names no template. */
export function judgeAnswered(plan: Plan, guess: TemplateId, answered: AnsweredTools): JudgedTools {
  const { asked, evidence, funnel } = answered;
  const capabilities = capabilitiesOf(plan, guess);
  const tools = judgeTools(asked, evidence, plan.lowReach);
  const landscape = judgeCapabilities(plan, capabilities, tools, asked, evidence, funnel);
  return { answered, capabilities, tools, landscape, rows: rowsOf(answered, tools, landscape) };
}

function rowsOf(answered: AnsweredTools, tools: readonly JudgedTool[], landscape: ToolLandscape): TransitionRow[] {
  const { asked, evidence, funnel } = answered;
  const measured = TRANSITION_IDS.map((id) => measuredIndex(id, asked.transitions));
  return TRANSITION_IDS.map((id, line): TransitionRow => {
    const needs = landscape.capabilities.filter(({ capability }) => capability.transition === id);
    const known = new Set(needs.flatMap((need) => need.tools));
    const index = measured[line] ?? null;
    const at = index === null ? null : (asked.transitions[index] ?? null);
    const step = at === null || at.from === null || at.from === at.to ? null : stepTo(funnel.transitions, at.to);
    const rate = step === null ? null : wilson(step.maturedConverted, step.maturedReached);
    const ends = transitionEnds(id);
    return {
      id,
      needs,
      others: tools.filter((tool) => tool.transition === id && !known.has(tool) && !isElsewhere(tool, landscape)),
      measured: at,
      spans: at !== null && at.from !== null && (at.from !== ends.from || at.to !== ends.to),
      tells: index !== null && measured.lastIndexOf(index) === line,
      reached:
        at === null || at.from === null || index === null ? null : (evidence.transitions[index]?.reached ?? null),
      lost: step?.dropped ?? null,
      rate,
      tooFew: rate !== null && isTooFew(rate.n),
      worth: index === null ? null : (landscape.worths[index] ?? null),
    };
  });
}

/** A tool whose need was moved to another transition stands there. */
function isElsewhere(tool: JudgedTool, { capabilities }: ToolLandscape): boolean {
  return capabilities.some((one) => one.capability.transition !== tool.transition && one.tools.includes(tool));
}

function stepTo(transitions: readonly FunnelTransition[], to: StageId): FunnelTransition | null {
  return transitions.find((step) => step.to === to) ?? null;
}

function measuredIndex(id: TransitionId, transitions: AnsweredTools['asked']['transitions']): number | null {
  const ends = transitionEnds(id);
  const place = transitions.findIndex(({ from, to }) =>
    ends.from === ends.to ? from === to : from !== to && STAGE_IDS.indexOf(to) >= STAGE_IDS.indexOf(ends.to),
  );
  return place < 0 ? null : place;
}

/** The gap to close first: of what is ranked, the first that has something at stake, else the first at all. */
export function firstGap({ landscape }: Pick<JudgedTools, 'landscape'>): RankedGap | null {
  return landscape.gaps[0] ?? null;
}

/** Stages without events that a measured transition with gaps spans: on both sides of them nothing is told apart. */
export function spannedStages({ landscape }: Pick<JudgedTools, 'landscape'>): readonly StageId[] {
  const spans = landscape.gaps.flatMap(({ worth }) => (worth?.from && worth.from !== worth.to ? [worth] : []));
  return STAGE_IDS.filter((_, place) =>
    spans.some(({ from, to }) => from && STAGE_IDS.indexOf(from) < place && place < STAGE_IDS.indexOf(to)),
  );
}

/** What the screen says first. */
export function headlineOf(judged: Pick<JudgedTools, 'landscape' | 'capabilities'>, plan: Plan): ToolsHeadline {
  const gap = firstGap(judged);
  const listed = (plan.tools ?? []).length;
  if (listed === 0) {
    const leak = gap?.worth ?? null;
    return { code: 'no-inventory', lost: lostAt(leak) };
  }
  if (judged.capabilities.length === 0) return { code: 'no-needs', tools: listed };
  if (gap === null) return { code: 'no-gap', needs: judged.capabilities.length };
  const [best] = gap.tools.filter(({ state }) => state === gap.state);
  return {
    code: 'gap',
    asks: gap.capability.asks,
    evidence: gap.evidence,
    tool: best?.name ?? null,
    lost: lostAt(gap.worth),
  };
}

function lostAt(worth: TransitionWorth | null): { readonly people: number; readonly from: StageId } | null {
  // A first line is no place for a handful.
  return worth === null || worth.from === null || worth.peopleLost === null || isTooFew(worth.peopleLost)
    ? null
    : { people: worth.peopleLost, from: worth.from };
}
