import { Term } from '../../ui/Term.tsx';
import { NAMED_RAIL_WORDS, RAIL_WORDS } from '../../words/tools-rail.ts';
import styles from './Stairs.module.css';
import rail from './StairsRail.module.css';

/** What the marks of the stairs mean. */
export function StairsLegend(props: {
  readonly unmeasured: boolean;
  readonly timed: boolean;
  /** How the handrail was judged; `null` where there is none. */
  readonly handrail?: 'judged' | 'names' | null;
}) {
  const { unmeasured, timed, handrail = null } = props;
  return (
    <>
      {handrail && <RailLegend byNames={handrail === 'names'} />}
      <StairsMarks unmeasured={unmeasured} timed={timed} />
    </>
  );
}

const RAIL_KEYS = [
  ['holds', 'M2 6H28'],
  ['weak', 'M2 6H28'],
  ['broken', 'M2 6H28'],
  ['absent', 'M2 6H8M22 6H28'],
] as const;

function RailLegend({ byNames }: { readonly byNames: boolean }) {
  const keys = byNames ? RAIL_KEYS.filter(([strength]) => strength === 'weak' || strength === 'absent') : RAIL_KEYS;
  const word = (strength: (typeof RAIL_KEYS)[number][0]) =>
    !byNames ? RAIL_WORDS[strength] : strength === 'weak' ? NAMED_RAIL_WORDS.seen : NAMED_RAIL_WORDS.absent;
  return (
    <ul className={styles.legend}>
      <li>
        <span>
          <b>
            <Term of="handrail">The handrail</Term>
          </b>
          , a mark for each <Term of="capability">need</Term>:
        </span>
      </li>
      {keys.map(([strength, d]) => (
        <li key={strength}>
          <svg width="30" height="12" aria-hidden="true" className={rail.rail} data-names={byNames || undefined}>
            <path d={d} className={`${rail.line} ${rail[`${strength}Line`]}`} />
            {strength === 'absent' && (
              <path d="M12.5 3.5l5 5m0 -5l-5 5" className={`${rail.line} ${rail.absentLine} ${rail.thin}`} />
            )}
          </svg>
          {word(strength)}
        </li>
      ))}
    </ul>
  );
}

function StairsMarks({ unmeasured, timed }: { readonly unmeasured: boolean; readonly timed: boolean }) {
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
