import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/**
 * Google Analytics 4 as BigQuery exports it: rows of `events_YYYYMMDD`, flattened or nested, and as warehouse connectors
 * write them. `event_timestamp` counts microseconds in UTC, whereas `event_date` is of the property's zone.
 */
export const recogniseGa4: RecogniseExport = (file) => {
  const time = file.one('event_timestamp', 'timestamp');
  const event = file.one('event_name', 'name');
  const person = file.one('user_pseudo_id');
  if (time === undefined || event === undefined || person === undefined) return null;
  const from = (part: string): string | undefined =>
    file.one(
      `session_traffic_source_last_click.manual_campaign.${part}`,
      `collected_traffic_source.manual_${part}`,
      `traffic_source.${part}`,
      `event_params.${part}`,
      `param_${part}`,
    );
  return given<ExportSource>({
    shape: 'events',
    person,
    aliases: file.some('user_id'),
    time,
    event,
    value: file.one('event_value_in_usd', 'value_in_usd', 'ecommerce.purchase_revenue_in_usd', 'event_params.value'),
    properties: propertiesOf({
      channel: from('source'),
      medium: from('medium'),
      campaign: file.one(
        'collected_traffic_source.manual_campaign_name',
        'traffic_source.name',
        'event_params.campaign',
        'param_campaign',
      ),
      device: file.one('device.category', 'device_category'),
      country: file.one('geo.country', 'geo_country'),
      platform: file.one('platform'),
    }),
  });
};
