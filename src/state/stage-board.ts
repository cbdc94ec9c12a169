import { literalPattern, matchesName } from '../journey/name-pattern.ts';
import type { ConditionalRule, Plan, StageRule } from '../journey/plan.ts';
import type { DatasetProfile, EventNameProfile } from '../journey/profile.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';

/** One rule of a stage as a card that can be moved; in the last place, what belongs to no stage. */
export interface BoardCard {
  readonly id: string;
  readonly rule: ConditionalRule;
  readonly occurrence: Occurrence;
  readonly place: BoardPlace;
  /** The event's name, or the rule's pattern. */
  readonly name: string;
  /** Exact number of events that fit; `null` where a condition on a property would have to be counted. */
  readonly events: number | null;
  /** How many people did it at all; `null` where several names would have to be joined. */
  readonly people: number | null;
  /** Whether people do it more than once, so that first and later times can be told apart. */
  readonly repeats: boolean;
  /** Whether no event of the data has such a name: a rule of a plan that was made for other files. */
  readonly absent: boolean;
}

export type BoardPlace = StageId | 'none';
export type Occurrence = 'any' | 'first' | 'later';
export const BOARD_PLACES: readonly BoardPlace[] = [...STAGE_IDS, 'none'];

export type Board = Readonly<Record<BoardPlace, readonly BoardCard[]>>;

/** The plan's rules and the data's event names as cards. */
export function boardOf(plan: Plan, profile: Pick<DatasetProfile, 'eventNames'>): Board {
  const names = profile.eventNames;
  const board = {} as Record<BoardPlace, BoardCard[]>;
  for (const stage of STAGE_IDS) {
    board[stage] = (plan.stages[stage]?.enter ?? []).map((rule) => cardOf(conditional(rule), stage, names));
  }
  const placed = STAGE_IDS.flatMap((stage) => board[stage]);
  board.none = names
    .flatMap(({ name }) =>
      unplaced(placed.filter((card) => matchesName(card.rule.event, name))).map((occurrence) =>
        cardOf(ruleOf(literalPattern(name), occurrence), 'none', names),
      ),
    )
    // Where nobody does it twice there are no later times.
    .filter(({ events }) => events !== 0);
  return board;
}

/** Which occurrences of an event no card has: all of them, or the half that a lone first or later leaves. */
function unplaced(cards: readonly BoardCard[]): Occurrence[] {
  const has = (occurrence: Occurrence) => cards.some((card) => card.occurrence === occurrence);
  if (cards.length === 0) return ['any'];
  if (has('any') || has('first') === has('later')) return [];
  return has('first') ? ['later'] : ['first'];
}

function cardOf(rule: ConditionalRule, place: BoardPlace, names: readonly EventNameProfile[]): BoardCard {
  const occurrence = rule.occurrence ?? 'any';
  const fitting = names.filter(({ name }) => matchesName(rule.event, name));
  const only = fitting.length === 1 ? fitting[0] : undefined;
  return {
    id: `${place} ${JSON.stringify([rule.event, rule.where ?? null, occurrence])}`,
    rule,
    occurrence,
    place,
    name: only && literalPattern(only.name) === rule.event ? only.name : rule.event,
    events: countOf(rule, occurrence, fitting),
    people: only && !rule.where ? only.people : null,
    repeats: only !== undefined && only.events > only.people,
    absent: fitting.length === 0,
  };
}

/** A person's first such event is one per person; several names under one pattern share it, which is not known here. */
function countOf(rule: ConditionalRule, occurrence: Occurrence, fitting: readonly EventNameProfile[]): number | null {
  if (rule.where && Object.keys(rule.where).length > 0) return null;
  const events = fitting.reduce((sum, name) => sum + name.events, 0);
  if (occurrence === 'any') return events;
  if (fitting.length > 1) return null;
  const people = fitting.reduce((sum, name) => sum + name.people, 0);
  return occurrence === 'first' ? people : events - people;
}

/** The plan with a card moved to another place. */
export function moveCard(plan: Plan, card: BoardCard, to: BoardPlace): Plan {
  const without = card.place === 'none' ? plan : removeRule(plan, card.place, card.rule);
  return to === 'none' ? without : addRule(without, to, card.rule);
}

/**
 * The plan with a card that stands for every time, only the first, or only the later ones. Telling them apart where
 * people pay puts the later ones into the relationship.
 */
export function setOccurrence(plan: Plan, card: BoardCard, occurrence: Occurrence): Plan {
  if (card.place === 'none' || occurrence === card.occurrence) return plan;
  const rule = (which: Occurrence) => ruleOf(card.rule.event, which, card.rule.where);
  if (occurrence === 'any') {
    const halves = STAGE_IDS.reduce(
      (next, stage) => removeRule(removeRule(next, stage, rule('first')), stage, rule('later')),
      plan,
    );
    return addRule(halves, card.place, rule('any'));
  }
  const changed = addRule(removeRule(plan, card.place, card.rule), card.place, rule(occurrence));
  return occurrence === 'first' && card.place === 'action' ? addRule(changed, 'relationship', rule('later')) : changed;
}

/** The plan with a stage's label; an empty one gives back the stage's own name. */
export function setLabel(plan: Plan, stage: StageId, label: string): Plan {
  const { label: _, ...rest } = plan.stages[stage] ?? {};
  const trimmed = label.trim();
  return { ...plan, stages: { ...plan.stages, [stage]: trimmed === '' ? rest : { ...rest, label: trimmed } } };
}

function ruleOf(event: string, occurrence: Occurrence, where?: ConditionalRule['where']): ConditionalRule {
  return { event, ...(where ? { where } : {}), ...(occurrence === 'any' ? {} : { occurrence }) };
}

function addRule(plan: Plan, stage: StageId, rule: ConditionalRule): Plan {
  const enter = plan.stages[stage]?.enter ?? [];
  if (enter.some((other) => sameRule(conditional(other), rule))) return plan;
  const short: StageRule = rule.where || rule.occurrence ? rule : rule.event;
  return withEnter(plan, stage, [...enter, short]);
}

function removeRule(plan: Plan, stage: StageId, rule: ConditionalRule): Plan {
  const enter = plan.stages[stage]?.enter ?? [];
  const left = enter.filter((other) => !sameRule(conditional(other), rule));
  return left.length === enter.length ? plan : withEnter(plan, stage, left);
}

function withEnter(plan: Plan, stage: StageId, enter: readonly StageRule[]): Plan {
  return { ...plan, stages: { ...plan.stages, [stage]: { ...plan.stages[stage], enter } } };
}

function conditional(rule: StageRule): ConditionalRule {
  return typeof rule === 'string' ? { event: rule } : rule;
}

function sameRule(a: ConditionalRule, b: ConditionalRule): boolean {
  const conditions = (rule: ConditionalRule) => JSON.stringify(Object.entries(rule.where ?? {}).sort());
  return a.event === b.event && a.occurrence === b.occurrence && conditions(a) === conditions(b);
}
