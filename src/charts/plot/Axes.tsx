import styles from './Plot.module.css';
import type { PlotBox, Tick } from './plot.layout.ts';

export interface AxesProps {
  readonly box: PlotBox;
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
}

/** The two axes: thin lines across for the vertical one, labels below for the horizontal one. */
export function Axes({ box, across, up }: AxesProps) {
  return (
    <g>
      {up.map(({ at, text }) => (
        <g key={text}>
          <path d={`M${box.left} ${at}H${box.right}`} className={styles.grid} />
          <text x={box.left - 8} y={at} textAnchor="end" dominantBaseline="central">
            {text}
          </text>
        </g>
      ))}
      <path d={`M${box.left} ${box.bottom}H${box.right}`} className={styles.axis} />
      {across.map(({ at, text }) => (
        <g key={`${at} ${text}`}>
          <path d={`M${at} ${box.bottom}v4`} className={styles.axis} />
          <text x={at} y={box.bottom + 18} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}
