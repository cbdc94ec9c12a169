import { type ReactNode, useId, useRef, useState } from 'react';
import { Button, type ButtonProps } from './Button.tsx';
import styles from './Popover.module.css';
import { placeBeside } from './place-beside.ts';

export interface PopoverProps {
  /** What the button says. */
  readonly trigger: ReactNode;
  /** Given a function, it receives `close`. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly label?: string;
  /** What the panel is called, where the button's own words do not say it. */
  readonly panelName?: string;
  readonly className?: string | undefined;
  readonly variant?: ButtonProps['variant'];
  readonly size?: ButtonProps['size'];
}

/** A button with a panel: the browser's own popover closes it by Escape or a click elsewhere. */
export function Popover(props: PopoverProps) {
  const { trigger, children, label, panelName, className, variant = 'secondary', size = 'medium' } = props;
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => panel.current?.hidePopover();
  return (
    <>
      <Button
        ref={button}
        variant={variant}
        size={size}
        popoverTarget={id}
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-label={label}
        className={className}
      >
        {trigger}
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={panelName ?? label ?? (typeof trigger === 'string' ? trigger : undefined)}
        className={styles.popover}
        onToggle={(event) => {
          const opened = event.newState === 'open';
          setOpen(opened);
          if (opened && panel.current && button.current) placeBeside(panel.current, button.current);
        }}
      >
        {open && (typeof children === 'function' ? children(close) : children)}
      </div>
    </>
  );
}
