import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** Amplitude's export. `event_time` is UTC and does not say so; `amplitude_id` is known where `user_id` is not yet. */
export const recogniseAmplitude: RecogniseExport = (file) => {
  const time = file.one('event_time');
  const event = file.one('event_type');
  const [person, ...aliases] = file.some('amplitude_id', 'user_id', 'device_id');
  if (time === undefined || event === undefined || person === undefined) return null;
  if (!file.has('amplitude_id') && !file.has('client_event_time') && !file.has('server_upload_time')) return null;
  return given<ExportSource>({
    shape: 'events',
    person,
    // A device may have several users: once Amplitude has told them apart, its device says nothing more.
    aliases: aliases.filter((name) => !file.has('amplitude_id') || name !== file.one('device_id')),
    time,
    event,
    timeZone: 'UTC',
    value: file.one('event_properties.$revenue', 'event_properties.revenue', 'event_properties.value'),
    eventId: file.one('$insert_id', '_insert_id', 'uuid'),
    properties: propertiesOf({
      channel: file.one(
        'user_properties.utm_source',
        'user_properties.initial_utm_source',
        'event_properties.utm_source',
      ),
      campaign: file.one(
        'user_properties.utm_campaign',
        'user_properties.initial_utm_campaign',
        'event_properties.utm_campaign',
      ),
      country: file.one('country'),
      platform: file.one('platform'),
      language: file.one('language'),
    }),
  });
};
