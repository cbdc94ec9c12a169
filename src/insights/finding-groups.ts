import type { FunnelAnswer } from '../engine/answer.ts';
import type { PropertyProfile } from '../journey/profile.ts';
import { type ComparedRates, compareRates } from './comparison.ts';
import { compareWithRest } from './comparison-groups.ts';
import { criticalZ } from './comparison-p-value.ts';
import { isTrivial, shareOf } from './finding-change.ts';
import { type DraftFinding, isMatured, linkToWay } from './finding-draft.ts';
import type { FindingsInQuestion } from './finding-input.ts';
import { newcombe } from './newcombe.ts';
import { isTooFew } from './rate.ts';

interface Row {
  readonly answer: FunnelAnswer;
  readonly property: string;
  readonly ofPerson: boolean;
  readonly transition: number;
  readonly group: string;
  readonly rates: ComparedRates;
}

interface FoundRow extends Row {
  readonly verdict: 'higher' | 'lower';
  readonly level: number;
}

/**
 * Per property, the two groups that are furthest apart at some transition: of those that are really higher or really
 * lower than their rest, all properties, groups and transitions judged as one table, the highest and the lowest, if
 * those two differ as well at the level of the table's discoveries. Groups without a value and of all other values are
 * compared and not named. The one with the most people to win comes first: those of the lower group, times the lower
 * bound of the difference.
 */
export function groupFindings(
  asked: FindingsInQuestion,
  answers: readonly (FunnelAnswer | null)[],
  properties: readonly PropertyProfile[],
): readonly DraftFinding[] {
  if (answers.some((answer) => answer === null)) return [];
  const rows = answers.flatMap((answer) => (answer === null ? [] : rowsOf(answer, asked, properties)));
  const table = compareRates(rows.map(({ rates }) => rates));
  const tested = table.filter(({ pValue }) => pValue !== null).length;
  const found = rows.flatMap((row, index): FoundRow[] => {
    const { verdict, level } = table[index]!;
    const named = row.group !== '' && level !== null;
    return named && (verdict === 'higher' || verdict === 'lower') ? [{ ...row, verdict, level }] : [];
  });
  const tables = [...new Set(found.map(({ answer }) => answer))].flatMap((answer) =>
    answer.transitions.map((_, transition) =>
      found.filter((row) => row.answer === answer && row.transition === transition),
    ),
  );
  const drafts = tables.flatMap((same) => {
    const named = same.toSorted((a, b) => rateOf(b) - rateOf(a));
    const best = named.find(({ verdict }) => verdict === 'higher');
    const worst = named.findLast(({ verdict }) => verdict === 'lower');
    return best === undefined || worst === undefined ? [] : (apart(asked, best, worst, tested) ?? []);
  });
  return onePerProperty(drafts);
}

/** The two groups as a finding; `null` where they do not differ from each other. */
function apart(asked: FindingsInQuestion, best: FoundRow, worst: FoundRow, among: number): DraftFinding | null {
  const { property, ofPerson, level } = best;
  const [high, low] = [best.rates.first, worst.rates.first];
  const difference = newcombe(high.converted, high.reached, low.converted, low.reached, criticalZ(1 - level));
  const at = best.answer.transitions[best.transition];
  if (difference === null || difference.low <= 0 || at === undefined) return null;
  if (isTrivial(rateOf(best), rateOf(worst))) return null;
  const attribution = ofPerson ? 'first' : ({ step: 1 } as const);
  return {
    finding: {
      code: 'best-and-worst',
      property,
      from: at.from,
      to: at.to,
      best: { group: best.group, share: shareOf(high) },
      worst: { group: worst.group, share: shareOf(low) },
      difference,
      level,
      groups: largeGroups(best.answer, best.transition),
      ofPerson,
    },
    topic: 'groups',
    population: { kind: 'entered', scope: asked.funnel, matured: isMatured(asked.funnel) },
    certainty: { by: 'comparison', level, among },
    link: linkToWay(at.from, at.to, { breakdown: { property, attribution } }),
    weight: low.reached * difference.low,
  };
}

function rateOf({ rates }: Row): number {
  return rates.first.converted / rates.first.reached;
}

function rowsOf(
  answer: FunnelAnswer,
  asked: FindingsInQuestion,
  properties: readonly PropertyProfile[],
): readonly Row[] {
  const { breakdown } = answer;
  if (breakdown === null) return [];
  const propertyOf = properties.find(({ name }) => name === breakdown.property)?.of ?? 'event';
  const ofPerson = propertyOf === 'person';
  return answer.transitions.flatMap((_, transition) => {
    const compared = compareWithRest(answer, transition, { propertyOf, order: asked.funnel.order }) ?? [];
    return compared.map(({ first, second }, index): Row => {
      const group = breakdown.groups[index]?.group;
      // Without a name it takes part in the table and in nothing else.
      const name = group?.kind === 'value' ? group.value : '';
      return {
        answer,
        property: breakdown.property,
        ofPerson,
        transition,
        group: name,
        rates: { first, second },
      };
    });
  });
}

function largeGroups({ breakdown }: FunnelAnswer, transition: number): number {
  return (breakdown?.groups ?? []).filter((group) => !isTooFew(group.transitions[transition]?.maturedReached ?? 0))
    .length;
}

function onePerProperty(drafts: readonly DraftFinding[]): readonly DraftFinding[] {
  const seen = new Set<string>();
  return drafts
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ finding }) => {
      if (finding.code !== 'best-and-worst' || seen.has(finding.property)) return false;
      seen.add(finding.property);
      return true;
    });
}
