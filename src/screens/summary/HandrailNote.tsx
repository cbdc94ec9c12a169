import type { Plan } from '../../journey/plan.ts';
import { templateOf } from '../../journey/templates/templates.ts';
import styles from './SummaryView.module.css';
import type { Handrail } from './use-handrail.ts';

/** Without an inventory: what the handrail rests on, and the way to something better. */
export function HandrailNote(props: { readonly handrail: Handrail; readonly plan: Plan; readonly toolsHref: string }) {
  const { handrail, plan, toolsHref } = props;
  if (!handrail.rail?.byNames) return null;
  const { guessed } = handrail;
  const id = guessed?.id ?? plan.template;
  const field = id ? templateOf(id).name : null;
  return (
    <p className={styles.railNote}>
      <b>You have listed no tools yet.</b>{' '}
      {field === null
        ? 'The handrail sets the needs of your plan beside the names of your events. '
        : guessed === null
          ? `The handrail sets the needs of the template “${field}” beside the names of your events. `
          : guessed.sure === 0
            ? `The names of your events do not tell your field, so the handrail shows the needs of “${field}”. `
            : `Your events look like “${field}”, so the handrail sets the needs of that field beside their names. `}
      <a href={toolsHref}>List your tools</a> and it shows which of them hold.
    </p>
  );
}
