import styles from './CloseButton.module.css';

/** The cross in the corner of what lies over the page. */
export function CloseButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" className={styles.close} aria-label="Close" onClick={onClick}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path d="m2 2 10 10M12 2 2 12" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      </svg>
    </button>
  );
}
