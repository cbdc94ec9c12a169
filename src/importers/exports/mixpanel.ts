import { type ExportHeader, type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/**
 * Mixpanel's raw export. Duplicates are in it, told by `$insert_id`. Projects made before 2023 count their seconds on the
 * clock of the project's zone, which shows in a gap of whole quarters of an hour to the time of processing.
 */
export const recogniseMixpanel: RecogniseExport = (file) => {
  const of = (name: string): string | undefined => file.one(`properties.${name}`, name);
  const person = of('distinct_id');
  const time = of('time');
  const event = file.one('event', 'event name', 'name');
  const insertId = of('$insert_id');
  const processed = of('mp_processing_time_ms') ?? of('$mp_api_timestamp_ms');
  if (person === undefined || time === undefined || event === undefined) return null;
  if (insertId === undefined && processed === undefined && file.matching(/^\$|^properties\.\$|^mp_/u).length === 0)
    return null;
  return given<ExportSource>({
    shape: 'events',
    person,
    aliases: file.some('properties.$user_id', '$user_id'),
    time,
    event,
    value: file.one('properties.revenue', 'properties.amount', 'properties.value', 'properties.$amount'),
    eventId: insertId,
    epochs: processed !== undefined && countsByItsOwnClock(file, time, processed) ? 'local' : undefined,
    properties: propertiesOf({
      channel: of('utm_source'),
      campaign: of('utm_campaign'),
      medium: of('utm_medium'),
      referrer: of('$initial_referring_domain'),
      country: of('mp_country_code'),
      os: of('$os'),
    }),
  });
};

const QUARTER_S = 15 * 60;
/** Zones are at most so many quarters of an hour away from UTC. */
const FARTHEST = 14 * 4;
/** How long an event may take from the device until it was processed, in seconds, and how many do not take longer. */
const ON_ITS_WAY_S = 2 * 60;
const TAKEN_LIVE = 3;

/**
 * Whether the events that were processed as they happened show another clock than that of the processing. Events that
 * were imported later lie at any distance, and show nothing.
 */
function countsByItsOwnClock(file: ExportHeader, time: string, processed: string): boolean {
  const times = file.cells(time);
  const gaps = file.cells(processed).flatMap((cell, i) => {
    const [happened, received] = [seconds(times[i] ?? ''), seconds(cell)];
    return happened === null || received === null ? [] : [received - happened];
  });
  const quickest = Math.min(...gaps);
  const quarters = Math.floor((quickest + 30) / QUARTER_S);
  const late = quickest - quarters * QUARTER_S;
  const live = gaps.filter((gap) => gap <= quickest + ON_ITS_WAY_S).length;
  return quarters !== 0 && Math.abs(quarters) <= FARTHEST && late <= ON_ITS_WAY_S && live >= TAKEN_LIVE;
}

function seconds(text: string): number | null {
  if (/^\d{10}(?:\.\d+)?$/u.test(text)) return Number(text);
  return /^\d{13}$/u.test(text) ? Number(text) / 1000 : null;
}
