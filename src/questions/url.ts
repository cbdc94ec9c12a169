import type { PlanExclusion } from '../journey/plan.ts';
import { parseExclusion } from '../journey/plan-file.ts';
import { STAGE_IDS } from '../journey/stages.ts';
import { parseDay } from '../journey/time-zone.ts';
import { parseWindow } from '../journey/window.ts';
import type { View, ViewAttribution, ViewBreakdown, ViewComparison, ViewFilter } from './view.ts';

/**
 * A view as the text of a link, and back. Version 1: `v=1` and one `key=value` for each thing that differs from the
 * plan, percent-encoded. A view that changes nothing is the empty text. Links of every version are read for ever.
 */
export function encodeView(view: View): string {
  const pairs: [string, string][] = [];
  if (view.window !== undefined) pairs.push(['window', view.window ?? 'none']);
  if (view.order !== undefined) pairs.push(['order', view.order]);
  if (view.asOf !== undefined) pairs.push(['asOf', view.asOf]);
  if (view.entered !== undefined) pairs.push(['entered', encodeRange(view.entered)]);
  if (view.during !== undefined) pairs.push(['during', encodeRange(view.during)]);
  if (view.breakdown !== undefined)
    pairs.push(['by', view.breakdown === null ? 'none' : encodeBreakdown(view.breakdown)]);
  for (const filter of view.filters ?? []) {
    pairs.push(['where', `${encodeBreakdown(filter)}=${filter.in.map(encodeGroup).join(',')}`]);
  }
  for (const exclusion of view.exclusions ?? []) pairs.push(['without', JSON.stringify(exclusion)]);
  if (view.exclusions?.length === 0) pairs.push(['without', 'none']);
  if (view.counting !== undefined) pairs.push(['counting', view.counting]);
  if (view.interval !== undefined) pairs.push(['interval', view.interval]);
  if (view.compare !== undefined) pairs.push(['compare', encodeComparison(view.compare)]);
  if (view.way !== undefined) pairs.push(['way', `${view.way.from}..${view.way.to}`]);
  if (pairs.length === 0) return '';
  return ['v=1', ...pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`)].join('&');
}

export interface DecodedView {
  readonly view: View;
  /** Keys that could not be read and were left out. */
  readonly unread: readonly string[];
}

/** Reads the text of a link. Never throws: what cannot be read is named in `unread`. */
export function decodeView(text: string): DecodedView {
  const view: { -readonly [K in keyof View]: View[K] } = {};
  const filters: ViewFilter[] = [];
  const exclusions: PlanExclusion[] = [];
  const unread: string[] = [];
  for (const pair of text.split('&').filter((entry) => entry !== '')) {
    const at = pair.indexOf('=');
    const key = at < 0 ? pair : pair.slice(0, at);
    const value = decode(at < 0 ? '' : pair.slice(at + 1));
    if (key === 'v') {
      if (value !== '1') unread.push('v');
    } else if (value === null || !readKey(view, { filters, exclusions }, key, value)) unread.push(key);
  }
  if (filters.length > 0) view.filters = filters;
  if (exclusions.length > 0) view.exclusions = exclusions;
  return { view, unread };
}

interface Lists {
  readonly filters: ViewFilter[];
  readonly exclusions: PlanExclusion[];
}

function readKey(view: { -readonly [K in keyof View]: View[K] }, lists: Lists, key: string, value: string): boolean {
  switch (key) {
    case 'window':
      if (value !== 'none' && parseWindow(value) === null) return false;
      view.window = value === 'none' ? null : value;
      return true;
    case 'order':
      if (value !== 'ordered' && value !== 'strict' && value !== 'any') return false;
      view.order = value;
      return true;
    case 'asOf':
      if (!isMoment(value)) return false;
      view.asOf = value;
      return true;
    case 'entered':
    case 'during': {
      const range = decodeRange(value);
      if (range === undefined) return false;
      view[key] = range;
      return true;
    }
    case 'by': {
      const breakdown = value === 'none' ? null : decodeBreakdown(value);
      if (breakdown === undefined) return false;
      view.breakdown = breakdown;
      return true;
    }
    case 'where': {
      const filter = decodeFilter(value);
      if (!filter) return false;
      lists.filters.push(filter);
      return true;
    }
    case 'without': {
      if (value === 'none') {
        view.exclusions = [];
        return true;
      }
      const exclusion = parseExclusion(value);
      if (!exclusion) return false;
      lists.exclusions.push(exclusion);
      return true;
    }
    case 'counting':
      if (value !== 'recorded' && value !== 'implied') return false;
      view.counting = value;
      return true;
    case 'interval':
      if (value !== 'day' && value !== 'week' && value !== 'month') return false;
      view.interval = value;
      return true;
    case 'compare': {
      const comparison = decodeComparison(value);
      if (comparison === undefined) return false;
      view.compare = comparison;
      return true;
    }
    case 'way': {
      const [from, to] = STAGE_IDS.filter((id) => value.split('..').includes(id));
      if (from === undefined || to === undefined || value !== `${from}..${to}`) return false;
      view.way = { from, to };
      return true;
    }
    default:
      return false;
  }
}

function encodeRange(range: View['entered']): string {
  return range ? `${range.from ?? ''}..${range.to ?? ''}` : 'none';
}

function decodeRange(value: string): View['entered'] {
  if (value === 'none') return null;
  const [from, to, more] = value.split('..');
  if (from === undefined || to === undefined || more !== undefined) return undefined;
  if ((from !== '' && !isMoment(from)) || (to !== '' && !isMoment(to))) return undefined;
  return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}

function encodeBreakdown({ property, attribution }: ViewBreakdown): string {
  return `${part(property)}:${typeof attribution === 'string' ? attribution : `step${attribution.step}`}`;
}

function decodeBreakdown(value: string): ViewBreakdown | undefined {
  const [name, how, more] = value.split(':');
  const property = decode(name ?? '');
  const attribution = decodeAttribution(how ?? '');
  return property && attribution && more === undefined ? { property, attribution } : undefined;
}

function decodeAttribution(text: string): ViewAttribution | null {
  if (text === 'first' || text === 'last' || text === 'all') return text;
  const step = /^step([1-9])$/.exec(text);
  return step ? { step: Number(step[1]) } : null;
}

function decodeFilter(value: string): ViewFilter | null {
  const [left, right, more] = value.split('=');
  const breakdown = decodeBreakdown(left ?? '');
  if (!breakdown || right === undefined || more !== undefined) return null;
  const values = right.split(',').map(decodeGroup);
  return { ...breakdown, in: values };
}

function encodeComparison(compare: ViewComparison | null): string {
  if (compare === null) return 'none';
  if (compare.kind === 'periods') return `period:${encodeRange(compare.with)}`;
  return `groups:${encodeGroup(compare.a)},${encodeGroup(compare.b)}`;
}

function decodeComparison(value: string): ViewComparison | null | undefined {
  if (value === 'none') return null;
  const at = value.indexOf(':');
  const [kind, rest] = [value.slice(0, at), value.slice(at + 1)];
  if (kind === 'period') {
    const range = decodeRange(rest);
    return range ? { kind: 'periods', with: range } : undefined;
  }
  const [a, b, more] = rest.split(',');
  if (kind !== 'groups' || a === undefined || b === undefined || more !== undefined) return undefined;
  return { kind: 'groups', a: decodeGroup(a), b: decodeGroup(b) };
}

/** A value with a mark before it, so that no value is not the empty one. */
function encodeGroup(value: string | null): string {
  return value === null ? '' : `:${part(value)}`;
}

function decodeGroup(text: string): string | null {
  return text === '' ? null : decode(text.slice(1));
}

/** A text inside a value: its own separators are encoded once more. */
function part(text: string): string {
  return encodeURIComponent(text);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function isMoment(text: string): boolean {
  if (parseDay(text) !== null) return true;
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(Date.parse(text));
}
