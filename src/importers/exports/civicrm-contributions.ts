import { type ExportSource, given, propertiesOf, type RecogniseExport, YES } from './export-header.ts';

/** CiviCRM's contributions. Only completed ones were given; tests are marked in a column of their own. */
export const recogniseCivicrmContributions: RecogniseExport = (file) => {
  const time = file.one('Contribution Date', 'Date Received', 'receive_date');
  const value = file.one('Total Amount', 'total_amount');
  const [person, ...aliases] = file.some('Contact ID', 'Email', 'Primary Email');
  if (time === undefined || value === undefined || person === undefined || !file.has('Financial Type')) return null;
  const status = file.one('Contribution Status');
  const test = file.one('Test Mode', 'Test', 'is_test');
  return given<ExportSource>({
    shape: 'list',
    event: 'contribution',
    person,
    aliases,
    time,
    value,
    eventId: file.one('Contribution ID'),
    properties: propertiesOf({
      channel: file.one('Contribution Source', 'Source'),
      campaign: file.one('Campaign'),
      type: file.one('Financial Type'),
      page: file.one('Contribution Page'),
    }),
    exclude: [
      ...(status === undefined ? [] : [{ property: status, notIn: ['Completed'] }]),
      ...(test === undefined ? [] : [{ property: test, in: YES }]),
    ],
  });
};
