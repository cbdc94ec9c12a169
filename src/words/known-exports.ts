import type { KnownExportId } from '../journey/known-export.ts';
import type { PlanSource } from '../journey/plan.ts';
import { countOf, formatList, quote } from './numbers.ts';

const NAMES: Readonly<Record<KnownExportId, string>> = {
  ga4: 'a Google Analytics 4 export',
  mixpanel: 'a Mixpanel export',
  amplitude: 'an Amplitude export',
  posthog: 'a PostHog export',
  rudderstack: 'a RudderStack export',
  segment: 'a Segment export',
  snowplow: 'a Snowplow export',
  'hubspot-contacts': 'a HubSpot contacts export',
  'salesforce-opportunity-history': 'a Salesforce opportunity history',
  'salesforce-opportunities': 'a Salesforce opportunities export',
  'salesforce-leads': 'a Salesforce leads export',
  'zoho-potentials': 'a Zoho CRM potentials export',
  'zoho-leads': 'a Zoho CRM leads export',
  'mailchimp-audience': 'a Mailchimp audience',
  'civicrm-contributions': 'a CiviCRM contributions export',
  'civicrm-activities': 'a CiviCRM activities export',
  'npsp-donations': 'a donation import of the Nonprofit Success Pack',
  'stripe-payments': 'a Stripe payments export',
  'eventbrite-attendees': 'an Eventbrite attendees export',
  'google-ads-costs': 'a Google Ads cost report',
  'meta-ads-costs': 'a Meta Ads cost report',
};

/** "a HubSpot contacts export". */
export function nameOfExport(id: KnownExportId): string {
  return NAMES[id];
}

/** What reading a file in this way does, in a few sentences; what it leaves out is said elsewhere. */
export function sayReading(source: PlanSource, locale = 'en'): string[] {
  return [...sayShape(source, locale), ...sayPeople(source, locale), ...sayCare(source)];
}

function sayShape(source: PlanSource, locale: string): string[] {
  const { shape, time = '', event = '', value, currency, currencyColumn, channel } = source;
  switch (shape) {
    case 'dates': {
      const events = Object.values(source.dates ?? {}).map((date) => (typeof date === 'string' ? date : date.event));
      return [
        `Each of ${countOf(events.length, 'date column', 'date columns', locale)} gives an event: ${formatList(events, locale)}.`,
      ];
    }
    case 'list':
      return [
        `Every row is a ${quote(event)}, at the time in ${quote(time)}${value === undefined ? '' : ` and with the value in ${quote(value)}`}.`,
      ];
    case 'events':
    case 'clickhouse':
      return [`${quote(event)} says what happened, ${quote(time)} when.`];
    case 'people':
      return ['A row describes a person.'];
    case 'costs': {
      const unit =
        currency === undefined
          ? currencyColumn === undefined
            ? ''
            : `, in the currency of ${quote(currencyColumn)}`
          : `, in ${currency}`;
      return [
        `What was spent${channel === undefined ? '' : ` on ${channel}`} is kept day by day from ${quote(value ?? '')}${unit}. It makes no events.`,
      ];
    }
  }
}

function sayPeople({ shape, person, aliases = [] }: PlanSource, locale: string): string[] {
  if (shape === 'costs' || person === '') return [];
  if (aliases.length === 0) return [`${quote(person)} says who.`];
  return [
    `${quote(person)} says who; ${formatList(aliases.map(quote), locale)} ${aliases.length === 1 ? 'names' : 'name'} the same people.`,
  ];
}

function sayCare({ eventId, refunded, timeZone, epochs }: PlanSource): string[] {
  return [
    ...(eventId === undefined ? [] : [`Rows with the same ${quote(eventId)} count once.`]),
    ...(refunded === undefined ? [] : [`What was paid back, ${quote(refunded)}, is taken off.`]),
    ...(epochs === 'local' ? ['Its seconds are counted on the clock of the project’s time zone.'] : []),
    ...(timeZone === undefined ? [] : [`Times without a zone are taken as ${timeZone}.`]),
  ];
}
