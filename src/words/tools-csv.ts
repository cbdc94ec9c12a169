import { type Capability, capabilitiesOf, knownCapability } from '../journey/capabilities.ts';
import { wordsOf } from '../journey/column-facts.ts';
import { HandrailError } from '../journey/errors.ts';
import { nearestName } from '../journey/nearest.ts';
import type { Plan, StageRule } from '../journey/plan.ts';
import { DEFAULT_STAGE_LABELS, STAGE_IDS } from '../journey/stages.ts';
import { checkTool } from '../journey/tool-check.ts';
import { type PlanTool, TRANSITION_IDS } from '../journey/tools.ts';
import { type CsvCell, toCsv } from './csv.ts';
import { armed, type CsvRow, readCsv, undisarmed } from './csv-reader.ts';

/** The columns of a list of tools, as they are written; read whatever their order, case and signs. */
const COLUMNS = {
  id: 'id',
  name: 'name',
  transition: 'transition',
  side: 'side',
  capability: 'capability',
  match: 'events',
  status: 'status',
  since: 'since',
  monthlyCost: 'monthly cost',
  owner: 'owner',
  link: 'link',
  note: 'note',
} as const satisfies Readonly<Record<keyof PlanTool, string>>;

type Key = keyof typeof COLUMNS;
const KEYS = Object.keys(COLUMNS) as Key[];

/** The inventory as CSV that no spreadsheet runs. Events stand between semicolons, or as JSON where those would not do. */
export function toolsToCsv(plan: Pick<Plan, 'tools'>): string {
  const rows = (plan.tools ?? []).map((tool) =>
    KEYS.map((key): CsvCell => {
      if (key === 'match') return tool.match === undefined ? null : armed(matchCell(tool.match));
      const value = tool[key];
      return typeof value === 'string' ? armed(value) : (value ?? null);
    }),
  );
  return toCsv(Object.values(COLUMNS), rows);
}

/** A list of tools as it was read, with everything that is wrong in it. */
export interface ReadTools {
  readonly tools: readonly PlanTool[];
  /** Columns that say nothing of a tool. */
  readonly ignored: readonly string[];
  /** Keys of a tool that the list has a column for. */
  readonly keys: readonly (keyof PlanTool)[];
  /** What is wrong, a `tools-wrong-cell` for each line that has something; those lines are not among the tools. */
  readonly problems: readonly HandrailError[];
}

/**
 * A list of tools from CSV, with the problems of all lines side by side. Needed are a name and a transition; an id is made
 * from the name where there is none, the side is the buyer's and the status live where nothing else is said. `plan` gives
 * the capabilities that a tool may name; `needs` are those that the screen shows, which a line may also name by what is
 * asked. Throws a HandrailError for what makes it no list at all: `file-empty`, `tools-column-missing`, and
 * `tools-wrong-cell` for a quotation mark that is never closed.
 */
export function readTools(
  text: string,
  file = 'tools.csv',
  plan: Pick<Plan, 'template' | 'capabilities'> = {},
  needs: readonly Capability[] = capabilitiesOf(plan),
): ReadTools {
  const rows = readCsv(text);
  if (rows === null) {
    const line = text.split(/\r\n|\r|\n/).length;
    throw wrong(file, line, 'the last', '"', 'a quotation mark that is closed');
  }
  const [head, ...body] = rows;
  if (head === undefined) throw new HandrailError('file-empty', { file });
  const header = head.cells.map((cell) => cell.trim());
  const keys = header.map(keyOf);
  for (const key of ['name', 'transition'] as const) {
    if (keys.includes(key)) continue;
    throw new HandrailError('tools-column-missing', {
      file,
      column: COLUMNS[key],
      nearest: nearestName(COLUMNS[key], header),
    });
  }
  const columns = new Columns(file, header, keys);
  const taken = new Set<string>();
  const tools: PlanTool[] = [];
  const problems: HandrailError[] = [];
  for (const row of body) {
    try {
      const tool = withNeed(columns.tool(row, taken), needs);
      checkCapability(columns, row, tool, plan);
      taken.add(tool.id);
      tools.push(tool);
    } catch (error) {
      if (!(error instanceof HandrailError)) throw error;
      problems.push(error);
    }
  }
  return {
    tools,
    ignored: header.filter((name, index) => name !== '' && keys[index] === null),
    keys: KEYS.filter((key) => keys.includes(key)),
    problems,
  };
}

/** Which column is which, and where a wrong cell stands. */
class Columns {
  private readonly file: string;
  private readonly header: readonly string[];
  private readonly keys: readonly (Key | null)[];

  constructor(file: string, header: readonly string[], keys: readonly (Key | null)[]) {
    this.file = file;
    this.header = header;
    this.keys = keys;
  }

  cell(row: CsvRow, key: Key): string {
    const at = this.keys.indexOf(key);
    return at < 0 ? '' : undisarmed((row.cells[at] ?? '').trim());
  }

