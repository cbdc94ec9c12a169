import { HandrailError } from '../journey/errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { ImportOptions } from './import.ts';

const TELL_EVERY_MS = 100;
const BREATHE_EVERY_MS = 40;

/** Tells how far the import is, hears the cancel, and lets the thread take other messages now and then. */
export class Progress {
  private readonly options: ImportOptions;
  private readonly bytesTotal: number;
  private bytesRead = 0;
  private rowsBefore = 0;
  private rowsRead = 0;
  private file = '';
  private phase: 'reading' | 'sorting' = 'reading';
  private toldAt = 0;
  private breathedAt = performance.now();

  /** `readings`: every file as often as it is read. */
  constructor(readings: readonly ByteSource[], options: ImportOptions) {
    this.options = options;
    this.bytesTotal = readings.reduce((sum, file) => sum + file.size, 0);
  }

  /** Counts bytes read; throws `cancelled` when the signal says so. */
  read(file: string, bytes: number): void {
    this.stopIfCancelled();
    this.file = file;
    this.bytesRead += bytes;
    this.tell(false);
  }

  rows(inPart: number): void {
    this.rowsRead = this.rowsBefore + inPart;
  }

  endPart(inPart: number): void {
    this.rowsBefore += inPart;
    this.rowsRead = this.rowsBefore;
  }

  sorting(): void {
    this.phase = 'sorting';
    this.bytesRead = this.bytesTotal;
    this.tell(true);
  }

  /** Gives way to other work of the thread, and throws `cancelled` when that brought a cancel. */
  async breathe(): Promise<void> {
    this.stopIfCancelled();
    const now = performance.now();
    if (now - this.breathedAt < BREATHE_EVERY_MS) return;
    await turnOfThread();
    this.breathedAt = performance.now();
    this.stopIfCancelled();
  }

  private stopIfCancelled(): void {
    if (this.options.signal?.aborted) throw new HandrailError('cancelled', {});
  }

  private tell(always: boolean): void {
    if (this.options.onProgress === undefined) return;
    const now = performance.now();
    if (!always && now - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = now;
    const { phase, file, bytesRead, bytesTotal, rowsRead } = this;
    this.options.onProgress({ phase, file, bytesRead, bytesTotal, rowsRead });
  }
}

/** Node's own way to let others go first; browsers have none. */
const { setImmediate: afterOthers } = globalThis as { readonly setImmediate?: (run: () => void) => unknown };

/** Lets waiting messages in. Browsers hold back timers that follow each other for four milliseconds; messages they do not. */
function turnOfThread(): Promise<void> {
  return new Promise((resolve) => {
    if (afterOthers !== undefined) {
      afterOthers(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
