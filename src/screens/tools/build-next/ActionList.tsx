import { useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { parseDay } from '../../../journey/time-zone.ts';
import { Button } from '../../../ui/Button.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TakenFrom } from '../../../ui/TakeAway.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import { sayGapWorth } from '../../../words/build-next.ts';
import { quote } from '../../../words/numbers.ts';
import { sayStateShort, sayTransition } from '../../../words/tools.ts';
import { useToolsScreen } from '../tools-context.ts';
import styles from './ActionList.module.css';
import { ActionSheet } from './ActionSheet.tsx';
import { type GapItem, withAction } from './gap-items.ts';

/** Who closes which gap, and by when: kept in the plan, and printed on a sheet of its own. */
export function ActionList({ items, onClose }: { readonly items: readonly GapItem[]; readonly onClose: () => void }) {
  const { plan, edit } = useToolsScreen();
  const takenFrom = useContext(TakenFrom);
  const change = (item: GapItem, what: string, changes: Parameters<typeof withAction>[2]) =>
    edit(`${what} for ${quote(item.asks)}`, (now) => withAction(now, item.capability, changes));
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Action list"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            Close
          </Button>
          <Button variant="primary" onClick={() => print()}>
            Print
          </Button>
        </>
      }
    >
      <p className={styles.intro}>
        Owners and days are kept in your plan. Printed are the lines that have an owner or a day, or all while none has.
      </p>
      <DataTable
        caption="Who closes which gap, and by when"
        captionHidden
        stacks
        rows={items}
        rowKey={(item) => item.capability}
        columns={[
          {
            key: 'rank',
            header: <VisuallyHidden>Rank</VisuallyHidden>,
            name: 'Rank',
            numeric: true,
            cell: (_, k) => k + 1,
          },
          {
            key: 'need',
            header: 'Need',
            rowHeader: true,
            cell: (item) => (
              <span className={styles.need}>
                <bdi>{item.asks}</bdi>
                <small>
                  {sayTransition(item.transition, plan)}
                  {item.tool === null ? ': ' : <bdi>: {item.tool} </bdi>}
                  {sayStateShort(item.evidence)}
                </small>
              </span>
            ),
          },
          {
            key: 'worth',
            header: 'Worth',
            cell: (item) =>
              item.toldAt === null ? (sayGapWorth(item.worth, plan).amount ?? '–') : `as ${item.toldAt + 1}`,
          },
          {
            key: 'owner',
            header: 'Owner',
            cell: (item) => <OwnerField item={item} onOwner={(owner) => change(item, 'Owner', { owner })} />,
          },
          {
            key: 'due',
            header: 'By',
            cell: (item) => (
              <TextField
                label={`By when: ${item.asks}`}
                hideLabel
                type="date"
                value={item.due}
                onChange={(due) => {
                  if (due === '' || parseDay(due) !== null) change(item, 'Day', { due });
                }}
              />
            ),
          },
        ]}
      />
      {createPortal(<ActionSheet items={items} plan={plan} about={takenFrom()} />, document.body)}
    </Dialog>
  );
}

/** Kept when the field is left, so that each owner is one step of undo. */
function OwnerField({ item, onOwner }: { readonly item: GapItem; readonly onOwner: (owner: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const keep = () => {
    const owner = typed?.trim();
    if (owner !== undefined && owner !== item.owner) onOwner(owner);
    setTyped(null);
  };
  return (
    <TextField
      label={`Owner: ${item.asks}`}
      hideLabel
      value={typed ?? item.owner}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
