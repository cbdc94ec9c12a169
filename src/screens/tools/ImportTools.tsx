import { useRef, useState } from 'react';
import type { Capability } from '../../journey/capabilities.ts';
import { type HandrailError, toHandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import type { PlanTool } from '../../journey/tools.ts';
import { type InventoryUpdate, inventoryUpdate, withUpdate } from '../../state/inventory.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { sayError } from '../../words/errors.ts';
import { countOf, formatCount, formatList, quote } from '../../words/numbers.ts';
import { sayTransition } from '../../words/tools.ts';
import { type ReadTools, readTools } from '../../words/tools-csv.ts';
import styles from './ImportTools.module.css';
import { useToolsScreen } from './tools-context.ts';

interface Given {
  readonly file: string;
  readonly read: ReadTools | null;
  readonly error: HandrailError | null;
}

/** The most of a list of tools that is read: an inventory is written by people. */
const MOST_BYTES = 5e6;
const SHOWN = 12;

/** A list of tools from a file: first what it would do, then, by a click, done. */
export function ImportTools() {
  const { plan, judged } = useToolsScreen();
  const input = useRef<HTMLInputElement>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setGiven(await readFile(file, plan, judged.capabilities));
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        hidden
        data-tools-file
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button size="small" onClick={() => input.current?.click()}>
        Import a CSV
      </Button>
      {given && <Preview given={given} onClose={() => setGiven(null)} />}
    </>
  );
}

async function readFile(file: File, plan: Plan, needs: readonly Capability[]): Promise<Given> {
  try {
    const text = await file.slice(0, MOST_BYTES).text();
    return { file: file.name, read: readTools(text, file.name, plan, needs), error: null };
  } catch (error) {
    return { file: file.name, read: null, error: toHandrailError(error) };
  }
}

function Preview({ given, onClose }: { readonly given: Given; readonly onClose: () => void }) {
  const { plan, edit } = useToolsScreen();
  const { read, error, file } = given;
  const update = read === null ? null : inventoryUpdate(plan.tools ?? [], read.tools, read.keys);
  const problems = read?.problems ?? [];
  const count = update === null ? 0 : update.added.length + update.changed.length;
  const can = update !== null && problems.length === 0 && count > 0;
  const done = () => {
    if (!can) return;
    edit(`Import of ${quote(file)}`, (now) =>
      withUpdate(now, inventoryUpdate(now.tools ?? [], read?.tools ?? [], read?.keys)),
    );
    onClose();
  };
  return (
    <Dialog
      open
      wide
      title={
        <>
          What <bdi>{file}</bdi> would change
        </>
      }
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{can ? 'Cancel' : 'Close'}</Button>
          {can && (
            <Button variant="primary" onClick={done}>
              {`Take over ${countOf(count, 'tool', 'tools')}`}
            </Button>
          )}
        </>
      }
    >
      {error && <p role="alert">{sayError(error)}</p>}
      {problems.length > 0 && (
        <section className={styles.problems} role="alert">
          <h3>{countOf(problems.length, 'line', 'lines')} must be mended first</h3>
          <ul>
            {problems.slice(0, SHOWN).map((problem) => (
              <li key={sayError(problem)}>{sayError(problem)}</li>
            ))}
          </ul>
          {problems.length > SHOWN && <p>{`and ${formatCount(problems.length - SHOWN)} more`}</p>}
        </section>
      )}
      {read !== null && read.ignored.length > 0 && (
        <p className={styles.quiet}>
          Left aside: <bdi>{formatList(read.ignored.map(quote))}</bdi>, which say nothing of a tool.
        </p>
      )}
      {update && problems.length === 0 && <Changes update={update} />}
    </Dialog>
  );
}

function Changes({ update }: { readonly update: InventoryUpdate }) {
  const { plan } = useToolsScreen();
  const { added, changed, same } = update;
  return (
    <>
      {added.length + changed.length === 0 && (
        <p>{same === 0 ? 'The list has no tools.' : 'Your inventory has all of this already.'}</p>
      )}
      {added.length > 0 && (
        <section className={styles.part}>
          <h3>{countOf(added.length, 'new tool', 'new tools')}</h3>
          <ul>
            {added.slice(0, SHOWN).map((tool) => (
              <li key={tool.id}>
                <b>
                  <bdi>{tool.name}</bdi>
                </b>
                , {sayTransition(tool.transition, plan)}
              </li>
            ))}
          </ul>
          {added.length > SHOWN && <p>{`and ${formatCount(added.length - SHOWN)} more`}</p>}
        </section>
      )}
      {changed.length > 0 && (
        <section className={styles.part}>
          <h3>{countOf(changed.length, 'changed tool', 'changed tools')}</h3>
          <ul>
            {changed.slice(0, SHOWN).map(({ before, after, keys }) => (
              <li key={before.id}>
                <b>
                  <bdi>{before.name}</bdi>
                </b>
                {keys.map((key) => (
                  <span key={key} className={styles.change}>
                    {`${NAMES[key as keyof PlanTool]}: `}
                    <del>
                      <bdi>{sayValue(before[key as keyof PlanTool])}</bdi>
                    </del>{' '}
                    <ins>
                      <bdi>{sayValue(after[key as keyof PlanTool])}</bdi>
                    </ins>
                  </span>
                ))}
              </li>
            ))}
          </ul>
          {changed.length > SHOWN && <p>{`and ${formatCount(changed.length - SHOWN)} more`}</p>}
        </section>
      )}
      {same > 0 && added.length + changed.length > 0 && (
        <p className={styles.quiet}>{countOf(same, 'tool is', 'tools are')} as they were.</p>
      )}
    </>
  );
}

const NAMES: Readonly<Record<keyof PlanTool, string>> = {
  id: 'id',
  name: 'name',
  transition: 'transition',
  side: 'side',
  capability: 'what it answers',
  match: 'events',
  status: 'status',
  since: 'since',
  monthlyCost: 'cost a month',
  owner: 'owner',
  link: 'link',
  note: 'note',
};

function sayValue(value: PlanTool[keyof PlanTool]): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'object'
    ? value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('; ')
    : String(value);
}
