import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import type { Rail, RailPart } from '../../insights/tool-rail.ts';
import type { TransitionId } from '../../journey/tools.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import type { Speaker } from '../../words/findings.ts';
import { sayTransition } from '../../words/tools.ts';
import { sayPost, sayRailPart } from '../../words/tools-rail.ts';
import { boxOf, Panel } from './Panel.tsx';
import type { RailPlace } from './rail.layout.ts';
import { spoken } from './rail-data.ts';
import stairs from './Stairs.module.css';
import styles from './StairsRail.module.css';

/** The handrail and where its parts lead. */
export interface RailShown {
  /** `null` while it is being judged. */
  readonly rail: Rail | null;
  /** Whose labels are said. */
  readonly plan: Speaker;
  /** Where the tools of a transition are. */
  readonly href: (transition: TransitionId) => string;
}

interface RailLinksProps {
  readonly place: RailPlace;
  readonly rail: Rail;
  readonly handrail: RailShown;
  readonly width: number;
  readonly locale: string;
  /** The part that is looked at, by `railKey`; the stairs know theirs by other keys. */
  readonly active: string | null;
  readonly onActive: (key: string | null) => void;
  readonly onLeave: (key: string) => void;
}

const railKey = (id: TransitionId) => `rail ${id}`;

/** A link over each part of the rail: one tab stop, arrow keys between parts, what is needed there on hover and focus. */
export function RailLinks(props: RailLinksProps) {
  const { place, rail, handrail, width, locale, active, onActive, onLeave } = props;
  const group = useRef<HTMLDivElement>(null);
  const [home, setHome] = useState(0);
  const id = useId();
  const links = place.parts.flatMap((at) => {
    const part = rail.parts.find(({ transition }) => transition === at.id);
    return part && part.posts.length > 0 ? [{ at, part }] : [];
  });
  const shown = links.find(({ at }) => railKey(at.id) === active);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onActive(null);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -home, End: links.length - 1 - home }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(links.length - 1, home + step));
    setHome(next);
    group.current?.querySelectorAll('a')[next]?.focus();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a toolbar-like group of links, not a form's fieldset */}
      <div
        ref={group}
        role="group"
        aria-label="The handrail, part by part: arrow keys move"
        className={styles.links}
        onKeyDown={move}
      >
        {links.map(({ at, part }, index) => (
          <a
            key={at.id}
            href={handrail.href(at.id)}
            className={styles.link}
            style={boxOf(at.target)}
            tabIndex={index === Math.min(home, links.length - 1) ? 0 : -1}
            aria-describedby={active === railKey(at.id) ? `${id}-needs` : undefined}
            onFocus={() => {
              setHome(index);
              onActive(railKey(at.id));
            }}
            onBlur={() => onLeave(railKey(at.id))}
            onPointerEnter={(event: PointerEvent) => {
              if (event.pointerType === 'mouse') onActive(railKey(at.id));
            }}
            onPointerLeave={(event: PointerEvent) => {
              if (event.pointerType === 'mouse') onLeave(railKey(at.id));
            }}
          >
            <VisuallyHidden>{sayRailPart(spoken(part), handrail.plan, locale)}</VisuallyHidden>
          </a>
        ))}
      </div>
      {shown && (
        <Panel id={`${id}-needs`} target={shown.at.target} width={width} below>
          <Needs part={shown.part} plan={handrail.plan} locale={locale} />
        </Panel>
      )}
    </>
  );
}

function Needs({ part, plan, locale }: { readonly part: RailPart; readonly plan: Speaker; readonly locale: string }) {
  return (
    <>
      <p className={stairs.detailTitle}>{sayTransition(part.transition, plan)}</p>
      <ul className={styles.posts}>
        {spoken(part).posts.map((post) => (
          <li key={post.asks} data-gap={(post.evidence && ['broken', 'absent'].includes(post.strength)) || undefined}>
            <RailMark strength={post.strength} byNames={post.evidence === null} />
            <span>
              <b>{post.asks}</b>
              <br />
              <small>{sayPost(post, locale)}</small>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.go}>Open to see the tools there.</p>
    </>
  );
}

/** The mark of one need, as it stands on the rail. */
export function RailMark({ strength, byNames = false }: { readonly strength: string; readonly byNames?: boolean }) {
  return (
    <svg
      width="14"
      height="14"
      viewBox="-7 -7 14 14"
      aria-hidden="true"
      className={styles.rail}
      data-names={byNames || undefined}
    >
      <g className={styles[`${strength}Post`]}>
        {strength === 'absent' ? (
          <path d="M-3 -3l6 6m0 -6l-6 6" className={styles.mark} />
        ) : (
          <circle r={strength === 'holds' ? 5 : 4} className={styles.mark} />
        )}
      </g>
    </svg>
  );
}
