import type { ReactNode } from 'react';
import styles from './Chip.module.css';
import { classes } from './classes.ts';

export interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'unsure' | 'rail' | 'gap' | 'good';
  /** With `onClick` the chip is a button; `pressed` makes it one that stays down. */
  readonly onClick?: () => void;
  readonly pressed?: boolean;
  readonly title?: string;
  readonly className?: string | undefined;
}

export function Chip({ children, tone = 'plain', onClick, pressed, title, className }: ChipProps) {
  const names = classes(styles.chip, styles[tone], onClick && styles.active, className);
  if (!onClick) {
    return (
      <span className={names} title={title}>
        {children}
      </span>
    );
  }
  return (
    <button type="button" className={names} onClick={onClick} aria-pressed={pressed} title={title}>
      {children}
    </button>
  );
}
