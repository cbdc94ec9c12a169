import { expect, test } from 'vitest';
import { type ImportProgress, startReading, withProgress } from './reading.ts';

const progress = (bytesRead: number, phase: ImportProgress['phase'] = 'reading'): ImportProgress => ({
  phase,
  file: 'a.csv',
  bytesRead,
  bytesTotal: 1000,
  rowsRead: bytesRead,
});

test('the time left follows from the bytes so far', () => {
  const reading = withProgress(startReading(500, 10_000), progress(250), 12_000);
  expect(reading.share).toBe(0.25);
  expect(reading.leftMs).toBe(6000);
});

test('no estimate before it has settled, and none while sorting', () => {
  expect(withProgress(startReading(500, 0), progress(250), 1000).leftMs).toBeNull();
  expect(withProgress(startReading(500, 0), progress(1000, 'sorting'), 9000).leftMs).toBeNull();
});

test('a file of no bytes gives no estimate', () => {
  expect(withProgress(startReading(0, 0), { ...progress(0), bytesTotal: 0 }, 9000)).toMatchObject({
    share: 0,
    leftMs: null,
  });
});
