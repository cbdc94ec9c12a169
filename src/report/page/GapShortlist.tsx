import styles from './Page.module.css';
import type { SaidGap } from './page-contents.ts';

export interface GapShortlistProps {
  readonly gaps: readonly SaidGap[];
}

/** What to build next: the need in the buyer's words, what is known of it, what closing it would bring. */
export function GapShortlist({ gaps }: GapShortlistProps) {
  return (
    <ol className={styles.gaps}>
      {gaps.map((gap) => (
        <li key={`${gap.where} ${gap.asks}`}>
          <p className={styles.sentence}>
            <q>
              <bdi>{gap.asks}</bdi>
            </q>{' '}
            <span className={styles.where}>{gap.where}</span>
          </p>
          <p className={styles.quiet}>
            <span className={styles.state}>
              {gap.tool !== '' && (
                <>
                  <bdi>{gap.tool}</bdi>:{' '}
                </>
              )}
              {gap.tool === '' ? capital(gap.state) : gap.state}.
            </span>{' '}
            {gap.lost === null ? '' : `${gap.lost} `}
            {gap.evidence === '' ? '' : `${gap.evidence} `}
            {gap.amount === null ? (
              gap.why
            ) : (
              <>
                Worth <b>{gap.amount}</b>, {gap.why}
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

function capital(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('en')}${text.slice(1)}`;
}
