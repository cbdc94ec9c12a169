import { useState } from 'react';
import { checkTool } from '../../journey/tool-check.ts';
import { type PlanTool, TOOL_SIDES, TOOL_STATUSES, TRANSITION_IDS } from '../../journey/tools.ts';
import type { ToolChanges } from '../../state/inventory.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { sayTransition } from '../../words/tools.ts';
import { MatchField } from './MatchField.tsx';
import styles from './ToolFields.module.css';
import { useToolsScreen } from './tools-context.ts';

export interface ToolFieldsProps {
  readonly tool: PlanTool;
  /** A finished change; what is wrong never gets here. */
  readonly onChange: (changes: ToolChanges) => void;
}

const SIDES = { buyer: 'the person on the way', seller: 'you, for them' } as const;
const STATUSES = { live: 'live', planned: 'planned', retired: 'retired' } as const;

/** Everything that the plan says of a tool, each field kept as soon as it is finished. */
export function ToolFields({ tool, onChange }: ToolFieldsProps) {
  const { plan, judged } = useToolsScreen();
  const needs = judged.capabilities.filter(({ transition }) => transition === tool.transition);
  const own = needs.some(({ id }) => id === tool.capability) ? (tool.capability ?? '') : '';
  return (
    <div className={styles.fields}>
      <Text tool={tool} name="name" label="Name" onChange={onChange} className={styles.wide} />
      <Select
        label="Where people use it"
        value={tool.transition}
        options={TRANSITION_IDS.map((id) => ({ value: id, label: sayTransition(id, plan) }))}
        onChange={(transition) => {
          const stays = judged.capabilities.some((one) => one.id === tool.capability && one.transition === transition);
          onChange({ transition, ...(stays ? {} : { capability: undefined }) });
        }}
      />
      <Select
        label="What it answers"
        className={styles.double}
        value={own}
        options={[
          { value: '', label: 'nothing on the list' },
          ...needs.map(({ id, asks }) => ({ value: id, label: asks })),
        ]}
        onChange={(capability) => onChange({ capability: capability === '' ? undefined : capability })}
      />
      <MatchField tool={tool} onChange={(match) => onChange({ match: match.length === 0 ? undefined : match })} />
      <Select
        label="Who uses it"
        value={tool.side}
        options={TOOL_SIDES.map((side) => ({ value: side, label: SIDES[side] }))}
        onChange={(side) => onChange({ side })}
      />
      <Select
        label="Status"
        value={tool.status}
        options={TOOL_STATUSES.map((status) => ({ value: status, label: STATUSES[status] }))}
        onChange={(status) => onChange({ status })}
      />
      <DateField
        label={tool.status === 'planned' ? 'Planned from' : 'There since'}
        value={tool.since ?? ''}
        onChange={(since) => onChange({ since: since === '' ? undefined : since })}
      />
      <Text
        tool={tool}
        name="monthlyCost"
        label={plan.actionValue === undefined ? 'Cost a month' : `Cost a month, ${plan.actionValue.currency}`}
        inputMode="decimal"
        onChange={onChange}
      />
      <Text tool={tool} name="owner" label="Owner" onChange={onChange} />
      <Text tool={tool} name="link" label="Link" inputMode="url" onChange={onChange} className={styles.double} />
      <Text tool={tool} name="note" label="Note" onChange={onChange} className={styles.wide} />
    </div>
  );
}

interface TextProps {
  readonly tool: PlanTool;
  readonly name: 'name' | 'monthlyCost' | 'owner' | 'link' | 'note';
  readonly label: string;
  readonly inputMode?: 'decimal' | 'url';
  readonly className?: string | undefined;
  readonly onChange: (changes: ToolChanges) => void;
}

/** A text that is kept when it is finished; what is wrong stays, with a sentence. */
function Text({ tool, name, label, inputMode, className, onChange }: TextProps) {
  const value = String(tool[name] ?? '');
  const [draft, setDraft] = useState<string | null>(null);
  const problem = draft === null ? null : problemOf(tool, name, draft);
  const finish = () => {
    if (draft === null || problem !== null) return;
    setDraft(null);
    if (draft.trim() !== value) onChange({ [name]: typedValue(name, draft) });
  };
  return (
    <TextField
      label={label}
      value={draft ?? value}
      {...(inputMode === undefined ? {} : { inputMode })}
      {...(className === undefined ? {} : { className })}
      maxLength={name === 'note' ? 2000 : 300}
      dir="auto"
      error={problem}
      onChange={setDraft}
      onBlur={finish}
      onKeyDown={({ key }) => {
        if (key === 'Enter') finish();
        if (key === 'Escape') setDraft(null);
      }}
    />
  );
}

/** An empty field is no value; a number may have a decimal comma. */
function typedValue(name: TextProps['name'], draft: string): string | number | undefined {
  const text = draft.trim();
  if (text === '') return undefined;
  return name === 'monthlyCost' && /^\d+(?:[.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : text;
}

function problemOf(tool: PlanTool, name: TextProps['name'], draft: string): string | null {
  const value = typedValue(name, draft);
  if (name === 'name' && value === undefined) return 'A tool needs a name.';
  const result = checkTool({ ...tool, [name]: value });
  return 'problem' in result && result.problem.key === name ? `It must be ${result.problem.expected}.` : null;
}
