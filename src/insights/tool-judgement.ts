import type { EvidenceAnswer, SellerAnswers, ToolEvidence as ToolFigures } from '../engine/answer.ts';
import type { EventNameProfile } from '../journey/profile.ts';
import type { StageId } from '../journey/stages.ts';
import { formatDay, timeZone } from '../journey/time-zone.ts';
import type {
  JudgedAt,
  MeasuredEffect,
  MeasuredShare,
  SeasonalSilence,
  ToolEvidence,
  ToolState,
} from '../journey/tool-findings.ts';
import {
  DEFAULT_LOW_REACH,
  type PlanTool,
  type ToolSide,
  type TransitionId,
  transitionEnds,
} from '../journey/tools.ts';
import { type ComparedRates, type Comparison, compareRates } from './comparison.ts';
import { isTooFew, type Rate, TOO_FEW, wilson } from './rate.ts';
import { judgeSilence, type Silence } from './tool-dormancy.ts';

/** What was asked about tools; as `questions/tools.ts` makes it. */
export interface ToolsInQuestion {
  readonly query: { readonly timeZone: string };
  readonly transitions: readonly { readonly from: StageId | null; readonly to: StageId }[];
  readonly tools: readonly {
    readonly tool: PlanTool;
    readonly transition: number | null;
    readonly asked: number | null;
    readonly visible: boolean;
  }[];
  readonly unlisted: readonly (
    | { readonly property: null; readonly name: string; readonly seen: EventNameProfile }
    | { readonly property: string; readonly name: string; readonly asked: number }
  )[];
}

export interface JudgedTool {
  readonly id: string;
  readonly name: string;
  /** As the inventory says; `null` for what is not in it. */
  readonly tool: PlanTool | null;
  readonly transition: TransitionId | null;
  readonly side: ToolSide | null;
  readonly state: ToolState;
  readonly evidence: ToolEvidence;
  /** Of the matured people at the stage since it went live; `null` where it was not asked about. */
  readonly reach: Rate | null;
  readonly effect: MeasuredEffect | null;
  /** The local day of the last use, `YYYY-MM-DD`. */
  readonly lastUse: string | null;
  readonly answers: SellerAnswers | null;
  readonly figures: ToolFigures | null;
}

/**
 * The state of every tool, the first that applies in the order of DESIGN §4, with the figures that say so. The effects of
 * all tools that get as far stand in one table (`compareRates`). First the inventory in its order, then what it lacks.
 */
export function judgeTools(
  asked: ToolsInQuestion,
  answer: EvidenceAnswer,
  lowReach: number = DEFAULT_LOW_REACH,
): readonly JudgedTool[] {
  const listed = asked.tools.map((one) => new Draft(one, asked, answer));
  const compared = listed.filter((draft) => draft.state === null && draft.rates !== null);
  const table = compareRates(compared.flatMap(({ rates }) => (rates === null ? [] : [rates])));
  const effects = new Map(compared.map((draft, index) => [draft, table[index]]));
  return [
    ...listed.map((draft) => draft.judged(effects.get(draft) ?? null, lowReach)),
    ...asked.unlisted.map((one) => unlistedTool(one, asked, answer)),
  ];
}

/** A tool on its way to a state. */
class Draft {
  readonly state: ToolEvidence | null;
  /** Users and others of the pairs; `null` for tools into the first stage. */
  readonly rates: ComparedRates | null = null;
  private readonly tool: PlanTool;
  private readonly figures: ToolFigures | null;
  private readonly at: JudgedAt;
  private readonly silence: Silence | null = null;
  private readonly reach: Rate | null = null;

  constructor(one: ToolsInQuestion['tools'][number], asked: ToolsInQuestion, answer: EvidenceAnswer) {
    this.tool = one.tool;
    this.at = judgedAt(
      one.tool.transition,
      one.transition === null ? null : (asked.transitions[one.transition] ?? null),
    );
    this.figures = one.asked === null ? null : (answer.tools[one.asked] ?? null);
    const { figures } = this;
    if (figures !== null && one.transition !== null) {
      const stage = answer.transitions[one.transition]?.days ?? [];
      this.silence = judgeSilence(figures.days, stage, answer.lastDay ?? 0);
      this.reach = wilson(figures.matured.used, figures.matured.reached);
      if (figures.pairs !== null) {
        const { pairs, usersConverted, othersConverted } = figures.pairs;
        this.rates = {
          first: { reached: pairs, converted: usersConverted },
          second: { reached: pairs, converted: othersConverted },
        };
      }
    }
    this.state = this.early(one.visible);
  }

