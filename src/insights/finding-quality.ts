import type { FunnelAnswer } from '../engine/answer.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { datelessRows, type QualityReport, type RejectReason } from '../journey/quality-report.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';
import { type DraftFinding, FEWEST } from './finding-draft.ts';
import type { FindingsInQuestion } from './finding-input.ts';

/** Rows that could not be read are spoken of from this share on, or from `FEWEST` of them. */
const SHARE_OF_ROWS = 0.001;
/** Blind spots smaller than this share of those who must have been there are left to the table. */
const SHARE_UNSEEN = 0.01;
/** Of the people of a later stage at least so many should be found in the list of an earlier one. */
const SHARE_FOUND = 0.5;

/** Stages at which people were not seen who must have been there. */
export function blindSpotFindings(asked: FindingsInQuestion, funnel: FunnelAnswer | null): readonly DraftFinding[] {
  if (funnel === null || asked.funnel.order === 'any') return [];
  return funnel.steps
    .filter(({ blindSpot, implied }) => blindSpot >= FEWEST && blindSpot >= SHARE_UNSEEN * implied)
    .map(({ id, blindSpot, implied }) => ({
      finding: { code: 'blind-spot', stage: id, people: blindSpot, implied },
      topic: 'blind-spot',
      population: { kind: 'seen', scope: asked.funnel },
      certainty: { by: 'count' },
      link: { screen: 'summary', change: {} },
      weight: blindSpot / implied,
    }));
}

/** What undermines the figures: rows refused, lists that hardly join, lists that stop before the others. */
export function qualityFindings(asked: FindingsInQuestion, profile: DatasetProfile): readonly DraftFinding[] {
  const { rowsRejected: rejected, rowsRead: read } = profile.quality;
  const drafts: DraftFinding[] = [];
  const base = { topic: 'quality', certainty: { by: 'count' }, link: { screen: 'data', change: {} } } as const;
  if (rejected >= FEWEST || rejected > SHARE_OF_ROWS * read) {
    drafts.push({
      ...base,
      finding: { code: 'rows-rejected', rejected, read, ...commonestReason(profile.quality) },
      population: { kind: 'rows' },
      weight: rejected / Math.max(1, read),
    });
  }
  const apart = profile.quality.matches
    .filter(({ file, other, people, found }) => {
      const [later, earlier] = [firstStage(asked, file), firstStage(asked, other)];
      return people >= FEWEST && found < SHARE_FOUND * people && earlier !== null && later !== null && earlier < later;
    })
    .toSorted((a, b) => b.people - b.found - (a.people - a.found))[0];
  if (apart !== undefined) {
    drafts.push({
      ...base,
      finding: { code: 'lists-apart', ...apart, dateless: datelessRows(profile.quality, apart.file) },
      population: { kind: 'rows' },
      weight: 1 - apart.found / apart.people,
    });
  }
  const dataUs = Math.max(...asked.sources.map(({ endUs }) => endUs));
  for (const { files, stages, endUs, said } of asked.sources.filter(({ endsEarly }) => endsEarly)) {
    drafts.push({
      ...base,
      finding: {
        code: 'source-ends',
        file: files[0] ?? '',
        stages,
        lastUs: endUs,
        dataUs,
        timeZone: asked.funnel.timeZone,
      },
      population: { kind: 'rows' },
      // Where the plan says so, its questions go no further either.
      weight: said ? 0 : 1,
    });
  }
  return drafts;
}

/** The place of the earliest stage that a file's events enter; `null` for a file that enters none. */
function firstStage({ sources }: FindingsInQuestion, file: string): number | null {
  const stages: readonly StageId[] = sources.find(({ files }) => files.includes(file))?.stages ?? [];
  return stages.length === 0 ? null : Math.min(...stages.map((id) => STAGE_IDS.indexOf(id)));
}

/** Why most of the rejected rows were, over all files; `null` where nothing says why. */
function commonestReason({ parts }: QualityReport): {
  readonly reason: RejectReason | null;
  readonly forReason: number;
} {
  const rows = new Map<RejectReason, number>();
  for (const { rejectedBy } of parts) {
    for (const [reason, n] of Object.entries(rejectedBy) as [RejectReason, number][]) {
      rows.set(reason, (rows.get(reason) ?? 0) + n);
    }
  }
  const [most] = [...rows].toSorted((a, b) => b[1] - a[1]);
  return most === undefined ? { reason: null, forReason: 0 } : { reason: most[0], forReason: most[1] };
}
