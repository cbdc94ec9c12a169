import type { PlanTool } from '../../journey/tools.ts';
import { freeToolId, withoutTool, withTool, withToolChanged } from '../../state/inventory.ts';
import { Button } from '../../ui/Button.tsx';
import { quote } from '../../words/numbers.ts';
import styles from './ToolEditor.module.css';
import { ToolFields } from './ToolFields.tsx';
import { useToolsScreen } from './tools-context.ts';

/** A tool of the inventory, changed in place; each change is kept at once and can be undone. */
export function ToolEditor({ tool, onGone }: { readonly tool: PlanTool; readonly onGone?: () => void }) {
  const { plan, edit, openTool } = useToolsScreen();
  const name = quote(tool.name);
  const copy = () => {
    const copied: PlanTool = { ...tool, name: `${tool.name} (copy)` };
    const id = freeToolId(copied.name, plan.tools ?? []);
    edit(`Copy of ${name}`, (now) => withTool(now, { ...copied, id }, tool.id));
  };
  return (
    <div className={styles.editor}>
      <ToolFields
        tool={tool}
        onChange={(changes) => edit(`Change of ${name}`, (now) => withToolChanged(now, tool.id, changes))}
      />
      <div className={styles.buttons}>
        <Button size="small" onClick={copy}>
          Duplicate
        </Button>
        <Button
          size="small"
          variant="danger"
          onClick={() => {
            edit(`Deletion of ${name}`, (now) => withoutTool(now, tool.id));
            if (onGone) onGone();
            else openTool(null);
          }}
        >
          Delete
        </Button>
      </div>
    </div>
  );
}
