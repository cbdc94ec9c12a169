import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const skipped = new Set(['node_modules', 'dist', '.git', '.cache', 'data']);

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** A room's page may name its files without their folders; the page at the top may not. */
const below = (folder: string): string[] =>
  folder === root ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `/${file}`);

const pages = pagesBelow(root).map((path) => ({
  path,
  name: relative(root, path),
  text: readFileSync(path, 'utf8'),
}));
const scripts = Object.keys(
  (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: object;
    }
  ).scripts,
);
const builtIn = ['ci', 'install', 'start', 'test'];

describe('the documents', () => {
  it('exist', () => {
    expect(pages.map(({ name }) => name)).toContain('README.md');
  });

  it('name only commands that there are', () => {
    const wrong = pages.flatMap(({ name, text }) =>
      [...text.matchAll(/\bnpm (?:run )?(?:-s )?([a-z][a-z:-]*)/g)]
        .map((match) => match[1] ?? '')
        .filter((command) => command !== 'run' && !scripts.includes(command) && !builtIn.includes(command))
        .map((command) => `${name}: npm run ${command}`),
    );
    expect(wrong).toEqual([]);
  });

  it('link only to files that there are', () => {
    const wrong = pages.flatMap(({ name, path, text }) =>
      [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map((match) => match[1] ?? '')
        .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(dirname(path), link)))
        .map((link) => `${name}: ${link}`),
    );
    expect(wrong).toEqual([]);
  });

  it('name only folders and files that there are', () => {
    const wrong = pages.flatMap(({ name, path, text }) =>
      [...text.matchAll(/`((?:\.{0,2}\/)?[\w.-]+(?:\/[\w.-]+)*\/?)`/g)]
        .map((match) => match[1] ?? '')
        .filter(
          (word) =>
            /\/$|\.(?:ts|tsx|mjs|css|json|md)$/.test(word) &&
            !/^x\./i.test(word) &&
            !/^(plan|manifest|profile|package-lock)\.json$/.test(word),
        )
        .filter((word) => ![root, join(root, 'src')].some((base) => existsSync(join(base, word))))
        .filter((word) => !below(dirname(path)).some((file) => `${file}/`.endsWith(`/${word.replace(/\/$/, '')}/`)))
        .map((word) => `${name}: ${word}`),
    );
    expect(wrong).toEqual([]);
  });
});
