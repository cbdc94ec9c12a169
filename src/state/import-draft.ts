import { HandrailError, isCode, toHandrailError } from '../journey/errors.ts';
import { matchesName } from '../journey/name-pattern.ts';
import type { Plan, PlanSource } from '../journey/plan.ts';
import { parsePlan } from '../journey/plan-file.ts';
import { quote } from '../words/numbers.ts';
import { type DraftFile, newDraftFile } from './draft-file.ts';
import { linkGuesses, readableFiles, suggestedName, withPlannedEnds } from './draft-plan.ts';
import { browserTimeZone, forgetReading, readSoon, releaseReading } from './draft-reading.ts';
import { dropFile, EMPTY_DRAFT, type ImportDraft, notify, patchFile, useImportDraft } from './draft-store.ts';
import { embedded, isSavedJourney, type ReadFiles, type StoredDataset } from './embedded.ts';
import { guardDraft } from './guard-draft.ts';
import { withGuessedOrder } from './guessed-order.ts';
import { openJourney } from './journey-file.ts';
import { goTo, paths } from './location.ts';
import { stopLooking, whileLooking } from './looking.ts';
import { planFor, rememberedFor, updatedBy } from './remembered.ts';
import { askOnce } from './storage-space.ts';
import { forgetEdits, remember, useEdits } from './undo.ts';
import { isWhole, sourcesLeft, useUnfinished } from './unfinished.ts';

const { getState: get, setState: set } = useImportDraft;

/** Takes dropped files: saved journeys are opened, plan files say how to read, all others are looked at. */
export async function addFiles(given: readonly File[]): Promise<void> {
  guardDraft();
  const isSaved = async (file: File) => /\.handrail$/i.test(file.name) || isSavedJourney(file).catch(() => false);
  const saved = await Promise.all(given.map(isSaved));
  for (const [index, file] of given.entries()) {
    const dataset = saved[index] ? await openJourney(file) : null;
    if (dataset && given.length === 1) goTo(paths.journey(dataset.id));
  }
  const dropped = given.filter((_, index) => !saved[index]);
  const plans = await Promise.all(dropped.map(isPlan));
  for (const file of dropped.filter((_, index) => plans[index])) await takePlan(file);
  const tables = await Promise.all(dropped.filter((_, index) => !plans[index]).map(tablesIn));
  const added = tables.flat().flatMap(addTable);
  if (added.length === 0) return;
  const found = await Promise.all(added.map(holdersOf));
  const company = get().files.filter(({ id }) => !added.some((each) => each.id === id));
  const { into } = get();
  // What other datasets hold says nothing of the one that was chosen.
  const holders = into ? found.map((datasets) => datasets.filter(({ id }) => id === into.id)) : found;
  // Files that are all in a dataset already add nothing; in new company they may make another journey.
  if (company.length === 0 && holders.every((datasets) => datasets.length > 0)) {
    added.forEach(({ id, file }, index) => {
      const dataset = holders[index]?.[0];
      dropFile(id);
      if (!dataset) return;
      const error = new HandrailError('already-imported', { file: file.name, dataset: dataset.name });
      notify({ error, datasetId: dataset.id, file });
    });
    return;
  }
  await Promise.all(
    added.map((draft, index) => {
      patchFile(draft.id, { alsoIn: (holders[index] ?? []).map(({ name }) => name) });
      return look(draft);
    }),
  );
}

/** Whether a file of JSON is a plan, and no table: whatever is wrong with it, it names what plans are made of. */
async function isPlan(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name)) return false;
  const start = await file
    .slice(0, PLAN_BYTES)
    .text()
    .catch(() => '');
  if (!/^\ufeff?\s*\{/.test(start)) return false;
  try {
    // A list of records may have such a name, or lie beside one, further inside.
    return Object.keys(JSON.parse(start.replace(/^\ufeff/, '')) as object).some((key) => PLAN_KEYS.includes(key));
  } catch {
    const keys = file.size > PLAN_BYTES ? PLAN_KEYS.slice(0, 1) : PLAN_KEYS;
    return keys.some((key) => new RegExp(`"${key}"\\s*:`).test(start));
  }
}

/** Longer plans are known by their first key alone. */
const PLAN_BYTES = 1_000_000;
const PLAN_KEYS: readonly string[] = ['handrail', 'sources', 'stages'];

