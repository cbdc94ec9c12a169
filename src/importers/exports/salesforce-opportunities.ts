import { type ExportSource, given, propertiesOf, type RecogniseExport, YES } from './export-header.ts';

/** Salesforce opportunities. The close date of an open one is a hope: it counts only where the stage is won. */
export const recogniseSalesforceOpportunities: RecogniseExport = (file) => {
  const created = file.one('Created Date', 'Create Date');
  const closed = file.one('Close Date');
  const stage = file.one('StageName', 'Stage');
  const own =
    file.has('Opportunity Name') || file.has('Opportunity ID') || file.has('IsWon') || file.has('ForecastCategory');
  if (created === undefined || closed === undefined || stage === undefined || !own) return null;
  const person = file.one('Opportunity ID', 'Id', 'Opportunity Name', 'Account Name');
  if (person === undefined) return null;
  const won = file.one('IsWon', 'Won');
  const deleted = file.one('IsDeleted');
  return given<ExportSource>({
    shape: 'dates',
    person,
    dates: {
      [created]: 'Opportunity created',
      [closed]: { event: 'Closed Won', where: won === undefined ? { [stage]: ['Closed Won'] } : { [won]: YES } },
    },
    value: file.one('Amount'),
    properties: propertiesOf({ channel: file.one('Lead Source'), stage, type: file.one('Type') }),
    exclude: deleted === undefined ? undefined : [{ property: deleted, in: YES }],
  });
};
