import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerOf } from '../../src/engine/answer.ts';
import type { EventColumns } from '../../src/engine/columns.ts';
import type { Query } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import { importFiles } from '../../src/importers/import.ts';
import { importTexts } from '../../src/importers/test-import.ts';
import type { Plan } from '../../src/journey/plan.ts';
import { parsePlan } from '../../src/journey/plan-file.ts';
import type { DatasetProfile } from '../../src/journey/profile.ts';
import { STAGE_IDS, type StageId } from '../../src/journey/stages.ts';
import { compileActionTrend } from '../../src/questions/action-trend.ts';
import { compileFunnel } from '../../src/questions/compile.ts';
import { answersOf, compileFindings } from '../../src/questions/findings.ts';
import type { View } from '../../src/questions/view.ts';
import { nodeFile } from '../../src/report/node-file.ts';
import { judgePage } from '../../src/report/page/judge-page.ts';
import { pageContents } from '../../src/report/page/page-contents.ts';
import { renderPage } from '../../src/report/page/render-page.tsx';

/**
 * The summary's page of journeys that break a layout. Built by its test as the command is built, so that markup and style
 * fit each other.
 */
export interface PaperCase {
  readonly html: (definitions: boolean, css: string) => string;
}

interface Journey {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  readonly columns: EventColumns;
}

const MADE_US = Date.UTC(2026, 6, 1, 9) * 1000;
const HOSTILE = `</style><script>document.title="run"</script>`;

const LONG: Readonly<Record<StageId, string>> = {
  awareness: 'Heard of the floodplain restoration fund',
  interest: 'Subscribed to the river newsletter, once',
  motivation: 'Unterschriftensammlungsbeteiligungsseite',
  action: 'Gave for the first time, whatever amount',
  relationship: 'Gave again, or brought somebody else in.',
};

const RIGHT_TO_LEFT: Readonly<Record<StageId, string>> = {
  awareness: 'מודעות',
  interest: 'התעניינות',
  motivation: 'דחף לפעולה',
  action: 'תרומה ראשונה',
  relationship: 'קשר מתמשך',
};

/** Every case by its name; `sample` is the folder of the sample's files and its plan. */
export async function paperCases(sample: string): Promise<Readonly<Record<string, PaperCase>>> {
  const river = await openSample(sample);
  const notes = [
    { date: '2025-11-04', text: 'new site went live' },
    { date: '2026-03-09', text: 'the pledge page was taken down for repairs and nobody put it up again' },
  ];
  return {
    sample: caseOf({ ...river, plan: { ...river.plan, notes } }),
    'long labels': caseOf(labelled(river, LONG, 'Friends of the Upper Danube Floodplain and its Tributaries, reg.')),
    'right to left': caseOf(labelled(river, RIGHT_TO_LEFT, 'קרן הנהר')),
    'a stage unmeasured': caseOf(withoutStage(river, 'interest')),
    'two stages': caseOf(withoutStage(withoutStage(withoutStage(river, 'interest'), 'motivation'), 'relationship')),
    nobody: caseOf(river, { entered: { from: '2026-06-29', to: '2026-06-29' }, filters: [nobodys] }),
    'five people': caseOf(await fivePeople()),
    'ten million': caseOf(tenMillion(river), {}, 600),
    'any order': caseOf(river, { order: 'any' }),
    'no time limit': caseOf(river, { window: null }),
    hostile: caseOf(labelled(river, { ...LONG, interest: HOSTILE }, HOSTILE)),
  };
}

const nobodys = { property: 'channel', attribution: 'first', in: ['nobody came this way'] } as const;

async function openSample(folder: string): Promise<Journey> {
  const { plan } = parsePlan(await readFile(join(folder, 'plan.json'), 'utf8'), 'plan.json');
  const names = (await readdir(folder)).filter((name) => /\.csv(\.gz)?$/.test(name));
  const files = await Promise.all(names.toSorted().map((name) => nodeFile(join(folder, name))));
  const { columns, profile } = await importFiles(files, plan, { salt: new Uint8Array(0), nowUs: MADE_US });
  return { plan, profile, columns };
}

function caseOf({ plan, profile, columns }: Journey, view: View = {}, factor = 1): PaperCase {
  const ask = <Q extends Query>(question: Q): AnswerOf<Q> => scaled(runToEnd(columns, question), factor);
  const question = compileFunnel(plan, profile, view);
  const asked = compileFindings(plan, profile, view);
  const trend = compileActionTrend(plan, profile, view);
  const contents = pageContents(
    judgePage({
      plan,
      profile,
      question,
      answer: ask(question),
      asked,
      answers: answersOf(asked, ask),
      trend,
      trendAnswer: trend && ask(trend.query),
      madeUs: MADE_US,
    }),
  );
  return { html: (definitions, css) => renderPage({ contents, plan, definitions }, css) };
}

/** Whatever counts in an answer, as if there were so many times the people. */
function scaled<T>(answer: T, factor: number): T {
  if (factor === 1) return answer;
  const of = (value: unknown, key: string): unknown => {
    if (typeof value === 'number') return /Us$|^(day|lastDay|mean|variance|values)$/.test(key) ? value : value * factor;
    if (Array.isArray(value)) return value.map((each) => of(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, of(each, name)]));
  };
  return of(answer, '') as T;
}

function tenMillion({ plan, profile, columns }: Journey): Journey {
  return { plan, columns, profile: { ...scaled(profile, 600), costs: [] } };
}

function labelled(journey: Journey, labels: Readonly<Record<StageId, string>>, name: string): Journey {
  const { plan } = journey;
  const stages = Object.fromEntries(STAGE_IDS.map((id) => [id, { ...plan.stages[id], label: labels[id] }]));
  const tools = (plan.tools ?? []).map((tool) => ({
    ...tool,
    name: labels[STAGE_IDS[tool.name.length % 5] ?? 'action'],
  }));
  const notes = [{ date: '2026-03-09', text: name }];
  return { ...journey, plan: { ...plan, name, stages, tools, notes } };
}

function withoutStage(journey: Journey, id: StageId): Journey {
  const { enter: _, ...rest } = journey.plan.stages[id] ?? {};
  return { ...journey, plan: { ...journey.plan, stages: { ...journey.plan.stages, [id]: rest } } };
}

async function fivePeople(): Promise<Journey> {
  const text = `who,when,what
ana,2026-01-05,visit
ben,2026-01-06,visit
cem,2026-02-07,visit
dia,2026-02-08,visit
eli,2026-03-09,visit
ana,2026-01-07,gift
`;
  const source = { files: 'few.csv', shape: 'events', person: 'who', time: 'when', event: 'what' } as const;
  const plan: Plan = {
    handrail: 1,
    name: 'Five people',
    sources: [source],
    stages: { awareness: { enter: ['visit'] }, action: { enter: ['gift'] } },
    window: '30d',
    timeZone: 'UTC',
  };
  const { columns, profile } = await importTexts({ 'few.csv': text }, [source], plan);
  return { plan, profile, columns };
}
