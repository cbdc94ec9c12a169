import type { FunnelJudgement } from '../../insights/funnel-judgement.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { datelessRows, type QualityReport } from '../../journey/quality-report.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import { formatCount, formatDayRange, formatMoment, peopleOf, peopleOrNobody, quote } from '../../words/numbers.ts';
import { sayMatch } from '../../words/quality.ts';
import { stageLabel } from '../../words/stages.ts';
import type { PageSources } from './page-contents.ts';

/** A name and what is known under it. */
export type Fact = readonly [name: string, said: string];

/** Of more lists than these only the worst joined are said. */
const MATCHES_SAID = 2;

/** How far the figures carry, in a few lines. */
export function certaintyOf(
  { profile, plan, question }: Pick<PageSources, 'profile' | 'plan' | 'question'>,
  judgement: FunnelJudgement,
  locale = 'en',
): readonly Fact[] {
  const { quality } = profile;
  const facts: Fact[] = [['Rows', sayRows(quality, tableNameOf(profile), locale)]];
  if (profile.firstUs !== null && profile.lastUs !== null) {
    const days = formatDayRange(profile.firstUs, profile.lastUs, question.timeZone, locale);
    facts.push([
      'Data',
      `${formatCount(profile.eventCount, locale)} events of ${peopleOf(profile.personCount, locale)}, ${days}`,
    ]);
  }
  if (question.asOfUs !== null) {
    facts.push([
      'Still in progress',
      `${peopleOrNobody(judgement.inProgress, locale)}; the data is complete up to ${formatMoment(question.asOfUs, question.timeZone, locale)}`,
    ]);
  } else {
    facts.push(['Still in progress', 'nobody can be told to be: there is no time limit']);
  }
  const worst = quality.matches
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => a.found / a.people - b.found / b.people);
  for (const match of worst.slice(0, MATCHES_SAID)) {
    facts.push(['Lists', sayMatch(match, locale, datelessRows(quality, match.file))]);
  }
  // In any order nobody must have been anywhere before.
  if (question.order === 'any') return facts;
  const blind = judgement.blindSpots;
  facts.push([
    'Blind spots',
    blind.length === 0
      ? 'none: whoever was seen at a stage was seen at every measured one before it'
      : blind
          .map(({ stage, people }) => `${peopleOf(people, locale)} never seen at ${stageLabel(plan, stage)}`)
          .join('; '),
  ]);
  return facts;
}

function sayRows(quality: QualityReport, table: string | null, locale: string): string {
  if (table === null) {
    return `${formatCount(quality.rowsRead, locale)} read = ${formatCount(quality.rowsAccepted, locale)} accepted + ${formatCount(quality.rowsRejected, locale)} rejected + ${formatCount(quality.rowsExcluded, locale)} left out`;
  }
  const counted = `${formatCount(quality.rowsAccepted, locale)} of the ClickHouse table ${quote(table)} counted`;
  if (quality.rowsExcluded === 0) return counted;
  return `${counted}, ${formatCount(quality.rowsExcluded, locale)} dated in the future left out`;
}

/** How the rows of each file were read. */
export function filesOf(profile: DatasetProfile, locale: string): readonly Fact[] {
  const { quality } = profile;
  const table = tableNameOf(profile);
  if (table !== null) return [[table, sayRows(quality, table, locale)]];

  return quality.parts.map((part): Fact => {
    const left = part.rowsRead - part.rowsAccepted;
    const said = `${formatCount(part.rowsRead, locale)} rows read, ${formatCount(part.rowsAccepted, locale)} accepted`;
    if (left === 0) return [part.file, said];
    return [
      part.file,
      `${said}, ${formatCount(part.rowsRejected, locale)} rejected, ${formatCount(part.rowsExcluded, locale)} left out`,
    ];
  });
}
