import type { FunnelJudgement } from '../../insights/funnel-judgement.ts';
import { Card } from '../../ui/Card.tsx';
import { Term } from '../../ui/Term.tsx';
import { formatCount, formatPercent } from '../../words/numbers.ts';
import styles from './SummaryView.module.css';

export interface BlindSpotsProps {
  readonly judgement: FunnelJudgement;
  readonly label: (id: string) => string;
}

/** Who was seen later and never here: what the data does not record. */
export function BlindSpots({ judgement, label }: BlindSpotsProps) {
  const { blindSpots } = judgement;
  return (
    <Card
      data-blind-spots
      tabIndex={-1}
      title="Blind spots"
      subtitle={
        <>
          A <Term of="blindSpot">blind spot</Term> is a stage at which people must have been who were seen only later.
        </>
      }
    >
      {blindSpots.length === 0 ? (
        <p className={styles.none}>None. Whoever was seen at a stage was also seen at every measured one before it.</p>
      ) : (
        <dl className={styles.rows}>
          {blindSpots.map((spot) => (
            <div key={spot.stage}>
              <dt>
                Never seen at <bdi>{label(spot.stage)}</bdi>
              </dt>
              <dd>
                {formatCount(spot.people)}
                <small>
                  {' '}
                  of {formatCount(spot.implied)}, {formatPercent(spot.people / spot.implied, spot.implied)}
                </small>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
