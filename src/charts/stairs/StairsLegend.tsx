import { Term } from '../../ui/Term.tsx';
import styles from './Stairs.module.css';

/** What the marks of the stairs mean. */
export function StairsLegend(props: { readonly unmeasured: boolean; readonly timed: boolean }) {
  const { unmeasured, timed } = props;
  return (
    <ul className={styles.legend}>
      <li>
        <i className={styles.keyOn} />
        went on
      </li>
      <li>
        <i className={styles.keyFall} />
        <span>
          <Term of={timed ? 'dropped' : 'droppedUntimed'}>dropped</Term>
          {timed ? ': their time is over' : ': have not gone on so far'}
        </span>
      </li>
      {timed && (
        <li>
          <svg width="18" height="10" aria-hidden="true" className={styles.keyWaiting}>
            <path d="M-2 10 8-2M4 12 16-2M12 12 22 0" />
          </svg>
          <span>
            <Term of="inProgress">in progress</Term>: they still have time
          </span>
        </li>
      )}
      {unmeasured && (
        <li>
          <i className={styles.keyUnmeasured} />
          not measured
        </li>
      )}
      <li>
        <span>
          {timed ? (
            <>
              Rates count only people whose <Term of="matured">time is over</Term>
            </>
          ) : (
            'Without a time limit rates count everybody, recent arrivals too'
          )}
          , each with its <Term of="interval">95 % interval</Term>.
        </span>
      </li>
    </ul>
  );
}
