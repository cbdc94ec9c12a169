import { type HTMLAttributes, type ReactNode, useId } from 'react';
import styles from './Card.module.css';
import { classes } from './classes.ts';

export interface CardProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
  readonly title?: ReactNode;
  readonly subtitle?: ReactNode;
  /** Buttons at the end of the title's line. */
  readonly actions?: ReactNode;
  readonly level?: 2 | 3;
}

export function Card({ title, subtitle, actions, level = 2, className, children, ...rest }: CardProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section {...rest} aria-labelledby={title ? id : undefined} className={classes(styles.card, className)}>
      {(title || actions) && (
        <header className={styles.head}>
          <div className={styles.titles}>
            {title && (
              <Heading id={id} className={styles.title}>
                {title}
              </Heading>
            )}
            {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
