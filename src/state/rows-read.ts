import { create } from 'zustand';
import type { RowsRead } from '../backends/backend.ts';

export type { RowsRead };

interface Reading {
  /** By question: what was read of the table for it, while it is being answered. */
  readonly byKey: Readonly<Record<string, RowsRead>>;
}

const useReading = create<Reading>()(() => ({ byKey: {} }));

/** Notes how far a table was read for a question; `null` once it is over. */
export function noteRowsRead(key: string, rows: RowsRead | null): void {
  useReading.setState(({ byKey: { [key]: _, ...others } }) => ({
    byKey: rows === null ? others : { ...others, [key]: rows },
  }));
}

/** How far a table was read for a question that is being answered; `null` where that is not told. */
export function useRowsRead(key: string): RowsRead | null {
  return useReading(({ byKey }) => byKey[key] ?? null);
}
