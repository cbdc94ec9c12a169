import { classes } from '../../ui/classes.ts';
import type { RailPartPlace, RailPlace } from './rail.layout.ts';
import styles from './StairsRail.module.css';

/** The handrail itself: whole where something holds, thinner where little does, broken off where nothing is there. */
export function StairsRail({ place }: { readonly place: RailPlace }) {
  return (
    <g className={styles.rail} data-names={place.byNames || undefined}>
      {place.parts.map((part) => (
        <Line key={part.id} part={part} />
      ))}
      {place.parts.map((part) => (
        <g key={part.id}>
          {part.posts.map((post) => (
            <Post key={`${post.x} ${post.y}`} x={post.x} y={post.y} strength={post.strength} />
          ))}
          {part.lead.map((line) => (
            <Text key={line.y} place={line} className={classes(styles.lead, styles[part.strength ?? 'none'])} />
          ))}
          {part.needs && <Text place={part.needs} className={styles.needs} />}
        </g>
      ))}
    </g>
  );
}

/** How long the ends are that stand where the rail is broken off. */
const STUB_PX = 15;

function Line({ part: { from, to, strength } }: { readonly part: RailPartPlace }) {
  if (strength === null) return null;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return null;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const point = (along: number) => `${round(from.x + dx * along)} ${round(from.y + dy * along)}`;
  const stub = Math.min(STUB_PX, length / 3);
  const d =
    strength === 'absent'
      ? `M${point(0)}L${point(stub)}M${point(length - stub)}L${point(length)}`
      : `M${point(0)}L${point(length)}`;
  return <path d={d} className={classes(styles.line, styles[`${strength}Line`])} />;
}

/** One need: a filled knob holds, a ring is weak, a ring in a break is broken, a cross is nothing. */
function Post(props: { readonly x: number; readonly y: number; readonly strength: string }) {
  const { x, y, strength } = props;
  const broken = strength === 'broken' || strength === 'absent';
  return (
    <g className={styles[`${strength}Post`]}>
      {broken && <circle cx={x} cy={y} r="8" className={styles.notch} />}
      {strength === 'absent' ? (
        <path d={`M${x - 3} ${y - 3}l6 6m0 -6l-6 6`} className={styles.mark} />
      ) : (
        <circle cx={x} cy={y} r={strength === 'holds' ? 5 : 4} className={styles.mark} />
      )}
    </g>
  );
}

function Text(props: { readonly place: RailPartPlace['lead'][number]; readonly className: string | undefined }) {
  const { place, className } = props;
  return (
    <text x={place.x} y={place.y} fontSize={place.fontPx} textAnchor={place.anchor} className={className}>
      {place.text}
    </text>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
