import { useState } from 'react';
import type { ViewAttribution, ViewFilter } from '../../questions/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import { countOf, peopleOf } from '../../words/numbers.ts';
import { changed } from '../view-changes.ts';
import { attributionChoices, attributionValue, isOfPerson, usualAttribution } from './attribution.ts';
import styles from './QuestionBar.module.css';
import type { QuestionProps } from './QuestionBar.tsx';

/** Keeps people whose value is among the ticked ones; one property at a time is edited. */
export function FiltersChoice({ plan, profile, view, onView, labels }: QuestionProps) {
  const filters = view.filters ?? [];
  const [property, setProperty] = useState(filters[0]?.property ?? profile.properties[0]?.name ?? '');
  const current = filters.find((filter) => filter.property === property);
  const [wanted, setWanted] = useState<ViewAttribution | null>(null);
  const attribution = current?.attribution ?? wanted ?? usualAttribution(profile, property);
  const choices = attributionChoices(labels);
  const put = (next: ViewFilter | null) => {
    const rest = filters.filter((filter) => filter !== current);
    onView(changed(plan, view, 'filters', next && next.in.length > 0 ? [...rest, next] : rest));
  };
  const toggle = (value: string | null, on: boolean) => {
    const kept = (current?.in ?? []).filter((each) => each !== value);
    put({ property, attribution, in: on ? [...kept, value] : kept });
  };
  const top = profile.properties.find(({ name }) => name === property)?.top ?? [];
  const others = (current?.in ?? []).filter((value) => value !== null && !top.some((each) => each.value === value));
  return (
    <div className={styles.fields}>
      <Select
        label="Property"
        value={property}
        options={profile.properties.map(({ name }) => ({
          value: name,
          label: filters.some((filter) => filter.property === name) ? `${name} (chosen)` : name,
        }))}
        onChange={(next) => {
          setProperty(next);
          setWanted(null);
        }}
      />
      {!isOfPerson(profile, property) && (
        <Select
          label="By what they carried"
          value={attributionValue(attribution)}
          options={choices}
          onChange={(value) => {
            const choice = choices.find((each) => each.value === value);
            if (!choice) return;
            setWanted(choice.attribution);
            if (current) put({ ...current, attribution: choice.attribution });
          }}
        />
      )}
      <fieldset className={styles.values}>
        <legend>Only people with</legend>
        {[...top, ...others.map((value) => ({ value: value ?? '', count: null }))].map(({ value, count }) => (
          <Checkbox
            key={value}
            label={
              <>
                <bdi>{value}</bdi>{' '}
                {count !== null && (
                  <small>{isOfPerson(profile, property) ? peopleOf(count) : countOf(count, 'event', 'events')}</small>
                )}
              </>
            }
            checked={current?.in.includes(value) ?? false}
            onChange={(on) => toggle(value, on)}
          />
        ))}
        <Checkbox label="(none)" checked={current?.in.includes(null) ?? false} onChange={(on) => toggle(null, on)} />
      </fieldset>
      {filters.length > 0 && (
        <Button size="small" onClick={() => onView(changed(plan, view, 'filters', []))}>
          Everybody
        </Button>
      )}
    </div>
  );
}
