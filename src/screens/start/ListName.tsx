import { useState } from 'react';
import { TextField } from '../../ui/TextField.tsx';

export interface ListNameProps {
  readonly label?: string;
  readonly name: string;
  readonly onName: (name: string) => void;
}

/** What every row of a list, or every date of a column, stands for. It counts when the field is left. */
export function ListName({ label = 'Every row means', name, onName }: ListNameProps) {
  const [text, setText] = useState(name);
  const finish = () => {
    if (text.trim() !== '' && text.trim() !== name) onName(text.trim());
  };
  return (
    <TextField
      label={label}
      value={text}
      maxLength={80}
      onChange={setText}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
      }}
      error={text.trim() === '' && 'A word is needed for what happened, such as newsletter.'}
    />
  );
}
