import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** What Salesforce's nonprofit package takes for given; a blank stage is imported as given, too. */
const GIVEN = ['Closed Won', 'Posted', 'Received', 'In-Kind Received', ''];

/**
 * Donations as the data import of Salesforce's Nonprofit Success Pack takes them: the header stands below instructions,
 * and below it the fields' API names, which are no donation.
 */
export const recogniseNpspDonations: RecogniseExport = (file) => {
  const time = file.one('Donation Date');
  const value = file.one('Donation Amount');
  const [person, ...aliases] = file.some('Contact1 Personal Email', 'Contact1 Work Email', 'Contact1 Alternate Email');
  if (time === undefined || value === undefined || person === undefined) return null;
  const stage = file.one('Donation Stage');
  return given<ExportSource>({
    shape: 'list',
    event: 'donation',
    person,
    aliases,
    time,
    value,
    properties: propertiesOf({
      campaign: file.one('Campaign Name', 'Donation Campaign Name'),
      type: file.one('Donation Type', 'Donation Record Type Name'),
      method: file.one('Payment Method'),
    }),
    exclude: [
      { property: value, in: ['Donation_Amount__c', 'npsp__Donation_Amount__c'] },
      ...(stage === undefined ? [] : [{ property: stage, notIn: GIVEN }]),
    ],
  });
};
