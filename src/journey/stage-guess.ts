import { wordsOf } from './column-facts.ts';
import { literalPattern } from './name-pattern.ts';
import type { StageRule } from './plan.ts';
import { STAGE_IDS, type StageId } from './stages.ts';

/** What is known of an event's name before or after the import. */
export interface NamedEvent {
  readonly name: string;
  readonly events: number;
  readonly people: number;
  /** Median or first time, microseconds; `null` when unknown. */
  readonly firstUs: number | null;
}

export interface GuessedStage {
  readonly enter: readonly StageRule[];
  /** Whether the names say it; otherwise only their order or number does. */
  readonly confident: boolean;
}

/**
 * Sorts event names into stages: by numbers in front of them (`1 - landing`), else by what the words mean in English or
 * German, else by falling numbers of people and the order of first times. Names that fit nowhere are left out.
 */
export function guessStages(events: readonly NamedEvent[]): Partial<Record<StageId, GuessedStage>> {
  const numbered = byNumber(events);
  if (numbered !== null) return numbered;
  const worded = new Map<StageId, NamedEvent[]>();
  const isLifecycle = events.filter(({ name }) => Object.hasOwn(LIFECYCLE, name.toLowerCase())).length >= 2;
  for (const event of events) {
    const stage = (isLifecycle ? LIFECYCLE[event.name.toLowerCase()] : undefined) ?? stageByWords(event.name);
    if (stage !== null) worded.set(stage, [...(worded.get(stage) ?? []), event]);
  }
  if (worded.size >= 2) return Object.fromEntries([...worded].map(([stage, found]) => [stage, rules(found, true)]));
  return byOrder(events);
}

/** The stages used for a number of levels, from two to five. */
const LEVELS: Readonly<Record<number, readonly StageId[]>> = {
  2: ['awareness', 'action'],
  3: ['awareness', 'interest', 'action'],
  4: ['awareness', 'interest', 'motivation', 'action'],
  5: STAGE_IDS,
};

function byNumber(events: readonly NamedEvent[]): Partial<Record<StageId, GuessedStage>> | null {
  const levels = new Map<number, NamedEvent[]>();
  for (const event of events) {
    const match = /^\s*(?:step|schritt|stage|stufe)?\s*(\d{1,2})\s*[-–.:)_\s]/iu.exec(event.name);
    if (match === null) return null;
    const level = Number(match[1]);
    levels.set(level, [...(levels.get(level) ?? []), event]);
  }
  const stages = LEVELS[levels.size];
  if (stages === undefined) return null;
  const sorted = [...levels].sort((a, b) => a[0] - b[0]);
  return Object.fromEntries(sorted.map(([, found], i) => [stages[i]!, rules(found, true)]));
}

/** What a CRM's lifecycle is called: a lead of several such names has gone further than a lead alone. */
const LIFECYCLE: Readonly<Record<string, StageId>> = {
  subscriber: 'awareness',
  lead: 'interest',
  'marketing qualified lead': 'interest',
  mql: 'interest',
  'sales qualified lead': 'motivation',
  sql: 'motivation',
  opportunity: 'motivation',
  customer: 'action',
  evangelist: 'relationship',
};

/** Words that speak for a stage; where several fit, the first of this list decides. */
const WORDS: readonly (readonly [StageId, RegExp])[] = [
  ['relationship', /^(?:renew\w*|recurr\w*|repeat\w*|refer(?:ral|red)\w*|retain\w*|retention|evangelist\w*|loyal\w*|upgrade\w*|ambassador\w*|sellers?|advoca\w*|verlänger\w*|empfehl\w*|dauerauftrag|mitgliedschaft|treue\w*|volunteer\w*|ehrenamt\w*)$/u],
  ['action', /^(?:purchas\w*|bought|buy|orders?|ordered|donat\w*|contribut\w*|customers?|gifts?|gave|paid|payments?|confirmation|confirmed|won|closed|deals?|converted|conversion|sale|sales|spende\w*|gekauft|kauf|bestell\w*|bezahlt|zahlung\w*|joined|beitritt|gewonnen|abschluss)$/u],
  ['motivation', /^(?:checkout|cart|basket|pledge\w*|demo\w*|trial\w*|quote\w*|proposal\w*|form|petition\w*|warenkorb|kasse|angebot\w*|probe\w*|anfrage\w*|rsvp|application|apply|applied|opportunity|consider\w*|sql)$/u],
  ['interest', /^(?:search\w*|signup\w*|sign|signed|subscri\w*|newsletters?|download\w*|click\w*|product\w*|register\w*|registration|webinar\w*|interest\w*|suche\w*|anmeld\w*|abonn\w*|interesse\w*|event|veranstaltung\w*|open|opened|follow\w*|quiz)$/u],
  ['awareness', /^(?:land(?:ing|ed)|home|homepage|visit\w*|view\w*|impression\w*|session\w*|pageview\w*|ads?|leads?|contact\w*|besuch\w*|startseite|kontakt\w*|aware\w*|seen|website|web|reach\w*|anzeige\w*)$/u],
]; // biome-ignore format: a line per stage

function stageByWords(name: string): StageId | null {
  const words = wordsOf(name);
  const text = words.join(' ');
  // A page for paying comes before the page that confirms it.
  if (/\b(?:payment|billing|zahlungs)\s?(?:page|form|info|seite|method|step)\b/u.test(text)) return 'motivation';
  if (/\b(?:closed )?lost\b|\bunsubscribed\b|\bcleaned\b/u.test(text)) return null;
  if (/\b(?:deal|opportunity|potential) created\b|\blead converted\b/u.test(text)) return 'motivation';
  if (/\badd(?:ed)? to (?:cart|basket)\b|\bbegin checkout\b|\binitiate checkout\b/u.test(text)) return 'motivation';
  if (/\bpage view\b|\bfirst (?:visit|contact|open)\b|\blanding\b/u.test(text)) return 'awareness';
  if (/\b(?:monthly|second|regular) (?:gift|donation)\b/u.test(text)) return 'relationship';
  for (const [stage, pattern] of WORDS) if (words.some((word) => pattern.test(word))) return stage;
  return null;
}

/** Few names without known words: most people first, or the earliest where the numbers do not fall clearly. */
function byOrder(events: readonly NamedEvent[]): Partial<Record<StageId, GuessedStage>> {
  const stages = LEVELS[Math.min(5, events.length)];
  if (stages === undefined) return {};
  const ranked = [...events].sort((a, b) => b.people - a.people || (a.firstUs ?? 0) - (b.firstUs ?? 0));
  const chosen = ranked.slice(0, stages.length);
  const allDated = chosen.every((event) => event.firstUs !== null);
  const falls = chosen.every((event, i) => i === 0 || event.people < chosen[i - 1]!.people * 0.95);
  if (allDated && !falls) chosen.sort((a, b) => a.firstUs! - b.firstUs!);
  return Object.fromEntries(chosen.map((event, i) => [stages[i]!, rules([event], false)]));
}

function rules(events: readonly NamedEvent[], confident: boolean): GuessedStage {
  return { enter: events.map((event) => literalPattern(event.name)), confident };
}
