import { wordsOf } from '../column-facts.ts';
import { literalPattern, matchesName } from '../name-pattern.ts';
import type { StageRule } from '../plan.ts';
import { STAGE_IDS, type StageId } from '../stages.ts';
import type { Template, TemplateId } from './template.ts';
import { TEMPLATES } from './templates.ts';

export interface LikelyTemplate {
  readonly id: TemplateId;
  /** Share, 0..1, of all that the names say for any template which they say for this one; 0 when they say nothing. */
  readonly sure: number;
  /** The names that speak for it. */
  readonly names: readonly string[];
}

/** A name that only one field has says as much as three that several have. */
const MARK = 3;
const SIGN = 1;

/**
 * The template that the event names speak for most; the first of the templates when they say nothing or two say the
 * same. Each name counts once, whatever its case or signs between its words.
 */
export function likelyTemplate(eventNames: readonly string[]): LikelyTemplate {
  const weights = TEMPLATES.map((template) => eventNames.map((name) => weightOf(template, name)));
  const scores = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  const total = scores.reduce((sum, score) => sum + score, 0);
  const best = scores.indexOf(Math.max(...scores));
  return {
    id: TEMPLATES[best]!.id,
    sure: total === 0 ? 0 : scores[best]! / total,
    names: eventNames.filter((_, index) => weights[best]![index]! > 0),
  };
}

/**
 * Whether one of the patterns fits the name by their words: case, signs between words and capitals within them say
 * nothing. A pattern begins where a word does, so that `*fit*` is in "fit adviser" and not in "benefit".
 */
export function isShownBy(patterns: readonly string[], eventName: string): boolean {
  const words = wordsOf(eventName).join(' ');
  return words !== '' && patterns.some((pattern) => matchesName(wordPattern(pattern), ` ${words}`));
}

/**
 * The template's default rules for the events that there are. A name that fits several stages goes to the latest, for
 * its name is then the more exact one; a first and a later occurrence stand beside each other.
 */
export function templateRules(
  template: Template,
  eventNames: readonly string[],
): Readonly<Partial<Record<StageId, readonly StageRule[]>>> {
  const found = new Map<StageId, StageRule[]>();
  for (const name of eventNames) {
    const stages = STAGE_IDS.flatMap((stage) => {
      const rule = template.rules[stage].find((one) => isShownBy([patternOf(one)], name));
      return rule === undefined ? [] : [{ stage, rule }];
    });
    const last = stages.at(-1);
    if (last === undefined) continue;
    const isLater = typeof last.rule !== 'string' && last.rule.occurrence === 'later';
    const first = stages.find(({ rule }) => typeof rule !== 'string' && rule.occurrence === 'first');
    for (const { stage, rule } of isLater && first ? [first, last] : [last]) {
      const event = literalPattern(name);
      found.set(stage, [...(found.get(stage) ?? []), typeof rule === 'string' ? event : { ...rule, event }]);
    }
  }
  return Object.fromEntries(STAGE_IDS.flatMap((stage) => (found.has(stage) ? [[stage, found.get(stage)]] : [])));
}

function weightOf(template: Template, name: string): number {
  if (isShownBy(template.marks, name)) return MARK;
  return isShownBy(template.signs, name) ? SIGN : 0;
}

function patternOf(rule: StageRule): string {
  return typeof rule === 'string' ? rule : rule.event;
}

const wordPatterns = new Map<string, string>();

function wordPattern(pattern: string): string {
  const known = wordPatterns.get(pattern);
  if (known !== undefined) return known;
  const words = pattern
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}*]+/gu, ' ')
    .trim();
  const made = words.startsWith('*') ? `* ${words.slice(1).trimStart()}` : ` ${words}`;
  wordPatterns.set(pattern, made);
  return made;
}
