import { createContext, useContext, useRef, useState } from 'react';
import { type CsvCell, toCsv } from '../words/csv.ts';
import { Button } from './Button.tsx';
import { Popover } from './Popover.tsx';
import { pngFile, svgFile } from './picture-file.ts';
import { saveFile } from './save-file.ts';
import styles from './TakeAway.module.css';

export interface TableFile {
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

export interface TakeAwayProps {
  /** Names the files. */
  readonly name: string;
  /** The figure's table, made when asked for. */
  readonly table: () => TableFile;
}

/** What is said of a link that was copied: for whom it works. The screen knows. */
export const LinkCopied = createContext('Copied. It opens exactly this question.');

/** Whom a figure is about and from which data it was made, in lines for the foot of its picture. The screen knows. */
export const TakenFrom = createContext<() => readonly string[]>(() => []);

/** What can be taken from a figure: its table, its picture while it is shown, and the address of this very question. */
export function TakeAway({ name, table }: TakeAwayProps) {
  const place = useRef<HTMLSpanElement>(null);
  const drawing = () => place.current?.closest('figure')?.querySelector<SVGSVGElement>('svg[role="img"]') ?? null;
  return (
    <span ref={place}>
      <Popover trigger="Export" panelName={`Export: ${name}`} variant="quiet" size="small">
        {(close) => <Choices name={name} table={table} drawing={drawing()} close={close} />}
      </Popover>
    </span>
  );
}

interface ChoicesProps extends TakeAwayProps {
  readonly drawing: SVGSVGElement | null;
  readonly close: () => void;
}

function Choices({ name, table, drawing, close }: ChoicesProps) {
  const [said, say] = useState('');
  const linkCopied = useContext(LinkCopied);
  const takenFrom = useContext(TakenFrom);
  const savePng = async (picture: SVGSVGElement) => {
    try {
      saveFile(`${name}.png`, await pngFile(picture, name, takenFrom()));
      close();
    } catch {
      say('This browser could not draw the picture. The SVG holds the same.');
    }
  };
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say(linkCopied);
    } catch {
      say('The browser did not allow it. The address line holds the same link.');
    }
  };
  return (
    <div className={styles.choices}>
      <Button
        variant="quiet"
        size="small"
        onClick={() => {
          const { header, rows } = table();
          // A byte order mark, so that a spreadsheet reads it as UTF-8.
          saveFile(`${name}.csv`, new Blob(['\ufeff', toCsv(header, rows)], { type: 'text/csv;charset=utf-8' }));
          close();
        }}
      >
        Table as CSV
      </Button>
      {drawing && (
        <>
          <Button
            variant="quiet"
            size="small"
            onClick={() => {
              saveFile(`${name}.svg`, new Blob([svgFile(drawing, name, takenFrom())], { type: 'image/svg+xml' }));
              close();
            }}
          >
            Picture as SVG
          </Button>
          <Button variant="quiet" size="small" onClick={() => void savePng(drawing)}>
            Picture as PNG
          </Button>
        </>
      )}
      <Button variant="quiet" size="small" onClick={() => void copyLink()}>
        Copy link to this question
      </Button>
      <p role="status" className={styles.said}>
        {said}
      </p>
    </div>
  );
}
