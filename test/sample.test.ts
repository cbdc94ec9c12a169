import { describe, expect, it } from 'vitest';
import { RIVER_PLAN, riverFiles } from '../mocks/river-trust/files.ts';
import { simulateRiver } from '../mocks/river-trust/simulate.ts';
import { RIVER_TRUST } from '../mocks/river-trust/world.ts';
import { runToEnd } from '../src/engine/run.ts';
import type { ByteSource } from '../src/importers/byte-source.ts';
import { importFiles } from '../src/importers/import.ts';
import { parseDay, timeZone } from '../src/journey/time-zone.ts';
import { compileFunnel } from '../src/questions/compile.ts';

const river = simulateRiver();

const files: ByteSource[] = [...riverFiles(river)].map(([name, content]) => {
  const blob = new Blob([content as BlobPart]);
  // The sample ships this file gzipped; here it is read as it is.
  return { name: name === 'site-events.csv' ? `${name}.gz` : name, size: blob.size, stream: () => blob.stream() };
});

const imported = importFiles(files, RIVER_PLAN, {
  salt: new Uint8Array(16),
  nowUs: Date.parse('2026-11-01T00:00:00Z') * 1000,
});

describe('the River Trust', () => {
  it('has about 18,000 people and 400,000 events in four places, one of them with dates only', async () => {
    const { profile } = await imported;
    expect(profile.personCount).toBeGreaterThan(17_500);
    expect(profile.personCount).toBeLessThanOrEqual(RIVER_TRUST.people);
    expect(profile.eventCount).toBeGreaterThan(370_000);
    expect(profile.eventCount).toBeLessThan(430_000);
    expect(profile.sources.map((source) => source.dateOnly)).toEqual([false, false, true, false]);
  });

  it('accounts for every row, with some that are broken or left out', async () => {
    const { quality } = (await imported).profile;
    expect(quality.rowsRead).toBe(quality.rowsAccepted + quality.rowsRejected + quality.rowsExcluded);
    expect(quality.rowsRead).toBe(
      river.visits.length + river.subscribers.length + river.signatures.length + river.payments.length,
    );
    expect(quality.rowsRejected).toBeGreaterThan(100);
    expect(quality.rowsExcluded).toBe(river.payments.filter((payment) => payment.status !== 'Paid').length);
  });

  it('joins its lists by e-mail, whatever the capitals', async () => {
    const { profile } = await imported;
    expect(profile.keys).toBe('hashed');
    const match = profile.quality.matches.find(
      (pair) => pair.file === 'petition.csv' && pair.other === 'newsletter.csv',
    );
    expect(match!.found / match!.people).toBeGreaterThan(0.97);
  });

  it('loses people on every stair and has late arrivals still in progress', async () => {
    const { columns, profile } = await imported;
    const { steps, transitions } = runToEnd(columns, compileFunnel(RIVER_PLAN, profile));
    expect(steps.map((step) => step.id)).toEqual(['awareness', 'interest', 'motivation', 'action', 'relationship']);
    for (const transition of transitions) {
      expect(transition.converted).toBeGreaterThan(100);
      expect(transition.dropped).toBeGreaterThan(100);
      expect(transition.inProgress).toBeGreaterThan(5);
      expect(transition.maturedReached).toBeGreaterThan(150);
    }
    expect(steps[2]!.blindSpot).toBeGreaterThan(30);
  });

  it('has a pledge page that goes quiet on its day and not before', () => {
    const zone = timeZone(RIVER_TRUST.timeZone);
    const quietUs = zone.fromLocalUs(parseDay(RIVER_TRUST.pledgePageQuietFrom)!).us;
    const uses = river.visits.filter((visit) => visit.name === 'pledge page opened').map((visit) => visit.us);
    expect(uses.length).toBeGreaterThan(300);
    expect(Math.max(...uses)).toBeLessThan(quietUs);
    expect(Math.max(...uses)).toBeGreaterThan(quietUs - 2 * 86_400_000_000);
  });

  it('is the same every time', () => {
    expect(simulateRiver().payments).toEqual(river.payments);
  });
});
