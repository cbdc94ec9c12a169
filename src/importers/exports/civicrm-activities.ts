import { type ExportSource, given, propertiesOf, type RecogniseExport, YES } from './export-header.ts';

/** CiviCRM's activities. Only completed ones took place; tests are marked in a column of their own. */
export const recogniseCivicrmActivities: RecogniseExport = (file) => {
  const event = file.one('Activity Type');
  const time = file.one('Activity Date');
  if (event === undefined || time === undefined || !(file.has('Activity ID') || file.has('Activity Status')))
    return null;
  const [person = '', ...aliases] = file.some(
    'Contact ID',
    'Target Contact ID',
    'Source Contact ID',
    'Email',
    'Primary Email',
  );
  const status = file.one('Activity Status');
  const test = file.one('Test', 'Test Mode');
  return given<ExportSource>({
    shape: 'events',
    person,
    aliases: aliases.filter((name) => /mail/iu.test(name)),
    time,
    event,
    properties: propertiesOf({
      campaign: file.one('Campaign'),
      engagement: file.one('Engagement Index', 'Engagement Level'),
    }),
    exclude: [
      ...(status === undefined ? [] : [{ property: status, notIn: ['Completed'] }]),
      ...(test === undefined ? [] : [{ property: test, in: YES }]),
    ],
  });
};
