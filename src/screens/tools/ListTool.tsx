import { useState } from 'react';
import type { PlanTool } from '../../journey/tools.ts';
import { freeToolId, toolWith, withTool } from '../../state/inventory.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { quote } from '../../words/numbers.ts';
import { ToolFields } from './ToolFields.tsx';
import { useToolsScreen } from './tools-context.ts';

export interface ListToolProps {
  /** What is known of it already. */
  readonly given: Partial<PlanTool>;
  readonly onClose: () => void;
}

/** A new tool of the inventory: it needs no more than a name. */
export function ListTool({ given, onClose }: ListToolProps) {
  const { plan, edit, openTool } = useToolsScreen();
  const [tool, setTool] = useState<PlanTool>({
    id: 'tool',
    name: '',
    transition: 'motivation>action',
    side: 'buyer',
    status: 'live',
    ...given,
  });
  const [missing, setMissing] = useState(false);
  const save = () => {
    if (tool.name === '') return setMissing(true);
    const id = freeToolId(tool.name, plan.tools ?? []);
    edit(`Listing of ${quote(tool.name)}`, (now) => withTool(now, { ...tool, id }));
    onClose();
    openTool(id);
  };
  return (
    <Dialog
      open
      wide
      title="List a tool"
      onClose={onClose}
      actions={
        <>
          {missing && tool.name === '' && <p role="alert">A tool needs a name.</p>}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={save}>
            List it
          </Button>
        </>
      }
    >
      <p>A page, a form, a talk, a call: whatever people, or you for them, take the step with.</p>
      <ToolFields tool={tool} onChange={(changes) => setTool((now) => toolWith(now, changes))} />
    </Dialog>
  );
}