  wrong(row: CsvRow, key: Key, expected: string): HandrailError {
    const at = this.keys.indexOf(key);
    return wrong(this.file, row.line, this.header[at] ?? COLUMNS[key], row.cells[at] ?? '', expected);
  }

  tool(row: CsvRow, taken: ReadonlySet<string>): PlanTool {
    const over = row.cells.findIndex((cell, index) => index >= this.header.length && cell.trim() !== '');
    if (over >= 0) {
      const expected = `nothing: the first line has ${this.header.length} columns`;
      throw wrong(this.file, row.line, String(over + 1), row.cells[over] ?? '', expected);
    }
    const given = (key: Key): string => this.cell(row, key);
    const cost = given('monthlyCost');
    const value = {
      id: given('id') || freeId(given('name'), taken),
      name: given('name'),
      transition: transitionOf(given('transition')),
      side: given('side').toLowerCase() || 'buyer',
      ...optional('capability', given('capability')),
      ...(given('match') === '' ? {} : { match: this.rules(row) }),
      status: given('status').toLowerCase() || 'live',
      ...optional('since', given('since')),
      ...(cost === '' ? {} : { monthlyCost: amountOf(cost) }),
      ...optional('owner', given('owner')),
      ...optional('link', given('link')),
      ...optional('note', given('note')),
    };
    const result = checkTool(value);
    if ('problem' in result) throw this.wrong(row, result.problem.key as Key, result.problem.expected);
    if (taken.has(value.id)) throw this.wrong(row, 'id', 'an id that no other line has');
    return result.tool;
  }

  private rules(row: CsvRow): unknown {
    const cell = this.cell(row, 'match');
    if (!cell.startsWith('[')) return namesOf(cell);
    try {
      return JSON.parse(cell);
    } catch {
      throw this.wrong(row, 'match', 'event names between semicolons, or a list as in the plan file');
    }
  }
}

/** What a tool answers by its id, where the list has the question as it stands on the screen. */
function withNeed(tool: PlanTool, needs: readonly Capability[]): PlanTool {
  const given = tool.capability?.toLowerCase();
  if (given === undefined || needs.some(({ id }) => id === tool.capability)) return tool;
  const asked = needs.filter(({ asks }) => asks.toLowerCase() === given);
  const need = asked.find(({ transition }) => transition === tool.transition) ?? asked[0];
  return need === undefined ? tool : { ...tool, capability: need.id };
}

function checkCapability(
  columns: Columns,
  row: CsvRow,
  tool: PlanTool,
  plan: Pick<Plan, 'template' | 'capabilities'>,
): void {
  const id = tool.capability;
  if (id === undefined || knownCapability(plan.template, id) !== null) return;
  const own = (plan.capabilities ?? []).map((one) => one.id);
  if (own.includes(id)) return;
  const near = nearestName(id, own);
  const perhaps = near === null ? '' : `, perhaps “${near}”`;
  throw columns.wrong(row, 'capability', `the id or the question of a need in the plan or in its template${perhaps}`);
}

function wrong(file: string, line: number, column: string, value: string, expected: string): HandrailError {
  return new HandrailError('tools-wrong-cell', { file, line, column, value, expected });
}

function optional(key: Key, value: string): Readonly<Record<string, string>> {
  return value === '' ? {} : { [key]: value };
}

function keyOf(header: string): Key | null {
  const words = wordsOf(header).join(' ');
  return KEYS.find((key) => words === COLUMNS[key] || words === wordsOf(key).join(' ')) ?? null;
}

/** A transition by its id, or as one would write it: "Motivation → Action", "into Awareness". */
function transitionOf(cell: string): string {
  const words = cell
    .toLowerCase()
    .replace(/^into\b/u, '>')
    .replace(/\s+to\s+|[\u2192]|-+>/gu, '>');
  const [from = '', to = ''] = words.split('>').map((word) => word.trim());
  const id = [from, to].map((word) => STAGE_IDS.find((stage) => wordFits(word, stage)) ?? word).join('>');
  return TRANSITION_IDS.find((known) => known === id) ?? cell;
}

function wordFits(word: string, stage: (typeof STAGE_IDS)[number]): boolean {
  return word === stage || word === DEFAULT_STAGE_LABELS[stage].toLowerCase();
}

/** A number with a decimal point or comma; anything else stays text, to be refused. */
function amountOf(cell: string): number | string {
  return /^\d+(?:[.,]\d{1,2})?$/.test(cell) ? Number(cell.replace(',', '.')) : cell;
}

function freeId(name: string, taken: ReadonlySet<string>): string {
  const base = wordsOf(name).join('-') || 'tool';
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}

function namesOf(cell: string): string[] {
  return cell
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function matchCell(match: readonly StageRule[]): string {
  const names = match.filter((rule) => typeof rule === 'string');
  const joined = names.join('; ');
  const same = namesOf(joined).length === match.length && namesOf(joined).every((name, i) => name === match[i]);
  return same && !joined.startsWith('[') && joined !== '' ? joined : JSON.stringify(match);
}
