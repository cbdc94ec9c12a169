import { type HandrailError, isCode, toHandrailError } from '../journey/errors.ts';
import { matchesName } from '../journey/name-pattern.ts';
import type { Plan, PlanSource, StagePlan, StageRule } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { guessStages } from '../journey/stage-guess.ts';
import { STAGE_IDS, type StageId } from '../journey/stages.ts';
import { asksForZone, isReadyToRead, readableFiles, readingKey, sourcesOf, targetOf } from './draft-plan.ts';
import { type ImportDraft, notify, patchFile, useImportDraft } from './draft-store.ts';
import { embedded, type ReadFiles, type StoredDataset } from './embedded.ts';
import { withGuessedOrder } from './guessed-order.ts';
import { startReading, withProgress } from './reading.ts';
import { isLongerVersion } from './remembered.ts';

const { getState: get, setState: set } = useImportDraft;

/** The reading under way, and what it reads. */
let current: { readonly key: string; readonly controller: AbortController } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whoever changes several columns in a row waits for one reading only. */
const SETTLE_MS = 350;

/** The zone in which this person lives: what times without one are taken for until somebody says otherwise. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Reads soon, when all is known that must be. Called after every change. */
export function readSoon(afterMs = SETTLE_MS): void {
  clearTimeout(timer);
  timer = setTimeout(() => void readIfReady(), afterMs);
}

/** Begins to read when nothing must be asked, and begins anew when what is read would differ. */
async function readIfReady(): Promise<void> {
  const draft = get();
  const { files, planned, plan, halted } = draft;
  const tables = readableFiles(files);
  const sources = sourcesOf(files, planned);
  const into = targetOf(draft);
  const needsZone = planned.length === 0 || tables.some(asksForZone);
  const timeZone = into ? zoneOf(into) : (plan.timeZone ?? (needsZone ? browserTimeZone() : undefined));
  const wholePlan = { ...plan, sources, ...(timeZone === undefined ? {} : { timeZone }) };
  const ready = isReadyToRead(files, planned);
  const key = ready ? `${into?.version.folder ?? ''} ${readingKey(files, wholePlan)}` : '';
  if (current !== null && current.key !== key) forgetReading();
  if (!ready || halted || current !== null) return;
  const controller = new AbortController();
  const own = { key, controller };
  current = own;
  const sizeBytes = tables.reduce((sum, { file }) => sum + file.size, 0);
  set({ reading: startReading(sizeBytes, Date.now()) });
  try {
    const read = await embedded().read(
      tables.map(({ file }) => file),
      wholePlan,
      {
        nowUs: Date.now() * 1000,
        salt: draft.updates?.salt,
        into: into ?? undefined,
        signal: controller.signal,
        onProgress: (progress) =>
          set(({ reading }) => ({ reading: reading && withProgress(reading, progress, Date.now()) })),
      },
    );
    if (current !== own) await embedded().discard(read);
    else if (isApart(draft, read)) {
      current = null;
      await embedded().discard(read);
      set({ reading: null, replaces: false });
      readSoon(0);
    } else set((now) => ({ reading: null, read, ...planAfter(now, read, wholePlan) }));
  } catch (error) {
    if (current !== own) return;
    current = null;
    set({ reading: null, halted: true });
    tell(toHandrailError(error), sources);
  }
}

/** The zone in which the files of a dataset were read. */
function zoneOf({ plan, profile }: StoredDataset): string {
  return plan.timeZone ?? profile.timeZone;
}

/** Whether files that only look like newer ones of a dataset have no row in common with it, and nobody has decided. */
function isApart({ into, replaces }: ImportDraft, read: ReadFiles): boolean {
  if (!read.into || into || replaces !== null) return false;
  const { replaced, rowsHere } = read.into.addition;
  return replaced.length === 0 && rowsHere === 0;
}

/** Says what went wrong where it belongs: at the file, as a question to it, or beside all files. */
function tell(error: HandrailError, sources: readonly PlanSource[]): void {
  if (isCode(error, 'needs-answer')) {
    const { key, question, evidence } = error.details;
    const source = sources[Number(/^sources\[(\d+)\]/.exec(key)?.[1] ?? -1)];
    const asked = get().files.find((file) => source && file.sources.includes(source));
    if (asked) {
      patchFile(asked.id, { ask: { code: question, evidence } });
      return;
    }
  }
  const about = 'file' in error.details ? error.details.file : null;
  const file = get().files.find((each) => each.file.name === about);
  if (file) patchFile(file.id, { error });
  else notify({ error });
}

/** Stops the reading, or lets go of what was read. */
export function forgetReading(): void {
  const { read } = get();
  current?.controller.abort();
  current = null;
  set({ reading: null, read: null });
  if (read) void embedded().discard(read);
}

/** The plan after a reading: with its sources, and with guessed stages as long as nobody has decided. */
function planAfter(draft: ImportDraft, read: ReadFiles, wholePlan: Plan): Partial<ImportDraft> {
  const sources = withEnds(read.into?.plan.sources ?? wholePlan.sources, draft.plan.sources);
  const { timeZone } = wholePlan;
  const plan = { ...draft.plan, sources, ...(timeZone === undefined ? {} : { timeZone }) };
  if (read.into) return { plan };
  const replaces =
    draft.replaces ??
    (draft.updates !== null &&
      tablesOf(draft.updates) === readableFiles(draft.files).length &&
      isLongerVersion(draft.updates.profile, read.profile));
  if (!draft.guessed) return { plan, replaces };
  const guess = guessStages(read.profile.eventNames);
  const stages: Partial<Record<StageId, StagePlan>> = {};
  const unsure: string[] = [];
  for (const id of STAGE_IDS) {
    const stage = guess[id];
    if (!stage) continue;
    stages[id] = { enter: stage.enter };
    if (!stage.confident) unsure.push(...namesIn(stage.enter, read.profile));
  }
  const whole = { ...plan, stages };
  return { plan: draft.orderGuessed ? withGuessedOrder(whole, read.profile) : whole, unsure, replaces };
}

function tablesOf({ headers }: StoredDataset): number {
  return Object.keys(headers).length;
}

function namesIn(rules: readonly StageRule[], profile: DatasetProfile): string[] {
  const patterns = rules.map((rule) => (typeof rule === 'string' ? rule : rule.event));
  return profile.eventNames.map(({ name }) => name).filter((name) => patterns.some((each) => matchesName(each, name)));
}

/** Ends that were answered stay with their sources. */
function withEnds(sources: readonly PlanSource[], before: readonly PlanSource[]): PlanSource[] {
  return sources.map((source) => {
    const until = source.until ?? before.find(({ files }) => files === source.files)?.until;
    return until === undefined ? source : { ...source, until };
  });
}

export function cancelReading(): void {
  current?.controller.abort();
}

export function readNow(): void {
  set({ halted: false });
  readSoon(0);
}

/** Takes what was read out of the draft: whoever calls this has kept it. */
export function releaseReading(): void {
  clearTimeout(timer);
  current = null;
}
