import { describe, expect, it } from 'vitest';
import { sizesOf } from './parts.ts';
import { textWidth, wrapLabel } from './wrap-label.ts';

const sum = (sizes: readonly number[]) => sizes.reduce((a, b) => a + b, 0);

describe('the parts of a block', () => {
  it('keep their proportions and fill the block', () => {
    expect(sizesOf([20, 30, 50], 100)).toEqual([20, 30, 50]);
  });

  it('make the few visible without growing the block', () => {
    const sizes = sizesOf([3, 0, 9_999_997], 150);
    expect(sizes[0]).toBe(2);
    expect(sizes[1]).toBe(0);
    expect(sum(sizes)).toBeCloseTo(150, 9);
  });

  it('share a block that is thinner than their least sizes', () => {
    const sizes = sizesOf([1, 1, 1], 3, 2);
    expect(sum(sizes)).toBeCloseTo(3, 9);
  });

  it('are nothing for nobody', () => {
    expect(sizesOf([0, 0, 0], 100)).toEqual([0, 0, 0]);
  });
});

describe('a label', () => {
  it('breaks between words and keeps to its width', () => {
    const lines = wrapLabel('Heard of the floodplain restoration fund', 120, 13, 3);
    expect(lines.join(' ')).toBe('Heard of the floodplain restoration fund');
    for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(120);
  });

  it('breaks inside a word only with a hyphen', () => {
    const lines = wrapLabel('Unterschriftensammlung', 90, 13, 3);
    expect(lines[0]?.endsWith('-')).toBe(true);
    expect(lines.map((line) => line.replace(/-$/, '')).join('')).toBe('Unterschriftensammlung');
  });

  it('ends with an ellipsis when it is longer than its lines', () => {
    const lines = wrapLabel('one two three four five six seven eight nine ten eleven', 60, 13, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]?.endsWith('…')).toBe(true);
  });

  it('is nothing when empty', () => {
    expect(wrapLabel('  ', 60, 13, 2)).toEqual([]);
  });
});