/** A file, or the tables in an archive. */
async function tablesIn(file: File): Promise<readonly File[]> {
  try {
    const about = { id: crypto.randomUUID(), what: 'unpacking', name: file.name } as const;
    return await whileLooking(about, (how) => embedded().members(file, how));
  } catch (error) {
    if (!isCode(error, 'cancelled')) notify({ error: toHandrailError(error) });
    return [];
  }
}

/** Takes files although a dataset has them already. */
export async function addAgain(files: readonly File[]): Promise<void> {
  set(({ notices }) => ({ notices: notices.filter(({ file }) => !file || !files.includes(file)) }));
  await Promise.all(files.flatMap(addTable).map(look));
}

function addTable(given: File): DraftFile[] {
  const twin = get().files.find(({ file }) => file.name === given.name);
  if (twin && twin.file.size === given.size && twin.file.lastModified === given.lastModified) return [];
  const draft = newDraftFile(twin ? renamed(given, get().files) : given);
  set(({ files }) => ({ files: [...files, draft], halted: false }));
  return [draft];
}

/** A file that cannot be read is found out when it is looked at. */
function holdersOf({ file }: DraftFile): Promise<StoredDataset[]> {
  return embedded()
    .datasetsWith(file)
    .catch(() => []);
}

async function look({ id, file }: DraftFile): Promise<void> {
  try {
    const planned = plannedFor(file);
    const left = planned.length > 0 || get().into ? null : sourcesLeft(useUnfinished.getState().unfinished, file);
    const options = { ...sniffOptions(), sheet: (left ?? planned)[0]?.sheet };
    const sniffed = await whileLooking({ id, what: 'looking', name: file.name }, (how) =>
      embedded().sniff(file, options, how),
    );
    const known = planned.length > 0 || left ? null : rememberedFor(await knownDatasets(), file.name, sniffed.header);
    const by = planned.length > 0 ? 'plan' : left ? 'user' : known ? 'memory' : 'guess';
    const sources = planned.length > 0 ? planned : (left ?? known?.sources ?? [sniffed.source]);
    patchFile(id, { state: 'ready', sniffed, sources, by, memoryOf: known?.dataset.id ?? null });
    const draft = left && get().files.find((each) => each.id === id);
    if (draft && left[0]) void preview(draft, left[0]);
  } catch (error) {
    patchFile(id, { state: 'failed', error: toHandrailError(error) });
  }
  if (get().files.every(({ state }) => state !== 'looking')) {
    await seeTogether();
    resume();
  }
  readSoon();
}

/** Takes up what was decided about these files on an earlier visit, once all of them are here. */
function resume(): void {
  const { unfinished } = useUnfinished.getState();
  const { files, planFile, into, resumedMs } = get();
  const isMine = useEdits.getState().past.some(({ about }) => about === 'draft');
  if (!unfinished || planFile || into || resumedMs !== null || isMine) return;
  if (
    isWhole(
      unfinished,
      files.map(({ file }) => file),
    )
  )
    set({ ...unfinished.decided, resumedMs: unfinished.atMs });
}

/** Looks at the same files anew, as if nothing had been decided about them. */
export function startAnew(): void {
  const files = get().files.map(({ file }) => file);
  resetDraft();
  void addFiles(files);
}

/** What shows only when all files were looked at: how they belong together, and which dataset they update. */
async function seeTogether(): Promise<void> {
  const datasets = await ownDatasets();
  set(({ files, plan, guessed, planFile, into }) => {
    const updates = planFile || into ? null : updatedBy(files, datasets);
    const linked = linkGuesses(files);
    return updates && guessed
      ? { files: linked, updates, plan: planFor(updates.plan), guessed: false, orderGuessed: false }
      : { files: linked, updates, plan };
  });
}

/** Whose ways to read are remembered: first the dataset that files are added to. */
async function knownDatasets(): Promise<StoredDataset[]> {
  const { into } = get();
  const own = await ownDatasets();
  return into ? [into, ...own.filter(({ id }) => id !== into.id)] : own;
}

/** Takes files into a dataset that is there. */
export async function addFilesTo(dataset: StoredDataset, files: readonly File[]): Promise<void> {
  forgetReading();
  set({
    into: dataset,
    updates: null,
    plan: planFor(dataset.plan),
    guessed: false,
    orderGuessed: false,
    halted: false,
  });
  await addFiles(files);
  if (get().files.length === 0) set({ into: null, plan: EMPTY_DRAFT.plan, guessed: true, orderGuessed: true });
}

