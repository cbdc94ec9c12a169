import type { StageId } from './stages.ts';
import type { TemplateId } from './templates/template.ts';
import type { ActionValue, PlanAction, PlanCapability, PlanTool, TransitionId } from './tools.ts';

/**
 * The plan: everything that the user decided and that changes a number. It is saved as a JSON file, version 1.
 * `parsePlan` (plan-file.ts) reads and checks such a file; the types here are what the rest of the code sees.
 */
export interface Plan {
  readonly handrail: 1;
  readonly name?: string;
  readonly sources: readonly PlanSource[];
  readonly stages: Readonly<Partial<Record<StageId, StagePlan>>>;
  readonly order?: StepOrder;
  /** `null` is unbounded; otherwise a number and one of `m h d w`, as `90m`, `36h`, `30d`. Default `null`. */
  readonly window?: string | null;
  readonly ties?: Ties;
  /** IANA zone in which days, weeks and months are cut and in which dates without clock times lie. */
  readonly timeZone?: string;
  readonly weekStart?: WeekStart;
  /** Day (`YYYY-MM-DD`, its end in the plan's zone) or instant (ISO 8601 with offset) up to which the data is complete. */
  readonly asOf?: string;
  readonly entered?: PlanRange | null;
  readonly during?: PlanRange | null;
  readonly exclusions?: readonly PlanExclusion[];
  /** Whether keys that look like an e-mail or a phone number are replaced by a salted hash (default) or kept. */
  readonly keys?: 'hashed' | 'kept';
  /** Differences between keys that make no other person. */
  readonly looseKeys?: readonly KeyDifference[];
  /** The built-in template that gives the capabilities; `null`: only those of the plan. Without it, one is guessed. */
  readonly template?: TemplateId | null;
  readonly capabilities?: readonly PlanCapability[];
  readonly tools?: readonly PlanTool[];
  /** Rates to aim at, 0..1. */
  readonly targets?: Readonly<Partial<Record<TransitionId, number>>>;
  readonly actionValue?: ActionValue;
  /** Share of people, 0..1, below which a tool has a low reach. Default 0.05. */
  readonly lowReach?: number;
  /** What happened on which day, shown on every trend; changes no number. */
  readonly notes?: readonly PlanNote[];
  /** Who builds what is missing, and by when; changes no number. */
  readonly actions?: readonly PlanAction[];
}

/** A day (`YYYY-MM-DD`) and what happened then: "new site went live". */
export interface PlanNote {
  readonly date: string;
  readonly text: string;
}

/**
 * `case`: upper and lower case; `spaces`: blanks anywhere, and the signs between the digits of a phone number;
 * `plus-address`: what follows a plus in an e-mail address, as in `ada+news@river.org`.
 */
export type KeyDifference = 'case' | 'spaces' | 'plus-address';
export type StepOrder = 'ordered' | 'strict' | 'any';
/** `helpful`: events at the same time may be taken in whichever order helps the person; `later`: strictly later times. */
export type Ties = 'helpful' | 'later';
export type WeekStart = 'monday' | 'sunday' | 'saturday';
/**
 * What a row of a source is: `events`, one event; `list`, the event that the whole file stands for; `people`, a person's
 * properties; `dates`, a person with a date column per stage; `costs`, what was spent on a day; `clickhouse`, one event of
 * a table that is asked where it lies.
 */
export type SourceShape = 'events' | 'list' | 'people' | 'dates' | 'costs' | 'clickhouse';
export type DateOrder = 'day-first' | 'month-first' | 'year-first';

/** How one file, or the several files that `files` matches, is read. */
export interface PlanSource {
  /** File name; `*` is any run of characters. Empty for `clickhouse`. */
  readonly files: string;
  readonly shape: SourceShape;
  /** The column that names the person. Empty for `costs`, which name nobody. */
  readonly person: string;
  /**
   * Other columns whose value names the same person, so that lists with different keys can be joined. Where the person's
   * own column is blank, the first of them that is not names the person.
   */
  readonly aliases?: readonly string[];
  /** The column with the time. A list without one falls back to the date in a `people` source. */
  readonly time?: string;
  /** Whether its times also stand for its people in lists that have none, as those of a `people` source do. */
  readonly lendsDates?: boolean;
  /** `events`: the column with the event's name. `list`: the name that every row of the file stands for. */
  readonly event?: string;
  /** `events`: the column that names the event where the one of `event` is blank. */
  readonly eventElse?: string;
  /** `dates`: the columns with the dates, and the event that each stands for. */
  readonly dates?: Readonly<Record<string, string | DatedEvent>>;
  /** The column with the numeric value; of `costs`, with what was spent. */
  readonly value?: string;
  /** The column with what was paid back of the value: it is taken off. */
  readonly refunded?: string;
  /** The column with the event's own id: of rows with the same id the first one counts. */
  readonly eventId?: string;
  /** Property name → column. Columns that are not named are not kept. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly timeZone?: string;
  /** Whether seconds since 1970 were counted in UTC (default) or on the clock of the source's zone. */
  readonly epochs?: 'utc' | 'local';
  readonly dateOrder?: DateOrder;
  readonly delimiter?: string;
  /** The sheet of a workbook; without it, the first one that is shown and holds a table. */
  readonly sheet?: string;
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly decimal?: '.' | ',';
  /** Day up to which the source is complete. */
  readonly until?: string;
  /** `clickhouse`: the table as `shop.events`, or several of the same columns. */
  readonly table?: string | readonly string[];
  /** `clickhouse`: the column that tells the order of rows with equal times. */
  readonly orderBy?: string;
  readonly exclude?: readonly ExcludeRow[];
  /** `costs`: the currency of all amounts, as `EUR`. */
  readonly currency?: string;
  /** `costs`: the column that names the currency of each amount. */
  readonly currencyColumn?: string;
  /** `costs`: the channel of all rows, where no property `channel` says it. */
  readonly channel?: string;
}

/** Rows left out: those with one of the values `in`, or with any value that is not one of `notIn`. One of both is given. */
export interface ExcludeRow {
  /** A property of the source, or a column's header. */
  readonly property: string;
  readonly in?: readonly string[];
  readonly notIn?: readonly string[];
}

/** An event of a date column that counts only in some rows. */
export interface DatedEvent {
  readonly event: string;
  /** Column → values, one of which the row must have. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
}

export interface StagePlan {
  readonly label?: string;
  /** A stage without `enter`, or with an empty one, is not measured. */
  readonly enter?: readonly StageRule[];
}

/** An event name (`*` any run of characters, `\*` a star), or a name with conditions. */
export type StageRule = string | ConditionalRule;

export interface ConditionalRule {
  readonly event: string;
  /** Property → value; all must be equal, as text. */
  readonly where?: Readonly<Record<string, string>>;
  /** `first`: only the person's earliest such event; `later`: every other one. */
  readonly occurrence?: 'first' | 'later';
}

/** Inclusive. Each end is a day (`YYYY-MM-DD`, meaning its whole day) or an instant (ISO 8601 with offset). */
export interface PlanRange {
  readonly from?: string;
  readonly to?: string;
}

/** An event that spoils an attempt when it lies between the two stages. */
export interface PlanExclusion {
  readonly event: string;
  readonly where?: Readonly<Record<string, string>>;
  readonly from: StageId;
  readonly to: StageId;
}
