import type { DatasetProfile } from '../../journey/profile.ts';
import type { ViewAttribution } from '../../questions/view.ts';

export interface AttributionChoice {
  readonly value: string;
  readonly label: string;
  readonly attribution: ViewAttribution;
}

/** Which of somebody's values counts, as choices in words. */
export function attributionChoices(labels: readonly string[]): readonly AttributionChoice[] {
  return [
    { value: 'step1', label: `when they entered (${labels[0] ?? 'step 1'})`, attribution: { step: 1 } },
    { value: 'first', label: 'first of all', attribution: 'first' },
    { value: 'last', label: 'last of all', attribution: 'last' },
    ...labels.slice(1).map((label, k) => ({
      value: `step${k + 2}`,
      label: `at ${label}`,
      attribution: { step: k + 2 },
    })),
    { value: 'all', label: 'at every step', attribution: 'all' },
  ];
}

export function attributionValue(attribution: ViewAttribution): string {
  return typeof attribution === 'string' ? attribution : `step${attribution.step}`;
}

/** What somebody carries from a file about people is the same at every event; otherwise what they entered with. */
export function usualAttribution(profile: DatasetProfile, property: string): ViewAttribution {
  return isOfPerson(profile, property) ? 'first' : { step: 1 };
}

export function isOfPerson(profile: DatasetProfile, property: string): boolean {
  return profile.properties.some(({ name, of }) => name === property && of === 'person');
}
