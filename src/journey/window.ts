const UNIT_US: Readonly<Record<string, number>> = {
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
  w: 604_800_000_000,
};

/** Reads a window as the plan writes it (`90m`, `36h`, `30d`, `6w`) in microseconds; `null` when it is not one. */
export function parseWindow(text: string): number | null {
  const match = /^(\d{1,6})([mhdw])$/.exec(text);
  if (!match) return null;
  const us = Number(match[1]) * (UNIT_US[match[2] ?? ''] ?? 0);
  return us > 0 ? us : null;
}
