import { type ExportSource, given, propertiesOf, type RecogniseExport, YES } from './export-header.ts';

/** Salesforce leads: a report or the objects. A report's dates follow the locale of whoever ran it. */
export const recogniseSalesforceLeads: RecogniseExport = (file) => {
  const created = file.one('Create Date', 'Created Date');
  const converted = file.one('Converted Date');
  if (created === undefined || converted === undefined || !file.has('Lead Source')) return null;
  const [person, ...aliases] = file.some('Lead ID', 'Id', 'Email');
  if (person === undefined) return null;
  const deleted = file.one('IsDeleted');
  return given<ExportSource>({
    shape: 'dates',
    person,
    aliases: [...aliases.filter((name) => name !== 'Id'), ...file.some('ConvertedContactId', 'ConvertedOpportunityId')],
    dates: { [created]: 'Lead created', [converted]: 'Lead converted' },
    properties: propertiesOf({
      channel: file.one('Lead Source'),
      status: file.one('Lead Status', 'Status'),
      industry: file.one('Industry'),
    }),
    exclude: deleted === undefined ? undefined : [{ property: deleted, in: YES }],
  });
};
