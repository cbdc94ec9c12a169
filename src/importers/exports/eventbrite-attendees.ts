import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** Eventbrite's attendees: a row per ticket. Whether somebody came stays a property: the export has no time of it. */
export const recogniseEventbriteAttendees: RecogniseExport = (file) => {
  const time = file.one('Order Date');
  const person = file.one('Email', 'Attendee Email', 'Buyer Email');
  if (time === undefined || person === undefined || !(file.has('Order #') || file.has('Order ID'))) return null;
  if (!file.has('Attendee #') && !file.has('Ticket Type') && !file.has('Attendee Status')) return null;
  const status = file.one('Attendee Status');
  return given<ExportSource>({
    shape: 'list',
    event: 'registration',
    person,
    time,
    value: file.one('Total Paid', 'Gross sales'),
    eventId: file.one('Attendee #'),
    properties: propertiesOf({
      status,
      ticket: file.one('Ticket Type'),
      event: file.one('Event Name'),
      channel: file.one('Affiliate', 'Tracking Link'),
    }),
    exclude:
      status === undefined
        ? undefined
        : [{ property: status, in: ['Refunded', 'Not Attending', 'Deleted', 'Transferred', 'Unpaid', 'Cancelled'] }],
  });
};
