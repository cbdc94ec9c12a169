import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile, SourceProfile } from '../journey/profile.ts';
import { formatDay as isoDay, timeZone } from '../journey/time-zone.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { formatDay, formatList, quote } from '../words/numbers.ts';
import styles from './UntilQuestions.module.css';

export interface UntilQuestionsProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  /** Sources that end so early that somebody has to say why. */
  readonly open: readonly SourceProfile[];
  /** The day up to which the source is complete. */
  readonly onAnswer: (sourceIndex: number, day: string) => void;
}

/** Did what a source records end, or only its export? It changes who counts as lost. */
export function UntilQuestions({ plan, profile, open, onAnswer }: UntilQuestionsProps) {
  const zone = plan.timeZone ?? profile.timeZone;
  const { lastUs } = profile;
  if (lastUs === null) return null;
  return open.map((source) => {
    const name = formatList(source.files.map((file) => quote(file.name)));
    const endUs = source.lastUs ?? lastUs;
    const answer = (us: number) => onAnswer(source.sourceIndex, isoDay(us, timeZone(zone)));
    return (
      <Notice
        key={source.sourceIndex}
        tone="question"
        title={`The last row of ${name} is of ${formatDay(endUs, zone)}; the data goes on until ${formatDay(lastUs, zone)}.`}
        action={
          <div className={styles.answers}>
            <Button size="small" onClick={() => answer(lastUs)}>
              It ended then, nothing is missing
            </Button>
            <Button size="small" onClick={() => answer(endUs)}>
              Only the export ends there
            </Button>
          </div>
        }
      >
        Did what it records come to an end, or only the export? It decides who counts as lost and who is still on the
        way.
      </Notice>
    );
  });
}
