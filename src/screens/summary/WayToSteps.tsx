import styles from './SummaryView.module.css';

/** From what was read to what is made of it. */
export function WayToSteps({ href }: { readonly href: string | undefined }) {
  if (href === undefined) return null;
  return (
    <p className={styles.steps}>
      Is an event in the wrong step, or in none? <a href={href}>Change the steps</a>: no file is read again.
    </p>
  );
}
