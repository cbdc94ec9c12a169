import type { KeyDifference, Plan } from '../../journey/plan.ts';
import type { NearMiss } from '../../journey/quality-report.ts';
import { changePlan } from '../../state/import-draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sayDifferences, sayNearMiss } from '../../words/quality.ts';
import styles from './Account.module.css';

export interface NearMissesProps {
  readonly nearMisses: readonly NearMiss[];
  readonly plan: Plan;
}

/** People whose keys differ in nothing that matters, perhaps: to be taken for one by a rule of the plan. */
export function NearMisses({ nearMisses, plan }: NearMissesProps) {
  const ruled = plan.looseKeys ?? [];
  const withRule = (differences: readonly KeyDifference[]) => {
    changePlan(({ looseKeys: _, ...rest }) => (differences.length > 0 ? { ...rest, looseKeys: differences } : rest), {
      what: 'Change of what makes two people',
    });
  };
  return (
    <>
      {nearMisses.map((near) => (
        <Notice
          key={near.differences.join(' ')}
          tone="question"
          action={
            <Button size="small" onClick={() => withRule([...new Set([...ruled, ...near.differences])])}>
              Take them for one
            </Button>
          }
        >
          {sayNearMiss(near)}
        </Notice>
      ))}
      {ruled.length > 0 && (
        <p className={styles.remark}>
          Keys that differ in nothing but {sayDifferences(ruled)} are one person.{' '}
          <Button variant="quiet" size="small" onClick={() => withRule([])}>
            Keep them apart
          </Button>
        </p>
      )}
    </>
  );
}
