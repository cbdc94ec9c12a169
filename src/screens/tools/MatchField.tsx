import { useId, useState } from 'react';
import { literalPattern, matchesName } from '../../journey/name-pattern.ts';
import type { StageRule } from '../../journey/plan.ts';
import type { PlanTool } from '../../journey/tools.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { countOf, formatCount, formatList, peopleOf, quote } from '../../words/numbers.ts';
import styles from './ToolFields.module.css';
import { useToolsScreen } from './tools-context.ts';

export interface MatchFieldProps {
  readonly tool: PlanTool;
  readonly onChange: (match: readonly StageRule[]) => void;
}

const OFFERED = 60;

/** Which events show a tool's use: picked from those of the data, or typed with `*`. Conditions are kept and shown. */
export function MatchField({ tool, onChange }: MatchFieldProps) {
  const { profile } = useToolsScreen();
  const id = useId();
  const [typed, setTyped] = useState('');
  const match = tool.match ?? [];
  const names = profile.eventNames.filter(({ name }) => match.some((rule) => matchesName(nameOf(rule), name)));
  const events = names.reduce((sum, { events }) => sum + events, 0);
  const conditional = match.some((rule) => typeof rule !== 'string');
  const add = (pattern: string) => {
    const plain = pattern.trim();
    setTyped('');
    if (plain !== '' && !match.includes(plain)) onChange([...match, plain]);
  };
  const offered = profile.eventNames.filter(({ name }) => !names.some((one) => one.name === name)).slice(0, OFFERED);
  return (
    <fieldset className={styles.match}>
      <legend>Events that show its use</legend>
      {match.length > 0 && (
        <ul className={styles.rules}>
          {match.map((rule, index) => (
            <li key={JSON.stringify(rule)}>
              <bdi>{sayRule(rule)}</bdi>
              <button
                type="button"
                aria-label={`Take away ${quote(sayRule(rule))}`}
                onClick={() => onChange(match.toSpliced(index, 1))}
              >
                <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                  <path d="m1.5 1.5 7 7M8.5 1.5l-7 7" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.hint} role="status">
        {match.length === 0
          ? 'None yet: without one, nothing can show whether it is used.'
          : names.length === 0
            ? 'No event of the data has such a name.'
            : `${countOf(names.length, 'name', 'names')} in the data, ${countOf(events, 'event', 'events')}${conditional ? ' before the conditions' : ''}.`}
      </p>
      <form
        className={styles.adding}
        onSubmit={(event) => {
          event.preventDefault();
          add(typed);
        }}
      >
        <TextField
          label="Event name, * for any letters"
          hideLabel
          placeholder="event name, * for any letters"
          value={typed}
          list={`${id}-names`}
          maxLength={300}
          dir="auto"
          onChange={setTyped}
        />
        <Button type="submit" aria-disabled={typed.trim() === ''}>
          Add
        </Button>
        <datalist id={`${id}-names`}>
          {offered.map(({ name, people }) => (
            <option key={name} value={literalPattern(name)} label={`${peopleOf(people)}`} />
          ))}
        </datalist>
      </form>
      {offered.length > 0 && (
        <details className={styles.pick}>
          <summary>Pick from the data</summary>
          <ul>
            {offered.map(({ name, events: count, people }) => (
              <li key={name}>
                <button type="button" onClick={() => add(literalPattern(name))}>
                  <bdi>{name}</bdi>
                  <span>
                    {formatCount(count)} by {peopleOf(people)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </fieldset>
  );
}

/** "donation where status is paid, the first". */
export function sayRule(rule: StageRule): string {
  if (typeof rule === 'string') return rule;
  const conditions = Object.entries(rule.where ?? {}).map(([property, value]) => `${property} is ${value}`);
  const where = conditions.length === 0 ? '' : ` where ${formatList(conditions)}`;
  const when = rule.occurrence === undefined ? '' : `, the ${rule.occurrence}`;
  return `${/^\*+$/.test(rule.event) ? 'any event' : rule.event}${where}${when}`;
}

function nameOf(rule: StageRule): string {
  return typeof rule === 'string' ? rule : rule.event;
}
