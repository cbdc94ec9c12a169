import { DAY_US } from '../journey/time-zone.ts';
import type { EvidenceAnswer, SellerAnswers, ToolEvidence, TransitionEvidence } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { ToolMatcher } from './evidence-matcher.ts';
import { PairMatcher } from './evidence-pairs.ts';
import { PersonStays, Stays } from './evidence-stays.ts';
import { inOrder, ToolUses } from './evidence-uses.ts';
import { StepValues } from './evidence-values.ts';
import { PeopleWalk } from './people-walk.ts';
import { PersonIdentity } from './person-identity.ts';
import { durationsOf, NumberList } from './quantiles.ts';
import type { EvidenceQuery, EvidenceTool } from './query.ts';
import { type Rules, rulesOf } from './rules.ts';

/** Rows between two yields; some milliseconds. */
const ROWS_PER_TURN = 16_384;

/**
 * Answers what the data shows of tools: people at the stage and those who used it there, uses by day, waits for the
 * seller, and users beside matched others (`PairMatcher`). All of it rests on one stay per person and transition.
 */
export function* evidence(columns: EventColumns, query: EvidenceQuery): Generator<number, EvidenceAnswer> {
  checkSteps(query);
  const rules = rulesOf(query);
  const identity = new PersonIdentity(columns);
  const stays = query.transitions.map((transition) => new Stays(transition, (one) => identity.of(one)));
  const person = new PersonStays(columns, rules, query.transitions);
  const values = new StepValues(columns, query.steps.length);
  const walk = new PeopleWalk(columns, query, rules);
  const found = walk.visit(person, null, () => {
    person.found.forEach((stay, index) => {
      if (stay.there) stays[index]!.put(person.person, stay);
    });
  });
  for (const share of found) yield share / 3;
  for (const at of stays) at.seal();
  const uses = yield* usesOf(columns, query, rules, stays, values);
  const tools: ToolEvidence[] = [];
  const since: EnteredSince[] = [];
  for (const at of stays) {
    since.push(new EnteredSince(at));
    yield 2 / 3;
  }
  const matchers = stays.map((at) => new PairMatcher(columns, at, rules.clock));
  for (const [index, tool] of query.tools.entries()) {
    tools.push(
      yield* toolEvidence(
        rules,
        tool,
        uses[index]!,
        stays[tool.transition]!,
        since[tool.transition]!,
        matchers[tool.transition]!,
      ),
    );
    yield (2 + (index + 1) / query.tools.length) / 3;
  }
  const transitions: TransitionEvidence[] = [];
  for (const at of stays) {
    transitions.push(transitionEvidence(at, rules));
    yield 1;
  }
  const lastUs = query.asOfUs ?? columns.timeUs.reduce((last, us) => Math.max(last, us), Number.NEGATIVE_INFINITY);
  return {
    kind: 'evidence',
    transitions,
    tools,
    lastDay: Number.isFinite(lastUs) ? dayOf(lastUs, rules) : null,
    values: values.samples(),
  };
}

/** One pass over all rows: the uses of every tool, and the values of every step. */
function* usesOf(
  columns: EventColumns,
  query: EvidenceQuery,
  rules: Rules,
  stays: readonly Stays[],
  values: StepValues,
): Generator<number, readonly ToolUses[]> {
  const { personStart, timeUs, name, personCount } = columns;
  const uses = query.tools.map((tool) => new ToolUses(stays[tool.transition]!));
  const tools = new ToolMatcher(columns, query.tools);
  yield 1 / 3;
  const steps = values.matcher(query.steps);
  const fromUs = query.during?.fromUs ?? Number.NEGATIVE_INFINITY;
  const toUs = query.during?.toUs ?? Number.POSITIVE_INFINITY;
  const people = stays.map((at) => at.person);
  const next = new Int32Array(stays.length);
  const stayOf = new Int32Array(stays.length);
  let work = 0;
  let person = 0;
  let us = 0;
  const add = (tool: number): void => {
    uses[tool]!.add(person, stayOf[query.tools[tool]!.transition]!, us, rules.clock);
  };
  const skip = (): void => {};
  for (; person < personCount; person++) {
    steps?.startPerson();
    people.forEach((at, index) => {
      const here = at[next[index]!] === person;
      stayOf[index] = here ? next[index]!++ : -1;
    });
    const end = personStart[person + 1]!;
    for (let row = personStart[person]!; row < end; row++) {
      us = timeUs[row]!;
      const within = us >= fromUs && us <= toUs;
      tools.ask(row, person, name[row]!, within ? add : skip);
      if (steps !== null) values.ask(steps, row, person, within);
    }
    work += 1 + end - personStart[person]!;
    if (work < ROWS_PER_TURN) continue;
    work = 0;
    yield (1 + person / personCount) / 3;
  }
  for (const of of uses) of.finish();
  return uses;
}

