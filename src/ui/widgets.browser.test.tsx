import './styles.ts';
import { cleanup, render, screen } from '@testing-library/react';
import axe from 'axe-core';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';
import { Chip } from './Chip.tsx';
import { DataTable } from './DataTable.tsx';
import { DateField } from './DateField.tsx';
import { Dialog } from './Dialog.tsx';
import { EmptyState } from './EmptyState.tsx';
import { Figure } from './Figure.tsx';
import { Notice } from './Notice.tsx';
import { Popover } from './Popover.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { Segmented } from './Segmented.tsx';
import { Select } from './Select.tsx';
import { Spinner } from './Spinner.tsx';
import { TextField } from './TextField.tsx';
import { Tooltip } from './Tooltip.tsx';

afterEach(cleanup);
const nothing = () => undefined;

function Asking() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Delete it?" actions={<Button>Yes</Button>}>
        It cannot be brought back.
      </Dialog>
    </>
  );
}

function AskingOnDemand() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Share</Button>
      {open && (
        <Dialog open onClose={() => setOpen(false)} title="Share it?">
          Or not.
        </Dialog>
      )}
    </>
  );
}

describe('a button', () => {
  it('does nothing more while it is busy, and keeps its focus', async () => {
    const onClick = vi.fn();
    render(
      <Button busy onClick={onClick}>
        Import
      </Button>,
    );
    const button = screen.getByRole('button', { name: 'Import' });
    button.focus();
    await userEvent.keyboard('{Enter}');
    expect(onClick).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-busy')).toBe('true');
  });
});