/** The stored datasets that came from files of the user's. */
async function ownDatasets(): Promise<StoredDataset[]> {
  const all = await embedded()
    .catalogue.list()
    .catch(() => []);
  return all.filter(({ sample, hosted }) => !sample && !hosted);
}

function renamed(file: File, taken: readonly DraftFile[]): File {
  const dot = file.name.lastIndexOf('.');
  const [base, end] = dot > 0 ? [file.name.slice(0, dot), file.name.slice(dot)] : [file.name, ''];
  for (let number = 2; ; number += 1) {
    const name = `${base} (${number})${end}`;
    if (!taken.some((other) => other.file.name === name))
      return new File([file], name, { lastModified: file.lastModified });
  }
}

async function takePlan(file: File): Promise<void> {
  try {
    const { plan, warnings } = parsePlan(await file.text(), file.name);
    forgetEdits(({ about }) => about === 'draft');
    set(({ files }) => ({
      plan,
      planned: plan.sources,
      planFile: { name: file.name, warnings },
      guessed: false,
      orderGuessed: false,
      unsure: [],
      halted: false,
      files: files.map((each) => {
        const sources = plan.sources.filter((source) => matchesName(source.files, each.file.name));
        return sources.length > 0 ? { ...each, sources, by: 'plan', ask: null } : each;
      }),
    }));
    readSoon();
  } catch (error) {
    notify({ error: toHandrailError(error) });
  }
}

function sniffOptions(): { readonly timeZone: string; readonly nowUs: number } {
  return { timeZone: get().plan.timeZone ?? browserTimeZone(), nowUs: Date.now() * 1000 };
}

function plannedFor(file: File): PlanSource[] {
  return get().planned.filter((source) => matchesName(source.files, file.name));
}

/** Forgets a source of the loaded plan that no file was given for. */
export function dropPlanned(source: PlanSource): void {
  set(({ planned }) => ({ planned: planned.filter((other) => other !== source) }));
  readSoon();
}

export function removeFile(id: string): void {
  const at = get().files.findIndex((file) => file.id === id);
  const removed = get().files[at];
  if (!removed) return;
  stopLooking(id);
  dropFile(id);
  seeAnew();
  remember({
    what: `Removal of ${quote(removed.file.name)}`,
    about: 'draft',
    undo: () => {
      set(({ files }) => ({ files: files.toSpliced(at, 0, removed), halted: false }));
      if (removed.state === 'looking') void look(removed);
      else seeAnew();
    },
    redo: () => {
      dropFile(id);
      seeAnew();
    },
  });
}

function seeAnew(): void {
  void seeTogether().then(() => readSoon());
}

/** Reads another sheet of a workbook: what its columns are is guessed anew. */
export async function changeSheet(id: string, sheet: string): Promise<void> {
  const draft = get().files.find((file) => file.id === id);
  if (!draft) return;
  try {
    const sniffed = await embedded().sniff(draft.file, { ...sniffOptions(), sheet });
    patchFile(id, { sniffed, sources: [sniffed.source], by: 'user', ask: null, error: null });
  } catch (error) {
    patchFile(id, { error: toHandrailError(error) });
  }
  set({ halted: false });
  readSoon();
}

/** Reads a file in another way: its preview follows. What it was asked counts as answered. */
export function changeSource(id: string, source: PlanSource): void {
  const draft = get().files.find((file) => file.id === id);
  if (!draft) return;
  const before = JSON.stringify(draft.sources[0]);
  // Several files may be read by one source of a plan.
  const affected = get().files.filter((file) => file.id === id || JSON.stringify(file.sources[0]) === before);
  for (const { id: each, sources } of affected) {
    patchFile(each, { sources: [source, ...sources.slice(1)], by: 'user', ask: null, error: null });
  }
  set({ halted: false });
  for (const file of affected) void preview(file, source);
  readSoon();
  remember({
    what: `How ${quote(draft.file.name)} is read`,
    about: 'draft',
    undo: () => {
      for (const { id: each, ...file } of affected) patchFile(each, file);
      set({ halted: false });
      readSoon();
    },
    redo: () => {
      for (const file of affected) {
        patchFile(file.id, { sources: [source, ...file.sources.slice(1)], by: 'user', ask: null, error: null });
        void preview(file, source);
      }
      set({ halted: false });
      readSoon();
    },
  });
}

