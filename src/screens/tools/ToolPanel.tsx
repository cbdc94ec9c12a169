import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { DifferenceBar } from '../../charts/difference-bar/DifferenceBar.tsx';
import { IntervalBar } from '../../charts/interval-bar/IntervalBar.tsx';
import { commonEnd } from '../../charts/interval-bar/interval-bar.layout.ts';
import { ToolUse, ToolUseTable, toolUseFile } from '../../charts/tool-use/ToolUse.tsx';
import { historyOfUses } from '../../charts/tool-use/use-history.ts';
import type { JudgedTool } from '../../insights/tool-judgement.ts';
import { DAY_US, parseDay } from '../../journey/time-zone.ts';
import { quietSinceOf } from '../../journey/tool-findings.ts';
import { notesOf } from '../../report/page/page-trend.ts';
import { Button } from '../../ui/Button.tsx';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { Figure } from '../../ui/Figure.tsx';
import { TakeAway, TakenFrom } from '../../ui/TakeAway.tsx';
import { sayShareBeside } from '../../words/comparisons.ts';
import { countOf, formatCount, formatDay, peopleOf } from '../../words/numbers.ts';
import { sayMade } from '../../words/origin.ts';
import { EFFECT_NOTE, sayAnswers, sayStateShort, sayToolState, sayTransition } from '../../words/tools.ts';
import { sayMonthlyCost } from '../../words/worth.ts';
import { JourneyUndo } from '../JourneyUndo.tsx';
import { Notes, notesIn } from '../Notes.tsx';
import { RailMark, TONES } from './RailMark.tsx';
import { ToolEditor } from './ToolEditor.tsx';
import styles from './ToolPanel.module.css';
import { sayEffectWords, sayReachWords } from './tool-words.ts';
import { useToolsScreen } from './tools-context.ts';

export interface ToolPanelProps {
  readonly id: string;
  /** More about the tool that takes a question of its own. */
  readonly more?: (tool: JudgedTool) => ReactNode;
}

/** One tool, with all that the data shows of it. A native dialog at the side; on a phone it fills the screen. */
export function ToolPanel({ id, more }: ToolPanelProps) {
  const { judged, plan, openTool } = useToolsScreen();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const tool = judged.tools.find((one) => one.id === id && one.tool !== null);
  const listed = (plan.tools ?? []).find((one) => one.id === id);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  const close = () => openTool(null);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the panel is a shortcut; Escape does the same
    <dialog
      ref={ref}
      className={styles.panel}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === ref.current) close();
      }}
    >
      <div className={styles.inner}>
        <header className={styles.head}>
          <div>
            {tool && (
              <p className={styles.state} data-tone={TONES[tool.state]}>
                <RailMark state={tool.state} /> {sayStateShort(tool.evidence)}
              </p>
            )}
            <h2 id={heading}>
              <bdi>{listed?.name ?? 'This tool is not in the inventory'}</bdi>
            </h2>
            {listed && (
              <p className={styles.way}>
                {sayTransition(listed.transition, plan)},{' '}
                {listed.side === 'seller' ? 'yours to do' : 'for the person on the way'}
              </p>
            )}
          </div>
          <CloseButton onClick={close} />
        </header>
        {listed === undefined ? (
          <p className={styles.evidence}>It may have been deleted, or the link is of another journey.</p>
        ) : (
          <>
            {tool ? <Shown tool={tool} more={more} /> : <p className={styles.evidence}>It is being counted…</p>}
            <Edit id={id} />
          </>
        )}
      </div>
    </dialog>
  );
}

function Shown({ tool, more }: { readonly tool: JudgedTool; readonly more: ToolPanelProps['more'] }) {
  const { plan } = useToolsScreen();
  return (
    <>
      <p className={styles.evidence}>{sayToolState(tool.evidence, plan)}</p>
      <Uses tool={tool} />
      {more?.(tool)}
      <Facts tool={tool} />
      {tool.effect && <p className={styles.note}>{EFFECT_NOTE}</p>}
    </>
  );
}

