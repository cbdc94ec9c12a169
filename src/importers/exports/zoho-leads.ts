import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** Zoho CRM's leads. */
export const recogniseZohoLeads: RecogniseExport = (file) => {
  const created = file.one('Created Time');
  const [person, ...aliases] = file.some('Record Id', 'Lead Id', 'Email');
  if (created === undefined || person === undefined || !file.has('Lead Owner') || !file.has('Lead Source')) return null;
  const converted = file.one('Converted Date Time', 'Converted Time', 'Converted Date');
  const unsubscribed = file.one('Unsubscribed Time');
  return given<ExportSource>({
    shape: 'dates',
    person,
    aliases: aliases.filter((name) => name === file.one('Email')),
    dates: {
      [created]: 'Lead created',
      ...(converted === undefined ? {} : { [converted]: 'Lead converted' }),
      ...(unsubscribed === undefined ? {} : { [unsubscribed]: 'Unsubscribed' }),
    },
    properties: propertiesOf({
      channel: file.one('Lead Source'),
      status: file.one('Lead Status'),
      industry: file.one('Industry'),
    }),
  });
};
