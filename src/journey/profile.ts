import type { CostSeries } from './costs.ts';
import type { SourceShape } from './plan.ts';
import type { QualityReport } from './quality-report.ts';

/** What is known about an imported dataset without asking a question: enough to compile one and to list it. */
export interface DatasetProfile {
  readonly eventCount: number;
  readonly personCount: number;
  /** Microseconds since 1970 UTC of the first and last event, `null` without events. */
  readonly firstUs: number | null;
  readonly lastUs: number | null;
  /** The clock that the import was given: later events were left out. */
  readonly nowUs: number;
  /** The zone in which dates without clock times were placed. */
  readonly timeZone: string;
  readonly keys: 'plain' | 'hashed' | 'kept';
  /** One per source of the plan that matched a file, in the plan's order. */
  readonly sources: readonly SourceProfile[];
  /** Most frequent first, ties by UTF-8 bytes. */
  readonly eventNames: readonly EventNameProfile[];
  readonly properties: readonly PropertyProfile[];
  readonly quality: QualityReport;
  /** What was spent, where a source says it. */
  readonly costs?: readonly CostSeries[];
}

export interface SourceProfile {
  readonly sourceIndex: number;
  readonly shape: SourceShape;
  readonly files: readonly FileProfile[];
  /** Whether some of its times are dates without a clock time. */
  readonly dateOnly: boolean;
  readonly events: number;
  readonly firstUs: number | null;
  readonly lastUs: number | null;
  /** The end of the source as the plan says (`until`), else `null`. */
  readonly untilUs: number | null;
  /** Names of this source's events. */
  readonly eventNames: readonly string[];
}

export interface FileProfile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 over the SHA-256 of every 4 MiB of the file's bytes, hex: tells the same file again. */
  readonly digest: string;
}

export interface EventNameProfile {
  readonly name: string;
  readonly events: number;
  readonly people: number;
  readonly firstUs: number;
  readonly lastUs: number;
}

export interface PropertyProfile {
  readonly name: string;
  /** Whether it comes with events, with the person, or both (the event's value then goes before the person's). */
  readonly of: 'event' | 'person' | 'both';
  readonly distinct: number;
  /** The most frequent values, at most 20. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}
