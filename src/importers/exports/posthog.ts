import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** PostHog: the columns that the user saw, as CSV, or the events of a batch export. */
export const recognisePosthog: RecogniseExport = (file) => {
  const time = file.one('timestamp');
  const event = file.one('event');
  const [person, ...aliases] = file.some(
    'person_id',
    'person.id',
    'distinct_id',
    'person.distinct_ids.0',
    'person.properties.email',
  );
  if (time === undefined || event === undefined || person === undefined) return null;
  const own = file.matching(/^properties\.\$|^person\.(?:distinct_ids|properties)\b|^elements_chain$/u).length > 0;
  if (!own && !file.has('uuid', 'distinct_id')) return null;
  const of = (name: string): string | undefined => file.one(`properties.${name}`);
  return given<ExportSource>({
    shape: 'events',
    person,
    aliases,
    time,
    event,
    value: file.one('properties.revenue', 'properties.$revenue', 'properties.amount', 'properties.value'),
    eventId: file.one('uuid'),
    properties: propertiesOf({
      channel: of('utm_source') ?? of('$initial_utm_source'),
      campaign: of('utm_campaign') ?? of('$initial_utm_campaign'),
      referrer: of('$referring_domain'),
      device: of('$device_type'),
      country: of('$geoip_country_code') ?? of('$geoip_country_name'),
    }),
  });
};
