import type { Finding } from '../journey/findings.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { RankedFinding } from '../journey/ranked-finding.ts';
import { DAY_US } from '../journey/time-zone.ts';
import { changePointFindings, growthFindings, rateChangeFindings } from './finding-change.ts';
import type { DraftFinding } from './finding-draft.ts';
import { groupFindings } from './finding-groups.ts';
import type { FindingAnswers, FindingsInQuestion } from './finding-input.ts';
import { blindSpotFindings, qualityFindings } from './finding-quality.ts';
import { worthFindings } from './finding-worth.ts';

/**
 * What is worth saying of a journey, the most useful first. Whatever has no answer yet, or too few people, is not there.
 *
 * Their order: what makes the other figures doubtful (a twentieth of the rows refused, a fifth of a stage's people never
 * seen there, a list of a later stage that hardly joins an earlier one's, a list that stops early without the plan saying
 * so); whether more people act than before, where that is certain; a rate that became another, since some week; the gap
 * whose closing is worth most, which is what to do; growth that cannot be told from chance; the leak at which most is
 * at stake (the headline has that with most people); the other rates that changed; groups that are really different; then what
 * can be seen elsewhere as well: smaller blind spots, rates that held, periods that cannot be compared, rows refused. Within a kind the one that concerns most people comes first.
 * A change of a rate between the periods follows the change point of the same transition, which says it better; and
 * beside a change point no rates are said to have held, for it may lie where the two periods do not part.
 */
export function rankedFindings(
  plan: Plan,
  profile: DatasetProfile,
  asked: FindingsInQuestion,
  answers: FindingAnswers,
): readonly RankedFinding[] {
  const { funnel } = answers;
  const nobody = funnel !== null && (funnel.steps[0]?.reached ?? 0) === 0;
  const drafts: readonly DraftFinding[] = [
    ...(nobody
      ? []
      : [
          ...growthFindings(asked, answers.arrivals),
          ...changePointFindings(asked, answers.trends, funnel),
          ...rateChangeFindings(asked, answers.comparison, answers.trends),
          // In any order people got as far as a number of steps, and no step leads to Action.
          ...(asked.funnel.order === 'any'
            ? []
            : worthFindings(plan, asked, answers.evidence, funnel, daysCounted(asked, profile))),
          ...groupFindings(asked, answers.breakdowns, profile.properties),
          ...blindSpotFindings(asked, funnel),
        ]),
    ...qualityFindings(asked, profile),
  ];
  const changed = drafts.some(({ finding }) => finding.code === 'change-point');
  const since = drafts.flatMap(({ finding }) => (finding.code === 'change-point' ? [finding.from] : []));
  const heaviest = (code: Finding['code']): number =>
    Math.max(...drafts.filter(({ finding }) => finding.code === code).map(({ weight }) => weight));
  const tierOf = ({ finding, weight }: DraftFinding): number => {
    switch (finding.code) {
      case 'source-ends':
        return weight > 0 ? 0 : 11;
      case 'lists-apart':
        return 0;
      case 'rows-rejected':
        return weight >= DOUBTFUL_ROWS ? 0 : 12;
      case 'blind-spot':
        return weight >= DOUBTFUL_BLIND ? 0 : 9;
      case 'growth':
        return finding.verdict === 'cannot-tell' ? 4 : 1;
      case 'change-point':
        return weight === heaviest('change-point') ? 2 : 6;
      case 'gap-worth':
        return 3;
      case 'leak-worth':
        return 5;
      case 'rate-change':
        return since.includes(finding.from) ? 10 : 7;
      case 'best-and-worst':
        return weight === heaviest('best-and-worst') ? 8 : 10;
      default:
        return 11;
    }
  };
  return drafts
    .filter(({ finding }) => finding.code !== 'rates-steady' || !changed)
    .map((draft) => ({ draft, tier: tierOf(draft) }))
    .toSorted((a, b) => a.tier - b.tier || b.draft.weight - a.draft.weight)
    .map(({ draft: { weight: _, ...finding } }, index) => ({ ...finding, rank: index + 1 }));
}

/** In how many days the people counted entered: those of the range asked, as far as the data goes. */
function daysCounted({ funnel: { entered, during, asOfUs } }: FindingsInQuestion, profile: DatasetProfile): number {
  const least = (...ends: readonly (number | null | undefined)[]): number =>
    Math.min(...ends.filter((us) => us != null));
  const most = (...ends: readonly (number | null | undefined)[]): number =>
    Math.max(...ends.filter((us) => us != null));
  const fromUs = most(profile.firstUs ?? 0, entered?.fromUs, during?.fromUs);
  const toUs = least(profile.lastUs ?? 0, asOfUs, entered?.toUs, during?.toUs);
  return Math.max(1, Math.ceil((toUs - fromUs) / DAY_US));
}

/** From this share of rows on the figures are doubtful; of people never seen at a stage they must have been at. */
const DOUBTFUL_ROWS = 0.05;
const DOUBTFUL_BLIND = 0.2;
