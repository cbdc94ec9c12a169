import type { PlanSource } from './plan.ts';

/** The exports that are known by their header, as the products call them. */
export const KNOWN_EXPORT_IDS = [
  'ga4',
  'mixpanel',
  'amplitude',
  'posthog',
  'rudderstack',
  'segment',
  'snowplow',
  'hubspot-contacts',
  'salesforce-opportunity-history',
  'salesforce-opportunities',
  'salesforce-leads',
  'zoho-potentials',
  'zoho-leads',
  'mailchimp-audience',
  'civicrm-contributions',
  'civicrm-activities',
  'npsp-donations',
  'stripe-payments',
  'eventbrite-attendees',
  'google-ads-costs',
  'meta-ads-costs',
] as const;

export type KnownExportId = (typeof KNOWN_EXPORT_IDS)[number];

/** A file that looks like a known export, and how it is then read. The user confirms it or declines. */
export interface RecognisedExport {
  readonly id: KnownExportId;
  readonly source: PlanSource;
}
