import { countOf, formatList, quote } from './numbers.ts';

/** What left a journey with a person. */
export interface ForgottenFrom {
  readonly journey: string;
  readonly events: number;
  readonly rejects: number;
  /** How many other keys of the person are forgotten with the one that was given. */
  readonly otherKeys: number;
}

/** What forgetting a person did, in two or three sentences; `everywhere`: no file of any journey brings them back. */
export function sayForgotten(found: readonly ForgottenFrom[], everywhere: boolean, locale = 'en-GB'): string {
  const left = found.filter(({ events, rejects }) => events + rejects > 0);
  const removed =
    left.length === 0
      ? `Nothing of this person was found in ${found.length === 1 ? quote(found[0]!.journey) : 'any journey'}.`
      : left
          .map(({ journey, events, rejects }) => {
            const parts = [
              ...(events > 0 ? [countOf(events, 'event', 'events', locale)] : []),
              ...(rejects > 0 ? [countOf(rejects, 'rejected row', 'rejected rows', locale)] : []),
            ];
            return `${formatList(parts, locale)} left ${quote(journey)}.`;
          })
          .join(' ');
  const refused = everywhere
    ? 'From now on every file is read without their rows.'
    : `From now on files added to ${formatList(
        found.map(({ journey }) => quote(journey)),
        locale,
      )} are read without their rows.`;
  const others = found.reduce((most, { otherKeys }) => Math.max(most, otherKeys), 0);
  const known =
    others === 0
      ? ''
      : ` They were known by ${countOf(others, 'other key', 'other keys', locale)} as well, forgotten with this one.`;
  return `${removed}${known} ${refused}`;
}
