import { useState } from 'react';
import { type Capability, withOwnTemplate, withTemplate } from '../../journey/capabilities.ts';
import { likelyTemplate } from '../../journey/templates/likely-template.ts';
import { TEMPLATES, templateOf } from '../../journey/templates/templates.ts';
import { TRANSITION_IDS, type TransitionId } from '../../journey/tools.ts';
import { droppedNeeds, withNeedBack, withoutNeed, withTemplateStages } from '../../state/inventory-needs.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { countOf, formatList, quote } from '../../words/numbers.ts';
import { sayTransition } from '../../words/tools.ts';
import { NeedForm } from './NeedForm.tsx';
import styles from './Needs.module.css';
import { useToolsScreen } from './tools-context.ts';

/** What people need at each step: a template's knowledge of the field, in the user's own words. */
export function Needs() {
  const { plan, profile, guess, judged, edit } = useToolsScreen();
  const template = plan.template === undefined ? guess : plan.template;
  const dropped = droppedNeeds({ ...plan, template });
  const stages = template === null ? null : templateOf(template);
  return (
    <Card
      title="What people need"
      subtitle="What a person asks at each step before going on. Take a template of your field, and put it in your own words."
    >
      {plan.template === undefined && <Guess />}
      <div className={styles.choice}>
        <Select
          label="Template"
          value={template ?? ''}
          options={[
            { value: '', label: 'your own needs alone' },
            ...TEMPLATES.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => {
            const next = TEMPLATES.find(({ id }) => id === value)?.id ?? null;
            const name = next === null ? 'your own needs' : quote(templateOf(next).name);
            edit(`Change to ${name}`, (now) => withTemplate(now, next, guess));
          }}
          hint={stages?.forWhom ?? 'Only what is written below, in this plan.'}
        />
        <div className={styles.buttons}>
          {template !== null && (
            <Button
              size="small"
              title="Writes all needs into the plan, where they follow no template any more"
              onClick={() => edit('Change to an own template', (now) => withOwnTemplate(now, guess))}
            >
              Make it our own
            </Button>
          )}
          {stages && (
            <Button
              size="small"
              title="Names the five stages as the template does, and sorts the events of your data into them"
              onClick={() =>
                edit(`Stages of ${quote(stages.name)}`, (now) =>
                  withTemplateStages(
                    now,
                    stages.id,
                    profile.eventNames.map(({ name }) => name),
                  ),
                )
              }
            >
              Take its stages too
            </Button>
          )}
        </div>
      </div>
      <div className={styles.ways}>
        {TRANSITION_IDS.map((id) => (
          <Way key={id} id={id} needs={judged.capabilities.filter(({ transition }) => transition === id)} />
        ))}
      </div>
      {dropped.length > 0 && (
        <section className={styles.dropped}>
          <h3>Left out</h3>
          <ul>
            {dropped.map(({ id, asks }) => (
              <li key={id}>
                <bdi>{asks}</bdi>
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={`Take back: ${asks}`}
                  onClick={() => edit(`Taking back of ${quote(asks)}`, (now) => withNeedBack(now, id))}
                >
                  Take back
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}

/** Why this template: what in the data speaks for it. */
function Guess() {
  const { profile, guess, edit } = useToolsScreen();
  const likely = likelyTemplate(profile.eventNames.map(({ name }) => name));
  const name = quote(templateOf(guess).name);
  const why =
    likely.names.length === 0
      ? 'The event names say nothing of the field, so this is just the first one.'
      : `${formatList(likely.names.slice(0, 4).map(quote))} in your data ${likely.names.length === 1 ? 'speaks' : 'speak'} for it.`;
  return (
    <Notice
      tone="question"
      title={`It looks like ${name}.`}
      action={
        <Button size="small" onClick={() => edit(`Choice of ${name}`, (now) => ({ ...now, template: guess }))}>
          Yes, take it
        </Button>
      }
    >
      {why}
    </Notice>
  );
}

function Way({ id, needs }: { readonly id: TransitionId; readonly needs: readonly Capability[] }) {
  const { plan } = useToolsScreen();
  const [adding, setAdding] = useState(false);
  return (
    <details className={styles.way}>
      <summary>
        {sayTransition(id, plan)}
        <span>{countOf(needs.length, 'need', 'needs')}</span>
      </summary>
      <ul>
        {needs.map((need) => (
          <Need key={need.id} need={need} />
        ))}
      </ul>
      {adding ? (
        <NeedForm transition={id} onClose={() => setAdding(false)} />
      ) : (
        <Button
          size="small"
          onClick={() => setAdding(true)}
          aria-label={`Add a need: ${sayTransition(id, plan)}`}
          className={styles.add}
        >
          Add a need
        </Button>
      )}
    </details>
  );
}

function Need({ need }: { readonly need: Capability }) {
  const { edit } = useToolsScreen();
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <li>
        <NeedForm transition={need.transition} need={need} onClose={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <li className={styles.need}>
      <div>
        <p>
          <b>
            <bdi>{need.asks}</bdi>
          </b>
          {need.from !== 'template' && <i>{need.from === 'plan' ? 'your own' : 'in your words'}</i>}
        </p>
        {need.answers && (
          <p className={styles.quiet}>
            <bdi>{need.answers}</bdi>
          </p>
        )}
        {need.seller && (
          <p className={styles.quiet}>
            For you: <bdi>{need.seller}</bdi>
          </p>
        )}
      </div>
      <div className={styles.buttons}>
        <Button
          variant="quiet"
          size="small"
          aria-label={`Reword or move: ${need.asks}`}
          onClick={() => setEditing(true)}
        >
          Reword or move
        </Button>
        <Button
          variant="quiet"
          size="small"
          aria-label={`Leave out: ${need.asks}`}
          onClick={() => edit(`Leaving out of ${quote(need.asks)}`, (now) => withoutNeed(now, need.id))}
        >
          Leave out
        </Button>
      </div>
    </li>
  );
}
