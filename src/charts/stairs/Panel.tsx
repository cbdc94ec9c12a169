import { type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './Stairs.module.css';
import type { Rect } from './stairs.layout.ts';

/** Beside its part where there is room, else below its top edge; never outside the picture. */
export function Panel(props: {
  readonly id: string;
  readonly target: Rect;
  readonly width: number;
  /** Under its part rather than beside it. */
  readonly below?: boolean;
  readonly children: ReactNode;
}) {
  const { id, target, width, below = false, children } = props;
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = ref.current;
    if (!panel) return;
    const size = { width: panel.offsetWidth, height: panel.offsetHeight };
    const right = target.x + target.width + 8;
    const left = target.x - size.width - 8;
    const beside = below ? null : right + size.width <= width ? right : left >= 0 ? left : null;
    const x = beside ?? Math.max(0, Math.min(target.x, width - size.width));
    const y = beside === null ? target.y + target.height + 4 : target.y + 8;
    panel.style.transform = `translate(${Math.round(x)}px, ${Math.round(Math.max(0, y))}px)`;
  });
  return (
    <div ref={ref} id={id} className={styles.panel} role="tooltip">
      {children}
    </div>
  );
}

/** Where a part lies over the picture. */
export function boxOf(rect: Rect) {
  return { left: rect.x, top: rect.y, width: rect.width, height: rect.height };
}
