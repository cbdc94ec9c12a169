import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import styles from './DropZone.module.css';

export interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** The whole page takes files: wherever they are dropped, they arrive. */
export function DropZone({ onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const receive = useRef(onFiles);
  receive.current = onFiles;
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      // Without a related target the pointer has left the window.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      receive.current([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  return (
    <>
      {children}
      {over && (
        <div className={styles.veil} aria-hidden="true">
          <p>Let go: Handrail shows how it reads them</p>
        </div>
      )}
    </>
  );
}

export interface PickFilesProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly variant?: 'primary' | 'secondary';
  readonly children: ReactNode;
}

/** A button that opens the browser's file dialog. */
export function PickFiles({ onFiles, variant = 'secondary', children }: PickFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant={variant} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to read"
        accept=".csv,.tsv,.txt,.gz,.json,.handrail,text/csv,text/tab-separated-values,application/json,application/gzip"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can then be picked again.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
