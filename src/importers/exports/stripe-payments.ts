import { type ExportSource, given, NO, propertiesOf, type RecogniseExport } from './export-header.ts';

/** What Stripe calls a payment that stayed, wholly or in part. */
const PAID = ['Paid', 'paid', 'succeeded', 'Succeeded', 'Partially Refunded', 'Partial refund'];

/** Stripe's payments: amounts in one currency where it converted them, less what was paid back. */
export const recogniseStripePayments: RecogniseExport = (file) => {
  const time = file.one('Created date (UTC)', 'Created (UTC)');
  const status = file.one('Status');
  const [person, ...aliases] = file.some('Customer Email', 'Customer ID', 'Card ID');
  if (time === undefined || status === undefined || person === undefined || !file.has('Amount Refunded')) return null;
  const converted = file.has('Converted Amount');
  const mode = file.one('Mode');
  const captured = file.one('Captured');
  return given<ExportSource>({
    shape: 'list',
    event: 'payment',
    person,
    aliases: aliases.filter((name) => name !== file.one('Card ID')),
    time,
    timeZone: 'UTC',
    value: file.one('Converted Amount', 'Amount'),
    refunded: converted ? file.one('Converted Amount Refunded') : file.one('Amount Refunded'),
    eventId: file.one('id'),
    properties: propertiesOf({
      channel: file.one('utm_source (metadata)', 'source (metadata)'),
      campaign: file.one('utm_campaign (metadata)', 'campaign (metadata)'),
      currency: file.one('Currency'),
    }),
    exclude: [
      ...(mode === undefined ? [] : [{ property: mode, in: ['Test', 'test', 'TEST'] }]),
      { property: status, notIn: PAID },
      ...(captured === undefined ? [] : [{ property: captured, in: NO }]),
    ],
  });
};
