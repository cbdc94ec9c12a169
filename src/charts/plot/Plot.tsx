import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import styles from './Plot.module.css';
import { nearestStop, type PlotLayout } from './plot.layout.ts';
import { useWidth } from './use-width.ts';

export interface PlotProps<L extends PlotLayout> {
  readonly title: string;
  /** The whole picture in sentences. */
  readonly summary: string;
  readonly layout: (width: number) => L;
  readonly draw: (layout: L, active: number | null) => ReactNode;
  /** What stands at a stop: in one line, and as a small panel. */
  readonly wordsAt: (stop: number) => string;
  readonly panelAt: (stop: number) => ReactNode;
  /** A span of stops was drawn with the pointer. */
  readonly onSpan?: (from: number, to: number) => void;
}

/** A plot with its behaviour: one tab stop, arrow keys along it, a panel at the place that is read, spans by dragging. */
export function Plot<L extends PlotLayout>(props: PlotProps<L>) {
  const { title, summary, draw, wordsAt, panelAt, onSpan } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const layout = useMemo(() => (width === null ? null : props.layout(width)), [props.layout, width]);
  const [active, setActive] = useState<number | null>(null);
  const [home, setHome] = useState(0);
  const [dragFrom, setDragFrom] = useState<number | null>(null);
  const id = useId();
  const last = (layout?.stops.length ?? 0) - 1;
  const shown = active === null || active > last ? null : active;

  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setActive(null);
    const at = Math.min(home, last);
    const next = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      PageUp: at + 10,
      PageDown: at - 10,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const stop = Math.max(0, Math.min(last, shown === null && Math.abs(next - at) === 1 ? at : next));
    setHome(stop);
    setActive(stop);
  };
  const stopAt = (event: PointerEvent) => {
    if (!layout || !frame.current) return -1;
    return nearestStop(layout.stops, event.clientX - frame.current.getBoundingClientRect().left);
  };
  const point = (event: PointerEvent) => {
    const stop = stopAt(event);
    if (stop < 0) return;
    setHome(stop);
    setActive(stop);
  };

  return (
    <div ref={frame} className={styles.frame}>
      {layout && (
        <>
          <svg
            role="img"
            aria-labelledby={`${id}-title ${id}-words`}
            className={styles.drawing}
            width={layout.width}
            height={layout.height}
            viewBox={`0 0 ${layout.width} ${layout.height}`}
          >
            <title id={`${id}-title`}>{title}</title>
            <desc id={`${id}-words`}>{summary}</desc>
            {dragFrom !== null && shown !== null && <Span layout={layout} from={dragFrom} to={shown} />}
            {shown !== null && (
              <path d={`M${layout.stops[shown]} ${layout.top}V${layout.bottom}`} className={styles.cursor} />
            )}
            {draw(layout, shown)}
          </svg>
          {last >= 0 && (
            <div
              role="slider"
              tabIndex={0}
              aria-label={`${title}: arrow keys read along it`}
              aria-valuemin={0}
              aria-valuemax={last}
              aria-valuenow={Math.min(home, last)}
              aria-valuetext={wordsAt(Math.min(home, last))}
              className={styles.reader}
              data-spans={onSpan ? true : undefined}
              onKeyDown={move}
              onFocus={(event) => {
                if (event.currentTarget.matches(':focus-visible')) setActive(Math.min(home, last));
              }}
              onBlur={() => setActive(null)}
              onPointerDown={(event) => {
                point(event);
                if (!onSpan || event.button !== 0) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                setDragFrom(stopAt(event));
              }}
              onPointerMove={(event) => {
                if (event.pointerType === 'mouse' || dragFrom !== null) point(event);
              }}
              onPointerUp={(event) => {
                const to = stopAt(event);
                if (onSpan && dragFrom !== null && dragFrom >= 0 && to >= 0 && to !== dragFrom) {
                  onSpan(Math.min(dragFrom, to), Math.max(dragFrom, to));
                }
                setDragFrom(null);
              }}
              onPointerCancel={() => setDragFrom(null)}
              onPointerLeave={(event) => {
                if (event.pointerType === 'mouse' && dragFrom === null) setActive(null);
              }}
            />
          )}
          {shown !== null && (
            <Panel x={layout.stops[shown] ?? 0} width={layout.width}>
              {panelAt(shown)}
            </Panel>
          )}
        </>
      )}
    </div>
  );
}

function Span({ layout, from, to }: { readonly layout: PlotLayout; readonly from: number; readonly to: number }) {
  const [a, b] = [layout.stops[from] ?? 0, layout.stops[to] ?? 0];
  return (
    <rect
      x={Math.min(a, b)}
      y={layout.top}
      width={Math.abs(b - a)}
      height={layout.bottom - layout.top}
      className={styles.span}
    />
  );
}

/** Beside its place, on the side with more room. */
function Panel({ x, width, children }: { readonly x: number; readonly width: number; readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = ref.current;
    if (!panel) return;
    const own = panel.offsetWidth;
    const left = x + 14 + own <= width ? x + 14 : Math.max(0, x - 14 - own);
    panel.style.transform = `translate(${Math.round(left)}px, 6px)`;
  });
  return (
    <div ref={ref} className={styles.panel} aria-hidden="true">
      {children}
    </div>
  );
}
