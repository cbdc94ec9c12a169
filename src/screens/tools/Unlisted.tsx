import { useState } from 'react';
import type { JudgedTool } from '../../insights/tool-judgement.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Select } from '../../ui/Select.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { formatCount, quote } from '../../words/numbers.ts';
import { sayTransition, sayUses } from '../../words/tools.ts';
import { useToolsScreen } from './tools-context.ts';
import styles from './Unlisted.module.css';
import { fromUnlisted, guessedNeed } from './unlisted.ts';

export interface UnlistedProps {
  readonly property: string;
  readonly onProperty: (property: string) => void;
}

const SHOWN = 8;

/** What people use according to the data, and nobody listed: one click each, and it is in the inventory. */
export function Unlisted({ property, onProperty }: UnlistedProps) {
  const { plan, profile, judged, edit } = useToolsScreen();
  const [all, setAll] = useState(false);
  const tools = judged.tools.filter(({ tool }) => tool === null).toSorted((a, b) => peopleOf(b) - peopleOf(a));
  const { unlisted } = judged.answered.asked;
  const shown = all ? tools : tools.slice(0, SHOWN);
  const properties = profile.properties.map(({ name }) => name);
  const known = properties.includes(property);
  const list = (tool: JudgedTool) => {
    const one = unlisted.find((each) => each.name === tool.name && each.property === propertyOf(tool));
    if (one) edit(`Listing of ${quote(tool.name)}`, fromUnlisted(one, plan, judged.capabilities).change);
  };
  const columns: Column<JudgedTool>[] = [
    {
      key: 'name',
      header: 'In your data',
      rowHeader: true,
      cell: (tool) => (
        <span className={styles.name}>
          <bdi>{tool.name}</bdi>
          {propertyOf(tool) !== null && (
            <small>
              value of <bdi>{propertyOf(tool)}</bdi>
            </small>
          )}
        </span>
      ),
    },
    { key: 'people', header: 'People', numeric: true, cell: (tool) => formatCount(peopleOf(tool)) },
    {
      key: 'evidence',
      header: 'What it shows',
      cell: ({ evidence }) => (
        <span className={styles.evidence}>{evidence.code === 'unlisted' ? sayUses(evidence) : ''}</span>
      ),
    },
    {
      key: 'where',
      header: 'Perhaps for',
      cell: (tool) => {
        const need = guessedNeed(tool.name, judged.capabilities);
        return (
          <span className={styles.evidence}>
            <bdi>
              {need === null ? 'cannot tell from its name' : `${sayTransition(need.transition, plan)}: ${need.asks}`}
            </bdi>
          </span>
        );
      },
    },
    {
      key: 'list',
      header: <VisuallyHidden>List it</VisuallyHidden>,
      name: 'List it',
      cell: (tool) => (
        <Button size="small" aria-label={`List it: ${tool.name}`} onClick={() => list(tool)}>
          List{'\u00a0'}it
        </Button>
      ),
    },
  ];
  if (tools.length === 0 && properties.length === 0) return null;
  return (
    <Card
      title="In your data, not in your inventory"
      subtitle="Events that no stage and no tool of yours claims. If one of them is a tool, list it, and it is judged like the others."
      actions={
        properties.length > 0 && (
          <Select
            label="Property that names tools"
            value={known ? property : ''}
            options={[
              ...(known ? [] : [{ value: '', label: 'none' }]),
              ...properties.map((name) => ({ value: name, label: name })),
            ]}
            onChange={(name) => name !== '' && onProperty(name)}
          />
        )
      }
    >
      {tools.length === 0 ? (
        <p className={styles.evidence}>Every event of the data belongs to a stage or to a tool of yours.</p>
      ) : (
        <DataTable
          caption="Events and values in the data that no tool of the inventory claims"
          captionHidden
          columns={columns}
          rows={shown}
          rowKey={(tool) => `${propertyOf(tool) ?? ''} ${tool.name}`}
          stacks
        />
      )}
      {tools.length > shown.length && (
        <Button variant="quiet" className={styles.more} onClick={() => setAll(true)}>
          {`Show all ${formatCount(tools.length)}`}
        </Button>
      )}
    </Card>
  );
}

function peopleOf({ evidence }: JudgedTool): number {
  return evidence.code === 'unlisted' ? evidence.people : 0;
}

function propertyOf({ evidence }: JudgedTool): string | null {
  return evidence.code === 'unlisted' ? evidence.property : null;
}
