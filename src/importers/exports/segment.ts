import { type ExportHeader, type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** Segment: raw calls, or a warehouse's `tracks`. */
export const recogniseSegment: RecogniseExport = (file) =>
  isTracked(file) && (file.has('messageId') || file.has('id') || file.has('uuid_ts')) ? trackedSource(file) : null;

/** Whether a file has the columns of Segment's specification, which RudderStack shares. */
export function isTracked(file: ExportHeader): boolean {
  return file.has('anonymousId') && file.has('receivedAt') && (file.has('event') || file.has('type'));
}

/** `timestamp` is corrected for the device's clock; `receivedAt` is not the order in which things happened. */
export function trackedSource(file: ExportHeader): ExportSource | null {
  const time = file.one('timestamp', 'originalTimestamp', 'receivedAt');
  const [event, ...eventElse] = file.some('event_text', 'event', 'name', 'type');
  const [person, ...aliases] = file.some('userId', 'anonymousId');
  if (time === undefined || event === undefined || person === undefined) return null;
  return given<ExportSource>({
    shape: 'events',
    person,
    aliases,
    time,
    event,
    eventElse: eventElse.at(-1),
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