  /** The states that rest on this tool alone; `null` when its reach and effect have to be looked at. */
  private early(visible: boolean): ToolEvidence | null {
    const { tool, figures, at, silence } = this;
    if (tool.status === 'planned') return { code: 'planned', since: tool.since ?? null };
    if (tool.status === 'retired') return { code: 'retired', uses: null, lastUse: null };
    if (!visible) return { code: 'untracked', why: (tool.match ?? []).length === 0 ? 'no-rule' : 'no-such-event' };
    if (figures === null)
      return { ...at, code: 'too-few-people', people: null, users: 0, pairs: null, needed: TOO_FEW };
    const { reached, used } = figures.atStage;
    if (used === 0 && !isTooFew(reached)) {
      return { ...at, code: 'unused', people: reached, uses: figures.uses, since: tool.since ?? null };
    }
    if (silence?.dormant) return { ...at, code: 'dormant', users: figures.people, ...this.quiet(silence) };
    const enough = figures.pairs === null ? figures.matured.reached : figures.pairs.pairs;
    if (!isTooFew(enough)) return null;
    const pairs = figures.pairs?.pairs ?? null;
    const few = { people: reached, users: used, pairs, needed: TOO_FEW };
    return { ...at, code: 'too-few-people', ...few, ...this.seasonal() };
  }

  /** The mark of a tool that only the season keeps from being dormant. */
  private seasonal(): { readonly seasonal?: SeasonalSilence } {
    const { silence } = this;
    if (silence === null || silence.quietYearBefore === null) return {};
    const quietSince = dayText(silence.quietSince ?? silence.lastDay + 1);
    return { seasonal: { quietSince, quietSinceYearBefore: dayText(silence.quietYearBefore) } };
  }

  private quiet(silence: Silence) {
    const firstDay = this.figures?.days[0]?.day ?? silence.lastDay;
    const quietSince = silence.quietSince ?? silence.lastDay + 1;
    return {
      uses: silence.uses,
      usesPerWeek: (silence.uses * 7) / (silence.lastDay - firstDay + 1),
      lastUse: dayText(silence.lastDay),
      quietSince: dayText(quietSince),
      quietDays: silence.endOfData - quietSince + 1,
      chance: silence.chance,
      peopleSince: silence.peopleSince,
    };
  }

  judged(effect: Comparison | null, lowReach: number): JudgedTool {
    const { tool, figures, silence } = this;
    const found = effectOf(effect);
    const evidence = this.state ?? this.late(found, effect, lowReach);
    return {
      id: tool.id,
      name: tool.name,
      tool,
      transition: tool.transition,
      side: tool.side,
      state: evidence.code === 'missing' ? 'unused' : evidence.code,
      evidence,
      reach: this.reach,
      effect: found,
      lastUse: silence === null ? null : dayText(silence.lastDay),
      answers: figures?.answers ?? null,
      figures,
    };
  }

  private late(effect: MeasuredEffect | null, compared: Comparison | null, limit: number): ToolEvidence {
    const at = { ...this.at, ...this.seasonal() };
    const reach = shareOf(this.reach);
    const users = this.figures?.matured.used ?? 0;
    if (reach.high < limit) return { ...at, code: 'low-reach', users, reach, limit, effect };
    if (effect !== null && compared?.verdict !== 'higher')
      return { ...at, code: 'no-effect-shown', users, reach, effect };
    return { ...at, code: 'working', uses: this.figures?.uses ?? 0, users, reach, effect };
  }
}

function unlistedTool(
  one: ToolsInQuestion['unlisted'][number],
  asked: ToolsInQuestion,
  answer: EvidenceAnswer,
): JudgedTool {
  const figures = one.property === null ? null : (answer.tools[one.asked] ?? null);
  const zone = timeZone(asked.query.timeZone);
  const [first, last] =
    one.property === null ? [one.seen.firstUs, one.seen.lastUs] : [figures?.firstUs, figures?.lastUs];
  const lastUse = formatDay(last ?? 0, zone);
  const counts = one.property === null ? { people: one.seen.people, uses: one.seen.events } : figures;
  return {
    id: one.name,
    name: one.name,
    tool: null,
    transition: null,
    side: null,
    state: 'unlisted',
    evidence: {
      code: 'unlisted',
      property: one.property,
      people: counts?.people ?? 0,
      uses: counts?.uses ?? 0,
      firstUse: formatDay(first ?? 0, zone),
      lastUse,
    },
    reach: null,
    effect: null,
    lastUse,
    answers: null,
    figures: null,
  };
}

/** Where a tool is judged: at the stage before its measured transition, which may span more than the tool's own. */
export function judgedAt(
  id: TransitionId,
  measured: { readonly from: StageId | null; readonly to: StageId } | null,
): JudgedAt {
  const own = transitionEnds(id);
  if (measured === null || measured.from === null)
    return { stage: measured === null ? own.from : null, spanning: null };
  const { from, to } = measured;
  return { stage: from, spanning: from === own.from && to === own.to ? null : { from, to } };
}

function effectOf(compared: Comparison | null): MeasuredEffect | null {
  if (compared === null || compared.difference === null) return null;
  const { first, second, difference } = compared;
  return {
    difference: difference.value,
    low: difference.low,
    high: difference.high,
    exposed: first.converted / first.reached,
    unexposed: second.converted / second.reached,
    pairs: first.reached,
  };
}

function shareOf(rate: Rate | null): MeasuredShare {
  return { value: rate?.value ?? 0, low: rate?.low ?? 0, high: rate?.high ?? 1, n: rate?.n ?? 0 };
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
