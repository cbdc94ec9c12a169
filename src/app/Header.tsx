import { Link, useLocation } from 'wouter';
import { tableNameOf } from '../journey/table-source.ts';
import type { StoredDataset } from '../state/embedded.ts';
import { goTo, paths } from '../state/location.ts';
import { useDatasets } from '../state/use-datasets.ts';
import { Select } from '../ui/Select.tsx';
import styles from './Header.module.css';

export function Header() {
  const [path] = useLocation();
  const { datasets = [] } = useDatasets();
  const [, current, screen = 'summary'] =
    /^\/journey\/([^/]+)(?:\/for\/[^/]+|\/(question|tools|steps)(?:\/.*)?)?$/.exec(path) ?? [];
  const currentId = current === undefined ? undefined : decodeURIComponent(current);
  const shown = datasets.find(({ id }) => id === currentId) ?? datasets[0];
  return (
    <header className={styles.header}>
      <Link href={paths.home} className={styles.brand} aria-label="Handrail, to the latest journey">
        <Mark />
        <span>Handrail</span>
      </Link>
      <nav aria-label="Screens" className={styles.nav}>
        {shown && (
          <>
            <Link
              href={paths.journey(shown.id)}
              className={styles.link}
              aria-current={currentId !== undefined && screen === 'summary' ? 'page' : undefined}
            >
              Summary
            </Link>
            <Link
              href={paths.question(shown.id)}
              className={styles.link}
              aria-current={screen === 'question' ? 'page' : undefined}
            >
              Journey
            </Link>
            <Link
              href={paths.tools(shown.id)}
              className={styles.link}
              aria-current={screen === 'tools' ? 'page' : undefined}
            >
              Tools
            </Link>
          </>
        )}
        <Link href={paths.data} className={styles.link} aria-current={path === paths.data ? 'page' : undefined}>
          Data
        </Link>
      </nav>
      {currentId !== undefined && shown && datasets.length > 1 ? (
        <Select
          label="Journey"
          hideLabel
          className={styles.switcher}
          value={shown.id}
          options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => goTo(pathOf(screen, id))}
        />
      ) : (
        <p className={styles.promise}>{sayPromise(datasets, currentId === undefined ? undefined : shown)}</p>
      )}
    </header>
  );
}

/** Where the events of the journey are, or on another screen those of all journeys, and what is sent. */
function sayPromise(all: readonly StoredDataset[], shown: StoredDataset | undefined): string {
  const isTable = ({ profile }: StoredDataset) => tableNameOf(profile) !== null;
  if (shown ? !isTable(shown) : !all.some(isTable)) {
    return 'Your files stay in this browser. Nothing is sent anywhere.';
  }
  return shown
    ? 'Questions go to this page’s own server, which asks the table. Events are not fetched.'
    : 'Your files stay in this browser. Only questions about tables go to this page’s own server.';
}

/** The same screen of another journey. */
function pathOf(screen: string, id: string): string {
  if (screen === 'question') return paths.question(id);
  if (screen === 'steps') return paths.steps(id);
  return screen === 'tools' ? paths.tools(id) : paths.journey(id);
}

function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 22 22" aria-hidden="true" className={styles.mark}>
      <path d="M2 19h5v-4h5v-4h5V7h4" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinejoin="round" />
      <path d="M2.4 11.8 16.6 1.2" stroke="var(--rail)" strokeWidth="2.3" strokeLinecap="round" />
    </svg>
  );
}
