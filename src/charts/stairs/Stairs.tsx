import { type KeyboardEvent, type PointerEvent, useId, useMemo, useRef, useState } from 'react';
import { countOf, formatCount } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import { useWidth } from '../plot/use-width.ts';
import { boxOf, Panel } from './Panel.tsx';
import { RailLinks, type RailShown } from './RailLinks.tsx';
import { railModel, railSummary } from './rail-data.ts';
import styles from './Stairs.module.css';
import { StageDetails, TransitionDetails } from './StairsDetails.tsx';
import { StairsDrawing } from './StairsDrawing.tsx';
import { layoutStairs, type Rect } from './stairs.layout.ts';
import { type StairsData, stairsModel, stairsSummary } from './stairs-data.ts';
import { useMovingModel } from './use-moving-model.ts';

export interface StairsProps {
  readonly data: StairsData;
  /** `from` of the leakiest transition, drawn stronger. */
  readonly leak: string | null;
  readonly title: string;
  /** The handrail over the stairs, and where its parts lead. */
  readonly handrail?: RailShown;
  /** Leads to a closer look at a transition; a stage leads to the way on from it, the last one to the way there. */
  readonly onOpen?: (transition: Pick<StairsData['transitions'][number], 'from' | 'to'>) => void;
  readonly locale?: string;
}

interface Spot {
  readonly key: string;
  readonly name: string;
  readonly target: Rect;
}

/** The stairs with their behaviour: one tab stop, arrow keys between parts, details on hover, focus and tap. */
export function Stairs({ data, leak, title, handrail, onOpen, locale = 'en' }: StairsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const rail = handrail?.rail;
  const model = useMemo(() => {
    const shown = rail ? railModel(rail, locale) : rail === null ? ('awaited' as const) : null;
    return { ...stairsModel(data, locale), rail: shown };
  }, [data, rail, locale]);
  const moving = useMovingModel(model);
  const plan = handrail?.plan;
  const summary = useMemo(() => {
    const stairs = stairsSummary(data, locale);
    return rail && plan ? `${stairs} ${railSummary(rail, plan, locale)}` : stairs;
  }, [data, rail, plan, locale]);
  const layout = width === null ? null : layoutStairs(moving, width);
  const [home, setHome] = useState(0);
  const [active, setActive] = useState<string | null>(null);
  const id = useId();

  const spots: Spot[] = [];
  if (layout) {
    for (const place of layout.stages) {
      const stage = data.stages.find((other) => other.id === place.id);
      if (stage) spots.push({ key: place.id, name: stageName(stage, locale), target: place.target });
      const on = layout.transitions.find((transition) => transition.from === place.id);
      const judged = data.transitions.find((transition) => transition.from === place.id);
      if (on && judged) {
        const label = (step: string) => data.stages.find((other) => other.id === step)?.label ?? step;
        const name = `${label(judged.from)} to ${label(judged.to)}: ${rateName(judged, locale)}`;
        spots.push({ key: `${on.from}>${on.to}`, name, target: on.target });
      }
    }
  }
  // One part at a time, of the stairs or of the rail; what is left says nothing about what was come to since.
  const leave = (key: string) => setActive((now) => (now === key ? null : now));
  const activeSpot = spots.find((spot) => spot.key === active) ?? null;
  const judged = data.transitions.find((transition) => `${transition.from}>${transition.to}` === active);
  const stage = data.stages.find((other) => other.id === active);
  const wayOf = (key: string) =>
    data.transitions.find(({ from, to }) => key === `${from}>${to}` || key === from) ??
    data.transitions.find(({ to }) => key === to);
  // A finger sees first what it points at, and opens it with the second tap.
  const tapped = useRef<string | null>(null);
  const open = (key: string) => {
    const isFirstTap = tapped.current === key;
    tapped.current = null;
    setActive(key);
    const way = wayOf(key);
    if (!isFirstTap && way) onOpen?.(way);
  };

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') return setActive(null);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -home, End: spots.length - 1 - home }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(spots.length - 1, home + step));
    setHome(next);
    frame.current?.querySelectorAll<HTMLButtonElement>('button')[next]?.focus();
  };

  return (
    <div ref={frame} className={styles.frame}>
      {layout && (
        <>
          <StairsDrawing layout={layout} title={title} summary={summary} leak={leak} active={activeSpot?.key ?? null} />
          {/* biome-ignore lint/a11y/useSemanticElements: a toolbar-like group of spots, not a form's fieldset */}
          <div
            role="group"
            aria-label={`${title}, part by part: arrow keys move`}
            className={styles.spots}
            onKeyDown={move}
          >
            {spots.map((spot, index) => (
              <button
                key={spot.key}
                type="button"
                className={styles.spot}
                style={boxOf(spot.target)}
                tabIndex={index === Math.min(home, spots.length - 1) ? 0 : -1}
                aria-label={spot.name}
                aria-describedby={active === spot.key ? `${id}-details` : undefined}
                onFocus={() => {
                  setHome(index);
                  setActive(spot.key);
                }}
                onBlur={() => leave(spot.key)}
                onPointerDown={(event: PointerEvent) => {
                  tapped.current = event.pointerType !== 'mouse' && active !== spot.key ? spot.key : null;
                }}
                onClick={() => open(spot.key)}
                data-leads={(onOpen && wayOf(spot.key) !== undefined) || undefined}
                onPointerEnter={(event: PointerEvent) => {
                  if (event.pointerType === 'mouse') setActive(spot.key);
                }}
                onPointerLeave={(event: PointerEvent) => {
                  if (event.pointerType === 'mouse') leave(spot.key);
                }}
              />
            ))}
          </div>
          {layout.rail && handrail?.rail && (
            <RailLinks
              place={layout.rail}
              rail={handrail.rail}
              handrail={handrail}
              width={layout.width}
              locale={locale}
              active={active}
              onActive={setActive}
              onLeave={leave}
            />
          )}
          {activeSpot && (judged || stage) && (
            <Panel id={`${id}-details`} target={activeSpot.target} width={layout.width}>
              {judged ? (
                <TransitionDetails transition={judged} data={data} locale={locale} />
              ) : (
                stage && <StageDetails stage={stage} locale={locale} />
              )}
              {onOpen && wayOf(activeSpot.key) && <p className={styles.go}>Open to look closer, and to list people.</p>}
            </Panel>
          )}
        </>
      )}
    </div>
  );
}

function stageName(stage: StairsData['stages'][number], locale: string): string {
  return stage.reached === null
    ? `${stage.label}: not measured`
    : `${stage.label}: ${countOf(stage.reached, 'person', 'people', locale)}`;
}

function rateName(transition: StairsData['transitions'][number], locale: string): string {
  const rate = sayRate(transition.rate, transition.tooFew, locale);
  return `${rate.value}${rate.interval ? `, 95 % interval ${rate.interval}` : ''}, ${formatCount(transition.dropped, locale)} dropped`;
}
