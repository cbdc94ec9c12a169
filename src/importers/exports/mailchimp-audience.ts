import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** A Mailchimp audience, subscribed, unsubscribed or cleaned. Its times are UTC and do not say so. */
export const recogniseMailchimpAudience: RecogniseExport = (file) => {
  const person = file.one('Email Address');
  if (person === undefined || !file.has('LEID') || !file.has('EUID')) return null;
  const dates = propertiesOf({
    'Signed up': file.one('OPTIN_TIME'),
    Subscribed: file.one('CONFIRM_TIME'),
    Unsubscribed: file.one('UNSUB_TIME'),
    Cleaned: file.one('CLEAN_TIME'),
  });
  if (Object.keys(dates).length === 0) return null;
  return given<ExportSource>({
    shape: 'dates',
    person,
    dates: Object.fromEntries(Object.entries(dates).map(([event, column]) => [column, event])),
    timeZone: 'UTC',
    properties: propertiesOf({
      rating: file.one('MEMBER_RATING'),
      country: file.one('CC'),
      tags: file.one('TAGS'),
      campaign: file.one('UNSUB_CAMPAIGN_TITLE'),
    }),
  });
};
