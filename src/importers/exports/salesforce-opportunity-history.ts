import { type ExportSource, given, propertiesOf, type RecogniseExport, YES } from './export-header.ts';

/** Salesforce's OpportunityHistory: a row whenever stage, amount, probability or close date of an opportunity changed. */
export const recogniseSalesforceOpportunityHistory: RecogniseExport = (file) => {
  const person = file.one('OpportunityId', 'Opportunity ID', 'Opportunity Name');
  const event = file.one('StageName', 'To Stage', 'Stage');
  const time = file.one('CreatedDate', 'Last Modified');
  if (person === undefined || event === undefined || time === undefined) return null;
  if (
    !file.has('PrevAmount') &&
    !file.has('PrevCloseDate') &&
    !file.has('To Forecast Category') &&
    !file.has('From Stage')
  ) {
    if (!file.has('OpportunityId', 'SystemModstamp')) return null;
  }
  const deleted = file.one('IsDeleted');
  return given<ExportSource>({
    shape: 'events',
    person,
    time,
    event,
    value: file.one('Amount'),
    eventId: file.has('Id') && file.has('OpportunityId') ? file.one('Id') : undefined,
    properties: propertiesOf({ forecast: file.one('ForecastCategory', 'To Forecast Category') }),
    exclude: deleted === undefined ? undefined : [{ property: deleted, in: YES }],
  });
};
