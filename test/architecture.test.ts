import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');

/** From the ground up: what a room may import, besides itself and packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  journey: [],
  words: ['journey'],
  engine: ['journey'],
  questions: ['journey', 'engine'],
  importers: ['journey', 'engine'],
  backends: ['journey', 'engine', 'importers'],
  server: ['journey', 'engine', 'questions', 'backends/clickhouse'],
  insights: ['journey', 'engine'],
  ui: ['words'],
  charts: ['journey', 'words', 'engine', 'insights', 'ui'],
  report: ['journey', 'words', 'engine', 'questions', 'importers', 'backends', 'server', 'insights', 'ui', 'charts'],
  state: ['journey', 'words', 'engine', 'questions', 'backends'],
  screens: ['journey', 'words', 'engine', 'questions', 'insights', 'charts', 'ui', 'state', 'report/page'],
  app: [
    'journey',
    'words',
    'engine',
    'questions',
    'importers',
    'backends',
    'server',
    'insights',
    'ui',
    'charts',
    'report',
    'state',
    'screens',
  ],
};

/** Of these rooms only the named files may be imported from outside: the rest of them is their own affair. */
const DOORS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  importers: { engine: ['columns.ts'] },
  insights: { engine: ['answer.ts', 'query.ts'] },
  charts: { engine: ['answer.ts', 'query.ts'] },
  screens: { engine: ['answer.ts', 'query.ts'] },
  state: { engine: ['answer.ts', 'query.ts', 'canonical.ts'] },
};

const PURE = ['journey', 'words', 'engine', 'questions', 'insights'];

/** Packages that a pure room may use. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  journey: ['valibot'],
  insights: [],
  words: [],
  engine: [],
  questions: [],
};

interface Import {
  readonly file: string;
  readonly from: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
const code = filesBelow(src).filter((file) => /\.(ts|tsx)$/.test(file) && !isTest(file) && !file.endsWith('.d.ts'));

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => ({
    file,
    from: match[1] ?? match[2] ?? match[3] ?? '',
  }));
}

const imports = code.flatMap(importsOf);

/** `engine/query.ts` for a relative import within `src`; `null` for a package or a file elsewhere. */
function target({ file, from }: Import): string | null {
  if (!from.startsWith('.')) return null;
  const path = relative(src, resolve(dirname(file), from.replace(/\?.*$/, '')));
  return path.startsWith('..') ? null : path;
}

const roomOf = (path: string): string => path.split('/')[0] ?? '';
const inSrc = (file: string): string => relative(src, file);

describe('the rooms', () => {
  it('are all in the table', () => {
    const rooms = readdirSync(src, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(rooms.filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  it('import only from the rooms that their row names', () => {
    const wrong = imports.flatMap((one) => {
      const to = target(one);
      if (to === null) return [];
      const room = roomOf(inSrc(one.file));
      if (roomOf(to) === room) return [];
      const allowed = (MAY_IMPORT[room] ?? []).some((path) => to === path || to.startsWith(`${path}/`));
      return allowed ? [] : [`${inSrc(one.file)} imports ${to}`];
    });
    expect(wrong).toEqual([]);
  });

  it('enter another room by its doors', () => {
    const wrong = imports.flatMap((one) => {
      const to = target(one);
      if (to === null || roomOf(to) === roomOf(inSrc(one.file))) return [];
      const doors = DOORS[roomOf(inSrc(one.file))]?.[roomOf(to)];
      return !doors || doors.some((door) => to === `${roomOf(to)}/${door}`) ? [] : [`${inSrc(one.file)} imports ${to}`];
    });
    expect(wrong).toEqual([]);
  });

  it('never reach out of src, but for the entry of the application', () => {
    const wrong = imports.filter((one) => one.from.startsWith('.') && target(one) === null);
    expect(wrong.map((one) => `${inSrc(one.file)} imports ${one.from}`)).toEqual([]);
  });

  it('have screens that do not import each other', () => {
    const wrong = imports.flatMap((one) => {
      const to = target(one);
      const from = inSrc(one.file);
      if (to === null || roomOf(from) !== 'screens' || roomOf(to) !== 'screens') return [];
      // What lies beside the screens is for all of them.
      const shared = to.split('/').length === 2 || from.split('/').length === 2;
      return shared || to.split('/')[1] === from.split('/')[1] ? [] : [`${from} imports ${to}`];
    });
    expect(wrong).toEqual([]);
  });

  it('that are pure use no package but those agreed', () => {
    const wrong = imports.filter(
      (one) =>
        PURE.includes(roomOf(inSrc(one.file))) &&
        !one.from.startsWith('.') &&
        !PURE_PACKAGES[roomOf(inSrc(one.file))]?.includes(one.from),
    );
    expect(wrong.map((one) => `${inSrc(one.file)} imports ${one.from}`)).toEqual([]);
  });

  it('that are pure have no clock and no chance of their own', () => {
    const wrong = code.filter(
      (file) =>
        PURE.includes(roomOf(inSrc(file))) &&
        /\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong.map(inSrc)).toEqual([]);
  });

  it('have a page that says what they are, of at most 25 lines', () => {
    const wrong = Object.keys(MAY_IMPORT).filter((room) => {
      const path = join(src, room, 'README.md');
      const text = statSync(path, { throwIfNoEntry: false }) ? readFileSync(path, 'utf8') : '';
      return text === '' || text.trimEnd().split('\n').length > 25;
    });
    expect(wrong).toEqual([]);
  });
});

describe('the layout', () => {
  it('has no more at the top than was agreed', () => {
    const agreed = [
      'src',
      'public',
      'mocks',
      'test',
      'dist',
      'node_modules',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'vite.config.ts',
      'index.html',
      'README.md',
      'LICENSE',
    ];
    const more = readdirSync(root).filter((name) => !name.startsWith('.') && !agreed.includes(name));
    expect(more).toEqual([]);
  });

  it('has no drawers for everything', () => {
    const drawers = filesBelow(src).filter((file) =>
      /(^|[\\/])(utils?|helpers?|common|misc)([\\/.]|$)/.test(inSrc(file)),
    );
    expect(drawers.map(inSrc)).toEqual([]);
  });
});
