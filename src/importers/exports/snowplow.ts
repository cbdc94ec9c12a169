import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** Snowplow's `atomic.events`. All its times are UTC and do not say so. */
export const recogniseSnowplow: RecogniseExport = (file) => {
  const time = file.one('derived_tstamp', 'collector_tstamp');
  const [event, eventElse] = file.some('event_name', 'event');
  const [person, ...aliases] = file.some('domain_userid', 'user_id', 'network_userid');
  if (time === undefined || event === undefined || person === undefined) return null;
  if (!file.has('event_id') && !file.has('collector_tstamp')) return null;
  return given<ExportSource>({
    shape: 'events',
    person,
    aliases: aliases.filter((name) => name !== file.one('network_userid')),
    time,
    event,
    eventElse,
    timeZone: 'UTC',
    value: file.one('tr_total_base', 'tr_total', 'se_value'),
    eventId: file.one('event_id'),
    properties: propertiesOf({
      channel: file.one('mkt_source'),
      campaign: file.one('mkt_campaign'),
      medium: file.one('mkt_medium'),
      referrer: file.one('refr_source'),
      platform: file.one('platform'),
      country: file.one('geo_country'),
    }),
  });
};
