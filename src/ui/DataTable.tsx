import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';
import styles from './DataTable.module.css';
import { VisuallyHidden } from './VisuallyHidden.tsx';

export interface Column<R> {
  readonly key: string;
  readonly header: ReactNode;
  /** The header as plain text, for tables that stack; needed where the header is not a text. */
  readonly name?: string;
  readonly cell: (row: R, index: number) => ReactNode;
  /** Numbers stand at the end, so that their digits align. */
  readonly numeric?: boolean;
  /** The cell that names its row. */
  readonly rowHeader?: boolean;
  readonly width?: string;
}

export interface DataTableProps<R> {
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R, index: number) => string;
  /** Shown in place of the rows. */
  readonly empty?: ReactNode;
  /** Height at which the body scrolls under its header, a CSS length. */
  readonly maxHeight?: string;
  readonly dense?: boolean;
  /** On a small screen each row becomes a block of named figures; headers must then be short. */
  readonly stacks?: boolean;
  readonly className?: string | undefined;
}

/** A real table that scrolls inside itself when it is too wide or too tall, by keyboard too. */
export function DataTable<R>(props: DataTableProps<R>) {
  const {
    caption,
    captionHidden = false,
    columns,
    rows,
    rowKey,
    empty,
    maxHeight,
    dense = false,
    stacks = false,
    className,
  } = props;
  const id = useId();
  return (
    <section
      className={classes(styles.scroll, dense && styles.dense, stacks && styles.stacks, className)}
      aria-labelledby={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      style={maxHeight ? { maxBlockSize: maxHeight } : undefined}
    >
      <table className={styles.table}>
        <caption id={id} className={captionHidden ? undefined : styles.caption}>
          {captionHidden ? <VisuallyHidden>{caption}</VisuallyHidden> : caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.numeric ? styles.numeric : undefined}
                style={column.width ? { inlineSize: column.width } : undefined}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map((column) =>
                column.rowHeader ? (
                  <th key={column.key} scope="row" className={column.numeric ? styles.numeric : undefined}>
                    {column.cell(row, index)}
                  </th>
                ) : (
                  <td key={column.key} className={column.numeric ? styles.numeric : undefined}>
                    {stacks && (
                      <span className={styles.name} aria-hidden="true">
                        {column.name ?? (typeof column.header === 'string' ? column.header : '')}
                      </span>
                    )}
                    {column.cell(row, index)}
                  </td>
                ),
              )}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className={styles.empty}>
                {empty ?? 'Nothing to show.'}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
