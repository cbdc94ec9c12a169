import { useState } from 'react';
import { AUDIENCES, type Audience } from '../../state/use-audience.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './ReportBar.module.css';

const NAMES: Readonly<Record<Audience, { readonly label: string; readonly title: string }>> = {
  executive: { label: 'Executive', title: 'The answers, in one look' },
  organiser: { label: 'Organiser', title: 'The answers with what they rest on' },
  analyst: { label: 'Analyst', title: 'Everything that is known' },
};

export interface ReportBarProps {
  readonly audience: Audience;
  readonly onAudience: (audience: Audience) => void;
  /** Whether a second sheet is wanted. */
  readonly definitions: boolean;
  readonly onDefinitions: (definitions: boolean) => void;
  /** All that the page needs is known. */
  readonly ready: boolean;
  readonly onPrint: () => void;
  /** Makes the file and hands it over; rejects when that fails. */
  readonly onShare: () => Promise<void>;
}

/** For whom the summary is shown, and how it leaves the browser: on paper, or as one file. */
export function ReportBar(props: ReportBarProps) {
  const { audience, onAudience, definitions, onDefinitions, ready, onPrint, onShare } = props;
  const [busy, setBusy] = useState(false);
  const [said, say] = useState('');
  const share = async () => {
    setBusy(true);
    say('');
    try {
      await onShare();
      say('Saved. It holds no ids of people, runs nothing and opens anywhere.');
    } catch {
      say('The file could not be made. Print to PDF instead: it holds the same.');
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.bar}>
      <Segmented
        label="Shown for"
        hideLabel
        value={audience}
        options={AUDIENCES.map((value) => ({ value, ...NAMES[value] }))}
        onChange={onAudience}
      />
      <Popover trigger="Print or share" panelName="Print or share the summary" size="small">
        {(close) => (
          <div className={styles.panel}>
            <Checkbox
              label="Print a second page: what the words mean, who is counted, how each file was read"
              checked={definitions}
              onChange={onDefinitions}
            />
            <Button
              variant="primary"
              size="small"
              busy={!ready}
              onClick={() => {
                close();
                onPrint();
              }}
            >
              Print
            </Button>
            <Button size="small" busy={busy || !ready} onClick={() => void share()}>
              Save as one file to share
            </Button>
            <p className={styles.hint} role="status">
              {said || (ready ? 'One page of HTML with numbers and pictures inside.' : 'Still looking at the data…')}
            </p>
          </div>
        )}
      </Popover>
    </div>
  );
}