function* toolEvidence(
  rules: Rules,
  tool: EvidenceTool,
  uses: ToolUses,
  stays: Stays,
  since: EnteredSince,
  matcher: PairMatcher,
): Generator<number, ToolEvidence> {
  const used = uses.uses > 0;
  const liveFromUs = tool.liveFromUs ?? (used ? rules.clock.dayStartUs(uses.firstUs) : null);
  const fromUs = liveFromUs ?? Number.NEGATIVE_INFINITY;
  let [atStage, matured] = [0, 0];
  for (const stay of uses.users.view()) {
    if (stays.enteredUs[stay]! < fromUs) continue;
    atStage++;
    matured += stays.mature[stay]!;
  }
  const atAll = stays.transition.fromStep !== null;
  const matching = matcher.match(uses.users.view(), uses.firstUses.view(), fromUs);
  return {
    id: tool.id,
    uses: uses.uses,
    people: uses.people,
    firstUs: used ? uses.firstUs : null,
    lastUs: used ? uses.lastUs : null,
    days: uses.days(),
    liveFromUs,
    atStage: { reached: since.all(fromUs), used: atStage },
    matured: { reached: since.mature(fromUs), used: matured },
    pairs: atAll ? yield* quietly(matching) : null,
    answers: atAll && tool.side === 'seller' ? answersOf(uses, stays, since, fromUs) : null,
  };
}

function answersOf(uses: ToolUses, stays: Stays, since: EnteredSince, fromUs: number): SellerAnswers {
  const counted = new NumberList();
  const [answered, waits] = [uses.answered.view(), uses.waits.view()];
  let [withinDay, mature] = [0, 0];
  answered.forEach((stay, index) => {
    if (stays.enteredUs[stay]! < fromUs) return;
    const us = waits[index]!;
    counted.push(us);
    if (us <= DAY_US) withinDay++;
    mature += stays.mature[stay]!;
  });
  return { waited: durationsOf(counted.view()), withinDay, unanswered: since.mature(fromUs) - mature };
}

function transitionEvidence(stays: Stays, rules: Rules): TransitionEvidence {
  const days = new Map<number, number>();
  const quarters = new Map<string, { reached: number; converted: number }>();
  for (let stay = 0; stay < stays.count; stay++) {
    const day = dayOf(stays.enteredUs[stay]!, rules);
    days.set(day, (days.get(day) ?? 0) + 1);
    if (stays.mature[stay] !== 1 || stays.transition.fromStep === null) continue;
    const label = quarterOf(day);
    const quarter = quarters.get(label) ?? { reached: 0, converted: 0 };
    quarter.reached++;
    if (stays.convertedUs[stay]! < Number.POSITIVE_INFINITY) quarter.converted++;
    quarters.set(label, quarter);
  }
  return {
    ...stays.transition,
    reached: stays.count,
    days: inOrder(days),
    quarters: [...quarters]
      .map(([label, counts]) => ({ label, ...counts }))
      .sort((a, b) => (a.label < b.label ? -1 : 1)),
  };
}

/** How many people entered a stage from an instant on. */
class EnteredSince {
  private readonly entered: Float64Array;
  private readonly enteredMature: Float64Array;

  constructor(stays: Stays) {
    this.entered = stays.enteredUs.slice().sort();
    this.enteredMature = stays.enteredUs.filter((_, stay) => stays.mature[stay] === 1).sort();
  }

  all(fromUs: number): number {
    return from(this.entered, fromUs);
  }

  mature(fromUs: number): number {
    return from(this.enteredMature, fromUs);
  }
}

function from(sorted: Float64Array, us: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < us) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}

/** A part that yields without telling how far it is. */
function* quietly<T>(part: Generator<void, T>): Generator<number, T> {
  for (;;) {
    const next = part.next();
    if (next.done === true) return next.value;
    yield 2 / 3;
  }
}

function dayOf(us: number, rules: Rules): number {
  return Math.floor(rules.clock.toLocalUs(us) / DAY_US);
}

function quarterOf(day: number): string {
  const date = new Date(day * (DAY_US / 1000));
  return `${date.getUTCFullYear()}-Q${1 + Math.floor(date.getUTCMonth() / 3)}`;
}

function checkSteps({ transitions, tools, steps }: EvidenceQuery): void {
  for (const { fromStep, toStep } of transitions) {
    const fits = (step: number | null): boolean => step === null || (step >= 0 && step < steps.length);
    const ordered = fromStep === null ? toStep === 0 : toStep === null || fromStep < toStep;
    if (!fits(fromStep) || !fits(toStep) || !ordered) {
      throw new RangeError(`a transition from ${fromStep} to ${toStep} of ${steps.length} steps`);
    }
  }
  for (const { id, transition } of tools) {
    if (transitions[transition] === undefined) throw new RangeError(`${id}: no transition ${transition}`);
  }
}
