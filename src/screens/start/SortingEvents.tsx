import { useMemo, useState } from 'react';
import { type HandrailError, toHandrailError } from '../../journey/errors.ts';
import { formatPlan } from '../../journey/plan-file.ts';
import { STAGE_IDS } from '../../journey/stages.ts';
import { openEndsOf, withUntil } from '../../state/draft-plan.ts';
import { notify, useImportDraft } from '../../state/draft-store.ts';
import type { ReadFiles } from '../../state/embedded.ts';
import { logError } from '../../state/error-log.ts';
import { changePlan, draftName, keepDraft, setDraftName, setReplaces } from '../../state/import-draft.ts';
import { goTo, paths } from '../../state/location.ts';
import { useStagePeople } from '../../state/use-stage-people.ts';
import { useEditsUndo } from '../../state/use-undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TextField } from '../../ui/TextField.tsx';
import { sayAddition } from '../../words/addition.ts';
import { sayError } from '../../words/errors.ts';
import { quote } from '../../words/numbers.ts';
import { QuestionSettings } from '../QuestionSettings.tsx';
import { StageBoard } from '../StageBoard.tsx';
import { UndoButtons } from '../Undo.tsx';
import { UntilQuestions } from '../UntilQuestions.tsx';
import { Account } from './Account.tsx';
import styles from './DraftScreen.module.css';

/** After the reading: which event belongs to which stage, what the question is, and the account of rows. */
export function SortingEvents({ read }: { readonly read: ReadFiles }) {
  const draft = useImportDraft();
  const { plan, unsure, updates, replaces, name } = draft;
  const open = useMemo(() => openEndsOf(plan, read.profile), [plan, read]);
  const people = useStagePeople(read, plan);
  const undo = useEditsUndo();
  const suggested = draftName(draft);
  const [keeping, setKeeping] = useState(false);
  const [error, setError] = useState<HandrailError | null>(null);
  const measured = STAGE_IDS.some((id) => (plan.stages[id]?.enter?.length ?? 0) > 0);
  const finalName = name?.trim() || suggested;

  const keep = async () => {
    setKeeping(true);
    setError(null);
    try {
      const dataset = await keepDraft(finalName);
      goTo(paths.journey(dataset.id));
    } catch (failure) {
      logError(failure);
      setError(toHandrailError(failure));
      setKeeping(false);
    }
  };
  return (
    <>
      <section className={styles.part} aria-labelledby="stages">
        <header className={styles.head}>
          <div>
            <h2 id="stages" tabIndex={-1}>
              Which step does each event belong to?
            </h2>
            <p>Drag it, or choose it and press the arrow keys. What stands in one step counts as the same.</p>
          </div>
          <UndoButtons undo={undo} onError={(error) => notify({ error })} />
        </header>
        <StageBoard plan={plan} profile={read.profile} people={people} unsure={unsure} onChange={changePlan} />
      </section>
      <section className={styles.part} aria-labelledby="question">
        <header>
          <h2 id="question">How do people take the steps?</h2>
        </header>
        <QuestionSettings plan={plan} profile={read.profile} onChange={changePlan} />
        <UntilQuestions
          plan={plan}
          profile={read.profile}
          open={open}
          onAnswer={(sourceIndex, day) =>
            changePlan((now) => withUntil(now, sourceIndex, day), { what: 'Answer about where a file ends' })
          }
        />
      </section>
      <section className={styles.foot} aria-label="The account, and what to do with it">
        <div className={styles.keep}>
          <Account profile={read.profile} plan={plan} />
          {read.profile.keys !== 'plain' && (
            <Checkbox
              label="Replace e-mail addresses and phone numbers by a fingerprint"
              hint="It hides them from a glance, not from whoever has this browser. Handrail cannot turn them back: keep your own files."
              checked={plan.keys !== 'kept'}
              onChange={(hashed) =>
                changePlan((now) => ({ ...now, keys: hashed ? 'hashed' : 'kept' }), {
                  what: 'Change of the fingerprints',
                })
              }
            />
          )}
        </div>
        <div className={styles.keep}>
          {read.into && <p role="status">{sayAddition(read.into.addition, read.into.dataset.name)}</p>}
          {updates && (
            <Segmented
              label={`These are newer files of ${quote(updates.name)}`}
              value={replaces === false || (replaces === null && !read.into) ? 'add' : 'replace'}
              options={[
                { value: 'replace', label: 'Update it' },
                { value: 'add', label: 'Another journey' },
              ]}
              onChange={(value) => setReplaces(value === 'replace')}
            />
          )}
          <TextField label="Name of the journey" value={name ?? suggested} maxLength={120} onChange={setDraftName} />
          <div className={styles.buttons}>
            <Button
              onClick={() =>
                saveFile(
                  `${finalName}.plan.json`,
                  new Blob([formatPlan({ ...plan, name: finalName })], { type: 'application/json' }),
                )
              }
            >
              Save the plan
            </Button>
            <Button
              variant="primary"
              busy={keeping}
              aria-disabled={!measured || open.length > 0}
              onClick={() => {
                if (measured && open.length === 0) void keep();
              }}
            >
              Show the journey
            </Button>
          </div>
          {(!measured || open.length > 0) && (
            <p className={styles.missing} role="status">
              {measured ? 'One question above must be answered first.' : 'Put at least one event into a step first.'}
            </p>
          )}
          {error && <Notice tone="error">{sayError(error)}</Notice>}
        </div>
      </section>
    </>
  );
}
