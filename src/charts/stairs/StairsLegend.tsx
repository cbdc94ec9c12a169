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
        {timed ? 'dropped: their time is over' : 'dropped: have not gone on so far'}
      </li>
      {timed && (
        <li>
          <svg width="18" height="10" aria-hidden="true" className={styles.keyWaiting}>
            <path d="M-2 10 8-2M4 12 16-2M12 12 22 0" />
          </svg>
          in progress: they still have time
        </li>
      )}
      {unmeasured && (
        <li>
          <i className={styles.keyUnmeasured} />
          not measured
        </li>
      )}
      <li>
        {timed
          ? 'Rates count only people whose time is over, each with its 95 % interval.'
          : 'Without a time limit rates count everybody, recent arrivals too, each with its 95 % interval.'}
      </li>
    </ul>
  );
}
