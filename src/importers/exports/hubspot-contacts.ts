import { type ExportHeader, type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** What HubSpot calls its own lifecycle stages, by their API names; stages of the user's own have their label in the header. */
const LIFECYCLE: Readonly<Record<string, string>> = {
  subscriber: 'Subscriber',
  lead: 'Lead',
  marketingqualifiedlead: 'Marketing Qualified Lead',
  salesqualifiedlead: 'Sales Qualified Lead',
  opportunity: 'Opportunity',
  customer: 'Customer',
  evangelist: 'Evangelist',
  other: 'Other Lifecycle',
};

const STAGE_DATES: readonly RegExp[] = [
  /^(?:property_)?became an? (.+?) date$/iu,
  /^(?:property_)?hs_(?:v\d_)?lifecyclestage_(.+)_date$/iu,
  /^(?:property_)?hs_v\d_date_entered_(.+)$/iu,
  /^date entered ["'“]?(.+?)["'”]? ?\(lifecycle stage pipeline\)["'”]?$/iu,
];

/** HubSpot's contacts: a row per person, and the day on which they became anything. */
export const recogniseHubspotContacts: RecogniseExport = (file) => {
  const dates = stageDates(file);
  const [person, ...aliases] = file.some('Record ID', 'Contact ID', 'hs_object_id', 'vid', 'Email');
  if (Object.keys(dates).length === 0 || person === undefined) return null;
  const firstVisit = file.one('Time of First Visit', 'Time First Seen', 'hs_analytics_first_visit_timestamp');
  return given<ExportSource>({
    shape: 'dates',
    person,
    aliases: aliases.length > 0 && person !== file.one('Email') ? file.some('Email') : undefined,
    dates: { ...(firstVisit === undefined ? {} : { [firstVisit]: 'First visit' }), ...dates },
    value: file.one('Total Revenue', 'total_revenue', 'Recent Deal Amount', 'recent_deal_amount'),
    properties: propertiesOf({
      channel: file.one('Original Source', 'Original Traffic Source', 'hs_analytics_source'),
      'source detail': file.one(
        'Original Source Drill-Down 1',
        'Original Traffic Source Drill-Down 1',
        'hs_analytics_source_data_1',
      ),
      'lead status': file.one('Lead Status', 'hs_lead_status'),
    }),
  });
};

function stageDates(file: ExportHeader): Record<string, string> {
  const dates: Record<string, string> = {};
  for (const pattern of STAGE_DATES) {
    for (const { name, caught } of file.matching(pattern)) {
      const label = caught[0] ?? '';
      dates[name] = Object.hasOwn(LIFECYCLE, label.toLowerCase()) ? LIFECYCLE[label.toLowerCase()]! : label;
    }
  }
  return dates;
}
