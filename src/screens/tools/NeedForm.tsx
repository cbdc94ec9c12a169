import { useState } from 'react';
import type { Capability } from '../../journey/capabilities.ts';
import { TRANSITION_IDS, type TransitionId } from '../../journey/tools.ts';
import { type NeedChanges, withNeedChanged, withNewNeed } from '../../state/inventory-needs.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { quote } from '../../words/numbers.ts';
import { sayTransition } from '../../words/tools.ts';
import styles from './Needs.module.css';
import { useToolsScreen } from './tools-context.ts';

export interface NeedFormProps {
  readonly transition: TransitionId;
  /** The need that is put in other words; absent for a new one. */
  readonly need?: Capability;
  readonly onClose: () => void;
}

/** The words of a need: what is asked, what answers it, what it takes of the seller, which events show it. */
export function NeedForm({ transition, need, onClose }: NeedFormProps) {
  const { plan, edit } = useToolsScreen();
  const [asks, setAsks] = useState(need?.asks ?? '');
  const [answers, setAnswers] = useState(need?.answers ?? '');
  const [seller, setSeller] = useState(need?.seller ?? '');
  const [shows, setShows] = useState((need?.shows ?? []).join('; '));
  const [where, setWhere] = useState(transition);
  const [tried, setTried] = useState(false);
  const save = () => {
    if (asks.trim() === '') return setTried(true);
    const changes: NeedChanges & { readonly asks: string } = {
      asks: asks.trim(),
      ...changedText('answers', answers, need?.answers),
      ...changedText('seller', seller, need?.seller),
      ...(shows === (need?.shows ?? []).join('; ') ? {} : { shows: listOf(shows) }),
    };
    if (need === undefined) edit(`Addition of ${quote(changes.asks)}`, (now) => withNewNeed(now, where, changes));
    else {
      const moved = where === need.transition ? {} : { transition: where };
      edit(`Change of ${quote(need.asks)}`, (now) => withNeedChanged(now, need.id, { ...changes, ...moved }));
    }
    onClose();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label="What the person asks"
        value={asks}
        onChange={setAsks}
        maxLength={300}
        dir="auto"
        error={tried && asks.trim() === '' && 'A need is a question that somebody asks.'}
      />
      <TextField label="What answers it" value={answers} onChange={setAnswers} maxLength={500} dir="auto" />
      <TextField label="What it takes of you" value={seller} onChange={setSeller} maxLength={500} dir="auto" />
      <TextField
        label="Events that show it, apart by semicolons"
        value={shows}
        onChange={setShows}
        maxLength={1000}
        dir="auto"
        hint="* for any letters"
      />
      <Select
        label="At which step"
        value={where}
        options={TRANSITION_IDS.map((id) => ({ value: id, label: sayTransition(id, plan) }))}
        onChange={setWhere}
      />
      <div className={styles.buttons}>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
        <Button size="small" variant="primary" type="submit">
          {need === undefined ? 'Add it' : 'Keep it'}
        </Button>
      </div>
    </form>
  );
}

function changedText(key: 'answers' | 'seller', text: string, before = ''): NeedChanges {
  const plain = text.trim();
  return plain === before || plain === '' ? {} : { [key]: plain };
}

function listOf(text: string): readonly string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
