import { describe, expect, it } from 'vitest';
import type { HandrailError } from '../journey/errors.ts';
import type { PlanTool } from '../journey/tools.ts';
import { readCsv } from './csv-reader.ts';
import { readTools, toolsToCsv } from './tools-csv.ts';

const page: PlanTool = {
  id: 'pledge-page',
  name: 'Pledge page',
  transition: 'motivation>action',
  side: 'buyer',
  capability: 'give-in-two-minutes',
  match: ['pledge page opened', 'form opened'],
  status: 'live',
  since: '2025-01-01',
  monthlyCost: 50.5,
  owner: 'fundraising team',
  link: 'https://example.org/pledge',
  note: 'Line one\nline "two", with a comma',
};

const bare = (name: string, more: Partial<PlanTool> = {}): PlanTool => ({
  id: name,
  name,
  transition: '>awareness',
  side: 'seller',
  status: 'planned',
  ...more,
});

/** A list without problems; else the first of them is thrown. */
function toolsFromCsv(...args: Parameters<typeof readTools>) {
  const { tools, ignored, problems } = readTools(...args);
  if (problems[0] !== undefined) throw problems[0];
  return { tools, ignored };
}

function errorOf(text: string): HandrailError {
  try {
    toolsFromCsv(text);
  } catch (error) {
    return error as HandrailError;
  }
  throw new Error('nothing was thrown');
}

describe('a list of tools as CSV', () => {
  it('comes back the same', () => {
    const tools = [page, bare('talk'), { ...page, id: 'two', match: [{ event: 'page', where: { path: '/a' } }] }];
    expect(toolsFromCsv(toolsToCsv({ tools }))).toEqual({ tools, ignored: [] });
  });

  it.each(['=1+1', '<img onerror>', "'=1+1", "''=1+1", "'quoted'", '+49 30', '-x', '@sum', ' =x'.trim(), '＝1', 'a;b'])(
    'takes a tool named %s as text, out and in',
    (name) => {
      const tools = [bare(name, { match: [name], owner: name, note: name })];
      const csv = toolsToCsv({ tools });
      expect(toolsFromCsv(csv).tools).toEqual(tools);
      for (const row of readCsv(csv) ?? []) for (const cell of row.cells) expect(cell).not.toMatch(/^\s*[=+\-@＝]/);
    },
  );

  it.each([
    ['["a"]', ['["a"]']],
    ['names with semicolons', ['a;b', 'c']],
    ['no event', []],
    ['blanks around', [' a ']],
  ])('keeps events: %s', (_, match) => {
    const tools = [bare('x', { match })];
    expect(toolsFromCsv(toolsToCsv({ tools })).tools).toEqual(tools);
  });

  it('is a header alone without an inventory', () => {
    expect(toolsToCsv({})).toBe(
      'id,name,transition,side,capability,events,status,since,monthly cost,owner,link,note\r\n',
    );
    expect(toolsFromCsv(toolsToCsv({}))).toEqual({ tools: [], ignored: [] });
  });
});

describe('a list of tools that somebody wrote', () => {
  it('needs a name and a transition, in any order, with semicolons and a byte order mark', () => {
    const text =
      '\uFEFFTransition;Monthly-Cost;NAME;colour\nMotivation → Action;12,50;Kit box;red\ninto awareness;;Kit box;\n';
    expect(toolsFromCsv(text)).toEqual({
      tools: [
        {
          id: 'kit-box',
          name: 'Kit box',
          transition: 'motivation>action',
          side: 'buyer',
          status: 'live',
          monthlyCost: 12.5,
        },
        { id: 'kit-box-2', name: 'Kit box', transition: '>awareness', side: 'buyer', status: 'live' },
      ],
      ignored: ['colour'],
    });
  });

  it('counts lines as an editor does, those within a cell too', () => {
    const text =
      'name,transition,note,status\n"A","motivation>action","one\r\ntwo\n\nthree",live\n\nB,motivation>action,,lve\n';
    expect(errorOf(text)).toMatchObject({
      code: 'tools-wrong-cell',
      details: {
        file: 'tools.csv',
        line: 7,
        column: 'status',
        value: 'lve',
        expected: 'one of "live", "planned", "retired"',
      },
    });
  });

  it.each([
    ['name,transition\n,motivation>action', 2, 'name'],
    ['name,transition\nA,', 2, 'transition'],
    ['name,transition\nA,awareness>action', 2, 'transition'],
    ['name,transition,monthly cost\nA,motivation>action,50 EUR', 2, 'monthly cost'],
    ['name,transition,since\nA,motivation>action,01/02/2025', 2, 'since'],
    ['name,transition,link\nA,motivation>action,javascript:alert(1)', 2, 'link'],
    ['name,transition,capability\nA,motivation>action,nowhere', 2, 'capability'],
    ['name,transition,events\nA,motivation>action,[1', 2, 'events'],
    ['id,name,transition\na,A,motivation>action\na,B,motivation>action', 3, 'id'],
    ['name,transition\nA,motivation>action,more', 2, '3'],
    ['name,transition\nA,"motivation>action', 2, 'the last'],
  ])('says where %j is wrong', (text, line, column) => {
    expect(errorOf(text)).toMatchObject({ code: 'tools-wrong-cell', details: { line, column } });
  });

  it('says which column it lacks', () => {
    expect(errorOf('naem,transition\nA,b')).toMatchObject({
      code: 'tools-column-missing',
      details: { column: 'name', nearest: null },
    });
    expect(errorOf('').code).toBe('file-empty');
  });

  it('may name a capability of the plan', () => {
    const text = 'name,transition,capability\nA,motivation>action,mine';
    const capabilities = [{ id: 'mine', transition: 'motivation>action', asks: 'What?' } as const];
    expect(toolsFromCsv(text, 'tools.csv', { capabilities }).tools[0]?.capability).toBe('mine');
  });
});

describe('everything that is wrong in a list', () => {
  it('is told line by line, beside the lines that are right', () => {
    const text =
      'name,transition,status,colour\nA,motivation>action,live,red\nB,nowhere,live,red\nC,interest>motivation,asleep,red\n';
    const read = readTools(text, 'mine.csv');
    expect(read.tools.map(({ name }) => name)).toEqual(['A']);
    expect(read.problems.map(({ details }) => details)).toMatchObject([
      { file: 'mine.csv', line: 3, column: 'transition', value: 'nowhere' },
      { file: 'mine.csv', line: 4, column: 'status', value: 'asleep' },
    ]);
    expect(read.ignored).toEqual(['colour']);
    expect(read.keys).toEqual(['name', 'transition', 'status']);
  });

  it('takes what a tool answers by its id, or by the question as it stands on the screen', () => {
    const read = (capability: string) =>
      readTools(`name,transition,capability\nPage,motivation>action,${capability}\n`, 'own.csv', {
        template: 'nonprofit-giving',
      });
    expect(read('what do I do now?').tools[0]?.capability).toBe(read('What do I do now?').tools[0]?.capability);
    expect(read('What do I do now?').problems).toEqual([]);
    expect(read('What on earth?').problems[0]?.details).toMatchObject({
      expected: expect.stringContaining('the id or the question of a need'),
    });
  });
});
