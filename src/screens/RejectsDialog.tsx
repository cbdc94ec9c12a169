import type { QualityPart, RejectedRow } from '../journey/quality-report.ts';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { saveFile } from '../ui/save-file.ts';
import { toCsv } from '../words/csv.ts';
import { countOf, formatCount } from '../words/numbers.ts';
import { sayRejected, sayRejectReason } from '../words/quality.ts';
import styles from './RejectsDialog.module.css';

/** A page of rows is read; all of them are saved. */
const SHOWN = 200;

interface Row extends RejectedRow {
  readonly file: string;
}

export interface RejectsDialogProps {
  readonly open: boolean;
  readonly parts: readonly QualityPart[];
  readonly onClose: () => void;
}

/** What the rows' places are called: lines of a text, rows of a sheet, records of an array. */
function placeName(parts: readonly QualityPart[]): string {
  const places = [...new Set(parts.filter(({ rowsRejected }) => rowsRejected > 0).map(({ place = 'line' }) => place))];
  const [place] = places;
  if (place === undefined || places.length > 1) return 'Place';
  return place === 'line' ? 'Line' : place === 'row' ? 'Row' : 'Record';
}

/** The rejected rows with their line, reason and text, keys masked. */
export function RejectsDialog({ open, parts, onClose }: RejectsDialogProps) {
  if (!open) return null;
  const rows = parts.flatMap(({ file, rejects }) => rejects.map((reject): Row => ({ file, ...reject })));
  const total = parts.reduce((sum, part) => sum + part.rowsRejected, 0);
  const reasons = parts.flatMap((part) =>
    Object.entries(part.rejectedBy).map(
      ([reason, count]) => `${part.file}: ${sayRejected(reason as RejectedRow['reason'], count)}`,
    ),
  );
  const columns: readonly Column<Row>[] = [
    ...(parts.length > 1 ? [{ key: 'file', header: 'File', cell: (row: Row) => row.file }] : []),
    { key: 'line', header: placeName(parts), cell: (row) => formatCount(row.line), numeric: true, rowHeader: true },
    {
      key: 'reason',
      header: 'Why',
      cell: (row) => (
        <>
          {sayRejectReason(row.reason)}
          {row.column !== null && <small className={styles.at}> in {row.column}</small>}
          {row.value !== null && row.value !== '' && <small className={styles.at}>: “{row.value}”</small>}
        </>
      ),
    },
    { key: 'text', header: 'The row', cell: (row) => <code className={styles.text}>{row.text}</code> },
  ];
  const save = () =>
    saveFile(
      'rejected rows.csv',
      new Blob(
        [
          toCsv(
            ['file', 'line', 'reason', 'column', 'value', 'row'],
            rows.map(({ file, line, reason, column, value, text }) => [
              file,
              line,
              sayRejectReason(reason),
              column,
              value,
              text,
            ]),
          ),
        ],
        { type: 'text/csv' },
      ),
    );
  return (
    <Dialog
      open
      wide
      title={`${countOf(total, 'row was', 'rows were')} rejected`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={save}>
            Save {rows.length < total ? `the first ${formatCount(rows.length)}` : 'them'} as CSV
          </Button>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <ul className={styles.reasons}>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <DataTable
        caption={rows.length > SHOWN ? `The first ${SHOWN} of them` : 'Each of them'}
        captionHidden={rows.length <= SHOWN}
        columns={columns}
        rows={rows.slice(0, SHOWN)}
        rowKey={(row, index) => `${row.file} ${row.line} ${index}`}
        maxHeight="52vh"
        dense
      />
    </Dialog>
  );
}
