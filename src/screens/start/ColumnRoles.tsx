import { useState } from 'react';
import type { PlanSource, SourceShape } from '../../journey/plan.ts';
import { maskKey, type SniffedFile } from '../../state/draft-file.ts';
import { type Role, roleOf, withRole } from '../../state/source-roles.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { countOf, formatDay, formatMoment } from '../../words/numbers.ts';
import styles from './FileCard.module.css';

const ROWS = 3;
/** Columns shown at once beyond those in use. */
const MORE_COLUMNS = 60;

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'person', label: 'person' },
  { value: 'alias', label: 'person, another key' },
  { value: 'time', label: 'time' },
  { value: 'date', label: 'date of a stage' },
  { value: 'event', label: 'what happened' },
  { value: 'value', label: 'value' },
  { value: 'property', label: 'property' },
  { value: 'unused', label: 'not kept' },
];

export interface ColumnRolesProps {
  readonly sniffed: SniffedFile;
  readonly source: PlanSource;
  readonly timeZone: string | undefined;
  readonly onSource: (source: PlanSource) => void;
}

/** The columns with what each is for, over the first rows as they are read. */
export function ColumnRoles({ sniffed, source, timeZone, onSource }: ColumnRolesProps) {
  const [all, setAll] = useState(false);
  const columns = sniffed.header.map((name, index) => ({ name, index, role: roleOf(source, name) }));
  const rank = (role: Role) => ROLES.findIndex(({ value }) => value === role);
  const used = columns.filter(({ role }) => role !== 'unused').sort((a, b) => rank(a.role) - rank(b.role));
  const unused = columns.filter(({ role }) => role === 'unused');
  const shown = all || used.length === 0 ? [...used, ...unused.slice(0, MORE_COLUMNS)] : used;
  const roles = ROLES.filter(({ value }) => isRoleIn(value, source.shape));
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rows = sniffed.preview.slice(0, ROWS);
  return (
    <div className={styles.columns}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={`The first rows of ${sniffed.name}`}>
        <table className={styles.table}>
          <thead>
            <tr>
              {shown.map(({ name, index, role }) => (
                <th key={index} scope="col">
                  <span className={styles.column}>{name}</span>
                  <select
                    className={classes(styles.role, role === 'unused' && styles.unused)}
                    aria-label={`${name} is`}
                    value={role}
                    onChange={(event) => {
                      const chosen = ROLES.find(({ value }) => value === event.target.value);
                      if (chosen) onSource(withRole(source, name, chosen.value));
                    }}
                  >
                    {roles.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a preview have no other name and never move
              <tr key={at}>
                {shown.map(({ index, role, name }) => (
                  <td key={index} data-role={role}>
                    {cell(role, row, sniffed.rows[at]?.[index] ?? '', zone, name)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {unused.length > 0 && used.length > 0 && (
        <Button variant="quiet" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Hide what is not kept' : `${countOf(unused.length, 'column is', 'columns are')} not kept`}
        </Button>
      )}
    </div>
  );
}

/** Whether a column of a source of this shape can have the role. */
function isRoleIn(role: Role, shape: SourceShape): boolean {
  switch (role) {
    case 'event':
      return shape === 'events';
    case 'date':
      return shape === 'dates';
    case 'time':
      return shape !== 'dates';
    case 'person':
    case 'alias':
      return shape !== 'costs';
    default:
      return true;
  }
}

/** A cell as it is read: keys masked, times in the zone they mean, numbers as numbers. */
function cell(role: Role, row: SniffedFile['preview'][number], raw: string, zone: string, column: string): string {
  switch (role) {
    case 'person':
      return row.person === '' ? '(nobody)' : row.person;
    case 'alias':
      return maskKey(raw);
    case 'time':
      if (row.timeUs === null) return raw === '' ? '(none)' : `${raw} (not a time)`;
      return row.dateOnly ? formatDay(row.timeUs, zone) : formatMoment(row.timeUs, zone);
    case 'date': {
      const date = row.dates[column];
      if (date === undefined) return raw === '' ? '' : `${raw} (does not count)`;
      if (date.timeUs === null) return `${raw} (not a time)`;
      return date.dateOnly ? formatDay(date.timeUs, zone) : formatMoment(date.timeUs, zone);
    }
    case 'value':
      return row.value === null ? (raw === '' ? '' : `${raw} (not a number)`) : String(row.value);
    case 'event':
    case 'property':
    case 'unused':
      return raw;
  }
}
