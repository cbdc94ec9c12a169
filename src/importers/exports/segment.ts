import { type ExportHeader, type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** Segment: raw calls, or a warehouse's `tracks` and `pages`. */
export const recogniseSegment: RecogniseExport = (file) =>
  isTracked(file) && (file.has('messageId') || file.has('id') || file.has('uuid_ts')) ? trackedSource(file) : null;

/** Whether a file has the columns of Segment's specification, which RudderStack shares. */
export function isTracked(file: ExportHeader): boolean {
  return file.has('anonymousId', 'receivedAt') && (file.has('event') || file.has('type') || isPages(file));
}

/** A warehouse's table of page views names no event: every row is one. */
function isPages(file: ExportHeader): boolean {
  return file.has('path', 'url') && !file.has('event') && !file.has('type');
}

/** `timestamp` is corrected for the device's clock; `receivedAt` is not the order in which things happened. */
export function trackedSource(file: ExportHeader): ExportSource | null {
  const time = file.one('timestamp', 'originalTimestamp', 'receivedAt');
  const named = isPages(file) ? [] : file.some('event_text', 'event', 'name', 'type');
  const event = isPages(file) ? 'page viewed' : named[0];
  const [person, ...aliases] = file.some('userId', 'anonymousId');
  if (time === undefined || event === undefined || person === undefined) return null;
  return given<ExportSource>({
    shape: isPages(file) ? 'list' : 'events',
    person,
    aliases,
    time,
    event,
    eventElse: named.length > 1 ? named.at(-1) : undefined,
    // What a warehouse keeps without a zone is UTC.
    timeZone: 'UTC',
    value: file.one('properties.revenue', 'properties.total', 'properties.value', 'revenue', 'total', 'value'),
    eventId: file.one('messageId', 'id'),
    properties: propertiesOf({
      channel: file.one('context.campaign.source', 'properties.utm_source'),
      campaign: file.one('context.campaign.name', 'properties.utm_campaign'),
      medium: file.one('context.campaign.medium'),
      call: file.one('type'),
    }),
  });
}
