import styles from './Page.module.css';
import type { SaidFinding } from './page-contents.ts';

export interface FindingListProps {
  readonly findings: readonly SaidFinding[];
  /** How the sentence leads to what it is about; on paper nothing leads anywhere. */
  readonly link?: (finding: SaidFinding) => { readonly href: string; readonly text: string } | null;
}

/** Sentences in the order of their use, each with who it is about and how sure it is. */
export function FindingList({ findings, link }: FindingListProps) {
  return (
    <ol className={styles.findings}>
      {findings.map((finding) => {
        const to = link?.(finding) ?? null;
        return (
          <li key={finding.rank} data-topic={finding.topic}>
            <p className={styles.sentence}>{finding.sentence}</p>
            <p className={styles.quiet}>
              {capitalized(finding.population)}. {finding.certainty}
              {to && (
                <>
                  {' '}
                  <a href={to.href}>{to.text}</a>
                </>
              )}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}
