import { useState } from 'react';
import { FINDINGS_ON_PAGE, type RankedFinding } from '../../journey/ranked-finding.ts';
import { saidFinding } from '../../report/page/page-contents.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { sayError } from '../../words/errors.ts';
import { findingAsText, sayLinkOf } from '../../words/findings-shared.ts';
import { formatCount } from '../../words/numbers.ts';
import { sayMade } from '../../words/origin.ts';
import styles from './Findings.module.css';
import type { SummaryPageState } from './use-summary-page.ts';

/** Where a finding leads to. */
export interface FindingWay {
  readonly href: string;
  readonly go: () => void;
}

export interface FindingsProps {
  readonly state: SummaryPageState;
  readonly wayOf: (finding: RankedFinding) => FindingWay;
  /** Who each is about, how sure it is, and what can be done with it. */
  readonly detailed: boolean;
}

/** What is worth saying, the most useful first: three, and the rest on demand. */
export function Findings({ state, wayOf, detailed }: FindingsProps) {
  const [all, setAll] = useState(false);
  const [said, say] = useState('');
  const { findings, about, looking, error } = state;
  const shown = all ? findings : findings.slice(0, FINDINGS_ON_PAGE);
  const more = findings.length - shown.length;
  return (
    <Card
      data-findings
      title="What stands out"
      className={looking === null ? styles.card : `${styles.card} ${styles.awaited}`}
      actions={
        looking && <Spinner>{`${formatCount(looking.settled)} of ${formatCount(looking.questions)} looked at`}</Spinner>
      }
    >
      {findings.length === 0 && looking === null && (
        <p className={styles.none}>
          Nothing stands out: too few people for a verdict, or nothing that chance would not show as well.
        </p>
      )}
      <ol className={styles.list}>
        {shown.map((finding) => (
          <One key={JSON.stringify(finding.finding)} finding={finding} {...{ about, wayOf, detailed, say }} />
        ))}
      </ol>
      {(more > 0 || all) && findings.length > FINDINGS_ON_PAGE && (
        <Button variant="quiet" size="small" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${formatCount(more)} more`}
        </Button>
      )}
      {error && <Notice tone="error">{sayError(error)} What rests on it is missing here.</Notice>}
      <VisuallyHidden live>{said}</VisuallyHidden>
    </Card>
  );
}

interface OneProps extends Pick<FindingsProps, 'wayOf' | 'detailed'> {
  readonly finding: RankedFinding;
  readonly about: SummaryPageState['about'];
  readonly say: (what: string) => void;
}

function One({ finding, about, wayOf, detailed, say }: OneProps) {
  const [copied, setCopied] = useState(false);
  const words = saidFinding(finding, about);
  const way = wayOf(finding);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(
        findingAsText(
          words,
          sayMade(about.plan, about.profile, Date.now() * 1000, about.question.timeZone),
          new URL(way.href, location.href).href,
        ),
      );
      setCopied(true);
      say('Copied.');
    } catch {
      say('The browser did not allow it.');
    }
  };
  return (
    <li data-topic={finding.topic}>
      <span className={styles.rank} aria-hidden="true">
        {finding.rank}
      </span>
      <div className={styles.said}>
        <p className={styles.sentence}>{words.sentence}</p>
        {detailed && (
          <p className={styles.fine}>
            {words.population.charAt(0).toLocaleUpperCase('en')}
            {words.population.slice(1)}. {words.certainty}
          </p>
        )}
        <p className={styles.ways}>
          <a
            href={way.href}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
              event.preventDefault();
              way.go();
            }}
          >
            {sayLinkOf(finding.link)}
            <VisuallyHidden>, finding {finding.rank}</VisuallyHidden>
          </a>
          {detailed && (
            <button type="button" className={styles.copy} onClick={() => void copy()}>
              {copied ? 'Copied' : 'Copy as text'}
              <VisuallyHidden>, finding {finding.rank}</VisuallyHidden>
            </button>
          )}
        </p>
      </div>
    </li>
  );
}

/** Its place while the first answers are counted, so that nothing below it jumps. */
export function FindingsAwaited() {
  return (
    <Card title="What stands out" className={`${styles.card} ${styles.awaited}`}>
      <Spinner>Looking for what stands out…</Spinner>
    </Card>
  );
}
