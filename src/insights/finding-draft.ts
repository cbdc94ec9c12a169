import type { Scope } from '../engine/query.ts';
import type { FindingLink, FindingView, RankedFinding } from '../journey/ranked-finding.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';

/** A finding before it has its place; `weight` orders those of the same kind, the greatest first. */
export interface DraftFinding extends Omit<RankedFinding, 'rank'> {
  readonly weight: number;
}

/** A finding rests on so many people, rows or days, or it is not one. */
export const FEWEST = 30;

/** The screen of one transition under a changed question. */
export function linkToWay(from: string, to: string, change: FindingView = {}): FindingLink {
  if (!isStage(from) || !isStage(to)) return { screen: 'journey', change };
  return { screen: 'journey', change: { ...change, way: { from, to } } };
}

/** Whether rates rest on people whose window is over: without a window everybody counts. */
export function isMatured({ windowUs }: Pick<Scope, 'windowUs'>): boolean {
  return windowUs !== null;
}

function isStage(id: string): id is StageId {
  return (STAGE_IDS as readonly string[]).includes(id);
}
