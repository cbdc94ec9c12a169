import { GLOSSARY, type GlossaryKey } from '../../words/glossary.ts';
import { FindingList } from './FindingList.tsx';
import styles from './Page.module.css';
import type { PageContents } from './page-contents.ts';
import { Facts } from './SummaryPage.tsx';

/** The words that stand on the page, in the order in which one meets them. */
function wordsOn({ rail, gaps, timed, trend, findings, ordered }: PageContents): readonly GlossaryKey[] {
  return [
    'person',
    'stage',
    ...(timed ? (['window', 'matured', 'inProgress', 'asOf'] as const) : (['rateUntimed'] as const)),
    timed ? 'dropped' : 'droppedUntimed',
    'interval',
    'tooFew',
    ...(ordered ? (['blindSpot'] as const) : []),
    ...(rail === null ? [] : (['handrail', 'tool', 'capability'] as const)),
    ...(gaps.length === 0 ? [] : (['gap', 'worth', 'effect'] as const)),
    ...(trend === null ? [] : (['firstContact'] as const)),
    ...(findings.some(({ topic }) => topic === 'change' || topic === 'groups') ? (['verdict'] as const) : []),
    'accepted',
    'rejected',
    'excluded',
  ];
}

/** The second sheet: what the words mean, who exactly was counted, what else was found, how each file was read. */
export function Definitions({ contents }: { readonly contents: PageContents }) {
  const { findings, first, population, files, footer } = contents;
  const others = findings.filter((finding) => !first.includes(finding));
  return (
    <article className={styles.sheet}>
      <h2>What the words mean</h2>
      <dl className={styles.glossary}>
        {wordsOn(contents).map((key) => (
          <div key={key}>
            <dt>{GLOSSARY[key].term}</dt>
            <dd>{GLOSSARY[key].meaning}</dd>
          </div>
        ))}
      </dl>
      <h2>Who is counted</h2>
      <p>{population}</p>
      {others.length > 0 && (
        <section>
          <h2>What else was found</h2>
          <FindingList findings={others} />
        </section>
      )}
      <h2>{contents.ofTable ? 'What was counted of the table' : 'How each file was read'}</h2>
      <Facts facts={files} />
      <p className={styles.footer}>{footer}, by Handrail.</p>
    </article>
  );
}
