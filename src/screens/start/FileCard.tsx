import type { PlanSource } from '../../journey/plan.ts';
import type { DraftFile } from '../../state/draft-file.ts';
import { asksForZone, blockersOf } from '../../state/draft-plan.ts';
import { useImportDraft } from '../../state/draft-store.ts';
import { changeSheet, changeSource, removeFile } from '../../state/import-draft.ts';
import { useLooking } from '../../state/looking.ts';
import { withShape } from '../../state/source-roles.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { sayError } from '../../words/errors.ts';
import { formatBytes, formatList, formatPercent, quote } from '../../words/numbers.ts';
import { ColumnRoles } from './ColumnRoles.tsx';
import { DateEvents } from './DateEvents.tsx';
import styles from './FileCard.module.css';
import { DatesAndZone, FileQuestions } from './FileQuestions.tsx';
import { KnownExport } from './KnownExport.tsx';
import { ListName } from './ListName.tsx';
import { SHAPES, sayDoubt, sayExclusion, sayFile } from './say-file.ts';

/** One file: how it is read, what is not certain, what must be answered. */
export function FileCard({ file }: { readonly file: DraftFile }) {
  const { id, sniffed, sources, error, state, by, alsoIn } = file;
  const source = sources[0];
  const looked = useLooking(({ tasks }) => tasks.find((task) => task.id === id)?.share ?? null);
  const zone = useImportDraft(({ plan }) => plan.timeZone);
  const undated = useImportDraft(({ files }) =>
    files.some((each) => each.sources.some(({ shape, time }) => shape === 'list' && time === undefined)),
  );
  const remove = (
    <Button variant="quiet" size="small" aria-label={`Remove ${file.file.name}`} onClick={() => removeFile(id)}>
      Remove
    </Button>
  );
  return (
    <Card
      title={<span className={styles.name}>{file.file.name}</span>}
      subtitle={sniffed ? sayFile(sniffed) : formatBytes(file.file.size)}
      actions={remove}
      className={styles.file}
    >
      {state === 'looking' &&
        (looked === null ? (
          <Spinner>Having a look…</Spinner>
        ) : (
          <ProgressBar label="Looking through the workbook" value={looked} detail={formatPercent(looked)} />
        ))}
      {error && (
        <Notice tone="error" title={state === 'failed' ? 'Left out' : undefined}>
          {sayError(error)}
        </Notice>
      )}
      {alsoIn.length > 0 && <p className={styles.remark}>This very file is also in {formatList(alsoIn.map(quote))}.</p>}
      {state === 'ready' && sniffed && source && (
        <>
          <div className={styles.shape}>
            <Select
              label={`What is a row of ${file.file.name}?`}
              hideLabel
              value={source.shape}
              options={SHAPES}
              onChange={(shape) => changeSource(id, withShape(source, shape, plainName(file.file.name)))}
            />
            {sniffed.sheet !== null && sniffed.sheets.length > 1 && (
              <Select
                label={`${sniffed.format === 'xlsx' ? 'Sheet' : 'List'} of ${file.file.name}`}
                hideLabel
                value={sniffed.sheet}
                options={sniffed.sheets.map((sheet) => ({
                  value: sheet,
                  label: `${sniffed.format === 'xlsx' ? 'Sheet' : 'List'} ${quote(sheet)}`,
                }))}
                onChange={(sheet) => void changeSheet(id, sheet)}
              />
            )}
            {by === 'plan' && <Chip>as the plan says</Chip>}
            {by === 'memory' && <Chip>as the last file with these columns</Chip>}
          </div>
          <KnownExport file={file} />
          {source.shape === 'list' && (
            <ListName
              key={source.event}
              name={source.event ?? ''}
              onName={(event) => changeSource(id, { ...source, event })}
            />
          )}
          <ColumnRoles
            sniffed={sniffed}
            source={source}
            timeZone={source.timeZone ?? zone}
            onSource={(next) => changeSource(id, next)}
          />
          <DateEvents source={source} onSource={(next) => changeSource(id, next)} />
          <FileQuestions blockers={blockersOf(file)} source={source} onSource={(next) => changeSource(id, next)} />
          {asksForZone(file) && source.timeZone === undefined && <DatesAndZone zone={zone} />}
          {source.exclude?.map((rule) => (
            <p key={rule.property} className={styles.doubt}>
              {sayExclusion(rule)}{' '}
              <Button
                variant="quiet"
                size="small"
                aria-label={`Keep them, the rows in which ${rule.property} is ${rule.in?.join(', ') ?? `not ${rule.notIn?.join(', ')}`}`}
                onClick={() => changeSource(id, keepRows(source, rule.property))}
              >
                Keep them
              </Button>
            </p>
          ))}
          {by === 'guess' &&
            !sniffed.known &&
            sniffed.doubts.map((doubt) => (
              <p key={doubt.about} className={styles.doubt}>
                {sayDoubt(doubt)}
              </p>
            ))}
          {source.time !== undefined && (source.lendsDates !== undefined || (source.shape === 'list' && undated)) && (
            <Checkbox
              className={styles.remark}
              label="Its dates also stand for its people in lists that have none"
              checked={source.lendsDates === true}
              onChange={(lendsDates) => changeSource(id, { ...source, lendsDates })}
            />
          )}
        </>
      )}
    </Card>
  );
}

/** The source without the rule that leaves out rows by this property. */
function keepRows({ exclude = [], ...source }: PlanSource, property: string): PlanSource {
  const left = exclude.filter((rule) => rule.property !== property);
  return left.length > 0 ? { ...source, exclude: left } : source;
}

function plainName(fileName: string): string {
  return fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[_-]+/g, ' ')
    .trim();
}
