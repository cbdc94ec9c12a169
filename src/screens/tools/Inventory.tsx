import { Fragment, useDeferredValue, useMemo, useState } from 'react';
import type { JudgedTool } from '../../insights/tool-judgement.ts';
import type { PlanTool } from '../../journey/tools.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TextField } from '../../ui/TextField.tsx';
import { countOf, formatCount, formatList } from '../../words/numbers.ts';
import { sayStateShort, sayTransition } from '../../words/tools.ts';
import { toolsToCsv } from '../../words/tools-csv.ts';
import { sayMonthlyCost } from '../../words/worth.ts';
import { ImportTools } from './ImportTools.tsx';
import styles from './Inventory.module.css';
import { sayRule } from './MatchField.tsx';
import { RailMark, TONES } from './RailMark.tsx';
import { ToolEditor } from './ToolEditor.tsx';
import { useToolsScreen } from './tools-context.ts';

const SHOWN = 25;

/** All tools of the plan, edited in place, and taken in and out as a list. */
export function Inventory() {
  const { plan, judged, listTool } = useToolsScreen();
  const tools = plan.tools ?? [];
  const [wanted, setWanted] = useState('');
  const [all, setAll] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const sought = useDeferredValue(wanted.trim().toLocaleLowerCase());
  const byId = useMemo(() => new Map(judged.tools.map((tool) => [tool.id, tool])), [judged.tools]);
  const found = useMemo(() => tools.filter((tool) => fits(tool, sought)), [tools, sought]);
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <Card
      title="Your inventory"
      subtitle={
        tools.length === 0
          ? 'What you have for people to hold on to. It is kept in the plan.'
          : `${countOf(tools.length, 'tool', 'tools')}, kept in the plan. A change is kept at once and can be undone.`
      }
      actions={
        <>
          <ImportTools />
          {tools.length > 0 && (
            <Button
              size="small"
              onClick={() =>
                saveFile(
                  `${plan.name ?? 'Journey'}, tools.csv`,
                  // A byte order mark, so that a spreadsheet reads it as UTF-8.
                  new Blob(['\ufeff', toolsToCsv(plan)], { type: 'text/csv;charset=utf-8' }),
                )
              }
            >
              Save as CSV
            </Button>
          )}
          <Button size="small" variant="primary" onClick={() => listTool({})}>
            List a tool
          </Button>
        </>
      }
    >
      {tools.length > SHOWN && (
        <TextField
          label="Find a tool by name, owner, event or note"
          value={wanted}
          onChange={setWanted}
          type="search"
          className={styles.search}
        />
      )}
      {tools.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label="Your inventory as a table">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Tool</th>
                <th scope="col">Where</th>
                <th scope="col">What it answers</th>
                <th scope="col">Events</th>
                <th scope="col">Owner and cost</th>
                <th scope="col">
                  <span className={styles.only}>Edit</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((tool) => (
                <Fragment key={tool.id}>
                  <Row
                    tool={tool}
                    judged={byId.get(tool.id)}
                    open={editing === tool.id}
                    onToggle={() => setEditing(editing === tool.id ? null : tool.id)}
                  />
                  {editing === tool.id && (
                    <tr>
                      <td colSpan={6} className={styles.editor}>
                        <ToolEditor tool={tool} onGone={() => setEditing(null)} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {found.length === 0 && tools.length > 0 && <p className={styles.none}>No tool has that in its words.</p>}
      {found.length > shown.length && (
        <Button variant="quiet" className={styles.more} onClick={() => setAll(true)}>
          {`Show all ${formatCount(found.length)}`}
        </Button>
      )}
    </Card>
  );
}

interface RowProps {
  readonly tool: PlanTool;
  /** `undefined` until it is counted. */
  readonly judged: JudgedTool | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function Row({ tool, judged, open, onToggle }: RowProps) {
  const { plan, judged: all, openTool } = useToolsScreen();
  const need = all.capabilities.find(({ id }) => id === tool.capability);
  return (
    <tr data-open={open || undefined}>
      <th scope="row">
        <button type="button" className={styles.name} onClick={() => openTool(tool.id)}>
          <bdi>{tool.name}</bdi>
        </button>
        {judged && (
          <span className={styles.state} data-tone={TONES[judged.state]}>
            <RailMark state={judged.state} />
            {sayStateShort(judged.evidence)}
          </span>
        )}
      </th>
      <td data-name="Where">
        {sayTransition(tool.transition, plan)}
        {tool.side === 'seller' && <small>yours to do</small>}
      </td>
      <td data-name="What it answers">{need ? <bdi>{need.asks}</bdi> : <span className={styles.quiet}>–</span>}</td>
      <td data-name="Events">
        {(tool.match ?? []).length === 0 ? (
          <span className={styles.quiet}>none named</span>
        ) : (
          <bdi>{formatList((tool.match ?? []).map(sayRule))}</bdi>
        )}
      </td>
      <td data-name="Owner and cost">
        <bdi>{tool.owner ?? '–'}</bdi>
        {tool.monthlyCost !== undefined && (
          <small>{sayMonthlyCost(tool.monthlyCost, plan.actionValue?.currency)}</small>
        )}
      </td>
      <td>
        <Button
          size="small"
          variant="quiet"
          aria-expanded={open}
          aria-label={open ? `Done with ${tool.name}` : `Edit ${tool.name}`}
          onClick={onToggle}
        >
          {open ? 'Done' : 'Edit'}
        </Button>
      </td>
    </tr>
  );
}

function fits(tool: PlanTool, sought: string): boolean {
  if (sought === '') return true;
  const words = [tool.name, tool.owner, tool.note, ...(tool.match ?? []).map(sayRule)];
  return words.some((word) => word?.toLocaleLowerCase().includes(sought));
}