async function preview({ id, sniffed }: DraftFile, source: PlanSource): Promise<void> {
  if (sniffed === null) return;
  const remapped = await embedded()
    .remap(sniffed, source, sniffOptions())
    .catch(() => null);
  const now = get().files.find((file) => file.id === id);
  if (remapped && now?.sources[0] === source) patchFile(id, { sniffed: remapped });
}

export interface PlanEdit {
  /** What is done, as a noun: "Move of “visit”". */
  readonly what: string;
  /** Names of events whose stage is no longer a guess. */
  readonly settles?: readonly string[];
}

/** Changes anything of the plan but how columns are read. From then on the stages are the user's. It can be undone. */
export function changePlan(change: (plan: Plan) => Plan, { what, settles = [] }: PlanEdit): void {
  const before = decided(get());
  set((draft) => {
    const changed = change(draft.plan);
    const orderGuessed = draft.orderGuessed && changed.order === draft.plan.order;
    return {
      plan: orderGuessed && draft.read ? withGuessedOrder(changed, draft.read.profile) : changed,
      guessed: false,
      orderGuessed,
      unsure: draft.unsure.filter((name) => !settles.includes(name)),
    };
  });
  const after = decided(get());
  readSoon();
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  remember({ what, about: 'draft', undo: () => decide(before), redo: () => decide(after) });
}

type Decided = Pick<ImportDraft, 'plan' | 'guessed' | 'orderGuessed' | 'unsure'>;

function decided({ plan, guessed, orderGuessed, unsure }: ImportDraft): Decided {
  return { plan, guessed, orderGuessed, unsure };
}

/** Goes back to a former plan. Its sources follow the files as they are now, but for the days up to which they reach. */
function decide(to: Decided): void {
  set((draft) => {
    const sources = draft.plan.sources.map(({ until: _, ...source }) => {
      const until = to.plan.sources.find(({ files }) => files === source.files)?.until;
      return until === undefined ? source : { ...source, until };
    });
    return { ...to, plan: { ...to.plan, sources } };
  });
  readSoon();
}

export function setDraftName(name: string): void {
  set({ name });
}

/** Forgets the whole draft and what was read. */
export function resetDraft(): void {
  forgetReading();
  releaseReading();
  forgetDraft();
}

function forgetDraft(): void {
  set(EMPTY_DRAFT, true);
  forgetEdits(({ about }) => about === 'draft');
}

/** Whether the newer files take the place of the dataset that they update. */
export function setReplaces(replaces: boolean): void {
  set({ replaces, halted: false });
  if (get().updates?.version.rowsKnown) readSoon(0);
}

export function dismiss(id: string): void {
  set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** Makes the draft a dataset, and begins anew. */
export async function keepDraft(name: string): Promise<StoredDataset> {
  const { read, plan, files, updates, replaces } = get();
  if (read === null) throw new HandrailError('internal', { what: 'nothing was read yet' });
  const kept = { ...plan, name };
  const profile = withPlannedEnds(read.profile, kept);
  const dataset = await embedded().keep(
    { ...read, profile },
    {
      name,
      plan: kept,
      nowMs: Date.now(),
      headers: headersOf(read, files),
      replaces: read.into ? read.into.dataset.id : updates && replaces ? updates.id : undefined,
    },
  );
  releaseReading();
  forgetDraft();
  void askOnce();
  return dataset;
}

/** The columns of the files; of those that they are added to, those that stay. */
function headersOf(read: ReadFiles, files: readonly DraftFile[]): StoredDataset['headers'] {
  const fresh = files.flatMap(({ file, sniffed }) => (sniffed ? [[file.name, sniffed.header] as const] : []));
  const gone = read.into?.addition.replaced ?? [];
  const before = Object.entries(read.into?.dataset.headers ?? {}).filter(([name]) => !gone.includes(name));
  return Object.fromEntries([...before, ...fresh]);
}

/** The name that the journey gets when nobody gives it another one. */
export function draftName({
  plan,
  files,
  into,
  updates,
}: Pick<ImportDraft, 'plan' | 'files' | 'into' | 'updates'>): string {
  if (into) return into.name;
  if (updates) return updates.name;
  return suggestedName(
    plan,
    readableFiles(files).map(({ file }) => file),
  );
}
