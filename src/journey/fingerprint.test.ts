import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';
import type { SourceProfile } from './profile.ts';

const source = (...digests: string[]): SourceProfile => ({
  sourceIndex: 0,
  shape: 'events',
  files: digests.map((digest, k) => ({ name: `${k}.csv`, bytes: 1, digest })),
  dateOnly: false,
  events: 1,
  firstUs: 0,
  lastUs: 0,
  untilUs: null,
  eventNames: [],
});
const A = `00000000000f${'a'.repeat(52)}`;
const B = `f000000000f0${'b'.repeat(52)}`;

describe('the fingerprint of a dataset', () => {
  it('is of the bytes, whatever the order of the files', () => {
    expect(fingerprintOf({ sources: [source(A, B)] })).toBe('f000-0000-00ff');
    expect(fingerprintOf({ sources: [source(B), source(A)] })).toBe('f000-0000-00ff');
  });

  it('counts a file once that feeds two sources', () => {
    expect(fingerprintOf({ sources: [source(A), source(A)] })).toBe('0000-0000-000f');
  });

  it('says so when there is no file', () => {
    expect(fingerprintOf({ sources: [] })).toBe('none');
  });
});
