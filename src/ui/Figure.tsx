import { type ReactNode, useId, useState } from 'react';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import styles from './Figure.module.css';

export interface FigureProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** The picture. */
  readonly children: ReactNode;
  /** The same numbers as a table. */
  readonly table: ReactNode;
  /** What the marks mean. */
  readonly legend?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
}

/** A picture with its twin: one button changes between the drawing and the table of the same numbers. */
export function Figure({ title, description, children, table, legend, actions, className }: FigureProps) {
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={classes(styles.figure, className)} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <div className={styles.titles}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {description && <p className={styles.description}>{description}</p>}
        </div>
        <div className={styles.actions}>
          {actions}
          <Button variant="quiet" size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as picture' : 'Show as table'}
          </Button>
        </div>
      </figcaption>
      {asTable ? (
        <div className={styles.table}>{table}</div>
      ) : (
        <>
          <div className={styles.picture}>{children}</div>
          {legend && <div className={styles.legend}>{legend}</div>}
        </>
      )}
    </figure>
  );
}