function Uses({ tool }: { readonly tool: JudgedTool }) {
  const { plan, profile, judged, timeZone } = useToolsScreen();
  const { figures, evidence } = tool;
  const { lastDay } = judged.answered.evidence;
  const history =
    figures === null || lastDay === null
      ? null
      : historyOfUses({
          days: figures.days,
          endDay: lastDay,
          sinceDay: dayNumber(tool.tool?.since),
          quietDay: dayNumber(quietSinceOf(evidence)),
          weekStart: plan.weekStart ?? 'monday',
        });
  const notes = useMemo(() => notesOf(plan, 'UTC'), [plan]);
  if (history === null) return null;
  const within = { fromUs: history.fromDay * DAY_US, toUs: (history.toDay + 1) * DAY_US };
  const title = `Uses by ${history.length}`;
  const takenFrom = () => ['All uses of it that are in the data.', sayMade(plan, profile, Date.now() * 1000, timeZone)];
  return (
    <TakenFrom value={takenFrom}>
      <Figure
        title={title}
        className={styles.figure}
        actions={<TakeAway name={`${tool.name}, uses`} table={() => toolUseFile(history)} />}
        table={<ToolUseTable title={title} history={history} />}
        legend={notes.length > 0 && <Notes plan={plan} timeZone="UTC" within={within} edit={null} />}
      >
        <ToolUse title={`${tool.name}: ${title.toLowerCase()}`} history={history} notes={notesIn(notes, within)} />
      </Figure>
    </TakenFrom>
  );
}

function Facts({ tool }: { readonly tool: JudgedTool }) {
  const { plan, timeZone } = useToolsScreen();
  const { figures, reach, effect, answers } = tool;
  const { owner, monthlyCost, link, note, since } = tool.tool ?? {};
  const reachWords = reach === null ? null : sayReachWords(reach);
  return (
    <dl className={styles.facts}>
      {reachWords && reach !== null && (
        <Fact name="Used it, of those who could">
          <b>{reachWords.value}</b> {reachWords.interval}
          {reachWords.interval !== null && reach.value !== null && reach.low !== null && reach.high !== null && (
            <IntervalBar
              rate={{ value: reach.value, low: reach.low, high: reach.high }}
              max={commonEnd([reach])}
              colour="var(--rail)"
            />
          )}
          {reach.n > 0 && <small>{`of ${peopleOf(reach.n)} who had their whole time`}</small>}
        </Fact>
      )}
      {effect && (
        <>
          <Fact name="Went on, with it and without">
            <b>{sayShareBeside(effect.exposed, effect)}</b> and <b>{sayShareBeside(effect.unexposed, effect)}</b>
            <small>{`of ${countOf(effect.pairs, 'pair', 'pairs')} of like people`}</small>
          </Fact>
          <Fact name="Difference">
            <b>{sayEffectWords(effect).value}</b> {sayEffectWords(effect).interval}
            <DifferenceBar
              difference={{ value: effect.difference, low: effect.low, high: effect.high }}
              reach={Math.max(0.1, Math.abs(effect.low), Math.abs(effect.high))}
            />
          </Fact>
        </>
      )}
      {answers && <Fact name="Your answers">{sayAnswers(answers)}</Fact>}
      {figures && figures.uses > 0 && (
        <Fact name="Uses in all">
          <b>{formatCount(figures.uses)}</b> by {peopleOf(figures.people)}
          {figures.firstUs !== null && figures.lastUs !== null && (
            <small>{`first seen ${formatDay(figures.firstUs, timeZone)}, last ${formatDay(figures.lastUs, timeZone)}`}</small>
          )}
        </Fact>
      )}
      {since !== undefined && <Fact name="There since">{formatDay((parseDay(since) ?? 0) + DAY_US / 2, 'UTC')}</Fact>}
      {owner && (
        <Fact name="Owner">
          <bdi>{owner}</bdi>
        </Fact>
      )}
      {monthlyCost !== undefined && <Fact name="Cost">{sayMonthlyCost(monthlyCost, plan.actionValue?.currency)}</Fact>}
      {link && (
        <Fact name="Link">
          <a href={link} rel="noreferrer" target="_blank">
            <bdi>{link}</bdi>
          </a>
        </Fact>
      )}
      {note && (
        <Fact name="Note">
          <bdi>{note}</bdi>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Edit({ id }: { readonly id: string }) {
  const { plan, journey } = useToolsScreen();
  const [open, setOpen] = useState(false);
  const tool = (plan.tools ?? []).find((one) => one.id === id);
  if (!tool) return null;
  return (
    <section className={styles.edit}>
      <div className={styles.editing}>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Done' : 'Edit this tool'}
        </Button>
        {open && <JourneyUndo id={journey} />}
      </div>
      {open && <ToolEditor tool={tool} />}
    </section>
  );
}

function dayNumber(day: string | undefined): number | null {
  const us = day === undefined ? null : parseDay(day);
  return us === null ? null : Math.floor(us / DAY_US);
}
