import { useMemo, useState } from 'react';
import { valuesOf, WORTH_SEED } from '../../../insights/tool-gaps.ts';
import { whatIfAt } from '../../../insights/worth.ts';
import { seededChance } from '../../../insights/worth-draws.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Select } from '../../../ui/Select.tsx';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import { nameOf } from '../../../words/findings.ts';
import { formatPercent, formatRate } from '../../../words/numbers.ts';
import { sayTransition } from '../../../words/tools.ts';
import { sayWhatIfWhole } from '../../../words/what-if.ts';
import { useToolsScreen } from '../tools-context.ts';
import { Arrivals } from './Arrivals.tsx';
import { Assumptions } from './Assumptions.tsx';
import styles from './WhatIf.module.css';
import { type Way, waysOf, withTarget } from './ways.ts';

/** Another rate at one transition, and who would then arrive at Action and at Relationship. */
export function WhatIf() {
  const { plan, judged } = useToolsScreen();
  const ways = useMemo(() => waysOf(judged, plan), [judged, plan]);
  const first = judged.landscape.gaps.find(({ worth }) => worth?.worth)?.worth ?? null;
  const [chosen, choose] = useState<number | null>(null);
  const way = ways.find(({ index }) => index === chosen) ?? ways.find(({ to }) => to === first?.to) ?? ways[0];
  if (!way) {
    return (
      <Card title="What if?">
        <p className={styles.quiet}>
          No transition has 30 people whose time is over yet, so none can be thought different.
        </p>
      </Card>
    );
  }
  return (
    <Card
      title="What if more went on?"
      subtitle="Think one step better, or worse, and see who would arrive. The steps after it stay as they are."
    >
      {/* Another transition starts from its own rate. */}
      <Thought key={way.index} way={way} ways={ways} onWay={choose} />
    </Card>
  );
}

function Thought(props: { readonly way: Way; readonly ways: readonly Way[]; readonly onWay: (index: number) => void }) {
  const { way, ways, onWay } = props;
  const { plan, judged, edit } = useToolsScreen();
  const { evidence, funnel } = judged.answered;
  const now = way.rate.value ?? 0;
  const [rate, setRate] = useState(way.target ?? better(now, way.best?.rate));
  const [said, say] = useState('');
  const values = useMemo(() => valuesOf(plan, evidence, funnel), [plan, evidence, funnel]);
  const at = useMemo(
    () => whatIfAt(funnel, way.index, values, seededChance(WORTH_SEED + way.index)),
    [funnel, way.index, values],
  );
  const ifs = useMemo(() => at(rate), [at, rate]);
  const worthOf = ifs.map(({ stage }) => (stage === 'action' ? values.action : values.later));
  const name = (one: Way) =>
    one.id === null ? `${nameOf(plan, one.from)} \u2192 ${nameOf(plan, one.to)}` : sayTransition(one.id, plan);
  const finish = () => say(sayWhatIfWhole(rate, name(way), ifs, worthOf, plan));
  const { interval } = formatRate(now, way.rate.low ?? 0, way.rate.high ?? 1);
  const isTarget = way.target !== null && Math.abs(way.target - rate) < 0.0005;
  const { id } = way;
  return (
    <div className={styles.thought}>
      <div className={styles.controls}>
        <Select
          label="At the step"
          value={String(way.index)}
          options={ways.map((one) => ({ value: String(one.index), label: name(one) }))}
          onChange={(index) => onWay(Number(index))}
        />
        <div className={styles.dragged}>
          <label htmlFor="what-if-rate">
            If <b>{formatPercent(rate, 1000)}</b> went on
          </label>
          <div className={styles.track}>
            <input
              id="what-if-rate"
              type="range"
              min={0}
              max={100}
              step={0.5}
              value={Math.round(rate * 200) / 2}
              aria-valuetext={`${formatPercent(rate, 1000)}`}
              onChange={(event) => setRate(Number(event.target.value) / 100)}
              onPointerUp={finish}
              onKeyUp={finish}
            />
            <Marks way={way} />
          </div>
        </div>
        <div className={styles.picks}>
          <Button variant="secondary" size="small" aria-pressed={rate === now} onClick={() => setRate(now)}>
            {`As it is: ${interval}`}
          </Button>
          {way.best && (
            <Button
              variant="secondary"
              size="small"
              aria-pressed={rate === way.best.rate}
              onClick={() => setRate(way.best?.rate ?? now)}
            >
              {`Its own best quarter, ${way.best.quarter.replace('-', ' ')}: ${formatPercent(way.best.rate, 1)} at the least`}
            </Button>
          )}
          {way.target !== null && (
            <Button variant="secondary" size="small" aria-pressed={isTarget} onClick={() => setRate(way.target ?? now)}>
              {`The plan’s target: ${formatPercent(way.target, 1)}`}
            </Button>
          )}
          {id !== null && !isTarget && (
            <Button
              variant="quiet"
              size="small"
              onClick={() =>
                edit(`Target for ${sayTransition(id, plan)}`, (plan) =>
                  withTarget(plan, id, Math.round(rate * 1000) / 1000),
                )
              }
            >
              {`Make ${formatPercent(rate, 1000)} the target`}
            </Button>
          )}
        </div>
        <VisuallyHidden live>{said}</VisuallyHidden>
      </div>
      <Arrivals ifs={ifs} values={worthOf} />
      <Assumptions way={way} />
    </div>
  );
}

/** The first thought: what the step's best quarter reached, and where that is no more than now, five points more. */
function better(now: number, best: number | undefined): number {
  return best !== undefined && best > now ? best : Math.min(1, Math.round((now + 0.05) * 200) / 200);
}

/** Where the rate is, and the rates that one may pick, under the slider. */
function Marks({ way }: { readonly way: Way }) {
  const at = (share: number) => ({ insetInlineStart: `${share * 100}%` });
  const { low, high } = way.rate;
  return (
    <div className={styles.marks} aria-hidden="true">
      <i
        className={styles.span}
        style={{ ...at(low ?? 0), inlineSize: `${Math.max(0.4, ((high ?? 0) - (low ?? 0)) * 100)}%` }}
      />
      {way.best && <i className={styles.best} style={at(way.best.rate)} />}
      {way.target !== null && <i className={styles.target} style={at(way.target)} />}
    </div>
  );
}
