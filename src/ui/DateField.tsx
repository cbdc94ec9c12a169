import { TextField, type TextFieldProps } from './TextField.tsx';
import { useTyped } from './use-typed.ts';

/** A day as `YYYY-MM-DD`, empty for none; handed over when it is whole, not with every key. */
export function DateField({ value, onChange, ...rest }: Omit<TextFieldProps, 'type'>) {
  const typed = useTyped(value, onChange);
  return <TextField {...rest} type="date" {...typed} />;
}
