import { useState } from 'react';
import { TextField } from '../../ui/TextField.tsx';

/** What every row of a list stands for. It counts when the field is left. */
export function ListName({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  const [text, setText] = useState(name);
  const finish = () => {
    if (text.trim() !== '' && text.trim() !== name) onName(text.trim());
  };
  return (
    <TextField
      label="Every row means"
      value={text}
      maxLength={80}
      onChange={setText}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
      }}
      error={text.trim() === '' && 'A list needs a word for what its rows mean, such as newsletter.'}
    />
  );
}
