import { type ReactNode, useId, useRef } from 'react';
import styles from './Popover.module.css';
import { placeBeside } from './place-beside.ts';

/** A word with an explanation: shown on hover, focus and tap, hidden by Escape; always there for a screen reader. */
export function Tooltip({ children, text }: { readonly children: ReactNode; readonly text: string }) {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const show = () => {
    if (!tip.current || !button.current || tip.current.matches(':popover-open')) return;
    tip.current.showPopover();
    placeBeside(tip.current, button.current);
  };
  const hide = () => {
    if (tip.current?.matches(':popover-open')) tip.current.hidePopover();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.term}
        aria-describedby={id}
        onPointerEnter={show}
        onPointerLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hide();
        }}
      >
        {children}
      </button>
      <span ref={tip} id={id} role="tooltip" popover="manual" className={styles.tooltip}>
        {text}
      </span>
    </>
  );
}
