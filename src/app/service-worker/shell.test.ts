import { describe, expect, it } from 'vitest';
import { cacheName, shellAddress, staleCaches } from './shell.ts';

const SCOPE = 'https://page.example/handrail/';
const SHELL = { version: 'a1', files: ['assets/index-1.js', 'icon.svg'] };

function answered(path: string, { method = 'GET', mode = 'cors' as RequestMode } = {}): string | null {
  return shellAddress({ method, mode, url: new URL(path, SCOPE).href }, SCOPE, SHELL);
}

describe('the shell answers', () => {
  it.each(['', '?plan=data/plan.json', 'index.html', '?v=1#/data'])('the page at "%s"', (path) => {
    expect(answered(path, { mode: 'navigate' })).toBe(SCOPE);
  });

  it('its own files, and those of a version before it', () => {
    expect(answered('icon.svg')).toBe(`${SCOPE}icon.svg`);
    expect(answered('assets/index-0.js')).toBe(`${SCOPE}assets/index-0.js`);
  });

  it.each([
    ['data', 'data/river-trust/plan.json'],
    ['a file of that name elsewhere', '/icon.svg'],
    ['another origin', 'https://elsewhere.example/handrail/icon.svg'],
    ['itself', 'service-worker.js'],
  ])('nothing of %s', (_, path) => {
    expect(answered(path)).toBeNull();
  });

  it('no page beside it, and nothing that is sent', () => {
    expect(answered('data/river-trust/plan.json', { mode: 'navigate' })).toBeNull();
    expect(answered('icon.svg', { method: 'POST' })).toBeNull();
  });
});

describe('old versions', () => {
  it('go, but for the last one, which may still be open somewhere', () => {
    const names = ['x', 'y', 'a1'].map((version) => cacheName(SCOPE, version));
    const others = ['something else', cacheName('https://page.example/', 'x')];
    expect(staleCaches([...others, ...names], SCOPE, 'a1')).toEqual([names[0]]);
  });
});
