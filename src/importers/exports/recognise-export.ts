import type { KnownExportId, RecognisedExport } from '../../journey/known-export.ts';
import type { FileSample } from '../../journey/source-guess.ts';
import { recogniseAmplitude } from './amplitude.ts';
import { recogniseCivicrmActivities } from './civicrm-activities.ts';
import { recogniseCivicrmContributions } from './civicrm-contributions.ts';
import { recogniseEventbriteAttendees } from './eventbrite-attendees.ts';
import { ExportHeader, type RecogniseExport } from './export-header.ts';
import { recogniseGa4 } from './ga4.ts';
import { recogniseGoogleAdsCosts } from './google-ads-costs.ts';
import { recogniseHubspotContacts } from './hubspot-contacts.ts';
import { recogniseMailchimpAudience } from './mailchimp-audience.ts';
import { recogniseMetaAdsCosts } from './meta-ads-costs.ts';
import { recogniseMixpanel } from './mixpanel.ts';
import { recogniseNpspDonations } from './npsp-donations.ts';
import { recognisePosthog } from './posthog.ts';
import { recogniseRudderstack } from './rudderstack.ts';
import { recogniseSalesforceLeads } from './salesforce-leads.ts';
import { recogniseSalesforceOpportunities } from './salesforce-opportunities.ts';
import { recogniseSalesforceOpportunityHistory } from './salesforce-opportunity-history.ts';
import { recogniseSegment } from './segment.ts';
import { recogniseSnowplow } from './snowplow.ts';
import { recogniseStripePayments } from './stripe-payments.ts';
import { recogniseZohoLeads } from './zoho-leads.ts';
import { recogniseZohoPotentials } from './zoho-potentials.ts';

/** Asked in this order: where one export's columns hold those of another, it comes first. */
const EXPORTS: Readonly<Record<KnownExportId, RecogniseExport>> = {
  ga4: recogniseGa4,
  snowplow: recogniseSnowplow,
  amplitude: recogniseAmplitude,
  rudderstack: recogniseRudderstack,
  segment: recogniseSegment,
  posthog: recognisePosthog,
  mixpanel: recogniseMixpanel,
  'hubspot-contacts': recogniseHubspotContacts,
  'salesforce-opportunity-history': recogniseSalesforceOpportunityHistory,
  'salesforce-opportunities': recogniseSalesforceOpportunities,
  'salesforce-leads': recogniseSalesforceLeads,
  'zoho-potentials': recogniseZohoPotentials,
  'zoho-leads': recogniseZohoLeads,
  'mailchimp-audience': recogniseMailchimpAudience,
  'civicrm-contributions': recogniseCivicrmContributions,
  'civicrm-activities': recogniseCivicrmActivities,
  'npsp-donations': recogniseNpspDonations,
  'stripe-payments': recogniseStripePayments,
  'eventbrite-attendees': recogniseEventbriteAttendees,
  'google-ads-costs': recogniseGoogleAdsCosts,
  'meta-ads-costs': recogniseMetaAdsCosts,
};

/** The known export that a file is by its header, or `null`. */
export function recogniseExport(sample: FileSample): RecognisedExport | null {
  const header = new ExportHeader(sample);
  for (const [id, recognise] of Object.entries(EXPORTS)) {
    const source = recognise(header);
    if (source !== null) return { id: id as KnownExportId, source: { files: header.files, ...source } };
  }
  return null;
}
