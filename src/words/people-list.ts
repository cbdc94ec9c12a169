import { countOf, formatCount } from './numbers.ts';

/** How many of the people asked for stand in a list that was saved. `looked`: in files that were given. */
export function sayPeopleFound(found: number, people: number, looked: boolean, locale = 'en-GB'): string {
  const all = countOf(people, 'person', 'people', locale);
  if (people === 0) return 'Nobody is in this group, so there is nothing to save.';
  if (!looked) return `A list of ${all} was saved.`;
  if (found === 0)
    return `None of the ${all} stand in these files, so nothing was saved. Choose the files that this journey was made of.`;
  const missing = people - found;
  return missing === 0
    ? `All ${all} were found. The list was saved; nothing of your files was kept here.`
    : `${formatCount(found, locale)} of ${all} were found and saved; ${formatCount(missing, locale)} do not stand in these files. Nothing of your files was kept here.`;
}
