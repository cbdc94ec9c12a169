import { useState } from 'react';
import type { PlanExclusion } from '../../journey/plan.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { formatCount, quote } from '../../words/numbers.ts';
import { isStage, stageLabel } from '../../words/stages.ts';
import { changed, inForce } from '../view-changes.ts';
import styles from './QuestionBar.module.css';
import type { QuestionProps } from './QuestionBar.tsx';

/** Events that take people out of the count when they happen between two stages. */
export function ExclusionsChoice({ plan, profile, question, view, onView }: QuestionProps) {
  const exclusions = inForce(plan, view, 'exclusions');
  const stages = question.steps.map(({ id }) => id).filter(isStage);
  const [event, setEvent] = useState(profile.eventNames[0]?.name ?? '');
  const [from, setFrom] = useState(stages[0]);
  const [to, setTo] = useState(stages.at(-1));
  const options = stages.map((id) => ({ value: id, label: stageLabel(plan, id) }));
  const put = (next: readonly PlanExclusion[]) => onView(changed(plan, view, 'exclusions', next));
  const ordered = from !== undefined && to !== undefined && stages.indexOf(from) < stages.indexOf(to);
  // A name is taken literally: a star in it is no pattern.
  const literal = event.replaceAll('*', '\\*');
  const there = exclusions.some((each) => each.event === literal && each.from === from && each.to === to);
  return (
    <div className={styles.fields}>
      <p className={styles.hint}>People leave the count when this happens to them between the two stages.</p>
      {exclusions.length > 0 && (
        <ul className={styles.list}>
          {exclusions.map((exclusion) => (
            <li key={JSON.stringify(exclusion)}>
              <span>
                <bdi>{quote(exclusion.event)}</bdi> between <bdi>{stageLabel(plan, exclusion.from)}</bdi> and{' '}
                <bdi>{stageLabel(plan, exclusion.to)}</bdi>
              </span>
              <Button
                size="small"
                variant="quiet"
                aria-label={`Remove ${exclusion.event}`}
                onClick={() => put(exclusions.filter((other) => other !== exclusion))}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Select
        label="Event"
        value={event}
        options={profile.eventNames.map(({ name, people }) => ({
          value: name,
          label: `${name} (${formatCount(people)} people)`,
        }))}
        onChange={setEvent}
      />
      {from !== undefined && to !== undefined && (
        <div className={styles.range}>
          <Select label="After" value={from} options={options} onChange={setFrom} />
          <Select label="Before" value={to} options={options} onChange={setTo} />
        </div>
      )}
      <Button
        size="small"
        disabled={!ordered || there || event === ''}
        onClick={() => {
          if (from !== undefined && to !== undefined) put([...exclusions, { event: literal, from, to }]);
        }}
      >
        Leave such people out
      </Button>
    </div>
  );
}