describe('a dialog', () => {
  it('gives the focus back when it leaves the page with its opening', async () => {
    render(<AskingOnDemand />);
    const opener = screen.getByRole('button', { name: 'Share' });
    opener.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('dialog', { name: 'Share it?' })).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('opens over the page, closes on Escape, and gives the focus back', async () => {
    render(<Asking />);
    const opener = screen.getByRole('button', { name: 'Delete' });
    await userEvent.click(opener);
    const dialog = screen.getByRole('dialog', { name: 'Delete it?' });
    expect(dialog.matches(':modal')).toBe(true);
    expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it('closes by its cross', async () => {
    render(<Asking />);
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('an explanation', () => {
  it('shows on focus, stays in the window, and hides on Escape', async () => {
    render(<Tooltip text="People whose time was up.">dropped</Tooltip>);
    const term = screen.getByRole('button', { name: 'dropped' });
    expect(document.getElementById(term.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'People whose time was up.',
    );
    term.focus();
    const tip = screen.getByRole('tooltip');
    expect(tip.matches(':popover-open')).toBe(true);
    expect(tip.getBoundingClientRect().right).toBeLessThanOrEqual(innerWidth);
    await userEvent.keyboard('{Escape}');
    expect(tip.matches(':popover-open')).toBe(false);
  });
});

describe('a word explained in the head of a table', () => {
  it('is explained whole, and holds up nobody who goes on by Tab', async () => {
    const meaning = 'People whose time was up before they went on to the next stage. '.repeat(3);
    render(
      <DataTable
        caption="People"
        rows={[{ key: 'a' }]}
        rowKey={({ key }) => key}
        columns={[
          { key: 'dropped', header: <Tooltip text={meaning}>Dropped</Tooltip>, cell: () => '1' },
          { key: 'next', header: <Tooltip text="Another.">In progress</Tooltip>, cell: () => '2' },
        ]}
      />,
    );
    screen.getByRole('button', { name: 'Dropped' }).focus();
    const tip = screen.getAllByRole('tooltip').find((one) => one.matches(':popover-open'));
    expect(tip?.textContent).toBe(meaning);
    expect(tip?.scrollWidth).toBe(tip?.clientWidth);
    await userEvent.tab();
    expect(document.activeElement?.textContent).toBe('In progress');
  });
});

describe('a popover', () => {
  it('opens by its button, says so, and closes from inside', async () => {
    render(<Popover trigger="More">{(close) => <Button onClick={close}>Enough</Button>}</Popover>);
    const trigger = screen.getByRole('button', { name: 'More' });
    await userEvent.click(trigger);
    await vi.waitFor(() => expect(trigger.getAttribute('aria-expanded')).toBe('true'));
    await userEvent.click(await screen.findByRole('button', { name: 'Enough' }));
    await vi.waitFor(() => expect(trigger.getAttribute('aria-expanded')).toBe('false'));
  });
});

describe('choices', () => {
  it('move by arrow keys among segments and hand over the value', async () => {
    const onChange = vi.fn();
    const options = [
      { value: '7d', label: '7 days' },
      { value: '30d', label: '30 days' },
    ] as const;
    render(<Segmented label="Window" value="7d" options={options} onChange={onChange} />);
    screen.getByRole('radio', { name: '7 days' }).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(onChange).toHaveBeenCalledWith('30d');
  });

  it('hand over a day that is typed when it is whole, and one that is picked at once', async () => {
    const onChange = vi.fn();
    render(<DateField label="From" value="" onChange={onChange} />);
    const field = screen.getByLabelText('From');
    await userEvent.click(field);
    await userEvent.keyboard('01022026');
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');
    expect(onChange.mock.calls).toEqual([[expect.stringMatching(/^2026-0[12]-0[12]$/)]]);
    await userEvent.fill(field, '2026-03-04');
    expect(onChange).toHaveBeenLastCalledWith('2026-03-04');
  });

  it('hand over a typed day when its field is left, and forget it at Escape', async () => {
    const onChange = vi.fn();
    render(<DateField label="From" value="2026-03-04" onChange={onChange} />);
    const field = screen.getByLabelText('From');
    await userEvent.click(field);
    await userEvent.keyboard('{ArrowUp}{Escape}');
    expect((field as HTMLInputElement).value).toBe('2026-03-04');
    await userEvent.keyboard('{ArrowUp}');
    expect(onChange).not.toHaveBeenCalled();
    field.blur();
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});

describe('progress', () => {
  it('has a figure only when the end is known', () => {
    const { rerender } = render(<ProgressBar label="Reading" value={40} max={160} detail="40 MB" />);
    expect(screen.getByRole('progressbar', { name: 'Reading' }).getAttribute('aria-valuenow')).toBe('25');
    rerender(<ProgressBar label="Reading" value={null} />);
    expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
    rerender(<ProgressBar label="Reading" value={5} max={0} />);
    expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
  });
});

describe('a figure', () => {
  it('changes between the picture and its table', async () => {
    render(
      <Figure title="People" table={<p>the table</p>}>
        <p>the picture</p>
      </Figure>,
    );
    expect(screen.queryByText('the table')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    expect(screen.getByText('the table')).toBeTruthy();
    expect(screen.queryByText('the picture')).toBeNull();
  });
});

describe('a table', () => {
  it('says that it is empty, and names its rows', () => {
    const columns = [
      { key: 'name', header: 'Name', rowHeader: true, cell: (row: string) => row },
      { key: 'size', header: 'Size', numeric: true, cell: (row: string) => row.length },
    ];
    const { rerender } = render(
      <DataTable caption="Files" columns={columns} rows={[]} rowKey={(row) => row} empty="No files yet." />,
    );
    expect(screen.getByText('No files yet.')).toBeTruthy();
    rerender(<DataTable caption="Files" columns={columns} rows={['a.csv']} rowKey={(row) => row} />);
    expect(screen.getByRole('table', { name: 'Files' })).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'a.csv' })).toBeTruthy();
  });
});

describe('all widgets together', () => {
  it.each(['light', 'dark'])('pass axe in %s colours', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    const { container } = render(
      <main>
        <h1>Widgets</h1>
        <Button variant="primary">Primary</Button>
        <Button>Secondary</Button>
        <Button variant="quiet">Quiet</Button>
        <Button variant="danger">Danger</Button>
        <Select label="Order" value="a" options={[{ value: 'a', label: 'In order' }]} onChange={nothing} />
        <TextField label="Name" value="" onChange={nothing} error="A name is needed." placeholder="River Trust" />
        <Checkbox label="Keep addresses" checked hint="They stay in this browser." onChange={nothing} />
        <Chip>a list</Chip>
        <Chip tone="gap">biggest leak</Chip>
        <Chip tone="rail">guessed</Chip>
        <Chip pressed onClick={nothing}>
          pressed
        </Chip>
        <Notice title="Told">Something.</Notice>
        <Notice tone="question" action={<Button>Answer</Button>}>
          Which zone?
        </Notice>
        <Notice tone="error">It failed.</Notice>
        <Spinner>Counting…</Spinner>
        <ProgressBar label="Reading" value={0.5} />
        <EmptyState title="Nothing yet">Drop a file.</EmptyState>
      </main>,
    );
    const { violations } = await axe.run(container);
    document.documentElement.style.removeProperty('color-scheme');
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 140)}`))).toEqual([]);
  });
});
