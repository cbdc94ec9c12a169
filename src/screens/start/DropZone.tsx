import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { quote } from '../../words/numbers.ts';
import styles from './DropZone.module.css';
import { droppedFiles, isReadableFile } from './folder-files.ts';
import { pastedFiles } from './pasted-files.ts';

export interface DropZoneProps {
  /** `dataset`: the id of the journey on which they were dropped. */
  readonly onFiles: (files: readonly File[], dataset?: string) => void;
  readonly children: ReactNode;
}

/** The whole page takes files: wherever they are dropped or pasted, they arrive, alone or in folders. */
export function DropZone({ onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const [onto, setOnto] = useState<string | null>(null);
  const receive = useRef(onFiles);
  receive.current = onFiles;
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
      const on = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-dataset]') : null;
      setOnto(on?.getAttribute('data-name') ?? null);
    };
    const onLeave = (event: DragEvent) => {
      // Without a related target the pointer has left the window.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer === null) return;
      const on = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-dataset]') : null;
      void droppedFiles(event.dataTransfer).then((files) => receive.current(files, on?.dataset.dataset));
    };
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable], dialog')) return;
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      receive.current(files);
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
  return (
    <>
      {children}
      {over && (
        <div className={styles.veil} aria-hidden="true">
          <p>
            {onto === null
              ? 'Let go: Handrail shows how it reads them'
              : `Let go: Handrail shows how it adds them to ${quote(onto)}`}
          </p>
        </div>
      )}
    </>
  );
}

export interface PickFilesProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly variant?: 'primary' | 'secondary' | 'quiet';
  readonly size?: 'small';
  /** What it is called where its words do not say it. */
  readonly label?: string;
  /** Whether a folder is picked, with all the tables in it. */
  readonly folder?: boolean;
  readonly children: ReactNode;
}

const ACCEPTED =
  '.csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,.parquet,.pq,.xlsx,.zip,.gz,.handrail,text/csv,text/tab-separated-values,application/json,application/gzip,application/zip';

/** A button that opens the browser's file dialog. */
export function PickFiles({ onFiles, variant = 'secondary', size, label, folder = false, children }: PickFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={variant}
        {...(size && { size })}
        {...(label !== undefined && { 'aria-label': label })}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label ?? (folder ? 'Folder to read' : 'Files to read')}
        {...(folder ? { webkitdirectory: '' } : { accept: ACCEPTED })}
        onChange={(event) => {
          const all = [...(event.target.files ?? [])];
          const files = folder ? all.filter(isReadableFile) : all;
          // The same file can then be picked again.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
