import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** Zoho CRM's potentials, which newer accounts call deals. The closing date counts only where the stage is won. */
export const recogniseZohoPotentials: RecogniseExport = (file) => {
  const created = file.one('Created Time');
  const closing = file.one('Closing Date');
  const stage = file.one('Stage');
  const name = file.one('Potential Name', 'Deal Name');
  if (created === undefined || closing === undefined || stage === undefined || name === undefined) return null;
  return given<ExportSource>({
    shape: 'dates',
    person: file.one('Record Id', 'Potential Id', 'Deal Id') ?? name,
    dates: { [created]: 'Deal created', [closing]: { event: 'Closed Won', where: { [stage]: ['Closed Won'] } } },
    value: file.one('Amount'),
    properties: propertiesOf({
      channel: file.one('Lead Source'),
      campaign: file.one('Campaign Source'),
      stage,
      type: file.one('Type'),
    }),
  });
};
